"""Public pages are made once for each state of the data; nobody gets what was made for somebody."""

import dataclasses
import gzip
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse, QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from directory.browse import caching, listing
from directory.browse.asked import canonical_query
from directory.browse.caching import LONGEST_WAIT, PAGES
from directory.models import Centre, Source, Tag, Term, Vocabulary
from directory.search import EntryFilter
from directory.search.state import STATE
from sinet.common.public import QUARTER
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/en/search/?country=SE&q=kitchen"
MARK = b"This was kept."


@pytest.fixture(autouse=True)
def _entry() -> None:
    publish(title="The kitchen", slug="the-kitchen", places=[{"country": "SE"}])


@pytest.fixture
def long_looks(settings: Any) -> None:
    """A process looks at the data once in the test."""
    settings.DATA_LOOKED_AT_EVERY = 60


def overwrite() -> None:
    """Whatever is kept can be told from what is made."""
    with PAGES._lock:
        for key, page in PAGES._answers.items():
            headers = tuple(pair for pair in page.headers if pair[0] not in {"Content-Encoding", "Content-Length"})
            PAGES._answers[key] = dataclasses.replace(page, body=MARK, headers=headers)


@pytest.mark.usefixtures("long_looks")
@pytest.mark.parametrize("address", [PAGE, "/en/", "/sv/organisations/the-kitchen/", "/feeds/en/entries.atom"])
def test_a_page_is_made_once_and_then_needs_no_query(client, address, django_assert_num_queries):
    first = client.get(address)
    with django_assert_num_queries(0):
        again = client.get(address)

    assert again.content == first.content
    assert {**again.headers, "X-Request-ID": ""} == {**first.headers, "X-Request-ID": ""}


def test_a_change_is_seen_by_the_next_request(client):
    before = client.get("/en/organisations/the-kitchen/")
    publish(title="The other kitchen")
    after = client.get("/en/organisations/the-kitchen/")

    assert after["ETag"] != before["ETag"]
    assert b"The other kitchen" in client.get("/en/organisations/").content


def test_in_production_a_change_is_seen_within_a_second(client, settings):
    settings.DATA_LOOKED_AT_EVERY = 0.5
    client.get("/en/organisations/")
    publish(title="The other kitchen")
    end = time.monotonic() + 1

    while b"The other kitchen" not in client.get("/en/organisations/").content:
        assert time.monotonic() < end
        time.sleep(0.05)


# What stands on public pages beside the entries, how it is changed, and a page that shows it.
NAMES: dict[str, tuple[Callable[[], object], str]] = {
    "a source": (lambda: Source.objects.filter(key="first").update(title="New words"), "/en/search/"),
    "a credit line": (lambda: Source.objects.filter(key="first").update(credit="New words"), "/en/licences/"),
    "a centre": (lambda: Centre.objects.filter(key="north").update(name="New words"), "/en/search/"),
    "a vocabulary": (lambda: Vocabulary.objects.filter(key="theme").update(titles={"en": "New words"}), "/en/terms/"),
    "a term": (lambda: Term.objects.filter(key="work").update(labels={"en": "New words"}), "/en/terms/theme/"),
    "a tag": (lambda: Tag.objects.filter(slug="food").update(name="New words"), "/en/tags/"),
}


@pytest.mark.parametrize("what", NAMES)
def test_in_production_a_new_name_beside_the_entries_is_seen_within_a_second(client, settings, what):
    Centre.objects.create(key="north", name="Centre of the North", countries=["SE"])
    publish(title="Filed", tags=["food"], terms={"theme": ["work"]}, centre="north")
    change, page = NAMES[what]
    settings.DATA_LOOKED_AT_EVERY = 0.5
    assert b"New words" not in client.get(page).content
    assert change() == 1
    end = time.monotonic() + 1

    while b"New words" not in client.get(page).content:
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize(
    "other",
    [
        "/en/search/?q=kitchen&country=SE",
        "/en/search/?q=+kitchen&country=SE&theme=&near=",
        "/en/search/?utm_source=letter&q=kitchen&country=SE&country=SE",
    ],
)
def test_addresses_that_mean_the_same_share_a_page(client, other):
    first = client.get(PAGE)
    overwrite()
    second = client.get(other)

    assert second.content == MARK
    assert second["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/sv/search/?country=SE&q=kitchen", {}),
        ("/en/search/?country=DK&q=kitchen", {}),
        ("/en/search/?country=SE&q=kitchen&page=2", {}),
        ("/en/search/?country=SE&q=kitchen&colour=", {}),
        (PAGE, {"HX-Request": "true"}),
        (PAGE, {"Host": "localhost"}),
    ],
)
def test_what_is_another_page_is_kept_apart(client, address, headers):
    first = client.get(PAGE)
    overwrite()
    other = client.get(address, headers=headers)

    assert other.content != MARK
    assert other["ETag"] != first["ETag"]


