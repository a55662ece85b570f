"""A picture's way in Chromium, from the form over the desk to the page, with and without JavaScript."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from directory.actions.accepting import accept
from directory.models import Mail, Picture, Proposal
from sinet.common.images import MOST_BYTES
from tests.browsers import violations
from tests.directory.submit.test_in_browser import CONTINUE, WAYS, onwards
from tests.directory.submit.walk import filled
from tests.factories.people import sign_in
from tests.factories.pictures import drawing, packed

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def file(name: str, content: bytes) -> Any:
    return {"name": name, "mimeType": "image/png", "buffer": content}


def is_drawn(page: Page, selector: str) -> bool:
    """Whether the pixels of a picture have arrived."""
    page.locator(selector).first.scroll_into_view_if_needed()
    page.wait_for_function(f"() => document.querySelector({selector!r})?.complete")
    return bool(page.locator(selector).first.evaluate("(one) => one.naturalWidth > 0"))


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_from_the_form_over_the_desk_to_the_page(opened, chromium, client, curator, live_server, width, script):
    draft = filled(client, "project")
    page = opened(f"{draft}evidence/", width=width, script=script)

    page.set_input_files("#id_picture-10-file", file("words.png", b"Just some words."))
    page.fill("#id_picture-10-text", "Neighbours in the garden")
    page.click(CONTINUE)
    page.click(".error-summary a")
    expect(page.locator("#id_picture-10-file")).to_be_focused()
    expect(page.locator("#id_picture-10-text")).to_have_value("Neighbours in the garden")

    page.set_input_files("#id_picture-10-file", file("garden.jpg", packed(drawing(1800, 1200))))
    if script:
        assert is_drawn(page, ".field > .preview")
    page.click("button[value=add-picture]")
    page.wait_for_url("**/evidence/#pictures")
    assert is_drawn(page, ".picture-row > .preview")
    page.set_input_files("#id_picture-11-file", file("logo.png", packed(drawing(300, 300, "red"), "PNG")))
    page.fill("#id_picture-11-text", "Garden for all")
    page.select_option("#id_picture-11-role", "logo")
    page.fill("#id_picture-11-credit", "Noor Berg")
    onwards(page, "contact")
    page.goto(f"{draft}evidence/")
    expect(page.locator(".picture-row > .preview")).to_have_count(2)
    expect(page.locator("[data-save-state]")).to_have_text("")
    if script:
        assert violations(page) == []

    page.goto(f"{draft}check/")
    assert is_drawn(page, "dd > .preview")
    onwards(page, "sent")
    link = str(Mail.objects.filter(kind="confirm").latest("pk").context["link"])
    page.goto(link[link.index("/", len("https://")) :])
    page.click("main form button")
    proposal = Proposal.objects.get(state="waiting")

    desk = chromium.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=live_server.url
    )
    session = sign_in(Client(), curator).cookies[settings.SESSION_COOKIE_NAME].value
    desk.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    review = desk.new_page()
    for part in ("", "edit/"):
        review.goto(f"/en/curate/proposals/{proposal.uid}/{part}")
        assert is_drawn(review, "img.thumbnail")
        if script:
            assert violations(review) == []
    desk.close()

    entry = accept(proposal=proposal, by=curator)
    page.goto(entry.get_absolute_url())
    assert is_drawn(page, ".pictures img")
    assert is_drawn(page, ".entry-logo img")
    if script:
        assert page.evaluate(SHIFTS) < 0.01
        assert violations(page) == []
    shown = page.eval_on_selector_all("main img", "all => all.map((one) => new URL(one.src).pathname.split('/')[2])")
    assert set(shown) == {picture.digest for picture in Picture.objects.all()}


def test_a_file_that_is_too_large_is_named_before_it_is_sent(opened, client, centre):
    page = opened(f"{filled(client)}evidence/")

    page.set_input_files("#id_picture-10-file", file("large.png", b"x" * (MOST_BYTES + 1)))

    expect(page.locator(".picture-row .field-error")).to_have_text(
        "This file is larger than 8 MB. Make it smaller first."
    )
    expect(page.locator("#id_picture-10-file")).to_have_value("")


def test_a_form_closed_after_a_picture_was_sent_says_nothing_of_unsaved_words(opened, client, centre):
    draft = filled(client)
    page = opened(f"{draft}evidence/")
    page.set_input_files("#id_picture-10-file", file("garden.jpg", packed(drawing())))
    page.fill("#id_picture-10-text", "A bed")
    onwards(page, "contact")

    page.goto(f"{draft}evidence/")

    expect(page.locator("[data-save-state]")).to_have_text("")
    expect(page.locator("#id_picture-10-text")).to_have_value("A bed")
