"""Popular pages are made anew when the data change, before the next one asks."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import db
from django.contrib.auth import get_user_model
from django.test import Client

from directory.browse import ahead, caching
from directory.browse.ahead import Ahead, Popular
from directory.browse.asked import Address
from directory.search.state import STATE
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)
LIST, ENTRY = "/en/organisations/", "/en/organisations/the-kitchen/"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were made ahead."""
    found: list[str] = []
    make = caching.PageCache._make_ready

    def noted(cache: caching.PageCache, key: Any) -> None:
        found.append(key[0].path)
        make(cache, key)

    monkeypatch.setattr(caching.PageCache, "_make_ready", noted)
    return found


@pytest.fixture
def aheads(monkeypatch: pytest.MonkeyPatch, settings: Any, made: list[str]) -> list[Ahead]:
    """What belongs to the clients of the test, the first asked first; each looks when it is told to."""
    found: list[Ahead] = []

    class Noted(Ahead):
        def __init__(self, make: Callable[[Any], object]) -> None:
            super().__init__(make)
            found.append(self)

    monkeypatch.setattr(caching, "Ahead", Noted)
    monkeypatch.setattr(Ahead, "_start", lambda _ahead: None)
    settings.PAGES_AHEAD = True
    settings.DATA_LOOKED_AT_EVERY = 60
    publish(title="The kitchen", slug="the-kitchen")
    return found


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch, settings: Any, made: list[str]) -> Iterator[None]:
    """Threads look, as in production."""
    settings.PAGES_AHEAD = True
    settings.DATA_LOOKED_AT_EVERY = 60
    monkeypatch.setattr(ahead, "EVERY", 0.01)
    publish(title="The kitchen", slug="the-kitchen")
    yield
    monkeypatch.setattr(ahead, "IDLE", 0)
    until(lambda: not watching())


def watching() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "pages ahead"]


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_popular_page_is_made_before_anybody_asks(client, aheads, django_assert_num_queries):
    for _ in range(2):
        client.get(LIST)
    publish(title="Another kitchen")
    aheads[0].look()

    with django_assert_num_queries(0):
        assert b"Another kitchen" in client.get(LIST).content


def test_a_page_that_was_asked_for_once_is_not_made(client, aheads, made):
    for address in (LIST, LIST, ENTRY):
        client.get(address)
    publish(title="Another kitchen")
    aheads[0].look()

    assert made == [LIST]


def test_nothing_is_made_while_nothing_changes(client, aheads, made):
    for _ in range(3):
        client.get(LIST)
        aheads[0].look()

    assert made == []


def test_what_is_made_ahead_is_what_a_request_would_have_made(client, aheads):
    address = "/en/search/?q=kitch%C3%A9n&page=1"
    asked = {"HTTP_ACCEPT_ENCODING": "gzip", "HTTP_HX_REQUEST": "true"}
    for _ in range(2):
        client.get(address, **asked)
    publish(title="Another kitchen")
    aheads[0].look()
    ready = client.get(address, **asked)
    caching.forget()
    anew = client.get(address, **asked)

    assert ready.content == anew.content
    assert {**ready.headers, "X-Request-ID": ""} == {**anew.headers, "X-Request-ID": ""}


def test_what_those_ask_for_who_are_signed_in_is_made_for_nobody_in_particular(aheads, django_assert_num_queries):
    signed_in, anybody = Client(), Client()
    signed_in.force_login(get_user_model().objects.create_user("kim@example.org"))
    for _ in range(2):
        assert b"kim@example.org" in signed_in.get("/en/account/").content
        assert "no-store" in signed_in.get(LIST)["Cache-Control"]
    publish(title="Another kitchen")
    aheads[0].look()
    anybody.get("/health/live")  # its middleware is loaded

    with django_assert_num_queries(0):
        page = anybody.get(LIST)
    assert b"Another kitchen" in page.content
    assert b"kim@example.org" not in page.content


def test_private_pages_are_never_made(client, aheads, made):
    for _ in range(3):
        client.get("/en/submit/")
        client.get("/en/account/login/")
    publish(title="Another kitchen")
    aheads[0].look()

    assert made == []


def test_until_a_page_is_made_the_former_one_is_given(client, aheads, monkeypatch, django_assert_num_queries):
    for address in (LIST, LIST, LIST, ENTRY, ENTRY):
        client.get(address)
    former = [client.get(address)["ETag"] for address in (LIST, ENTRY)]
    is_new: list[list[bool]] = []
    make = aheads[0]._make

    def make_and_look(key: Any) -> None:
        make(key)
        with django_assert_num_queries(0):
            tags = [client.get(address)["ETag"] for address in (LIST, ENTRY)]
        is_new.append([tag != known for tag, known in zip(tags, former, strict=True)])

    monkeypatch.setattr(aheads[0], "_make", make_and_look)
    publish(title="Another kitchen")
    aheads[0].look()

    assert is_new == [[True, False], [True, True]]