WORD = st.sampled_from(["country", "q", "page", "sort", "theme", "near", "utm_source", "colour", "bbox"])
VALUE = st.sampled_from(["", " ", "SE", "SE ", "DK", "kitchen", "2", "newest", "health", "55.6,13.0", "x\0", "å"])


@given(st.lists(st.tuples(WORD, VALUE), max_size=6))
def test_the_canonical_form_of_a_search_finds_the_same(pairs: list[tuple[str, str]]) -> None:
    asked = QueryDict(mutable=True)
    for word, value in pairs:
        asked.appendlist(word, value)

    canonical = canonical_query(asked.urlencode())
    before, after = EntryFilter(asked, language="en"), EntryFilter(QueryDict(canonical), language="en")

    assert after.conditions == before.conditions
    assert (after.sort, after.page) == (before.sort, before.page)
    assert {problem.parameter for problem in after.problems} == {problem.parameter for problem in before.problems}
    assert canonical_query(canonical) == canonical


# --- what is not for everybody


def signed_in() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_user(email="editor@example.org", password="a" * 20))
    return client


KNOWN: dict[str, Callable[[], tuple[Client, dict[str, str]]]] = {
    "a session": lambda: (signed_in(), {}),
    "a session of nobody": lambda: (Client(), {"Cookie": f"{project.SESSION_COOKIE_NAME}=invented"}),
    "a message": lambda: (Client(), {"Cookie": "messages=invented"}),
    "a key": lambda: (Client(), {"Authorization": "Bearer invented"}),
}


@pytest.mark.parametrize("who", KNOWN)
def test_who_is_known_gets_nothing_that_is_kept_and_leaves_nothing(client, who):
    reader, headers = KNOWN[who]()

    answer = reader.get(PAGE, headers=headers)
    assert PAGES.get(("http", "testserver", "/en/search/", "country=SE&q=kitchen", "", False)) is None
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.has_header("ETag")

    kept = client.get(PAGE)
    overwrite()
    again = reader.get(PAGE, headers={**headers, "If-None-Match": kept["ETag"]})
    assert again.status_code == 200
    assert MARK not in again.content
    assert client.get(PAGE).content == MARK


def test_a_proxy_is_told_that_cookies_and_parts_make_another_page(client):
    answer = client.get(PAGE)

    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer["Vary"] == "Accept-Encoding, Cookie, HX-Request, HX-History-Restore-Request"


def test_a_proxy_may_keep_pages_for_as_long_as_the_operator_says(client, settings):
    settings.SHARED_CACHE_SECONDS = 5

    assert client.get(PAGE)["Cache-Control"] == "public, max-age=0, must-revalidate, s-maxage=5"


@pytest.mark.parametrize("address", ["/en/organisations/missing/", "/en/nowhere/", "/en/organisations"])
def test_what_is_no_page_is_kept_by_nobody(client, address):
    answer = client.get(address)

    assert answer.status_code in {301, 404}
    assert answer["Cache-Control"] == "private, no-store"
    assert not PAGES._answers


def test_what_is_seen_inside_a_transaction_is_not_kept(client):
    from django.db import transaction

    with transaction.atomic():
        client.get(PAGE)

    assert not PAGES._answers


# --- asking again, in other forms


