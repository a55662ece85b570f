"""Whatever is not listed here is sent as private: a new address fails until somebody has thought about it."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from directory.browse.caching import PAGES
from sinet.common.public import is_public_page
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = ("organisation", "project", "case", "publication", "event", "call")
WORDS = "about how-it-works accessibility privacy licences api-guide"
PUBLIC = {
    *(f"directory:{kind}-{page}" for kind in KINDS for page in ("list", "detail")),
    *(
        f"directory:{name}"
        for name in f"home search facet-values map vocabularies vocabulary term tags tag {WORDS}".split()
    ),
    "directory:funder-list",
    *(f"funding:{name}" for name in "money money-data calls-calendar call-calendar grants grant".split()),
    *(f"site:{name}" for name in "feed sitemap sitemap-part".split()),
}
"""Pages that are the same for everybody: kept by the process and by proxies."""
API = {
    *(f"api:{name}-list" for name in (*KINDS, "funder")),
    *(
        f"api:{name}"
        for name in "root entry-list entry-detail facets suggest map vocabulary-list vocabulary-detail".split()
    ),
    *(f"funding-api:{name}" for name in "grant-list grant-detail grants-package grants-table".split()),
    "api:document-schema",
    "api:schema",
}
"""Answers that know no user: kept by themselves (directory/api/base.py)."""
ARGUMENTS = {
    "slug": "the-kitchen",
    "uid": "00000000-0000-7000-8000-000000000000",
    "key": "theme",
    "kinds": "entries",
    "language": "en",
    "part": "pages",
    "vocabulary": "theme",
    "kind": "organisation",
}
Found = tuple[str, str, object]


def walk(patterns: list[URLPattern | URLResolver], space: str = "", before: str = "") -> Iterator[Found]:
    """(name, address, view) of every address of the site."""
    for one in patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space, address)
        else:
            yield space + (one.name or str(one.pattern)), address, one.callback


def filled(address: str) -> str:
    """An address with something for each of its arguments."""
    if address.endswith("^"):
        address += "nowhere"
    address = re.sub(r"\(\?P<\w+>[^)]*\)", "1", re.sub(r"<(?:\w+:)?(\w+)>", _argument, address))
    return "/" + re.sub(r"[\^$\\]|\\Z|\(\?:|[()]\??", "", address).replace("//", "/")


def _argument(match: re.Match[str]) -> str:
    return ARGUMENTS.get(match[1], "1")


EVERY = list(walk(get_resolver().url_patterns))


def cache_control(address: str) -> str:
    return Client(raise_request_exception=False).get(filled(address))["Cache-Control"]


def test_the_walk_meets_every_part_of_the_site():
    names = {name for name, _address, _view in EVERY}

    assert PUBLIC | API | {"health-live", "metrics", "permanent", "entrance", "admin:login", "admin:index"} <= names


def test_only_the_pages_listed_are_declared_public():
    assert {name for name, _address, view in EVERY if is_public_page(view)} == PUBLIC


def test_every_address_that_is_not_listed_is_sent_as_private_and_kept_by_nobody():
    said = {name: cache_control(address) for name, address, _view in EVERY if name not in PUBLIC | API}

    assert len(said) > 20
    assert {name: words for name, words in said.items() if "private" not in words or "no-store" not in words} == {}
    assert not PAGES._answers


def test_the_pages_listed_are_sent_as_public_to_a_stranger_and_as_private_to_who_is_known():
    publish(title="The kitchen", slug="the-kitchen", terms={"theme": ["health"]}, tags=["the kitchen"])
    publish("call", title="The kitchen", slug="the-kitchen", call={"closes_at": "2099-01-01T00:00:00Z"})
    known = Client()
    known.cookies["sinet_session"] = "invented"
    stranger = Client()
    answered = set()
    for name, address, _view in EVERY:
        if name not in PUBLIC:
            continue
        path = filled(address)
        answer = stranger.get(path)
        assert ("public" in answer["Cache-Control"]) == (answer.status_code == 200), name
        assert known.get(path)["Cache-Control"] == "private, no-store", name
        answered |= {name} if answer.status_code == 200 else set()

    # There is an organisation and a call, nothing of the other kinds, and no term of the name asked for.
    others = {f"directory:{kind}-detail" for kind in KINDS if kind not in ("organisation", "call")}
    assert PUBLIC - answered == others | {"directory:term", "funding:grant"}
