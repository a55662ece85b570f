"""Every kind of page: axe, phone, dark, no sideways scroll, the language of the interface."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import violations

PAGES = {
    "home": "/en/",
    "search": "/en/search/?q=food",
    "nothing found": "/en/search/?q=xyzzyqux",
    "wrong parameter": "/en/search/?country=QQ&colour=red",
    "organisations": "/en/organisations/?country=DE",
    "cases": "/en/cases/",
    "calls": "/en/calls/?deadline=open",
    "funders": "/en/funders/",
    "closed call": "/en/calls/example-gardens-on-roofs/",
    "call with stages": "/en/calls/example-work-for-those-far-from-it/",
    "map": "/en/map/?q=food",
    "vocabularies": "/en/terms/",
    "about": "/en/about/",
    "how it works": "/en/how-it-works/",
    "values of a filter": "/en/search/filter/tag/?tag=food&find=re",
    "accessibility": "/en/accessibility/",
    "privacy": "/en/privacy/",
    "licences": "/en/licences/",
    "API": "/en/api/",
    "API reference": "/api/v1/docs/",
}
KINDS = ["organisations", "projects", "cases", "publications", "events", "calls", "funders"]


def first_entry(page: Page) -> None:
    page.locator("#results article a, #results li a").first.click()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit, name, width, scheme):
    assert violations(visit(PAGES[name], width=width, scheme=scheme)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_an_entry_of_each_kind(visit, kind, scheme):
    page = visit(f"/en/{kind}/", scheme=scheme)
    first_entry(page)
    page.wait_for_url(re.compile(rf"/en/{'organisations' if kind == 'funders' else kind}/[^/?]+/"))

    assert violations(page) == []


@pytest.mark.parametrize("path", [*PAGES.values(), "/sv/", "/da/search/", "/sv/map/"])
def test_nothing_scrolls_sideways_on_the_narrowest_phone(visit, path):
    page = visit(path, width=320)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


WIDE = "x" * 199
COUNTRIES = "&".join(f"country={code}" for code in "AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT".split())


@pytest.mark.parametrize(
    "path",
    [
        "/en/projects/one-long-word/",
        "/en/projects/one-long-word/history/",
        "/en/projects/?tag=" + "y" * 60,
        f"/en/search/?q={WIDE}",
        f"/en/map/?q={WIDE}",
        f"/en/search/?{COUNTRIES}&tag={'y' * 60}",
        "/en/report/project/one-long-word/",
        "/en/submit/change/project/one-long-word",
        "/en/funding/match/project/one-long-word/",
    ],
)
def test_no_word_is_too_long_for_the_narrowest_phone(visit, path):
    page = visit(path, width=320)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cut = """[...document.querySelectorAll("main :is(h1, h2, h3, p, li, dd, a, label)")]
        .filter(one => !one.closest(".scroll, .leaflet-container, .visually-hidden"))
        .filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 80))"""
    assert page.evaluate(cut) == []


@pytest.mark.parametrize("path", ["/en/projects/kitchen-in-arabic/", "/en/projects/?language=ar"])
def test_words_run_in_their_own_direction(visit, path):
    page = visit(path)
    title = page.locator("h1, .hit h3").filter(has_text="Beirut").first
    direction = "one => getComputedStyle(one).direction"

    assert title.evaluate(direction) == "rtl"
    assert page.locator(".lead, .hit p").first.evaluate(direction) == "rtl"
    assert page.locator("main").evaluate(direction) == "ltr"


def test_many_filters_leave_the_results_in_sight_and_can_be_unfolded(visit):
    page = visit(f"/en/search/?{COUNTRIES}", width=390)
    chips = page.locator("#results .chip")

    assert [chips.nth(at).is_visible() for at in (11, 12)] == [True, False]
    page.locator(".chips-more > summary").click()
    assert chips.last.is_visible()
    assert chips.count() == len(COUNTRIES.split("&"))

    chips.last.press("Enter")
    expect(page.locator("#results-heading")).to_be_focused()
    assert chips.count() == len(COUNTRIES.split("&")) - 1
    assert chips.last.is_visible()


@pytest.mark.parametrize("width", [840, 1000, 1024, 1280])
@pytest.mark.parametrize("language", ["en", "sv", "da"])
def test_the_header_is_one_row_from_tablet_to_desk(visit, language, width):
    page = visit(f"/{language}/about/", width=width)

    assert page.locator("header.site-header").bounding_box()["height"] < 80
