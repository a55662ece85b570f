"""Grants are imported, the doubtful ones resolved by keyboard, exported, and the export imported again is equal."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from directory.models import Centre, Entry
from funding.actions.importing import run
from funding.models import Grant, GrantImport
from tests.browsers import committed
from tests.factories import document
from tests.factories.grants import record
from tests.factories.people import person, sign_in


@pytest.fixture
def page(site: str, chromium: Browser, django_db_blocker: Any) -> Iterator[Page]:
    """The browser of an editor in Norway, where two kitchens are in the directory."""

    def make() -> str:
        from directory.actions import apply_bulk
        from directory.choices import Channel

        centre = Centre.objects.create(key="no", name="Centre Norway", countries=["NO"], languages=["en"])
        made = [
            document(title=title, source=None, places=[{"country": "NO", "city": "Bergen"}])
            for title in ("Fjord kitchen", "Hill kitchen")
        ]
        apply_bulk(documents=made, channel=Channel.CURATOR, by=None, title="Two kitchens")
        return str(
            sign_in(Client(), person("grants@example.org", role="editor", at=centre)).cookies["sinet_session"].value
        )

    with django_db_blocker.unblock():
        session = committed(make)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=site, locale="en")
    context.add_cookies([{"name": "sinet_session", "value": session, "url": site}])
    opened, wrong = context.new_page(), []
    opened.on("console", lambda message: wrong.append(message.text))
    yield opened
    context.close()
    assert wrong == []


def kitchen(number: int, name: str) -> dict[str, Any]:
    return record(number, recipientOrganization=[{"id": f"NO-own-{number}", "name": name, "addressLocality": "Oslo"}])


def send(page: Page, name: str, content: bytes, **fields: str) -> None:
    """Send a file in, and let the job run."""
    page.goto("/en/curate/grants/imports/")
    if not page.get_by_role("button", name="Take it in").is_visible():
        page.get_by_text("Take a file in").click()
    page.get_by_label("File (JSON or CSV)").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    for label, value in fields.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("status")).to_have_text("It waits for its turn.")
    committed(lambda: run(GrantImport.objects.latest("pk")))
    page.reload()


def records() -> dict[str, Any]:
    return dict(committed(lambda: list(Grant.objects.public().values_list("identifier", "record"))))


def test_grants_are_imported_resolved_exported_and_imported_again_equal(page: Page) -> None:
    rows = [kitchen(1, "Fjord kitchen"), kitchen(2, "Hill kitchen"), record(3, amountAwarded="plenty")]
    source = {"Name of the new publisher": "Journey Trust", "Licence of the file": "CC0-1.0"}

    send(page, "grants.json", json.dumps({"grants": rows}).encode(), **source)
    refused = page.get_by_role("row").filter(has_text="360G-example-3")
    expect(refused).to_contain_text("amountAwarded")
    expect(refused).to_contain_text("plenty")
    expect(refused).to_contain_text("This is no number.")

    page.goto("/en/curate/grants/")
    expect(page.locator("[data-line]")).to_have_count(2)
    for key in ("a", "d", "s"):  # the first is the same, the second is not
        page.keyboard.press(key)
    expect(page.get_by_text("2 decisions are kept.")).to_be_visible()
    expect(page.get_by_text("Nothing waits here")).to_be_visible()

    entry = committed(lambda: Entry.objects.get(title="Fjord kitchen").get_absolute_url())
    page.goto(entry)
    expect(page.get_by_role("heading", name="Grants received")).to_be_visible()
    expect(page.get_by_text("£10,000").first).to_be_visible()

    before = records()
    for ending in ("json", "csv"):
        exported = page.request.get(f"/api/v1/grants/grants.{ending}?source=journey-trust").body()
        page.goto("/en/curate/grants/imports/")
        page.get_by_text("Take a file in").click()
        page.locator("#id_source").select_option("journey-trust")
        page.get_by_label("File (JSON or CSV)").set_input_files(
            {"name": f"again.{ending}", "mimeType": "text/plain", "buffer": exported}
        )
        page.get_by_role("button", name="Take it in").click()
        committed(lambda: run(GrantImport.objects.latest("pk")))
        page.reload()
        numbers = page.locator(".import-numbers").inner_text().split()
        assert numbers == "Rows 2 Taken in 2 Refused 0 New 0 Changed 0 As before 2 Shown now 2".split()
        assert records() == before

    page.goto("/en/curate/grants/")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
