"""The form in Chromium under our policy: with and without JavaScript, on desk and phone, and when things break."""

import pytest
from django.db import DatabaseError
from playwright.sync_api import Page, expect

from directory.models import Proposal, Tally
from tests.browsers import violations
from tests.directory.submit.walk import CONTACT, WHAT
from tests.factories import publish

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
WAYS = [
    pytest.param(1280, True, id="desktop"),
    pytest.param(390, True, id="phone"),
    pytest.param(1280, False, id="desktop-without-script"),
    pytest.param(390, False, id="phone-without-script"),
]
CONTINUE = "form .form-actions button:not([name])"


def begin(page: Page, kind: str = "organisation") -> None:
    page.check(f"#id_kind_{kind}")
    page.click(CONTINUE)
    page.wait_for_url("**/what/")


def onwards(page: Page, step: str) -> None:
    page.click(CONTINUE)
    page.wait_for_url(f"**/{step}/")


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_from_the_first_page_to_the_queue(opened, link_in, width, script):
    page = opened("/en/submit/", width=width, script=script)
    begin(page, "project")
    page.click(CONTINUE)
    expect(page.locator(".error-summary a")).to_have_count(2)
    page.click(".error-summary a >> nth=0")
    expect(page.locator("#id_title")).to_be_focused()
    page.fill("#id_title", WHAT["title"])
    page.fill("#id_summary", WHAT["summary"])
    onwards(page, "who")
    page.fill("#id_organisation", "Roof gardeners")
    page.fill("#id_place-0-query", "Københ")
    if not script:
        page.click("#id_place-0-query ~ button")
    page.check("text=Copenhagen, Denmark")
    onwards(page, "themes")
    page.check("text=Mental health")
    onwards(page, "evidence")
    page.fill("#id_link-0-url", "https://example.org/report")
    onwards(page, "contact")
    page.fill("#id_email", CONTACT["email"])
    page.check("#id_declared")
    onwards(page, "check")
    expect(page.locator("main")).to_contain_text("Copenhagen")
    onwards(page, "sent")
    page.goto(link_in("confirm"))
    page.click("main form button")
    expect(page.locator("h1")).to_have_text("Your proposal is with the centre")

    proposal = Proposal.objects.get()
    assert proposal.revision
    assert proposal.change_set
    assert (proposal.state, proposal.revision.document["places"][0]["geoname"]) == ("waiting", 2618425)
    unproved = 0 if script else 1
    assert Tally.objects.count() == 3 + unproved  # one draft, one sent by network and by address


def test_likely_duplicates_appear_while_one_types(opened):
    publish(title="Återbruket i Malmö", website="https://aterbruket.example.se")
    page = opened("/en/submit/")
    begin(page)
    page.fill("#id_title", "Aterbruket i Malmo")

    expect(page.locator(".likely a >> nth=0")).to_have_text("Återbruket i Malmö")


def test_a_form_that_becomes_a_correction_shows_the_entry_and_not_what_lay_in_the_browser(opened):
    publish(title="Återbruket i Malmö", language="sv", description="Kept as it is.")
    page = opened("/en/submit/")
    begin(page)
    page.fill("#id_title", "Aterbruket i Malmo")
    page.fill("#id_summary", "New words.")
    page.click(CONTINUE)
    page.wait_for_url("**/same/")
    page.check("input[name=same] >> nth=0")
    page.click(CONTINUE)
    page.wait_for_url("**/what/?carried=1")

    expect(page.locator("#id_title")).to_have_value("Återbruket i Malmö")
    expect(page.locator("#id_language")).to_have_value("sv")
    expect(page.locator("#id_summary")).to_have_value("New words.")
    expect(page.locator("#id_description")).to_have_value("Kept as it is.")


def test_a_pin_is_put_by_keyboard_on_a_map_that_asks_nobody_else(opened, live_server):
    page = opened("/en/submit/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    begin(page)
    page.fill("#id_title", WHAT["title"])
    page.fill("#id_summary", WHAT["summary"])
    onwards(page, "who")
    page.click("text=Street, or a pin on the map")
    page.click("[data-open-map]")
    expect(page.locator(".pin-canvas")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page.locator(".map-pin")).to_be_visible()
    assert 35 < float(page.input_value("#id_place-0-latitude")) < 70
    assert all(url.startswith((live_server.url, "data:")) for url in asked)


def test_a_step_saves_itself(opened):
    page = opened("/en/submit/")
    begin(page)
    page.fill("#id_title", "Half a na")
    expect(page.locator("[data-save-state]")).to_have_text("Saved.")

    assert Proposal.objects.get().answers["what"]["title"] == "Half a na"


def test_what_is_typed_without_a_network_is_saved_when_it_is_back(opened):
    page = opened("/en/submit/")
    begin(page)
    page.context.set_offline(True)
    page.fill("#id_title", "Typed in a tunnel")
    expect(page.locator("[data-save-state]")).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    expect(page.locator("[data-save-state]")).to_have_text("Saved.")
    page.reload()

    expect(page.locator("#id_title")).to_have_value("Typed in a tunnel")
    assert Proposal.objects.get().answers["what"]["title"] == "Typed in a tunnel"


@pytest.mark.parametrize("script", [True, False])
def test_when_the_server_fails_the_words_come_back_and_can_be_sent_again(opened, monkeypatch, script):
    page = opened("/en/submit/", script=script)
    begin(page)

    def fail(**_arguments):
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr("directory.submit.filling.save_answers", fail)
        page.fill("#id_title", WHAT["title"])
        page.fill("#id_summary", "First line.\nSecond line.")
        page.click(CONTINUE)
        expect(page.locator("h1")).to_contain_text("Something went wrong here")
    page.click("button:has-text('Try again')")
    page.wait_for_url("**/who/")

    answers = Proposal.objects.get().answers["what"]
    assert (answers["title"], answers["summary"].splitlines()) == (WHAT["title"], ["First line.", "Second line."])


def test_a_page_opened_anew_after_a_failure_shows_what_had_been_typed(opened, monkeypatch):
    page = opened("/en/submit/")
    begin(page)
    step = page.url

    def fail(**_arguments):
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr("directory.submit.filling.save_answers", fail)
        page.fill("#id_title", WHAT["title"])
        page.click(CONTINUE)
        expect(page.locator("h1")).to_contain_text("Something went wrong here")
    page.goto(step)

    expect(page.locator("#id_title")).to_have_value(WHAT["title"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_the_form_is_accessible_and_fits(opened, width, scheme):
    page = opened("/en/submit/", width=width, scheme=scheme)
    found = [_faults(page)]
    begin(page, "project")
    page.click(CONTINUE)
    found.append(_faults(page))
    page.fill("#id_title", WHAT["title"])
    page.fill("#id_summary", WHAT["summary"])
    for step in ("who", "themes", "evidence", "contact", "check", "sent"):
        onwards(page, step)
        found.append(_faults(page))
        if step == "who":
            page.fill("#id_place-0-query", "Malm")
            page.check("text=Malmö, Sweden")
            found.append(_faults(page))
        if step == "contact":
            page.fill("#id_email", CONTACT["email"])
            page.check("#id_declared")
    page.goto(page.url.replace("/draft/", "/status/").removesuffix("/sent/"))
    found.append(_faults(page))

    assert [fault for faults in found for fault in faults] == []


def _faults(page: Page) -> list[str]:
    faults = violations(page)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append(f"{page.url} is wider than the screen")
    return faults
