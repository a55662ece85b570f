"""Where a proposal puts its pins, beside where they are now."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from directory.curate.fields import Names, items
from sinet.common.europe import Point, is_drawn, pin_radius, project, window


@dataclass(frozen=True, slots=True)
class Pins:
    """A drawing: pins that stay, go and come."""

    same: list[Point]
    gone: list[Point]
    new: list[Point]
    view_box: str
    radius: float
    summary: str
    off_the_map: int


def pins_of(old: dict[str, Any] | None, new: dict[str, Any]) -> Pins | None:
    """The pins of both documents; None where neither has a point."""
    before, after = _points(old or {}), _points(new)
    if not before and not after:
        return None
    same, gone, come = before & after, before - after, after - before
    shown = sorted(point for point in before | after if is_drawn(point))
    view_box = window(shown)
    return Pins(
        same=sorted(same),
        gone=sorted(gone),
        new=sorted(come),
        view_box=view_box,
        radius=pin_radius(view_box),
        summary=_summary(new),
        off_the_map=len(before | after) - len(shown),
    )


def _points(document: dict[str, Any]) -> set[Point]:
    places = document.get("places") or []
    return {project(place["latitude"], place["longitude"]) for place in places if place["latitude"] is not None}


def _summary(document: dict[str, Any]) -> str:
    places = items("places", document.get("places"), Names())
    return _("Map of the proposed places: %(places)s") % {"places": "; ".join(places[:4])}
