"""Addresses of the web that strangers give: cleaned or refused, and shown by their host."""

import re
import unicodedata
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri

MAX_LENGTH: Final = 500
"""Characters of an address, after cleaning."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BAD = re.compile(r"[\s\x00-\x20\x7f\\<>\"`{}|^]")
_LABEL = re.compile(r"(?!-)[^\W_](?:[\w·-]{0,61}[^\W_])?(?<!-)")
_TOP_LABEL = re.compile(r"[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59}")


def clean_url(text: str) -> str | None:
    """Give the http or https address that a text is, else `None`.

    The host is a name with a dot (also in other scripts), never a bare number; no user name or password, no
    odd port, at most `MAX_LENGTH` characters. An address without scheme, `www.example.org`, gets https.
    """
    stripped = unicodedata.normalize("NFC", text.strip())
    if _BAD.search(stripped) or any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in stripped):
        return None
    if not _SCHEME.match(stripped) or re.match(r"[^/:]+\.[^/:]+:\d+(?:/|$)", stripped):
        stripped = f"https://{stripped}"
    try:
        parts = urlsplit(stripped)
        port = parts.port
    except ValueError:
        return None
    host = _clean_host(parts.hostname or "")
    if parts.scheme not in {"http", "https"} or host is None or "@" in parts.netloc or port == 0:
        return None
    netloc = host if port in {None, 80, 443} else f"{host}:{port}"
    cleaned = urlunsplit(SplitResult(parts.scheme, netloc, *map(iri_to_uri, parts[2:])))
    return cleaned if len(cleaned) <= MAX_LENGTH else None


def display_host(url: str) -> str:
    """Give the host of an address as people know it: without `www.`, international names in their script."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return ".".join(map(_readable_label, host.removeprefix("www.").split(".")))


def _clean_host(host: str) -> str | None:
    labels = host.rstrip(".").lower().split(".")
    is_name = len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and _TOP_LABEL.fullmatch(labels[-1])
    return ".".join(labels) if is_name and len(host) <= 253 else None


def _readable_label(label: str) -> str:
    """Decode punycode, unless letters of several scripts in it could be made to look like another name."""
    if not label.startswith("xn--"):
        return label
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in decoded if letter.isalpha()}
    return decoded if len(scripts) == 1 and decoded.isprintable() else label
