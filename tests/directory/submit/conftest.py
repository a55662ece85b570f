"""What every test of the form needs: places, a centre, and ways through the steps."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from directory.models import Centre, Criterion, Mail, User
from tests.factories import reference, towns


@pytest.fixture
def centre(db):
    """The centre of Sweden with one criterion, five countries and three towns."""
    reference()
    towns()
    centre = Centre.objects.create(key="se", name="Centre Sweden", countries=["SE"], languages=["sv"], is_default=True)
    Criterion.objects.create(centre=centre, key="scope", labels={"en": "It is social innovation"})
    return centre


@pytest.fixture
def curator(centre):
    user = User.objects.create_user(email="curator@example.org")
    centre.members.add(user, through_defaults={"role": "reviewer"})
    return user


@pytest.fixture
def link_in(db):
    """The path of the link in the newest mail of a kind."""

    def find(kind: str) -> str:
        link = str(Mail.objects.filter(kind=kind).latest("pk").context["link"])
        return link[link.index("/", len("https://")) :]

    return find


@pytest.fixture
def opened(chromium, live_server, centre) -> Iterator[Any]:
    """Opens a page of the site; at the end no script may have failed and nothing may have broken our policy."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def visit(path: str, *, width: int = 1280, script: bool = True, scheme: Any = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme=scheme,
            base_url=live_server.url,
            locale="en",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("console", lambda said: wrong.append(said.text) if "Security Policy" in said.text else None)
        page.goto(path)
        return page

    yield visit
    wrong += [f"cookie: {cookie['name']}" for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert wrong == []
