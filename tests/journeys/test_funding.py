"""What fits and why, who could partner and how they meet, and news by mail: on any screen, in any way."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from directory.actions import apply_bulk
from directory.alerting import due_readers, tell
from directory.choices import Channel, Intent, ProposalState
from directory.models import Entry, Mail, Proposal, Submitter
from funding.actions.introducing import introduce_all
from tests.browsers import committed, violations
from tests.factories import document
from tests.journeys.test_visitor import WAYS

SITE = "https://sinet.example"
ABOUT = {"theme": ["skills-and-learning"]}
CORNER = {"title": "Homework corner", "places": [{"country": "SE"}], "terms": {**ABOUT, "seeks": ["premises"]}}
ROOMS = {"title": "Evening rooms", "places": [{"country": "DK"}], "terms": {**ABOUT, "offers": ["premises"]}}
ANY_DAY = {"width": 390, "scheme": "dark"}


@pytest.fixture(scope="module")
def two(site: str, django_db_blocker: Any) -> Iterator[dict[str, Entry]]:
    """Two organisations whose people can be reached: one looks for rooms, the other has some."""

    def make() -> dict[str, Entry]:
        made = [document(source=None, **values) for values in (CORNER, ROOMS)]
        apply_bulk(documents=made, channel=Channel.CURATOR, by=None, title="Two organisations")
        found = {title: Entry.objects.get(title=title) for title in ("Homework corner", "Evening rooms")}
        for title, entry in found.items():
            sender = Submitter.objects.create(email=f"{entry.slug}@example.org")
            Proposal.objects.create(
                secret_hash=title, intent=Intent.NEW, kind="organisation", entry=entry, submitter=sender,
                state=ProposalState.APPLIED, received_at=timezone.now(), language="en",
            )  # fmt: skip
        return found

    with django_db_blocker.unblock():
        yield committed(make)


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_from_the_page_of_an_initiative_to_the_call_that_fits_and_why(visit, two, width, script):
    page = visit(two["Homework corner"].get_absolute_url(), width=width, script=script)
    page.get_by_role("link", name="Which calls and funders fit?").click()
    fit = page.locator(".fit", has=page.get_by_role("link", name="Example: a town looks for a way to help"))
    expect(fit).to_contain_text("For work in Sweden: yes")
    expect(fit).to_contain_text("The same theme: Skills and learning")
    expect(fit).to_contain_text(re.compile(r"Closes in \d+ days"))
    page.locator("#q-amount").fill("1.000.000")
    page.get_by_role("button", name="Show what fits").click()
    page.wait_for_url(re.compile(r"amount=1\.000\.000.*#answers"))
    expect(page.locator(".match-results")).to_contain_text("The amount is above its range")
    page.get_by_text(re.compile("that do not fit, and why")).click()
    expect(page.locator(".match-misses").last).to_contain_text("(must be met)")
    page.get_by_role("link", name="Example: a town looks for a way to help").click()
    expect(page.get_by_role("link", name="Which initiatives fit?")).to_be_visible()


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_somebody_without_an_entry_answers_a_few_questions(visit, width, script):
    page = visit("/en/funding/", width=width, script=script)
    page.get_by_role("main").get_by_role("link", name="What fits you?").click()
    page.get_by_label("Where do you work?").select_option(label="Latvia")
    page.get_by_label("Health and care").check()
    page.get_by_label("How much do you look for?").fill("20 000")
    page.get_by_role("button", name="Show what fits").click()
    expect(page.get_by_role("heading", name="Calls that fit")).to_be_in_viewport()
    best = page.locator(".fit").first
    expect(best).to_contain_text("Example: scaling what works against loneliness")
    expect(best).to_contain_text("The amount is within its range (€10,000 to €50,000)")


def test_a_wrong_answer_is_explained_where_it_is_seen_and_the_others_stay(visit):
    page = visit("/en/about/", width=390, script=False).context.new_page()  # browsers note a 422 on the console
    page.goto("/en/funding/match/?theme=health-and-care")
    page.get_by_label("How much do you look for?").fill("a lot")
    page.get_by_role("button", name="Show what fits").click()
    expect(page.get_by_role("alert")).to_contain_text("Write the amount as a number, such as 25000.")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.get_by_label("Health and care")).to_be_checked()
    page.goto("/en/alerts/search/?kind=call")
    page.get_by_label("Your e-mail address").fill("nobody")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Your e-mail address")).to_have_value("nobody")


def paths(two: dict[str, Entry]) -> list[str]:
    slug = two["Homework corner"].slug
    return [
        "/en/funding/",
        "/da/funding/",
        "/en/funding/match/",
        "/en/funding/match/?country=SE&theme=health-and-care&amount=5000&ask=1",
        "/en/funding/match/?amount=much",
        f"/en/funding/match/organisation/{slug}/",
        "/sv/funding/fits/call/example-kitchens-that-bring-neighbours-together/",
        "/en/funding/fits/organisation/example-fund/",
        f"/en/funding/partners/organisation/{slug}/",
        "/en/grants/",
        "/en/alerts/search/?kind=call&theme=health-and-care",
        "/en/alerts/call/example-gardens-on-roofs/",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("number", range(12))
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit, two, number, width, scheme):
    path = paths(two)[number]
    context = visit("/en/about/", width=width, scheme=scheme).context
    page = context.new_page()  # browsers note a 422 on the console
    page.goto(path)
    for fold in page.locator("main details").all():
        fold.evaluate("fold => { fold.open = true }")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def answer(page: Page, path: str, words: str) -> None:
    page.goto(path)
    page.get_by_role("button", name=words).click()


def test_two_that_fit_meet_only_after_both_said_yes(visit, two):
    page = visit(two["Homework corner"].get_absolute_url(), **ANY_DAY)
    page.get_by_role("link", name="Who could partner?").click()
    rooms = page.locator(".fit", has=page.get_by_role("link", name="Evening rooms"))
    expect(rooms).to_contain_text("It offers what this one looks for: Premises")

    assert committed(lambda: introduce_all(site=SITE, at=timezone.now())) == 1
    mails = Mail.objects.filter(kind="introduction")
    links = {mail.recipient: mail.context["link"].removeprefix(SITE) for mail in mails}
    assert set(links) == {"homework-corner@example.org", "evening-rooms@example.org"}
    page.goto(links["homework-corner@example.org"])
    expect(page.get_by_role("main")).to_contain_text("“Evening rooms” offers what you look for: Premises.")
    assert "@example.org" not in page.content()
    assert violations(page) == []
    page.get_by_role("button", name="Yes, pass on my address").click()
    expect(page.get_by_role("main")).to_contain_text("You said yes.")
    assert not Mail.objects.filter(kind="introduced").exists()
    answer(page, links["evening-rooms@example.org"], "Yes, pass on my address")
    expect(page.get_by_role("main")).to_contain_text("Both said yes.")
    told = {mail.recipient: mail.context["other_email"] for mail in Mail.objects.filter(kind="introduced")}
    assert told == dict(zip(links, reversed(links), strict=True))


def news(email: str, *, day: int) -> list[Mail]:
    """Look for news as the nightly job does so many days later; the mails that this person has got."""

    def look() -> list[Mail]:
        now = timezone.now() + timedelta(days=day)
        for reader in due_readers(now=now):
            tell(submitter=reader, now=now)
        return list(Mail.objects.filter(kind="alert", recipient=email))

    found: list[Mail] = committed(look)
    return found


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_an_alert_is_confirmed_arrives_once_and_stops_with_one_click(visit, width, script):
    email = f"reader-{width}-{script}@example.org".lower()
    page = visit("/en/calls/?theme=digital-democracy", width=width, script=script)
    page.get_by_role("link", name="News by mail").click()
    expect(page.get_by_role("main")).to_contain_text("Theme: Digital democracy")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label("Every day").check()
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("main")).to_contain_text("We have mailed you a link.")

    link = re.sub(r"^https?://[^/]+", "", Mail.objects.get(kind="alert_confirm", recipient=email).context["link"])
    answer(page, link, "Yes, write to me")
    expect(page.get_by_role("main")).to_contain_text("Confirmed.")
    assert news(email, day=1) == []
    call = document(
        kind="call", title=f"Example: {email}", source=None, terms={"theme": ["digital-democracy"]}, call={}
    )
    committed(lambda: apply_bulk(documents=[call], channel=Channel.CURATOR, by=None, title="A call"))
    (mail,) = news(email, day=2)
    assert [entry["title"] for entry in mail.context["sections"][0]["entries"]] == [f"Example: {email}"]

    assert len(news(email, day=3)) == 1
    page.goto(re.sub(r"^https?://[^/]+", "", mail.context["unsubscribe"]))
    page.get_by_role("button", name="Stop all of them").click()
    expect(page.get_by_role("main")).to_contain_text("You get no news by mail any more.")
    assert not Submitter.objects.filter(email=email, alerts__isnull=False).exists()
