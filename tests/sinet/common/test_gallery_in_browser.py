"""The components in Chromium, under our policy: what the scripts do, what the keyboard reaches, what axe finds."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from sinet.wsgi import application
from tests.browsers import launched, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.enable_socket,
]


class ThreadingServer(ThreadingMixIn, WSGIServer):
    """One thread per request: a browser opens several connections."""

    daemon_threads = True


class SilentHandler(WSGIRequestHandler):
    """Does not write a line per request."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, application, ThreadingServer, SilentHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as chromium:
        yield chromium


def opened(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """The gallery, and a list that gathers what is wrong: console messages, errors, requests to others."""
    page, wrong = context.new_page(), []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: request.url.startswith(address) or wrong.append(request.url))
    page.goto(f"{address}/en/gallery/")
    return page, wrong


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, wrong = opened(context, address)
    yield page
    context.close()
    assert wrong == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, address: str, width: int, theme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page, _wrong = opened(context, address)
    page.locator("#map-drawing").scroll_into_view_if_needed()
    page.locator(".map-marker").first.wait_for()
    found = violations(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page, _wrong = opened(context, address)
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert wide == width


def test_without_script_nothing_is_missing(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, _wrong = opened(context, address)
    assert page.get_by_role("button", name="Apply filters").is_visible()
    assert page.locator("#map-drawing svg.europe").is_visible()
    assert not page.locator("[data-theme-button]").is_visible()
    page.locator("header details.popover summary").first.click()
    assert page.get_by_role("link", name="Svenska").is_visible()
    context.close()


def test_suggestions_are_chosen_by_keyboard(page: Page) -> None:
    field = page.locator("#hero-q")
    field.press_sequentially("emp")
    page.locator("#hero-q-suggestions li").first.wait_for()
    assert page.locator("#hero-search [role=status]").inner_text() == "3 suggestions, use the arrow keys"
    field.press("ArrowDown")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "hero-q-suggestions-1"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    field.press_sequentially("l")
    page.locator("#hero-q-suggestions li").nth(1).wait_for()
    field.press("ArrowUp")
    field.press("Enter")
    page.wait_for_url("**/#entry")


def test_suggestions_close_when_the_search_is_sent(page: Page) -> None:
    field = page.locator("#q")
    field.fill("")
    field.press_sequentially("emp")
    page.locator("#q-suggestions li").first.wait_for()
    field.press("Enter")
    page.wait_for_url("**?q=emp**")
    assert not page.locator("#q-suggestions").is_visible()


def test_the_map_is_worked_by_keyboard(page: Page) -> None:
    page.locator("#map-drawing").scroll_into_view_if_needed()
    stack = page.get_by_role("button", name="30 entries in this place: Malmö, Sweden")
    stack.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Second example").first.wait_for()
    page.wait_for_function("document.activeElement.textContent === 'Example kitchen'")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.getAttribute('aria-label').startsWith('30 entries')")


def test_a_cluster_zooms_and_tells_the_window(page: Page) -> None:
    page.locator("#map-drawing").scroll_into_view_if_needed()
    cluster = page.get_by_role("button", name="1,214 entries, zoom in")
    cluster.wait_for()
    before = page.locator("a[data-search-area]").get_attribute("href")
    cluster.press("Enter")
    page.wait_for_function("before => document.querySelector('a[data-search-area]').href !== before", arg=before)
    west, _south, east, _north = map(
        float,
        page.evaluate("new URL(document.querySelector('a[data-search-area]').href).searchParams.get('bbox')").split(
            ","
        ),
    )
    assert -6 < west < 2.35 < east < 12


def test_a_filter_changes_the_address_and_keeps_the_focus_and_says_the_total(page: Page) -> None:
    page.locator("#facet-language summary").click()
    with page.expect_response(lambda response: "kind=2" in response.url):
        page.locator("#kind-2").check()
    page.wait_for_url("**kind=1&kind=2&kind=3**")
    assert page.evaluate("document.activeElement.id") == "kind-2"
    page.get_by_text("214 results for “employment”").nth(1).wait_for(state="attached")
    assert page.locator("#facet-language").evaluate("facet => facet.open")


def test_the_theme_that_was_chosen_stays(page: Page) -> None:
    page.locator("[data-theme-button]").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 23, 25)"
    assert page.context.cookies() == []


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page) -> None:
    summary = page.locator("header details.popover summary").first
    summary.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator("details[data-popover][open]").count() == 0
    assert summary.evaluate("summary => summary === document.activeElement")


def test_pointing_at_a_partner_leaves_only_its_own_line_in_full_ink(page: Page) -> None:
    page.locator(".network-wide a").first.focus()
    assert page.locator(".network-wide.is-dimmed line.is-hot").count() == 1
    assert page.locator(".network-wide [data-node].is-hot").count() == 4
