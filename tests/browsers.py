"""The Chromium of the tests in a browser; the fixture `chromium` stands in conftest.py."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from sinet.launcher.chromium import find_chromium

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


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
