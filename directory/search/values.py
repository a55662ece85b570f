"""The values of one filter, looked through by the words in their names: for filters too long to be shown."""

from typing import Final

from directory.search.catalogue import FACETS
from directory.search.results import Results
from directory.search.shapes import Facet
from sinet.common.text import fold

MOST_FOUND: Final = 200
_LONGEST: Final = 80


def find_values(results: Results, key: str, text: str, *, most: int = MOST_FOUND) -> Facet:
    """The values with results in whose names each word of the text begins a word, or that are chosen; most used first.

    Of more than `most` the others are counted in `Facet.more`. Raises KeyError for a word that is no filter.
    """
    catalogue, language = results.asked.basis.catalogue, results.language
    label = catalogue.facet_label(key, language) if key in FACETS else ""
    names = catalogue.by_facet[key]
    chosen = {value for word, value in results.asked.given if word == key}
    counts = {names[number]: count for number, count in results.selection.counts(key).items() if number in names}
    words = fold(text[:_LONGEST]).split()
    found = [
        (value, counts.get(value, 0))
        for value in {**counts, **dict.fromkeys(chosen)}
        if value in chosen or _has(catalogue.name(key, value, language).folded, words)
    ]
    found.sort(key=lambda pair: (-pair[1], catalogue.name(key, pair[0], language).folded, pair[0]))
    rows = tuple(results.panel.count(key, value, n, selected=value in chosen) for value, n in found[:most])
    return Facet(key, label, rows, len(found) - len(rows))


def _has(name: str, words: list[str]) -> bool:
    """Whether each of the words stands at the beginning of a word of the name."""
    return all(f" {word}" in f" {name}" or f"-{word}" in name for word in words)
