"""A long filter is found in by typing, with keyboard and screen reader, on a phone, and without script."""

import re

import pytest
from playwright.sync_api import Page, expect


def count_of(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def open_tags(page: Page) -> None:
    """The filter of tags, which is folded away, and on a phone with all the others."""
    if not page.locator("#facet-tag").is_visible():
        page.locator("details.filters > summary").click()
    page.locator("#facet-tag > summary").click()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_value_is_found_by_typing_read_out_and_chosen_by_keyboard(visit, width):
    page = visit("/en/search/", width=width)
    open_tags(page)
    field = page.get_by_role("searchbox", name="Find in the filter “Tag”")
    field.focus()
    page.keyboard.type("repa", delay=20)
    first = page.locator("#found-tag label").first
    expect(first).to_contain_text(re.compile("repair", re.IGNORECASE))
    expect(page.get_by_role("status").filter(has_text="found")).to_have_text(re.compile(r"\d+ values? found"))
    promised = count_of(first.locator(".option-count").inner_text())
    value = first.locator("input").get_attribute("value")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile(f"tag={re.escape(value or '')}"))
    expect(page.locator("#results-heading")).to_have_text(re.compile(rf"\b{promised}\b"))
    expect(page.locator(f"[id='tag-{value}']")).to_be_focused()


def test_an_empty_field_shows_nothing_found(visit):
    page = visit("/en/search/")
    open_tags(page)
    field = page.locator("#find-tag")
    field.press_sequentially("repa", delay=20)
    expect(page.locator("#found-tag label").first).to_be_visible()
    field.fill("")
    expect(page.locator("#found-tag")).to_be_empty()


@pytest.mark.parametrize("width", [1280, 390])
def test_without_script_a_page_lists_all_values_and_finds_among_them(visit, width):
    page = visit("/en/search/?kind=organisation", width=width, script=False)
    open_tags(page)
    page.locator("#facet-tag a", has_text="and find").click()
    page.wait_for_url(re.compile("/search/filter/tag/"))
    page.get_by_role("searchbox", name="Find in this filter").fill("repa")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url(re.compile("find=repa"))
    value = page.locator("main ul.tags a").first
    promised = count_of(value.locator(".muted").inner_text())
    value.click()
    page.wait_for_url(re.compile(r"/search/\?kind=organisation&tag="))
    expect(page.locator("#results-heading")).to_have_text(re.compile(rf"\b{promised}\b"))
