"""Where an entry is: on a small drawing of Europe, and in words with their precision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directory.browse.cards import place_name
from directory.choices import Precision
from directory.models import EntryPlace
from sinet.common.europe import Point, is_drawn, pin_radius, project, window

_PRECISIONS: Final[dict[Precision, Promise]] = {
    Precision.ADDRESS: gettext_lazy("The point is that of the address."),
    Precision.CITY: gettext_lazy("The point is that of the town."),
    Precision.REGION: gettext_lazy("The point is the middle of the region."),
    Precision.COUNTRY: gettext_lazy("The point is the middle of the country."),
}


_COARSE: Final = frozenset({Precision.REGION, Precision.COUNTRY})


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in words; `precision` says how exact its point on the map is."""

    name: str
    address: str
    precision: str
    is_main: bool


class Pin(NamedTuple):
    """A point of the drawing; a coarse one is the middle of a region or country."""

    x: float
    y: float
    is_coarse: bool


@dataclass(frozen=True, slots=True)
class PlacesView:
    """The places of an entry: the drawing (nothing when no point may be shown) and the list."""

    rows: list[PlaceRow]
    points: list[Pin]
    view_box: str
    radius: float
    summary: str
    main: str
    outside: int
    """How many points lie off the drawn map."""


def places_of(places: Sequence[EntryPlace], page: str) -> PlacesView:
    """What the page says of the places; a hidden one is named by its country only and never drawn."""
    visible = [place for place in places if place.has_visible_point]
    points = [(project(place.latitude or 0, place.longitude or 0), place.precision in _COARSE) for place in visible]
    drawn = sorted({Pin(*point, coarse) for point, coarse in points if is_drawn(point)})
    view_box = window(Point(pin.x, pin.y) for pin in drawn)
    main = next((place for place in places if place.is_main), places[0] if places else None)
    return PlacesView(
        rows=[_row(place, page) for place in places],
        points=drawn,
        view_box=view_box,
        radius=pin_radius(view_box),
        summary=_summary(places, page),
        main=place_name(main, page),
        outside=len([point for point, _coarse in points if not is_drawn(point)]),
    )


def _row(place: EntryPlace, page: str) -> PlaceRow:
    if place.is_hidden:
        precision = _("The exact place is not shown.")
    elif place.latitude is None:
        precision = _("No point on the map is known.") if place.city else ""
    else:
        precision = str(_PRECISIONS[Precision(place.precision)])
    return PlaceRow(
        name=place_name(place, page) or place.region_code or _("Point on the map"),
        address="" if place.is_hidden else place.address,
        precision=precision,
        is_main=place.is_main,
    )


def _summary(places: Sequence[EntryPlace], page: str) -> str:
    names = _once(place_name(place, page) for place in places)
    if len(names) <= 3:
        return _("Map: %(places)s") % {"places": "; ".join(names)}
    more = len(names) - 3
    return ngettext("Map: %(places)s and %(more)d other place", "Map: %(places)s and %(more)d other places", more) % {
        "places": "; ".join(names[:3]),
        "more": more,
    }


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))