def test_not_longer_than_a_change_may_stay_unseen(client, aheads, made, monkeypatch):
    for address in (LIST, LIST, ENTRY, ENTRY):
        client.get(address)
    publish(title="Another kitchen")
    monkeypatch.setattr(ahead, "LONGEST", 0)
    aheads[0].look()

    assert made == []
    assert b"Another kitchen" in client.get(LIST).content


def test_what_is_out_of_date_before_it_is_made_is_not_made(client, aheads, made, monkeypatch):
    for address in (LIST, LIST, ENTRY, ENTRY):
        client.get(address)
    make = aheads[0]._make

    def change_meanwhile(key: Any) -> None:
        make(key)
        publish(title="A third kitchen")
        STATE.forget()
        STATE.now()

    monkeypatch.setattr(aheads[0], "_make", change_meanwhile)
    publish(title="Another kitchen")
    aheads[0].look()

    assert len(made) == 1
    assert b"A third kitchen" in client.get(LIST).content


@pytest.mark.parametrize(("seconds", "waits"), [(0.2, True), (30, False)])
def test_those_who_are_being_answered_pass_first_if_it_takes_not_long(
    client, aheads, made, monkeypatch, seconds, waits
):
    for _ in range(2):
        client.get(LIST)
    publish(title="Another kitchen")
    monkeypatch.setattr(ahead, "LET_PASS", 5 if waits else 0.01)
    answered, ended = threading.Event(), threading.Event()

    def answer() -> None:
        with aheads[0].answering():
            answered.set()
            ended.wait(seconds)
            assert made == ([] if waits else [LIST])

    visitor = threading.Thread(target=answer)
    visitor.start()
    answered.wait()
    aheads[0].look()
    ended.set()
    visitor.join()

    assert made == [LIST]


def test_what_is_made_ahead_makes_nothing_popular(client, aheads, made, monkeypatch):
    for _ in range(2):
        client.get(LIST)
    clock = [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    for number in range(6):
        clock[0] += 31
        publish(title=f"Kitchen {number}")
        aheads[0].look()

    assert made == [LIST] * 3


# --- the thread


@pytest.mark.usefixtures("watched")
def test_a_thread_makes_them_and_ends_when_nobody_asks(client, made, monkeypatch):
    for _ in range(2):
        client.get(LIST)
    publish(title="Another kitchen")
    until(lambda: made)
    assert len(watching()) == 1

    monkeypatch.setattr(ahead, "IDLE", 0)
    until(lambda: not watching())
    monkeypatch.setattr(ahead, "IDLE", 60)
    client.get(LIST)
    assert len(watching()) == 1


@pytest.mark.usefixtures("watched")
def test_a_database_that_does_not_answer_ends_the_thread_and_no_page(client, caplog, monkeypatch):
    def fail() -> float:
        raise db.OperationalError("the server closed the connection")

    with monkeypatch.context() as broken:
        broken.setattr(Ahead, "look", lambda _ahead: fail())
        assert client.get(LIST).status_code == 200
        until(lambda: "pages are not made ahead" in caplog.text and not watching())
    assert client.get(LIST).status_code == 200
    assert len(watching()) == 1


# --- what is popular


def key(number: int) -> ahead.Key:
    return Address("https", "example.org", f"/{number}/", "", ""), False


def test_the_most_asked_for_are_first_and_those_of_one_visit_are_none():
    popular = Popular()
    for number in (1, 2, 2, 2, 3, 3):
        popular.asked_for(key(number))

    assert popular.first(5) == [key(2), key(3)]
    assert popular.first(1) == [key(2)]


def test_after_two_spans_nothing_is_popular_any_more(monkeypatch):
    popular = Popular(span=60)
    began = time.monotonic()
    for _ in range(2):
        popular.asked_for(key(1))

    monkeypatch.setattr(time, "monotonic", lambda: began + 61)
    assert popular.first(5) == [key(1)]
    monkeypatch.setattr(time, "monotonic", lambda: began + 122)
    assert popular.first(5) == []


def test_robots_that_ask_for_everything_take_no_more_memory():
    popular = Popular(most_kept=10)
    for number in [*range(100), 5, 50]:
        popular.asked_for(key(number))

    assert len(popular._now) == 10
    assert popular.first(5) == [key(5)]
