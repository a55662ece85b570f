"""The filters of a search as the page draws them: facets, chips, sort orders, and what it could not understand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from directory.browse.cards import ELEMENTS
from directory.browse.values import values_url
from directory.search import Results
from directory.search.shapes import Chip as FoundChip
from directory.search.shapes import Facet, FacetCount
from sinet.common.cards import Chip, FacetBox, Option

_SHOWN: Final = 8
_FIRST: Final = ("kind", "deadline", "element", "theme", "country")
"""The facets that stand open above the others."""
# Parameters that stand in fields of their own, or in none because a link sets them anew.
_FIELDS: Final = frozenset({"q", "near", "sort", "page", "cursor"})
_NAMED_ALONE: Final = frozenset({"bbox", "without_point"})
_NO_CHIP: Final = frozenset({"q", "exact"})
"""The words stand in their field; how they are taken is said, and switched, above the results."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A parameter that the form keeps though nothing on the page shows it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SortOption:
    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Message:
    """Why a parameter was not used, with the first of the values that there are."""

    text: str
    valid: list[str]


@dataclass(frozen=True, slots=True)
class Filters:
    chips: list[Chip]
    clear_url: str
    sorts: list[SortOption]
    messages: list[Message]
    near: str


def filters_of(results: Results, path: str) -> Filters:
    """The filters in force, and what else the page says of them; `path` is the page's own."""
    chips = results.chips()
    return Filters(
        chips=[_chip(chip, path) for chip in chips if chip.parameter not in _NO_CHIP],
        clear_url=path + (results.with_query(**_without(chip.parameter for chip in chips)) if chips else "?"),
        sorts=_sorts(results),
        messages=[Message(error.message, list(error.valid[:12])) for error in (*results.errors, *results.remarks)],
        near=next((chip.value for chip in chips if chip.parameter == "near"), ""),
    )


def _chip(chip: FoundChip, path: str) -> Chip:
    """A filter in force; where its value says nothing to people, its name alone."""
    label, group = (chip.facet, "") if chip.parameter in _NAMED_ALONE else (chip.label, chip.facet)
    return Chip(label, path + chip.query, group)


def _sorts(results: Results) -> list[SortOption]:
    """The orders; the usual one has no word, so that what is asked next gets the order that is usual there."""
    usual = results.with_query(sort=None)
    return [SortOption("" if sort.query == usual else sort.key, sort.label, sort.selected) for sort in results.sorts()]


def boxes_of(results: Results) -> list[FacetBox]:
    """The filters that could be set, with their counts."""
    query = results.with_query(kind=results.kind) if results.kind else results.query
    return [_box(facet, query) for facet in _in_order(results.facets()) if facet.values]


def hidden_of(results: Results, boxes: Iterable[FacetBox]) -> list[Hidden]:
    """The filters in force that none of these boxes shows."""
    shown = {(facet.key, option.value) for facet in boxes for option in (*facet.values, *facet.more)}
    return [
        Hidden(chip.parameter, chip.value)
        for chip in results.chips()
        if chip.parameter not in _FIELDS and (chip.parameter, chip.value) not in shown
    ]


def count_in_use(results: Results) -> int:
    """How many filters are in force; the words do not count."""
    return sum(chip.parameter not in _NO_CHIP for chip in results.chips())


def _without(parameters: Iterable[str]) -> dict[str, None]:
    """Every filter but the words themselves, to be taken away."""
    return dict.fromkeys(set(parameters) - {"q"})


def _in_order(facets: Iterable[Facet]) -> list[Facet]:
    """Those that most people use first, the others in their own order."""
    return sorted(facets, key=lambda facet: _FIRST.index(facet.key) if facet.key in _FIRST else len(_FIRST))


def _box(facet: Facet, query: str) -> FacetBox:
    first = [value for place, value in enumerate(facet.values) if place < _SHOWN or value.selected]
    rest = [value for value in facet.values if value not in first]
    return FacetBox(
        key=facet.key,
        label=facet.label,
        open=facet.key in _FIRST or facet.selected > 0,
        values=[_option(facet.key, value) for value in first],
        more=[_option(facet.key, value) for value in rest],
        total=len(facet.values) + facet.more if rest else 0,
        find_url=values_url(facet.key, query) if rest else "",
    )


def _option(key: str, value: FacetCount) -> Option:
    element = ELEMENTS.index(value.value) + 1 if key == "element" and value.value in ELEMENTS else None
    return Option(value.value, value.label, value.count, value.selected, element)
