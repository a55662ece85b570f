"""What stands beside the results: facets with counts, the filters in force, the orders."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy, override

from directory.extensions import registry
from directory.search import windows
from directory.search.addresses import added, query_of
from directory.search.catalogue import FACETS
from directory.search.filters import FILTERS, EntryFilter
from directory.search.selection import Selection
from directory.search.shapes import Chip, Facet, FacetCount, Sort

LONG: Final = 30
"""Of a long facet so many values stand in the panel."""
_LONG_FACETS: Final = frozenset({"tag", "region", *(territory.word for territory in registry.territories)})
# Values with an order of their own; all others stand by count.
_ORDERED: Final = frozenset({"element", "evidence", "size", "scale", "status", windows.WORD})
_SORTS: Final = {
    "match": gettext_lazy("Best match"),
    "newest": gettext_lazy("Newest"),
    "name": gettext_lazy("Name, A–Z"),
    "near": gettext_lazy("Nearest"),
    windows.WORD: gettext_lazy("Closes first"),
}


class Panel:
    """Facets, chips and orders of one search."""

    def __init__(self, asked: EntryFilter, selection: Selection) -> None:
        self.asked = asked
        self.selection = selection
        self.catalogue = asked.basis.catalogue
        self.language = asked.language
        self.query = query_of(asked.given)

    def facets(self, limit: int | None) -> list[Facet]:
        set_aside = {*self.asked.fixed, *(("kind",) if self.asked.kind else ())}
        wanted = (facet for facet in FACETS if facet not in set_aside)
        return [facet for facet in (self.facet(key, limit) for key in wanted) if facet.values]

    def facet(self, key: str, limit: int | None) -> Facet:
        more = 0
        if key in _LONG_FACETS and limit is not None:
            counts, more = self.selection.top(key, limit)
        else:
            counts = self.selection.counts(key)
        chosen = {value for word, value in self.asked.given if word == key}
        values = self.catalogue.by_facet[key]
        found = {**dict.fromkeys(chosen, 0), **{values[n]: count for n, count in counts.items() if n in values}}
        shown = sorted(found, key=lambda value: self._rank(key, value, found[value]))
        if key in _LONG_FACETS and limit is not None and len(shown) > limit:
            kept = [value for place, value in enumerate(shown) if place < limit or value in chosen]
            more += len(shown) - len(kept)
            shown = kept
        rows = [self.count(key, value, found[value], selected=value in chosen) for value in shown]
        return Facet(key, self.catalogue.facet_label(key, self.language), tuple(rows), more)

    def count(self, facet: str, value: str, count: int, *, selected: bool) -> FacetCount:
        if selected:
            query = query_of(pair for pair in self.asked.given if pair != (facet, value))
        else:
            query = added(self.query, facet, value)
        return FacetCount(
            value=value,
            label=self.catalogue.label(facet, value, self.language),
            count=count,
            selected=selected,
            query=query,
            depth=self._depth(facet, value),
        )

    def _depth(self, facet: str, value: str) -> int:
        if facet == windows.WORD:
            return int(value in windows.BROADER)
        term = self.catalogue.terms.get((facet, value))
        return term.depth if term and term.broader and (facet, term.broader) in self.catalogue.terms else 0

    def _rank(self, facet: str, value: str, count: int) -> tuple[int, str, str]:
        if facet in _ORDERED:
            return *self.catalogue.place(facet, value), ""
        return -count, self.catalogue.name(facet, value, self.language).folded, value

    def chips(self) -> list[Chip]:
        return [
            Chip(
                parameter=word,
                value=value,
                label=self._chip_label(word, value),
                facet=self._filter_label(word),
                query=query_of(pair for pair in self.asked.given if pair != (word, value)),
            )
            for word, value in self.asked.given
            if word != "sort"
        ]

    def _chip_label(self, word: str, value: str) -> str:
        near = self.asked.conditions.near
        if word == "near" and near:
            return f"{near.label} ({near.radius_km:g} km)"
        return self.catalogue.label(word, value, self.language) if word in FACETS else value

    def _filter_label(self, word: str) -> str:
        if word in FACETS:
            return self.catalogue.facet_label(word, self.language)
        with override(self.language):
            return str(FILTERS[word])

    def sorts(self) -> list[Sort]:
        """The orders that make sense here, each with its address."""
        rest: Sequence[tuple[str, str]] = [pair for pair in self.asked.given if pair[0] != "sort"]
        has_question, has_near = bool(self.asked.conditions.question), self.asked.conditions.near is not None
        by_time = self.asked.is_told_by_time or bool(self.asked.conditions.chosen(windows.WORD))
        possible = {"match": has_question, "newest": True, "name": True, "near": has_near, windows.WORD: by_time}
        default = self.asked.default_sort(self.asked.conditions.question, near=has_near)
        with override(self.language):
            return [
                Sort(
                    key,
                    str(label),
                    key == self.asked.sort,
                    query_of(rest if key == default else [*rest, ("sort", key)]),
                )
                for key, label in _SORTS.items()
                if possible[key]
            ]
