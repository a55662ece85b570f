"""The map of any search, with its list beside it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from directory.browse import addresses
from directory.browse.listing import in_short, listing_context
from directory.search import Results, search
from directory.search.ground import Box
from directory.search.maps import CLOSEST_ZOOM, EUROPE
from directory.search.shapes import MapView, Marker
from directory.towns import names_of
from sinet.common.europe import HEIGHT, WIDTH, Frame, frame_of, is_drawn
from sinet.common.features import may_locate
from sinet.common.numbers import decimal
from sinet.common.public import is_part, public_page

PAGE_SIZE = 25
_NEAREST: Final = 66.0
"""Units of the drawing between two marks; nearer ones are drawn as one."""
_SMALLEST: Final = 31.0
_LARGEST: Final = 46.0
_MARKS_WIDE: Final = 13
"""So many marks stand side by side on the drawing."""
_WIDER: Final = 3.0
"""How much more the next view shows that is less near."""

Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A circle on the drawn map that leads to what it stands for."""

    x: float
    y: float
    radius: float
    count: int
    url: str
    label: str
    is_coarse: bool
    """Whether its point is only the middle of a region."""

    @property
    def baseline(self) -> float:
        """Where the count is written, so that it stands in the middle."""
        return round(self.y + 10, 1)


@dataclass(frozen=True, slots=True)
class Note:
    """A number of results that the map does not show, with the list of them."""

    text: str
    url: str = ""


@public_page
@may_locate
def map_page(request: HttpRequest) -> HttpResponse:
    """A search on the map. Takes the parameters of every list; without script the drawing and the list stand."""
    results = search(request.GET, language=get_language() or "en", page_size=PAGE_SIZE)
    context = listing_context(results, request.path)
    title = _("Map")
    context |= {
        "section": "map",
        "page_title": f"“{in_short(results.q)}” – {title}" if results.q else title,
        "heading": title,
        "crumbs": [{"label": title, "url": ""}],
        "list_url": addresses.joined(reverse("directory:search"), results.query),
        "map": drawn_map(results, request.path),
        "view_url": addresses.absolute(addresses.joined(request.path, results.query)),
    }
    template = "browse/_map_listing.html" if is_part(request) else "browse/map.html"
    return render(request, template, context)


def drawn_map(results: Results, path: str) -> dict[str, Any]:
    """The drawing of exactly this view, whose marks are links, and what it does not show, in words."""
    box = results.asked.conditions.box or (results.near.box if results.near else None)
    view = results.points(box, zoom=_zoom_of(box or EUROPE))
    frame = frame_of(*view.bbox) if box else Frame()
    query = results.with_query(bbox=None)
    joint = "" if query == "?" else "&"
    return {
        "dots": _marks(view.markers, frame, results, path),
        "frame": frame,
        "summary": _summary(view, is_part=box is not None),
        "data_url": f"{reverse('api:map')}{query}{joint}lang={results.language}",
        "bounds": ",".join(f"{edge:g}" for edge in view.bbox) if box else "",
        "notes": _notes(results, view, path),
        "wider_url": path + _wider(results, box) if box else "",
        "whole_url": path + query if box else "",
    }


def _zoom_of(box: Box) -> int:
    """The zoom at which markers stand as far from each other as the marks of the drawing."""
    return max(0, min(CLOSEST_ZOOM, round(math.log2(360 * 70 / 256 * _MARKS_WIDE / (box.east - box.west)))))


def _summary(view: MapView, *, is_part: bool) -> str:
    if is_part:
        sentence = ngettext(
            "Part of the map with %(count)s result that has a place here",
            "Part of the map with %(count)s results that have a place here",
            view.shown,
        )
    else:
        sentence = ngettext(
            "Map of Europe with %(count)s result that has a place",
            "Map of Europe with %(count)s results that have a place",
            view.shown,
        )
    return sentence % {"count": decimal(view.shown)}


