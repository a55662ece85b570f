"""A call is found by its deadline, read, and its deadline goes into a calendar: on any screen, in any way."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.journeys.test_visitor import WAYS


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_from_the_calls_that_are_open_to_the_deadline_in_a_calendar(visit, width, script):
    page = visit("/en/calls/", width=width, script=script)
    facts = page.locator("#results").get_by_text(re.compile("^Closes in"))
    expect(facts.first).to_contain_text(re.compile(r"Closes in [89] days"))
    summary = page.locator("details.filters > summary")
    if summary.is_visible() and page.locator("details.filters[open]").count() == 0:
        summary.click()
    page.locator("#facet-deadline input[value=open]").check()
    if not script:
        page.locator("details.filters button[type=submit]").click()
    page.wait_for_url(re.compile("deadline=open"))
    expect(page.locator("#results")).not_to_contain_text("gardens on roofs")
    page.get_by_role("link", name="Example: work for those who are far from it").click()
    expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
    expect(page.locator(".course")).to_contain_text("Interview")
    expect(page.get_by_role("link", name=re.compile("Apply at example.org"))).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Deadline into my calendar").click()
    events = Calendar.from_ical(waiting.value.path().read_bytes()).walk("VEVENT")
    assert [str(event["summary"]).split(":")[0] for event in events] == ["Closes", "Full application", "Interview"]
    closes = events[0].decoded("dtstart")
    assert f"{closes.astimezone(ZoneInfo('Europe/Stockholm')):%H:%M}" == "12:00"
    assert closes > datetime.now(UTC)


def test_a_funder_leads_to_its_calls(visit):
    page = visit("/en/funders/", width=390)
    page.get_by_role("link", name="Example", exact=True).click()
    expect(page.get_by_role("heading", name="As a funder")).to_be_visible()
    expect(page.get_by_text("€2,000 to €50,000")).to_be_visible()
    page.get_by_role("link", name="Example: small grants, all year round").first.click()
    expect(page.get_by_text("Open, without a last day").first).to_be_visible()
