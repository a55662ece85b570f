"""Golden queries on the demo's real entries: what a reader would expect among the first five.

They were chosen by reading the entries, before the search was asked. `data/golden.json`: `q` (or `typed`, for
suggestions), the language of the page (English without), and slugs that must stand among the first five, where `*`
stands for any ending. `missed` says why one is not answered yet.
"""

import io
import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict

from directory.models import Entry
from directory.search import search, suggest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIRST = 5
GOLDEN = json.loads((Path(__file__).parent / "data" / "golden.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every entry of the demo, once for this file."""
    with django_db_blocker.unblock():
        call_command("load_demo", "--all", stdout=io.StringIO())
        yield
        call_command("flush", interactive=False, verbosity=0)


def first_five(one: dict[str, Any]) -> list[str]:
    """The slugs of the first five results, or of the first five entries that are suggested."""
    language = one.get("page", "en")
    if "typed" in one:
        return [entry.url.split("/")[-2] for entry in suggest(one["typed"], language=language, limit=FIRST).entries]
    params = QueryDict(mutable=True)
    params["q"] = one["q"]
    keys = search(params, language=language, page_size=FIRST).page.entries
    slugs = dict(Entry.objects.filter(pk__in=keys).values_list("pk", "slug"))
    return [slugs[key] for key in keys]


def cases() -> Iterator[Any]:
    for one in GOLDEN:
        marks = [pytest.mark.xfail(reason=one["missed"])] if "missed" in one else []
        yield pytest.param(one, id=one.get("q") or one["typed"], marks=marks)


@pytest.mark.parametrize("one", list(cases()))
def test_what_is_meant_stands_among_the_first_five(one: dict[str, Any], demo: None):
    found = first_five(one)
    missing = [slug for slug in one["first"] if not any(fnmatchcase(there, slug) for there in found)]
    assert not missing, f"{one}: {found}"


@pytest.mark.parametrize(
    ("words", "language", "filters"),
    [
        ("NEET", "en", "theme=work-and-employment"),
        ("unge uden job", "da", "theme=work-and-employment"),
        ("arbetslösa ungdomar", "sv", "theme=work-and-employment"),
        ("Jugendarbeitslosigkeit", "en", "theme=work-and-employment"),
        ("künstliche Intelligenz", "en", "technology=ai-and-machine-learning"),
        ("logiciel libre", "en", "technology=open-source-technologies"),
        ("offentlig förvaltning", "sv", "type=government-or-public-sector"),
        ("tidsbank", "sv", "tag=time-bank"),
        ("fælleshave", "da", "tag=community-garden"),
        ("banque alimentaire", "en", "tag=food-bank"),
        ("comercio justo", "en", "tag=fair-trade"),
        ("kumppanuusmaatalous", "en", "tag=community-supported-agriculture"),
    ],
)
def test_an_everyday_word_also_finds_everything_that_is_filed_under_what_it_means(
    words: str, language: str, filters: str, demo: None
):
    filed = search(QueryDict(filters), language=language)
    query = QueryDict(filters, mutable=True)
    query["q"] = words
    found = search(query, language=language)
    assert found.also_searched
    assert found.total == filed.total > 5
    query["exact"] = "1"
    assert search(query, language=language).total < filed.total