def _notes(results: Results, view: MapView, path: str) -> list[Note]:
    """How the numbers on the map and that of the list belong together."""
    notes = []
    if view.without_point:
        text = ngettext("%(n)s without an exact place", "%(n)s without an exact place", view.without_point)
        url = reverse("directory:search") + results.with_query(bbox=None, near=None, without_point="1")
        notes.append(Note(text % {"n": decimal(view.without_point)}, url))
    if view.outside:
        text = ngettext("%(n)s elsewhere on the map", "%(n)s elsewhere on the map", view.outside)
        notes.append(Note(text % {"n": decimal(view.outside)}, path + results.with_query(bbox="-180,-90,180,90")))
    if view.repeated:
        text = ngettext(
            "Entries with several places stand at each of them, and count once in the list: %(n)s more on the map.",
            "Entries with several places stand at each of them, and count once in the list: %(n)s more on the map.",
            view.repeated,
        )
        notes.append(Note(text % {"n": decimal(view.repeated)}))
    return notes


def _wider(results: Results, box: Box) -> str:
    """The same search in a view three times as wide."""
    wide, high = (box.east - box.west) * (_WIDER - 1) / 2, (box.north - box.south) * (_WIDER - 1) / 2
    edges = (
        max(-180.0, box.west - wide),
        max(-90.0, box.south - high),
        min(180.0, box.east + wide),
        min(90.0, box.north + high),
    )
    return results.with_query(bbox=_written(edges))


def _written(edges: Iterable[float]) -> str:
    return ",".join(f"{edge:.6f}".rstrip("0").rstrip(".") for edge in edges)


def _marks(markers: Sequence[Marker], frame: Frame, results: Results, path: str) -> list[Mark]:
    """The markers on the drawing; those that would cover each other as one, the most numerous first."""
    groups: list[tuple[float, float, list[Marker]]] = []
    for marker in markers:
        point = frame.place(marker.latitude, marker.longitude)
        if not is_drawn(point):
            continue
        near = (group for x, y, group in groups if math.hypot(x - point.x, y - point.y) < _NEAREST)
        group = next(near, None)
        if group is None:
            groups.append((_within(point.x, WIDTH), _within(point.y, HEIGHT), [marker]))
        else:
            group.append(marker)
    top = max((sum(marker.count for marker in group) for _x, _y, group in groups), default=1)
    towns = names_of([_around(group) for _x, _y, group in groups])
    return [_mark(x, y, group, top, results, path, town) for (x, y, group), town in zip(groups, towns, strict=True)]


def _within(place: float, size: int) -> float:
    """A place at the edge of the drawing moved in, so that its mark is seen as a whole."""
    return round(min(max(place, _LARGEST + 2), size - _LARGEST - 2), 1)


def _mark(x: float, y: float, group: Sequence[Marker], top: int, results: Results, path: str, town: str) -> Mark:
    count = sum(marker.count for marker in group)
    radius = round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(count / top), 1)
    (first, *others) = group
    pins = first.entries if not others else ()
    if count == 1 and pins:
        label = f"{pins[0].title}, {pins[0].place}" if pins[0].place else pins[0].title
        return Mark(x, y, _SMALLEST, 1, pins[0].url, label, pins[0].precision == "region")
    if pins:
        label = _("%(n)s entries in this place: %(place)s")
        url = reverse("directory:search") + results.with_query(bbox=_written(first.area))
        said = label % {"n": decimal(count), "place": pins[0].place}
        return Mark(x, y, radius, count, url, said, all(p.precision == "region" for p in pins))
    label = ngettext("%(n)s entry, look closer", "%(n)s entries, look closer", count)
    if town:
        label = ngettext(
            "%(n)s entry around %(town)s, look closer", "%(n)s entries around %(town)s, look closer", count
        )
    url = path + results.with_query(bbox=_written(_around(group)))
    return Mark(x, y, radius, count, url, label % {"n": decimal(count), "town": town}, False)


def _around(group: Iterable[Marker]) -> Edges:
    west, south, east, north = zip(*(marker.area for marker in group), strict=True)
    return min(west), min(south), max(east), max(north)
