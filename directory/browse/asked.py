"""What is asked for, where it may be a public page: its address in the one form that all pages are kept by."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest

from directory.search import WORDS
from directory.search.catalogue import FACETS
from directory.search.parameters import is_tracking
from sinet.common.public import is_part
from sinet.common.release import RELEASE

READING: Final = frozenset({"GET", "HEAD"})
_LONGEST_QUERY: Final = 512


class Address(NamedTuple):
    """What a page is kept by, beside its state."""

    scheme: str
    host: str
    path: str
    query: str
    """In its canonical form."""
    part: str
    """"part" where htmx asks for a part of the page."""


Key = tuple[Address, bool]
"""The address, and whether the page is packed."""


@dataclass(slots=True)
class Asked:
    """A request for what may be a public page."""

    address: Address
    packed: bool
    """Whether the reader takes gzip."""
    version: str = ""
    """Set when it turns out to be a public page."""
    leads: bool = False
    """Whether others may be waiting for this one."""
    is_ahead: bool = False
    """Whether nobody asked, but somebody will."""

    @property
    def key(self) -> Key:
        return self.address, self.packed

    @property
    def etag(self) -> str:
        parts = (RELEASE, settings.SITE_URL, self.version, *self.address)
        return f'W/"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'


def asked_of(request: HttpRequest) -> Asked | None:
    """None for what is no public page: writing, and what comes with a key."""
    meta = request.META
    if request.method not in READING or "HTTP_AUTHORIZATION" in meta:
        return None
    raw = meta.get("QUERY_STRING", "")
    if len(raw) > _LONGEST_QUERY or not raw.isascii():
        return None
    part = "part" if is_part(request) else ""
    address = Address(request.scheme or "", request.get_host(), request.path, canonical_query(raw), part)
    accepted = meta.get("HTTP_ACCEPT_ENCODING", "")
    return Asked(address, packed="gzip" in accepted and "gzip;q=0" not in accepted)


def request_for(asked: Asked) -> HttpRequest:
    """The request of somebody of whom nothing is known who asks for the same."""
    address = asked.address
    environ = {
        "REQUEST_METHOD": "GET",
        "wsgi.url_scheme": address.scheme,
        "HTTP_HOST": address.host,
        "PATH_INFO": address.path.encode().decode("latin-1"),  # as a web server gives it
        "QUERY_STRING": address.query,
        "wsgi.input": BytesIO(),
    }
    if asked.packed:
        environ["HTTP_ACCEPT_ENCODING"] = "gzip"
    if address.part:
        environ["HTTP_HX_REQUEST"] = "true"
    return WSGIRequest(environ)


def is_known(request: HttpRequest) -> bool:
    """Whether a cookie says who somebody is, or holds a message for them: what they get is kept by nobody."""
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
