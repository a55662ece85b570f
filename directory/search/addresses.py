"""Addresses: the part behind the question mark, and the pages of entries and lists in a language."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import quote, quote_plus

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from sinet.common.languages import base_language

Pair = tuple[str, str]
_READABLE: Final = ":,"


def query_of(pairs: Iterable[Pair]) -> str:
    """ "?country=SE&q=garden"; "?" for none, which as an address means the page without parameters."""
    return "?" + "&".join(map(_written, pairs))


@lru_cache(maxsize=8192)
def _written(pair: Pair) -> str:
    word, value = pair
    return f"{word}={quote_plus(value, safe=_READABLE, errors='replace')}"


def added(query: str, word: str, value: str) -> str:
    """A query with one pair more."""
    return f"{query}{'' if query.endswith('?') else '&'}{_written((word, value))}"


@lru_cache(maxsize=512)
def page_url(name: str, language: str) -> str:
    """The address of a page without arguments."""
    with override(_offered(language)):
        return reverse(f"directory:{name}")


class _Escaped(dict[int, str]):
    """Letter → how an address writes it: what `quote` does, in a fifth of its time."""

    def __missing__(self, letter: int) -> str:
        found = self[letter] = quote(chr(letter))
        return found


_ESCAPED: Final = _Escaped()


def entry_url(kind: str, slug: str, language: str) -> str:
    """The address of an entry's page."""
    return _entry_pattern(kind, language).format(slug.translate(_ESCAPED))


@lru_cache(maxsize=512)
def _entry_pattern(kind: str, language: str) -> str:
    with override(_offered(language)):
        return reverse(f"directory:{kind}-detail", kwargs={"slug": "-"}).replace("/-/", "/{}/")


def _offered(language: str) -> str:
    """A language of the interface, English where it has not this one."""
    codes = dict(settings.LANGUAGES)
    return next((code for code in (language, base_language(language)) if code in codes), "en")
