"""Any text at all is a search: none is an error, and none takes the database longer than its limit."""

from time import monotonic
from typing import Any

import pytest
from django.db import connection
from django.db.models.expressions import RawSQL
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from directory.models import Entry
from directory.search import follower, limits, search, suggest, suggesting, truth
from directory.search import hits as searching
from directory.search.shapes import Suggestions
from tests.directory.search.conftest import found, publish_all, seven
from tests.factories import reference

ODD = (
    "x" * 10_000,
    "word " * 2_000,
    "- OR | \" ' ( ) & ! <-> :* = \\",
    "the of and to in is",
    "och att det som en på",
    "\x00\x01\x1f\u200f\u202e",
    "👩‍👩‍👧 🌱 🏳️‍🌈",
    "مدرسة \u202eשלום\u202c -עולם",
    "country:SE theme: tag:\x00 kind:kind near:near:near",
    "e\u0301" * 3_000,
    "\ud800 \udfff",
    "-" * 5_000,
    '"' * 5_001,
    "a:b" * 3_000,
    "%s %(q)s {q} <script>alert(1)</script>",
)


def ask(text: str) -> None:
    """Everything that a page asks of a search."""
    params = QueryDict(mutable=True)
    params["q"] = text
    results = search(params, language="sv")
    assert results.total >= len(results.cards())
    assert all("<script" not in card.title_html + card.text_html for card in results.cards())
    for error in results.errors:
        assert error.message
    results.facets()
    results.chips()
    results.wider()
    results.meant()
    suggest(text, language="sv")


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_are_searches(both: str, text: str):
    publish_all(*seven())
    ask(text)


@pytest.mark.django_db
def test_any_text_is_a_search():
    reference()
    publish_all(*seven())

    @effort(suppress_health_check=list(HealthCheck), deadline=None, max_examples=80)
    @given(st.text(max_size=300) | st.text(alphabet="\"'-|&!():<>*=\\ ORaé\u0301:country", max_size=80))
    @example("country:")
    def asked(text: str) -> None:
        ask(text)

    asked()


def test_a_search_that_takes_too_long_is_broken_off_and_says_so(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
):
    reference()
    publish_all(*seven())
    slow = "SELECT ''::bytea, ''::bytea, ''::bytea FROM pg_sleep(30), (SELECT %s::tsquery) AS q"
    with monkeypatch.context() as patched:
        patched.setattr(searching, "_HITS", slow)
        patched.setattr(limits, "LONGEST_MS", 50)
        began = monotonic()
        results = found("q=garden")
        assert [error.parameter for error in results.errors] == ["q"]
        assert (results.total, results.cards()) == (0, [])
        assert monotonic() - began < 20
    searching.forget_hits()
    assert found("q=garden").errors == ()
    assert found("q=garden").total


@pytest.mark.parametrize("bitmaps", [True, False])
def test_a_question_to_the_database_that_takes_too_long_is_answered_with_nothing(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, client: Client, settings: Any, bitmaps: bool
):
    settings.BITMAPS = bitmaps
    follower.forget()
    reference()
    publish_all(*seven())
    assert found("country=SE").total
    with monkeypatch.context() as patched:
        patched.setattr(limits, "LONGEST_MS", 20)
        patched.setattr(suggesting, "_TOWNS", "SELECT '', '' FROM pg_sleep(30), (SELECT %s::tsquery, %s) AS q")
        patched.setattr(
            truth, "matching", lambda *_: Entry.objects.filter(pk__gt=RawSQL("length(pg_sleep(30)::text)", []))
        )
        began = monotonic()
        assert suggest("gard", language="en") == Suggestions()
        page, answer = client.get("/en/search/?country=SE&sort=name"), client.get("/api/v1/facets/?country=SE")
        assert monotonic() - began < 15

    if bitmaps:
        assert (page.status_code, answer.status_code) == (200, 200)
        return
    assert (page.status_code, answer.status_code) == (503, 400)
    assert "This search took too long." in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert answer.json()["errors"][0]["message"].startswith("This search took too long.")
    # The connection has its own limit back.
    assert client.get("/en/search/?country=SE&sort=name").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
