import gzip
import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from directory import towns
from directory.actions import apply_bulk
from directory.choices import Channel
from directory.management.commands.load_reference import DATA
from tests.browsers import launched
from tests.factories import document

PART = {"buicasus": 60, "seeds": 60, "ipsx": 220, "dpg": 60, "susy": 400}
"""How many documents of each source the journeys need: all kinds, many countries, relations that stay inside."""


WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 4
EXTREMES = (
    document(
        "project",
        WORD[:200],
        slug="one-long-word",
        summary=WORD,
        description=f"{WORD}\n\n|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n{f'|{WORD}' * 6}|\n\n```\n{WORD}\n```",
        website=f"https://example.org/{'a' * 300}",
        links=[{"url": "https://example.org/b", "label": WORD}],
        tags=["y" * 60],
        places=[{"country": "AT", "address": WORD, "city": WORD[:200]}],
        source={"key": "susy"},
    ),
    document(
        "project",
        "المطبخ المشترك (Beirut)!",
        slug="kitchen-in-arabic",
        language="ar",
        summary="مطبخ يتشاركه الناس.",
        description="نطبخ معا كل يوم.",
        source={"key": "susy"},
    ),
)
"""Entries with words wider than a telephone, and in a script that runs from right to left."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(pytest.mark.django_db)  # pytest-django makes a database only for tests that say so


def documents() -> Iterator[dict[str, Any]]:
    """A part of the demo data, without relations that would lead out of it."""
    chosen = []
    for name, most in PART.items():
        with gzip.open(DATA / "demo" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        if name == "susy":  # those with a second language or a Finnish text first
            rows.sort(key=lambda row: (not row["texts"], row["language"] != "fi"))
        elif name in {"ipsx", "dpg"}:  # those who lead something, each before what it leads
            by_uid = {row["uid"]: row for row in rows}
            leading = [row for row in rows if row["relations"]]
            led = [by_uid[relation["object"]] for row in leading[: most // 2] for relation in row["relations"][:2]]
            rows = list({row["uid"]: row for row in [*leading[: most // 2], *led]}.values())
        chosen += rows[:most]
    there = {row["uid"] for row in chosen}
    for row in chosen:
        inside = [relation for relation in row["relations"] if relation["object"] in there]
        yield {**row, "relations": inside}


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a running site with entries."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop in this thread
    with django_db_blocker.unblock():
        call_command("load_reference", stdout=io.StringIO())
        apply_bulk(documents=[*EXTREMES, *documents()], channel=Channel.IMPORT, by=None, title="Journeys")
        towns.forget()
        call_command("load_demo_funding", stdout=io.StringIO())
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        _end_connections_of_the_server()
        call_command("flush", interactive=False, verbosity=0)
        towns.forget()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _end_connections_of_the_server() -> None:
    """Its threads keep theirs; a database in use cannot be dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


@pytest.fixture(scope="package")
def chromium(site: str) -> Iterator[Browser]:
    with launched() as browser:
        yield browser


Visit = Callable[..., Page]


@contextmanager
def watched(context: BrowserContext, site: str) -> Iterator[tuple[Page, list[str]]]:
    """A page, and all that goes wrong on it: console messages, errors, requests to anybody else, cookies."""
    wrong: list[str] = []
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", lambda request: request.url.startswith((site, "data:")) or wrong.append(f"to: {request.url}"))
    yield page, wrong
    wrong += [f"cookie: {cookie['name']}" for cookie in context.cookies()]


@pytest.fixture
def visit(site: str, chromium: Browser) -> Iterator[Visit]:
    """Opens pages of the site: `visit("/en/", width=390, script=False, scheme="dark")`.

    At the end of the test nothing may have gone wrong on any of them.
    """
    open_contexts: list[tuple[BrowserContext, Any, list[str]]] = []

    def opened(path: str, *, width: int = 1280, script: bool = True, scheme: str = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme=scheme,
            base_url=site,
            locale="en",
        )
        manager = watched(context, site)
        page, wrong = manager.__enter__()
        open_contexts.append((context, manager, wrong))
        page.goto(path)
        return page

    yield opened
    found = []
    for context, manager, wrong in open_contexts:
        manager.__exit__(None, None, None)
        context.close()
        found += wrong
    assert found == []
