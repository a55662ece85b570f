"""Keeps the pages that are the same for everybody, in the process and with those who ask (docs/explanation/caching.md).

A page is kept by its address and the state of the data; what somebody gets who is signed in never comes near it.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeGuard, TypeVar

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from django.utils.http import parse_etags

from directory.browse.ahead import Ahead
from directory.browse.asked import READING, Asked, Key, asked_of, is_known, request_for
from directory.browse.beside import BESIDE
from directory.search.follower import one_reading
from directory.search.state import STATE
from sinet.common.flights import Flights
from sinet.common.kept import Kept
from sinet.common.public import is_public_page, this_quarter

Answer = TypeVar("Answer", bound=HttpResponseBase)
KEPT_BYTES: Final = 24 * 2**20
LONGEST_WAIT: Final = 10.0  # seconds; longer than any page takes whose queries end within their time
_LEAST_TO_PACK: Final = 1_000
_LARGE: Final = 256 * 2**10
"""Bytes from which a page is kept packed only: it would push too many others out."""
_PACKING: Final = 4
_VARY: Final = "Accept-Encoding, Cookie, HX-Request, HX-History-Restore-Request"
_PRIVATE: Final = "private, no-store"
_ASKED: Final = "sinet.asked"


@dataclass(frozen=True, slots=True)
class Page:
    """A finished answer, of one state of the data."""

    version: str
    body: bytes
    headers: tuple[tuple[str, str], ...]
    match: ResolverMatch | None

    def __len__(self) -> int:
        """About what it takes in memory."""
        return len(self.body) + 2_000


PAGES: Final[Kept[Page]] = Kept(KEPT_BYTES)
_flights: Final = Flights(LONGEST_WAIT)


def forget() -> None:
    """Keep nothing, and look at the data at the next request."""
    PAGES.clear()
    BESIDE.clear()
    STATE.forget()


def _states() -> tuple[str, str]:
    """The data's, with the quarter of an hour: so a page that tells past from future is right in any time zone.

    A page of either may be given; the second is the name of one that is made now.
    """
    quarter = this_quarter()
    present, coming = STATE.names()
    return f"{present}-{quarter}", f"{coming}-{quarter}"


class PageCache:
    """Answers what is kept before sessions, languages and views are asked; keeps what public pages answer.

    It stands outside everything that adds headers belonging to the page, inside what belongs to the single request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.ahead = Ahead(self._make_ready)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with self.ahead.answering():
            return self._answered(request)

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        asked = asked_of(request)
        if asked is None:
            return _private(self._read(request) if request.method in READING else self.get_response(request))
        request.META[_ASKED] = asked
        if is_known(request):
            return _private(self._read(request))
        page = PAGES.get(asked.key)
        if page is not None and page.version in _states():
            self.ahead.asked_for(asked.key)
            return _answer(request, page)
        return self._made(request, asked)

    def _made(self, request: HttpRequest, asked: Asked) -> HttpResponseBase:
        try:
            response = self._read(request)
            return _finished(request, response, asked) if asked.version else _private(response)
        finally:
            if asked.leads:
                _flights.land(asked.address)

    def _make_ready(self, key: Key) -> None:
        """A page of the state that is coming, before anybody asks for it."""
        asked = Asked(*key, is_ahead=True)
        request = request_for(asked)
        request.META[_ASKED] = asked
        self._made(request, asked)

    def _read(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to somebody who changes nothing public: all of it from one state of the data."""
        with one_reading():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _arguments: Any, _names: Any
    ) -> HttpResponse | None:
        """Before a public page is made: does the reader have it, or is somebody making it?"""
        asked: Asked | None = request.META.get(_ASKED)
        if asked is None or not is_public_page(view):
            return None
        if not asked.is_ahead:
            self.ahead.asked_for(asked.key)
        if is_known(request):
            return None
        asked.version = _states()[1]
        if _has(request, asked.etag):
            return _mark(HttpResponse(status=304), asked)
        if not connection.in_atomic_block:
            asked.leads = _flights.board(asked.address)
            page = _found(asked)
            if page is not None:
                return _answer(request, page)
        request.META["QUERY_STRING"] = asked.address.query
        request.GET = QueryDict(asked.address.query)
        return None


def _found(asked: Asked) -> Page | None:
    """What is kept of this state; packed or unpacked where only the other form is there."""
    page = PAGES.get(asked.key)
    if page is not None and page.version == asked.version:
        return page
    other = PAGES.get((asked.address, not asked.packed))
    if other is None or other.version != asked.version:
        return None
    headers = tuple(pair for pair in other.headers if pair[0] not in {"Content-Encoding", "Content-Length"})
    is_packed = any(name == "Content-Encoding" for name, _value in other.headers)
    body = gzip.decompress(other.body) if is_packed else other.body
    return _keep(asked, body, headers, other.match)


def _keep(asked: Asked, body: bytes, headers: tuple[tuple[str, str], ...], match: ResolverMatch | None) -> Page:
    if asked.packed and len(body) >= _LEAST_TO_PACK:
        body = gzip.compress(body, _PACKING, mtime=0)
        headers = (*headers, ("Content-Encoding", "gzip"))
    page = Page(asked.version, body, (*headers, ("Content-Length", str(len(body)))), match)
    is_large = len(body) >= _LARGE and not asked.packed
    if not (is_large or connection.in_atomic_block):  # what is seen in a transaction may be rolled back
        PAGES.put(asked.key, page)
    return page


def _finished(request: HttpRequest, response: HttpResponseBase, asked: Asked) -> HttpResponseBase:
    """The answer of a public page as it goes out; kept when it is one that everybody may have."""
    if response.has_header("ETag"):
        return response  # `process_view` had it
    if not _may_be_kept(response):
        return _private(response)
    _mark(response, asked)
    del response["Content-Length"]
    body, headers = response.content, tuple(response.items())
    if len(body) >= _LARGE and not asked.packed:
        _keep(replace(asked, packed=True), body, headers, request.resolver_match)
    return _answer(request, _keep(asked, body, headers, request.resolver_match))


def _may_be_kept(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether it is whole, and the same for everybody."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
    )


def _mark(response: Answer, asked: Asked) -> Answer:
    """What tells others how long they may keep the page: they ask each time whether it is still right."""
    response["ETag"] = asked.etag
    response["Vary"] = _VARY
    shared = settings.SHARED_CACHE_SECONDS
    response["Cache-Control"] = "public, max-age=0, must-revalidate" + (f", s-maxage={shared}" if shared else "")
    return response


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    """A page that is kept; 304 where the reader has it."""
    headers = dict(page.headers)
    request.resolver_match = page.match  # for the access line
    if _has(request, headers["ETag"]):
        kept = {name: headers[name] for name in ("ETag", "Cache-Control", "Vary")}
        return HttpResponse(status=304, headers=kept)
    return HttpResponse(page.body, headers=headers)


def _has(request: HttpRequest, etag: str) -> bool:
    given: str = request.META.get("HTTP_IF_NONE_MATCH", "")
    return bool(given) and ("*" in (known := parse_etags(given)) or etag in known)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Whatever says nothing about keeping it is kept by nobody."""
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = _PRIVATE
    return response
