"""Filters that are written among the words of a search: `garden country:SE theme:health`."""

import re
from collections.abc import Iterator
from typing import Final

from django.http import QueryDict

from directory.choices import VOCABULARY_RULES
from directory.search.catalogue import FACETS, Catalogue
from directory.search.parameters import MOST_VALUES
from directory.search.query import MOST_CHARACTERS, clean, plain_signs
from sinet.common.text import fold

_OTHERS: Final = frozenset({"near", "updated_since", "verified_since"})
_NAMED_IN: Final = ("en", "sv", "da")
# A phrase is passed over, so that nothing in it is a filter.
_PAIR: Final = re.compile(r'"[^"]*"|(?<![^\s])([A-Za-z_]{2,20}):("[^"]*"|[^\s"]+)')


def spread(data: QueryDict, catalogue: Catalogue) -> QueryDict:
    """The same parameters with the filters that stand in `q` as parameters of their own.

    A value may also be named as pages name it (`country:Sweden`) and a term by the beginning of its name; what is
    known under none of these stays as it was written, and is explained like any wrong value.
    """
    if ":" not in (data.get("q") or ""):
        return data
    text = plain_signs(clean(data.get("q") or ""))[:MOST_CHARACTERS]
    pairs = list(_pairs(text))
    if not pairs:
        return data
    changed = data.copy()
    rest = _PAIR.sub(lambda match: "" if match[1] and _is_filter(match[1]) else match[0], text)
    changed["q"] = clean(rest)
    for word, value in pairs[:MOST_VALUES]:
        changed.appendlist(word, value_named(catalogue, word, value) if word in FACETS else value)
    return changed


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for word, value in _PAIR.findall(text):
        bare = value.strip('"').strip()
        if bare and _is_filter(word):
            yield word.lower(), bare


def _is_filter(word: str) -> bool:
    return word.lower() in FACETS or word.lower() in _OTHERS


def value_named(catalogue: Catalogue, facet: str, text: str) -> str:
    """The value of a facet that is meant by a key, in whatever case, or by a name."""
    for written in (text, text.upper(), text.lower()):
        if catalogue.is_valid(facet, written):
            return written
    wanted = fold(text)
    beginning = ""
    for value in catalogue.valid(facet):
        names = [catalogue.name(facet, value, language).folded for language in _NAMED_IN]
        if wanted in names:
            return value
        if not beginning and facet in VOCABULARY_RULES and any(name.startswith(wanted) for name in names):
            beginning = value
    return beginning or text
