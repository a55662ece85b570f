"""The error pages can be drawn when nothing else works: no database, no request, no context processors."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views import defaults

CODES = ["400", "403", "404", "410", "429", "500"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["en", "sv", "da"])
def test_an_error_page_needs_nothing_but_its_template(code: str, language: str) -> None:
    with translation.override(language):
        page = render_to_string(f"errors/{code}.html")
    assert f'<html lang="{language}">' in page
    assert page.count("<h1>") == 1
    assert f'href="/{language}/"' in page


def test_error_pages_are_not_for_search_engines() -> None:
    assert '<meta name="robots" content="noindex">' in render_to_string("errors/404.html")


@pytest.mark.parametrize(
    ("view", "code"),
    [(defaults.bad_request, 400), (defaults.permission_denied, 403), (defaults.page_not_found, 404)],
)
def test_djangos_own_views_find_our_pages(view: object, code: int) -> None:
    response = view(RequestFactory().get("/en/nowhere/"), Exception("reason"))
    assert response.status_code == code
    assert f'<p class="muted number">{code}</p>' in response.content.decode()
    assert "reason" not in response.content.decode()


def test_the_page_of_a_failure_offers_no_language_it_cannot_know() -> None:
    response = defaults.server_error(RequestFactory().get("/en/nowhere/"))
    assert response.status_code == 500
    assert "Change language" not in response.content.decode()
