"""Web addresses out of what people typed into a field for one."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

_SCHEME = re.compile(r"^(https?)(?::/*|//)(?=\w)", re.IGNORECASE)
_TWICE = re.compile(r"^www\.(?=https?:)", re.IGNORECASE)
_HOST = re.compile(r"^(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,24}|xn--[a-z0-9-]+)$")
_SEPARATOR = re.compile(r"[;,|]*\s+|[;,|]+(?=https?:|www\.|$)")
_QUOTED_PASSAGE = re.compile(r"#:~:text=\S*")
_HANDLE = re.compile(r"^@\w[\w.]*$")
_STRAY = ".,;:)]}\"'…"


class Addresses(NamedTuple):
    """The addresses found in a field, and what of it was not one."""

    urls: list[str]
    rest: str


def addresses(text: str) -> Addresses:
    """Find the http(s) addresses in a field, in order and once each.

    A missing scheme becomes http (a server that has https says so itself). Social-media handles are passed over
    (the address that stands beside them is the same account). What is no address comes back as `rest`.
    """
    urls: list[str] = []
    rest: list[str] = []
    for word in filter(None, _SEPARATOR.split(_QUOTED_PASSAGE.sub("", text))):
        url = address(word)
        if url:
            urls.append(url)
        elif not _HANDLE.match(word):
            rest.append(word)
    return Addresses(list(dict.fromkeys(urls)), " ".join(rest))


def address(word: str) -> str | None:
    """One word as an http(s) address with a lower-case host, or None when it is none ("update6", "-")."""
    word = _TWICE.sub("", word.strip().strip("<>").rstrip(_STRAY))
    match = _SCHEME.match(word)
    if "@" in word.split("/")[0] or (not match and (":" in word.split("/")[0] or word.startswith("/"))):
        return None
    scheme, bare = (match[1].lower(), word[match.end() :]) if match else ("http", word)
    try:
        parts = urlsplit(f"{scheme}://{bare}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if not _HOST.match(host) or parts.username or len(word) > 500:
        return None
    rest = bare[len(parts.netloc) :]
    return f"{scheme}://{host}{f':{port}' if port else ''}{rest}"


def host(url: str) -> str:
    """The host without www: what a person would call the site."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