@pytest.mark.usefixtures("long_looks")
@pytest.mark.parametrize("kept", [True, False])
def test_a_reader_who_has_the_page_gets_304_before_anything_is_made(client, kept, django_assert_num_queries):
    etag = client.get(PAGE)["ETag"]
    if not kept:
        PAGES.clear()
    with django_assert_num_queries(0):
        again = client.get(PAGE, headers={"If-None-Match": f'"other", {etag}'})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag
    assert again["Cache-Control"].startswith("public")
    assert "HX-Request" in again["Vary"]


def test_a_head_tells_what_a_get_would_send(client):
    head = client.head(PAGE)
    get = client.get(PAGE)

    assert head.content == b""
    assert head["Content-Length"] == get["Content-Length"] == str(len(get.content))


def unpacked(answer: HttpResponse) -> bytes:
    return gzip.decompress(answer.content) if answer.has_header("Content-Encoding") else answer.content


@pytest.mark.usefixtures("long_looks")
@pytest.mark.parametrize(("first", "then"), [("gzip, br", "identity"), ("identity", "gzip, br"), ("br", "gzip")])
def test_a_page_is_packed_for_those_who_can_unpack_it(client, first, then, django_assert_num_queries):
    one = client.get(PAGE, headers={"Accept-Encoding": first})
    with django_assert_num_queries(0):
        other = client.get(PAGE, headers={"Accept-Encoding": then})

    for answer, accepted in ((one, first), (other, then)):
        assert answer.has_header("Content-Encoding") == ("gzip" in accepted)
        assert answer["Content-Length"] == str(len(answer.content))
    unpacked = [
        gzip.decompress(page.content) if page.has_header("Content-Encoding") else page.content for page in (one, other)
    ]
    assert unpacked[0] == unpacked[1]
    assert b"The kitchen" in unpacked[0].replace(b"<mark>", b"").replace(b"</mark>", b"")
    assert one["ETag"] == other["ETag"]


@pytest.mark.usefixtures("long_looks")
def test_a_large_page_is_kept_packed_only(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(caching, "_LARGE", 2_000)
    first = client.get(PAGE)
    with django_assert_num_queries(0):
        again = client.get(PAGE)

    assert again.content == first.content
    assert [page.body[:2] for page in PAGES._answers.values()] == [b"\x1f\x8b"]


def test_a_page_is_made_anew_each_quarter_of_an_hour_because_events_pass(client, monkeypatch):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - now % QUARTER)
    first = client.get(PAGE)["ETag"]
    monkeypatch.setattr(time, "time", lambda: now - now % QUARTER + QUARTER - 1)
    assert client.get(PAGE)["ETag"] == first
    monkeypatch.setattr(time, "time", lambda: now - now % QUARTER + QUARTER)
    assert client.get(PAGE)["ETag"] != first


# --- many at once


def together(number: int, action: Callable[[], Any]) -> list[Any]:
    """What an action gives in so many threads at once."""
    found: list[Any] = []

    def act() -> None:
        try:
            found.append(action())
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes each time a list is made, which takes a while."""
    made: list[str] = []
    search = listing.search

    def slow(*asked: Any, **options: Any) -> Any:
        made.append(threading.current_thread().name)
        time.sleep(0.2)
        return search(*asked, **options)

    monkeypatch.setattr(listing, "search", slow)
    return made


@pytest.mark.usefixtures("long_looks")
def test_five_hundred_requests_at_once_for_an_expired_page_make_it_once(client, searches):
    before = client.get(PAGE).content
    publish(title="Another kitchen", places=[{"country": "SE"}])
    STATE.forget()
    del searches[:]
    answers = together(500, lambda: Client().get(PAGE).content)

    assert len(searches) == 1
    assert len(answers) == 500
    assert set(answers) == {answers[0]} != {before}
    assert b"Another <mark>kitchen</mark>" in answers[0]


@pytest.mark.usefixtures("long_looks")
def test_nobody_waits_for_long_for_somebody_who_fails(searches, monkeypatch):
    monkeypatch.setattr(listing, "listing_context", lambda *_: 1 / 0)

    before = time.monotonic()
    statuses = together(4, lambda: Client(raise_request_exception=False).get(PAGE).status_code)

    assert statuses == [500] * 4
    assert time.monotonic() - before < LONGEST_WAIT
    monkeypatch.undo()
    assert Client().get(PAGE).status_code == 200
