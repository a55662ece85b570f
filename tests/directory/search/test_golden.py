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
