"""Keeps the pages that are the same for everybody, in the process and with those who ask (docs/explanation/caching.md).

A page is kept by its address and the state of the data; what somebody gets who is signed in never comes near it.
"""

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final, TypeGuard, TypeVar
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from django.utils.http import parse_etags

from directory.browse.beside import BESIDE
from directory.search import WORDS
from directory.search.catalogue import FACETS
from directory.search.follower import one_reading
from directory.search.parameters import is_tracking
from directory.search.state import STATE
from sinet.common.flights import Flights
from sinet.common.kept import Kept
from sinet.common.public import is_part, is_public_page, this_quarter
from sinet.common.release import RELEASE

Answer = TypeVar("Answer", bound=HttpResponseBase)
KEPT_BYTES: Final = 24 * 2**20
LONGEST_WAIT: Final = 10.0  # seconds; longer than any page takes whose queries end within their time
READING: Final = frozenset({"GET", "HEAD"})
_LONGEST_QUERY: Final = 512
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


@dataclass(slots=True)
class Asked:
    """A request for what may be a public page."""

    query: str
    address: tuple[str, ...]
    """What the page is kept by: scheme, host, path, query in its canonical form, whether a part is wanted."""
    packed: bool
    """Whether the reader takes gzip."""
    version: str = ""
    """Set when it turns out to be a public page."""
    leads: bool = False
    """Whether others may be waiting for this one."""

    @property
    def etag(self) -> str:
        parts = (RELEASE, settings.SITE_URL, self.version, *self.address)
        return f'W/"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'


PAGES: Final[Kept[Page]] = Kept(KEPT_BYTES)
_flights: Final = Flights(LONGEST_WAIT)


def forget() -> None:
    """Keep nothing, and look at the data at the next request."""
    PAGES.clear()
    BESIDE.clear()
    STATE.forget()


def _state() -> str:
    """The data's, with the quarter of an hour: so a page that tells past from future is right in any time zone."""
    return f"{STATE.now()}-{this_quarter()}"


class PageCache:
    """Answers what is kept before sessions, languages and views are asked; keeps what public pages answer.

    It stands outside everything that adds headers belonging to the page, inside what belongs to the single request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = _asked(request)
        if asked is None:
            return _private(self._read(request) if request.method in READING else self.get_response(request))
        page = PAGES.get((*asked.address, asked.packed))
        if page is not None and page.version == _state():
            return _answer(request, page)
        request.META[_ASKED] = asked
        try:
            response = self._read(request)
            return _finished(request, response, asked) if asked.version else _private(response)
        finally:
            if asked.leads:
                _flights.land(asked.address)

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
        asked.version = _state()
        if _has(request, asked.etag):
            return _mark(HttpResponse(status=304), asked)
        if not connection.in_atomic_block:
            asked.leads = _flights.board(asked.address)
            page = _found(asked)
            if page is not None:
                return _answer(request, page)
        request.META["QUERY_STRING"] = asked.query
        request.GET = QueryDict(asked.query)
        return None


def _asked(request: HttpRequest) -> Asked | None:
    """None for what is never answered from here: writing, and everybody who is signed in or was told something."""
    meta = request.META
    if request.method not in READING or "HTTP_AUTHORIZATION" in meta or _is_known(request):
        return None
    raw = meta.get("QUERY_STRING", "")
    if len(raw) > _LONGEST_QUERY or not raw.isascii():
        return None
    query = canonical_query(raw)
    address = (request.scheme or "", request.get_host(), request.path, query, "part" if is_part(request) else "")
    accepted = meta.get("HTTP_ACCEPT_ENCODING", "")
    return Asked(query, address, packed="gzip" in accepted and "gzip;q=0" not in accepted)


def _is_known(request: HttpRequest) -> bool:
    """Whether a cookie says who somebody is, or holds a message for them."""
    if "HTTP_COOKIE" not in request.META:
        return False
    return not {settings.SESSION_COOKIE_NAME, "messages"}.isdisjoint(request.COOKIES)


@lru_cache(maxsize=2048)
def canonical_query(raw: str) -> str:
    """Parameters in order, without what is empty, given twice, or only follows visitors about.

    Of a parameter that stands once the first value counts, so those keep their order.
    """
    pairs = dict.fromkeys(_known(parse_qsl(raw, keep_blank_values=True, errors="replace")))
    return urlencode(sorted(pairs, key=lambda pair: (pair[0], pair[1] if pair[0] in FACETS else "")))


def _known(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """What is left of a query; of unknown words also what is empty, because the page says that they are unknown."""
    for word, value in pairs:
        stripped = value.replace("\0", "").strip()
        if not is_tracking(word) and (stripped or word not in WORDS):
            yield word, stripped


def _found(asked: Asked) -> Page | None:
    """What is kept of this state; packed or unpacked where only the other form is there."""
    page = PAGES.get((*asked.address, asked.packed))
    if page is not None and page.version == asked.version:
        return page
    other = PAGES.get((*asked.address, not asked.packed))
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
        PAGES.put((*asked.address, asked.packed), page)
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
