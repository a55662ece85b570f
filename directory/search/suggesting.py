"""What a visitor may mean while typing: entries, terms, tags and places that begin with it."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, FilteredRelation, Q, QuerySet
from django.db.models.expressions import RawSQL

from directory.models import Entry
from directory.models.vocabulary import in_language
from directory.search.addresses import added, entry_url, page_url
from directory.search.cards import OneOf
from directory.search.catalogue import kind_label
from directory.search.follower import Reading, reading
from directory.search.lexemes import tsquery
from directory.search.limits import TookTooLong, limited
from directory.search.query import clean, parse
from directory.search.shapes import Suggestion, Suggestions
from directory.search.truth import count_values
from sinet.common.languages import country_name
from sinet.common.prepared import Given, Question, prepared_cursor
from sinet.common.text import fold

_SHORTEST: Final = 2
_MOST: Final = 20
_BETWEEN: Final = " -/("
_NONE: Final = 2
_OTHER: Final = 3

_ENTRIES: Final = "SELECT sinet_titles(%s::tsquery, %s::int)"
_TOWNS: Final = """
SELECT name, country_id FROM directory_city
WHERE array_to_tsvector(names::text[]) @@ %s::tsquery ORDER BY population DESC, geoname LIMIT %s::int
"""


def suggest(q: str, *, language: str, limit: int = 6) -> Suggestions:
    """Suggestions for the beginning of a search; none for less than two letters, or where they take too long.

    Never raises.
    """
    limit = max(1, min(limit, _MOST))
    text = clean(q)
    folded = fold(text)
    if len(folded.replace(" ", "")) < _SHORTEST:
        return Suggestions()
    basis = reading()
    try:
        with limited():
            return Suggestions(
                entries=tuple(_entries(text, language, limit, basis)),
                terms=tuple(_terms(folded, language, limit, basis)),
                tags=tuple(_tags(folded, language, limit, basis)),
                places=tuple(_places(folded, language, limit)),
            )
    except TookTooLong:
        return Suggestions()


def _entries(text: str, language: str, limit: int, basis: Reading) -> Iterator[Suggestion]:
    query = _beginnings(text, basis)
    if not query:
        return
    for kind, slug, own, title, translated in _question(language).ask(query=query, limit=limit):
        shown = translated if translated and own != language else title
        yield Suggestion("entry", shown, kind_label(kind, language), entry_url(kind, slug, language))


@lru_cache(maxsize=64)
def _question(language: str) -> Question:
    """The query for the entries that `titled` names, in its order."""
    given = [Given("query"), Given("limit")]
    keys = RawSQL(f"ARRAY({_ENTRIES})", given, output_field=ArrayField(BigIntegerField()))  # noqa: S611 - ours
    rows: QuerySet[Any] = Entry.objects.public().filter(OneOf(F("pk"), keys)).order_by("-search_row__slot")
    rows = rows.annotate(text=FilteredRelation("texts", condition=Q(texts__language=language)))
    return Question(rows.values_list("kind", "slug", "language", "title", "text__title"))


def titled(text: str, limit: int) -> list[int]:
    """The primary keys of public entries whose title has words that begin like these, as a suggestion orders them."""
    query = _beginnings(clean(text), reading())
    if not query:
        return []
    with prepared_cursor() as cursor:
        cursor.execute(_ENTRIES, [query, limit])
        return [key for (key,) in cursor.fetchall()]


def _beginnings(text: str, basis: Reading) -> str:
    """The words as the beginnings of words in titles, for the database; empty where there are none."""
    question = parse(text)
    languages = sorted(basis.catalogue.by_facet["language"].values())
    return tsquery(question, languages, prefix=True) if question.groups else ""


def _begins(folded: str, name: str) -> int:
    """0 where a folded name begins with it, 1 where one of its words does, 2 otherwise."""
    if folded not in name:
        return _NONE
    if name.startswith(folded):
        return 0
    return 1 if any(f"{sign}{folded}" in name for sign in _BETWEEN) else _NONE


def _terms(folded: str, language: str, limit: int, basis: Reading) -> Iterator[Suggestion]:
    """Terms by any of their names, in any language; shown by the name in this one."""
    ranked = []
    terms = basis.catalogue.folded_terms
    for number in basis.catalogue.term_names.having(folded):
        term, labels, others = terms[number]
        rank = _begins(folded, in_language(labels, language))
        if rank == _NONE and any(_begins(folded, name) < _NONE for name in (*labels.values(), *others)):
            rank = _OTHER
        if rank != _NONE:
            ranked.append((rank, in_language(dict(term.labels), language), term.vocabulary, term.key))
    yield from _counted("term", sorted(ranked), language, limit, basis)


def _tags(folded: str, language: str, limit: int, basis: Reading) -> Iterator[Suggestion]:
    tags = basis.catalogue.folded_tags
    ranked = [
        (rank, name, "tag", slug)
        for begins, name, slug in map(tags.__getitem__, basis.catalogue.tag_names.having(folded))
        if (rank := _begins(folded, begins)) < _NONE
    ]
    yield from _counted("tag", sorted(ranked), language, limit, basis)


def _counted(
    group: str, ranked: list[tuple[int, str, str, str]], language: str, limit: int, basis: Reading
) -> Iterator[Suggestion]:
    """Those that public entries have, with how many."""
    if not ranked:
        return
    count_of = _counts(basis)
    detail = basis.catalogue.facet_label
    counted = (
        Suggestion(group, name, detail(facet, language), _search_for(facet, value, language), count)
        for _rank, name, facet, value in ranked
        if (count := count_of(facet, value))
    )
    yield from islice(counted, limit)


def _counts(basis: Reading) -> Callable[[str, str], int]:
    """How many public entries have a value."""
    number, bitmaps = basis.catalogue.number, basis.bitmaps
    if bitmaps is not None:
        return lambda facet, value: len(bitmaps.of(number(facet, value)))
    counted = count_values(Entry.objects.public())
    return lambda facet, value: counted.get(number(facet, value), 0)


def _places(folded: str, language: str, limit: int) -> Iterator[Suggestion]:
    """Towns by any of their names; each leads to what is near it."""
    quoted = "'" + folded.replace("\\", "\\\\").replace("'", "''") + "':*"
    with prepared_cursor() as cursor:
        cursor.execute(_TOWNS, [quoted, limit])
        towns = cursor.fetchall()
    for name, country in towns:
        yield Suggestion(
            "place", name, country_name(country, language), _search_for("near", f"{name},{country}", language)
        )


def _search_for(word: str, value: str, language: str) -> str:
    return added(f"{page_url('search', language)}?", word, value)
