"""What else is meant by the words of a search: a term's names in every language, a tag's, a town's.

Only a word, or several in a row, that is such a name as a whole is widened; the others are searched as they are. What
is added is looked for as it is written, so it finds what is tagged with the term or stands in the town.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from django.db import connection

from directory.search.catalogue import NEVER, Catalogue
from directory.search.query import Question, Term, words_of
from sinet.common.text import fold

_LONGEST: Final = 8
"""Words of a name."""
_LONGEST_TOWN: Final = 4
_MOST_ADDED: Final = 12
_SHORTEST_TOWN: Final = 3
_EVERYDAY: Final = Path(__file__).resolve().parent.parent / "data" / "everyday_words.json"

# The names under which public entries write the towns that have one of these names. Hidden places name no town.
_TOWNS: Final = """
SELECT DISTINCT w.name, p.city FROM unnest(%s::varchar[]) AS w(name)
JOIN directory_city c ON c.names @> ARRAY[w.name]
JOIN directory_entryplace p ON sinet_fold(p.city) = ANY(c.names::text[]) AND p.city <> '' AND NOT p.is_hidden
    AND p.country = c.country_id
JOIN directory_facetrow f ON f.entry_id = p.entry_id
ORDER BY w.name, p.city
"""


@dataclass(frozen=True, slots=True)
class Widened:
    """A question with what else it may mean."""

    question: Question
    also: tuple[str, ...] = ()
    """The names that were added, as they are written."""


def widen(question: Question, catalogue: Catalogue, version: str) -> Widened:
    """Add the other names of what is named in a question. Phrases, OR and minus say exactly what they mean."""
    towns = towns_named(tuple(dict.fromkeys(_town_names(question))), version)
    groups: list[tuple[Term, ...]] = []
    also: dict[str, None] = {}
    place = 0
    while place < len(question.groups):
        run, names = _named(_plain_words(question, place), catalogue, towns)
        if names:
            words = tuple(group[0].words[0] for group in question.groups[place : place + run])
            groups.append((Term(words), *(Term(tuple(words_of(name)), exact=True) for name in names)))
            also.update(dict.fromkeys(names))
        else:
            groups += question.groups[place : place + run]
        place += run
    return Widened(replace(question, groups=tuple(groups)), tuple(also))


def _plain_words(question: Question, place: int) -> tuple[str, ...]:
    """The folded words from here on, as far as they are neither phrases nor joined by OR."""
    words: list[str] = []
    for group in question.groups[place : place + _LONGEST]:
        if len(group) > 1 or group[0].exact:
            break
        words.append(fold(group[0].words[0]))
    return tuple(words)


def _town_names(question: Question) -> Iterator[str]:
    """What may be the name of a town: each word, and up to four in a row."""
    for place in range(len(question.groups)):
        words = _plain_words(question, place)[:_LONGEST_TOWN]
        yield from (name for n in range(1, len(words) + 1) if len(name := " ".join(words[:n])) >= _SHORTEST_TOWN)


def _named(
    words: tuple[str, ...], catalogue: Catalogue, towns: Mapping[str, tuple[str, ...]]
) -> tuple[int, tuple[str, ...]]:
    """How many of the words are a name, the longest first, and its other names; 1 and none where there is none."""
    for length in range(len(words), 0, -1):
        run = words[:length]
        names = [*_term_names(run, catalogue), *_everyday_names(run, catalogue), *towns.get(" ".join(run), ())]
        others = {fold(name): name for name in names if tuple(words_of(fold(name))) not in {run, ()}}
        if others:
            return length, tuple(others.values())[:_MOST_ADDED]
    return 1, ()


def _term_names(words: tuple[str, ...], catalogue: Catalogue) -> Iterator[str]:
    for term in catalogue.terms_by_words.get(words, ()):
        if catalogue.number(term.vocabulary, term.key) != NEVER:
            yield from (*term.labels.values(), *term.alternatives)


def _everyday_names(words: tuple[str, ...], catalogue: Catalogue) -> Iterator[str]:
    """Names of a tag that entries bear: first the tags themselves, then what else they are called."""
    for names in everyday_words().get(words, ()):
        tags = [name for name in names if fold(name) in catalogue.tags_by_name]
        if tags:
            yield from (*tags, *(name for name in names if name not in tags))


@cache
def everyday_words() -> Mapping[tuple[str, ...], list[tuple[str, ...]]]:
    """The folded words of a name → the names that mean the same, of each group that has it (as they are shipped)."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for group in json.loads(_EVERYDAY.read_text(encoding="utf-8"))["groups"]:
        names = tuple(dict.fromkeys(name for one in group.values() for name in one))
        for words in {tuple(words_of(fold(name))) for name in names}:
            found.setdefault(words, []).append(names)
    return found


@lru_cache(maxsize=1000)
def towns_named(names: tuple[str, ...], version: str) -> Mapping[str, tuple[str, ...]]:
    """Folded name → how public entries write the towns of this name, in one state of the data."""
    found: dict[str, tuple[str, ...]] = {}
    if names:
        with connection.cursor() as cursor:
            cursor.execute(_TOWNS, [list(names)])
            for name, city in cursor.fetchall():
                found[name] = (*found.get(name, ()), city)
    return found


def forget_towns() -> None:
    towns_named.cache_clear()
