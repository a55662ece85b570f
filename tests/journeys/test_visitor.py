"""What a visitor comes for, from the first search to the partner's page and back, in each way of using the web."""

import re

import pytest
from playwright.sync_api import Page, expect

WAYS = [
    pytest.param(1280, True, id="desktop"),
    pytest.param(390, True, id="phone"),
    pytest.param(1280, False, id="desktop-without-script"),
    pytest.param(390, False, id="phone-without-script"),
]


def results(page: Page) -> int:
    """The exact total that the heading of a list says."""
    heading = page.locator("#results-heading").inner_text()
    return int(re.sub(r"\D", "", heading.split("“")[0]) or 0)


def search(page: Page, words: str) -> None:
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    page.wait_for_url(re.compile("q="))


def show_filters(page: Page) -> None:
    """On a phone the filters are folded away, and on every screen some facets are."""
    summary = page.locator("details.filters > summary")
    if summary.is_visible() and page.locator("details.filters[open]").count() == 0:
        summary.click()
    if page.locator("#facet-country[open]").count() == 0:
        page.locator("#facet-country > summary").click()


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_from_a_search_by_filter_and_map_to_an_entry_its_partner_and_back(visit, width, script):
    page = visit("/en/", width=width, script=script)
    search(page, "data")
    found = results(page)
    show_filters(page)
    option = page.locator("#facet-country .option").first
    promised = int(re.sub(r"\D", "", option.locator(".option-count").inner_text()))
    option.locator("input").check()
    if not script:
        page.locator("details.filters button[type=submit]").click()
    page.wait_for_url(re.compile("country="))
    expect(page.locator("#results-heading")).to_have_text(re.compile(rf"\b{promised}\b"))
    assert 0 < promised < found

    page.locator("#results a[href*='/map/'], aside a[href*='/map/']").first.click()
    page.wait_for_url(re.compile(r"/map/\?.*country="))
    assert results(page) == promised
    page.locator("#results h3 a[href*='/projects/']").first.click()
    page.wait_for_url(re.compile("/en/projects/"))
    project = page.locator("h1").inner_text()
    page.locator(".partners a").first.click()
    page.wait_for_url(re.compile("/en/organisations/[^/]+/"))
    page.locator(".partners a", has_text=project).first.click()
    expect(page.locator("h1")).to_have_text(project)

    page.go_back()
    page.go_back()
    page.go_back()
    assert re.search(r"/map/\?.*country=", page.url)
    assert results(page) == promised


@pytest.mark.parametrize("script", [True, False])
def test_a_text_in_finnish_is_found_from_the_danish_pages(visit, script):
    page = visit("/da/search/?language=fi", script=script)
    title = page.locator("#results h3 a").first.inner_text()

    search(page, title)

    link = page.locator("#results h3 a").first
    expect(link).to_have_text(title)
    link.click()
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator("[lang=fi]").count() > 0


def test_the_keyboard_alone_reaches_a_result(visit):
    page = visit("/en/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.id") != "q":
        page.keyboard.press("Tab")
    page.keyboard.type("garden")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=garden"))
    for _press in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#results h3 a')"):
            break
    title = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text(title)


def test_suggestions_are_read_out_and_chosen_by_keyboard(visit):
    page = visit("/en/")
    box = page.locator("#q")
    expect(box).to_have_attribute("role", "combobox")

    box.press_sequentially("Nest", delay=40)

    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text=re.compile(r"\d+ suggestion"))).to_have_count(1)
    box.press("ArrowDown")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(chosen).to_contain_text("Nest")
    box.press("Enter")
    expect(page.locator("h1")).to_contain_text("Nest")


def test_a_filter_changes_only_the_results_and_keeps_the_focus(visit):
    page = visit("/en/search/?q=food")
    page.evaluate("window.stays = true")
    show_filters(page)
    option = page.locator("#facet-country input[type=checkbox]").first
    option.focus()
    option.press("Space")
    page.wait_for_url(re.compile("country="))

    assert page.evaluate("window.stays")
    assert page.evaluate("document.activeElement.name") == "country"
    expect(page.locator("#results .chip, .chips a").first).to_be_visible()


def test_nothing_found_offers_ways_out_that_have_results(visit):
    page = visit("/en/search/?q=blokchain&kind=event")
    assert results(page) == 0
    ways = page.locator("#results .empty a")
    assert 1 <= ways.count() <= 3

    ways.first.click()
    page.wait_for_load_state()

    assert results(page) > 0


def test_the_theme_is_kept_without_a_cookie(visit):
    page = visit("/en/")
    page.get_by_role("button", name=re.compile("dark", re.IGNORECASE)).click()

    page.goto("/en/about/")

    assert page.evaluate("getComputedStyle(document.body).colorScheme || document.documentElement.dataset.theme")
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is False
    assert page.evaluate("JSON.stringify(localStorage)").count("dark") == 1


@pytest.mark.parametrize(("language", "word"), [("sv", "Sök"), ("da", "Søg")])
def test_another_language_of_the_same_page_is_one_click_away(visit, language, word):
    page = visit("/en/organisations/?country=DE", script=False)
    total = results(page)
    page.locator("summary", has_text="English").click()
    page.locator(f"a[hreflang={language}]").first.click()

    page.wait_for_url(re.compile(rf"/{language}/organisations/\?country=DE"))
    assert results(page) == total
    assert page.locator("html").get_attribute("lang") == language
    expect(page.locator("form button", has_text=word).first).to_be_visible()
