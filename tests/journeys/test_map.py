"""The map: its numbers, its list in step, near a place, without script, in print."""

import re

import pytest
from playwright.sync_api import Page, expect

MARKERS = ".map-canvas .map-marker"


def total(page: Page) -> int:
    """The exact total that the heading of the list says."""
    return int(re.sub(r"\D", "", page.locator("#results-heading").inner_text().split("“")[0]) or 0)


def ready(page: Page) -> None:
    """Leaflet stands and has markers."""
    page.locator(MARKERS).first.wait_for()
    page.wait_for_load_state("networkidle")


def bbox(page: Page) -> str:
    found = re.search(r"bbox=([-\d.,]+)", page.url)
    return found.group(1) if found else ""


@pytest.mark.parametrize("width", [1280, 390])
def test_moving_the_map_takes_the_list_and_the_address_along_and_back_takes_them_back(visit, width):
    page = visit("/en/map/", width=width)
    ready(page)
    before = total(page)

    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_url(re.compile("bbox="))
    expect(page.locator("#results-heading")).not_to_contain_text(f"{before:,} ")
    first, there = total(page), bbox(page)
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_function("old => !location.href.includes(old)", arg=there)
    page.wait_for_load_state("networkidle")
    assert total(page) <= first < before

    page.go_back()
    page.wait_for_function("old => location.href.includes(old)", arg=there)
    ready(page)
    assert total(page) == first
    page.reload()
    ready(page)
    assert (total(page), bbox(page)) == (first, there)


def test_the_list_stays_when_it_shall_not_keep_in_step(visit):
    page = visit("/en/map/")
    ready(page)
    before = total(page)
    page.locator("[data-in-step]").uncheck()

    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(1200)

    assert (total(page), bbox(page)) == (before, "")
    page.locator("#map-notes [data-search-area]").click()
    page.wait_for_url(re.compile("bbox="))
    assert total(page) < before


def test_the_markers_together_are_what_the_list_counts(visit):
    page = visit("/en/map/")
    ready(page)
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_url(re.compile("bbox="))
    ready(page)

    counts = [int(re.sub(r"\D", "", text) or 1) for text in page.locator(MARKERS).all_inner_texts()]
    more = page.locator("#map-notes").get_by_text(re.compile(r"more on the map"))
    repeated = int(re.sub(r"\D", "", more.inner_text())) if more.count() else 0

    assert len(counts) <= 60
    assert sum(counts) - repeated == total(page)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", ["/en/map/", "/en/map/?bbox=5,44,20,55"])
def test_no_two_marks_have_the_same_name(visit, path, script):
    page = visit(path, script=script)
    marks = page.locator(MARKERS if script else ".map-drawing a")
    marks.first.wait_for()
    page.wait_for_load_state("networkidle")

    names = [mark.get_attribute("aria-label") for mark in marks.all()]

    assert len({*names}) == len(names) > 5


@pytest.mark.parametrize("script", [True, False])
def test_what_has_no_exact_place_is_counted_apart_and_listed(visit, script):
    page = visit("/en/map/", script=script)
    link = page.get_by_role("link", name=re.compile("without an exact place"))
    promised = int(re.sub(r"\D", "", link.inner_text()))

    link.click()
    page.wait_for_url(re.compile("without_point=1"))

    assert total(page) == promised > 0


def test_a_stack_names_all_by_keyboard_or_leads_to_the_list_of_them(visit):
    page = visit("/en/map/?country=HR")
    ready(page)
    for _step in range(12):
        stacks = page.locator(f"{MARKERS}[aria-label*='in this place']")
        if stacks.count():
            break
        page.locator(MARKERS).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(900)
        ready(page)
    stack = stacks.first
    count = int(re.sub(r"\D", "", stack.inner_text()))
    stack.focus()
    page.keyboard.press("Enter")

    popup = page.locator(".leaflet-popup-content")
    names = popup.locator("li a")
    expect(names.first).to_be_focused()
    assert names.count() == min(count, 20)
    everything = popup.get_by_role("link", name=re.compile("in the list"))
    assert everything.count() == (count > 20)
    page.keyboard.press("Escape")
    expect(stack).to_be_focused()


def test_a_click_on_the_map_searches_near_it(visit):
    page = visit("/en/map/")
    ready(page)
    page.locator("#map").click(position={"x": 60, "y": 320})

    page.get_by_role("button", name="Search near here").click()
    page.wait_for_url(re.compile(r"near=-?\d+\.\d\d%2C-?\d+\.\d\d$"))


def test_a_search_near_a_town_says_how_far_and_is_shown_whole(visit):
    page = visit("/en/map/")
    ready(page)
    page.locator("#near").fill("Linz")
    page.locator("#near").press("Enter")
    page.wait_for_url(re.compile("near=Linz"))

    expect(page.locator("#results .hit-facts").first).to_contain_text("km away")
    expect(page.locator("#results")).to_have_attribute("data-map-bounds", re.compile(r"^1\d\.\d+,4\d"))


def test_the_position_of_the_browser_is_asked_for_on_request_and_rounded(visit):
    page = visit("/en/map/")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 52.523456, "longitude": 13.411399})
    assert "near=" not in page.url

    page.get_by_role("button", name="Near me").click()
    page.wait_for_url(re.compile(r"near=52\.52%2C13\.41$"))


def test_a_refused_position_is_explained(visit):
    page = visit("/en/search/")

    page.get_by_role("button", name="Near me").click()

    expect(page.locator("[data-locate-status]")).to_contain_text("Type a town instead")


def test_without_script_the_marks_of_the_drawn_map_lead_closer(visit):
    page = visit("/en/map/", script=False)
    everything = total(page)
    cluster = page.locator(".map-drawing a", has=page.locator("text")).first

    cluster.click()
    page.wait_for_url(re.compile("bbox="))

    assert 0 < total(page) < everything
    page.get_by_role("link", name="All of Europe").click()
    page.wait_for_url(re.compile(r"/map/\?$|/map/$"))
    assert total(page) == everything


def test_print_shows_the_drawn_map_of_this_view_and_no_controls(visit):
    page = visit("/en/map/?bbox=5,47,15,55", scheme="dark")
    ready(page)
    page.emulate_media(media="print")

    expect(page.locator(".map-drawing")).to_be_visible()
    for hidden in ("#map", ".filters", ".search-bar", "[data-print-button]", "[data-in-step]", "#near", ".pager"):
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden
    expect(page.locator(".print-only", has_text="bbox=5,47,15,55")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
