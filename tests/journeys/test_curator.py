"""The queue worked by keyboard, and without JavaScript."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from directory.actions import batches
from directory.actions.batches import carry_out
from directory.actions.receiving import receive
from directory.actions.secrets import new_secret
from directory.choices import Intent, Kind
from directory.models import Batch, Centre, Criterion, Entry, Proposal
from sinet.common.ids import uuid7
from tests.browsers import committed, violations
from tests.factories import document
from tests.factories.people import person, sign_in

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def session(site: str, django_db_blocker: Any) -> str:
    """The session of somebody who curates in Finland."""

    def make() -> str:
        centre = Centre.objects.create(key="fi", name="Centre Finland", countries=["FI"], languages=["en"])
        for position, words in enumerate(("It is social innovation", "It can be checked")):
            Criterion.objects.create(centre=centre, key=f"c{position}", labels={"en": words}, position=position)
        user = person("keys@example.org", role="reviewer", at=centre)
        return str(sign_in(Client(), user).cookies["sinet_session"].value)

    with django_db_blocker.unblock():
        return str(committed(make))


@pytest.fixture
def open_page(site: str, chromium: Browser, session: str) -> Iterator[Open]:
    """Opens pages as the signed-in curator; nothing may go wrong on any of them."""
    contexts, wrong = [], []

    def opened(path: str, *, width: int = 1280, script: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=site, locale="en"
        )
        context.add_cookies([{"name": "sinet_session", "value": session, "url": site}])
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def propose(count: int, name: str) -> None:
    for number in range(count):
        proposal = Proposal.objects.create(secret_hash=new_secret()[1], intent=Intent.NEW, kind=Kind.ORGANISATION)
        made = document(
            title=f"{name} {number}", summary=f"{name} {number} is open.", source=None, places=[{"country": "FI"}]
        )
        receive(proposal=proposal, documents=[made])


def fits(page: Page) -> None:
    """Axe finds nothing, and nothing scrolls sideways."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


class Keys:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1


@pytest.fixture
def twenty(session: str) -> str:
    """Twenty proposals wait and no other. Gives the name with which their titles begin."""
    name = f"Kitchen {uuid7().hex[-8:]}"

    def make() -> None:
        Proposal.objects.filter(centre="fi").update(state="retracted")
        propose(20, name)

    committed(make)
    return name


def test_twenty_proposals_are_decided_by_keyboard_with_at_most_eighty_keys(twenty: str, open_page: Open) -> None:
    page = open_page("/en/curate/")
    keys = Keys(page)

    for number in range(20):
        if number % 4 == 3:
            keys.press("r", "2")
        else:
            keys.press("a")
    keys.press("s")
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    keys.press("Enter")
    expect(page.get_by_text("20 decisions were carried out.")).to_be_visible()

    assert keys.count <= 80
    assert Proposal.objects.filter(centre="fi", state="applied").count() == 15
    assert Proposal.objects.filter(centre="fi", state="rejected").count() == 5
    assert Entry.objects.public().filter(title__startswith=twenty).count() == 15


def test_keys_move_tick_take_back_open_and_explain(twenty: str, open_page: Open) -> None:
    page = open_page("/en/curate/")
    keys = Keys(page)
    decisions = page.locator("select[name^='decision-']")

    keys.press("j", "x", "k", "x", "a")
    assert [decisions.nth(n).input_value() for n in range(3)] == ["accept", "accept", ""]
    keys.press("u")
    assert decisions.nth(0).input_value() == ""
    keys.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    keys.press("Escape")
    keys.press("c")
    expect(page.locator("#ask")).to_have_attribute("open", "")


def test_keys_can_be_switched_off_and_never_act_while_one_types(twenty: str, open_page: Open) -> None:
    page = open_page("/en/curate/")
    first = page.locator("select[name^='decision-']").first

    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Keep these filters as").press_sequentially("axa")
    assert first.input_value() == ""
    page.get_by_label("Keys on").uncheck()
    page.get_by_role("heading", name="Queue").click()
    page.keyboard.press("a")
    assert first.input_value() == ""


def test_the_queue_works_without_javascript(twenty: str, open_page: Open) -> None:
    page = open_page("/en/curate/", script=False)

    page.locator("select[name^='decision-']").first.select_option(label="Accept")
    page.locator("input[name='selected']").nth(1).check()
    page.get_by_label("With the lines that are ticked").select_option(label="Reject: It can be checked")
    page.get_by_role("button", name="See what will happen").click()
    expect(page.get_by_text("Will be rejected: It can be checked")).to_be_visible()
    page.get_by_role("button", name="Carry out 2 decisions").click()

    expect(page.get_by_text("2 decisions were carried out.")).to_be_visible()


@pytest.mark.parametrize("path", ["", "enter/?kind=project", "reports/", "changes/", "centres/fi/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_a_centre_fit_all_and_a_telephone(twenty: str, open_page: Open, path: str, width: int) -> None:
    fits(open_page(f"/en/curate/{path}", width=width))


def test_the_page_of_a_proposal_fits_all_and_a_telephone(twenty: str, open_page: Open) -> None:
    for width in (390, 1280):
        page = open_page("/en/curate/", width=width)
        page.get_by_role("link", name=f"{twenty} 0").click()
        expect(page.get_by_role("heading", name=f"{twenty} 0").first).to_be_visible()
        fits(page)


def test_many_decisions_are_followed_while_they_are_carried_out(
    twenty: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 5)
    monkeypatch.setattr(batches, "GROUP", 12)
    monkeypatch.setattr("directory.curate.queue.PAGE_SIZE", 10)
    page = open_page("/en/curate/", width=390)

    page.get_by_label("With the lines that are ticked").select_option("accept")
    page.get_by_label("and with all 20 of all pages").check()
    page.get_by_role("button", name="See what will happen").click()
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Carry out 20 decisions").click()
    expect(page.get_by_text("20 are still to come.")).to_be_visible()
    fits(page)

    key = committed(lambda: Batch.objects.latest("pk").pk)
    committed(lambda: carry_out(batch=key, position=0))
    expect(page.get_by_text("12 decisions were carried out. 8 are still to come.")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Published.")).to_have_count(12)
    assert page.locator("progress").evaluate("bar => bar.value") == 12

    committed(lambda: carry_out(batch=key, position=12))
    expect(page.get_by_role("heading", name="What was done")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("20 decisions were carried out.")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="See or undo what was published together").click()
    expect(page.get_by_text("20 proposals accepted together").first).to_be_visible()
