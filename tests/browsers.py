"""The Chromium of the tests in a browser; the fixture `chromium` stands in conftest.py."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from sinet.launcher.chromium import find_chromium

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


Made = TypeVar("Made")


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without a window; the test is skipped where there is none."""
    path = find_chromium()
    if not path:
        pytest.skip("there is no Chromium here; make test installs it")
    # Playwright keeps an event loop in this thread, and Django would then refuse the database.
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def committed(act: Callable[[], Made]) -> Made:
    """Do it on a connection of its own: the server runs beside the transaction of the test."""

    def act_and_close() -> Made:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act_and_close).result()


def violations(page: Page) -> list[str]:
    """What axe has against a page, once nothing is loaded any more."""
    page.wait_for_load_state("networkidle")
    response = Axe().run(page, options={"runOnly": AXE_RULES}).response
    return [
        f"{page.url}: {violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in response["violations"]
        for node in violation["nodes"][:3]
    ]
