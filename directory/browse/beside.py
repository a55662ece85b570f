"""What stands beside the results of a search: its filters and its drawn map. Its pages and orders share them."""

from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from directory.browse.filters import Hidden, boxes_of, count_in_use, hidden_of
from directory.search import Results
from sinet.common.cards import FacetBox
from sinet.common.europe import Dot, dots
from sinet.common.kept import Kept
from sinet.common.numbers import decimal
from sinet.common.public import this_quarter


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """The results on the drawn map, and in a sentence."""

    dots: list[Dot]
    summary: str
    shown: int
    without_point: int


@dataclass(frozen=True, slots=True)
class Beside:
    """All of it depends on the words and filters of a search only, not on the page or the order of its results."""

    facets: SafeString
    """components/facets.html."""
    hidden: list[Hidden]
    map: DrawnMap

    def __len__(self) -> int:
        """About what it takes in memory."""
        return len(self.facets) + 200 * len(self.map.dots) + 2_000


BESIDE: Final[Kept[Beside]] = Kept(6 * 2**20)


def beside(results: Results) -> Beside:
    """Worked out once for each search in one state of the data; inside a transaction every time."""
    if connection.in_atomic_block or results.took_too_long:
        return _made(results)
    # The names of facets are in the page's language, and so are numbers.
    words = results.with_query(sort=None)
    key = (results.version, this_quarter(), results.language, results.kind, results.asked.conditions, words)
    found = BESIDE.get(key)
    if found is None:
        found = _made(results)
        BESIDE.put(key, found)
    return found


def _made(results: Results) -> Beside:
    boxes = boxes_of(results)
    return Beside(facets=_panel(boxes, results), hidden=hidden_of(results, boxes), map=_drawn(results))


def _panel(boxes: list[FacetBox], results: Results) -> SafeString:
    return render_to_string("components/facets.html", {"facets": boxes, "selected_count": count_in_use(results)})


def _drawn(results: Results) -> DrawnMap:
    view = results.points(pins=False)
    drawn = dots(
        [(marker.latitude, marker.longitude, marker.count) for marker in view.markers],
        nearest=64,
        smallest=20,
        largest=46,
    )
    summary = ngettext(
        "Map of Europe with %(count)s result that has a place",
        "Map of Europe with %(count)s results that have a place",
        view.shown,
    ) % {"count": decimal(view.shown)}
    return DrawnMap(drawn, summary, view.shown, view.without_point)
