"""The map of the first page: towns and how many entries each has."""

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.core.cache import cache
from django.db.models import Avg, Count
from django.utils.translation import get_language, ngettext

from directory.models import Entry
from directory.search.conditions import visible_points
from directory.search.follower import data_version
from sinet.common.europe import Dot, dots, is_drawn, project
from sinet.common.numbers import decimal

_TOWNS: Final = 160
_NAMED: Final = 5
_APART: Final = 110.0
"""Units between two names on the drawing."""
_KEY: Final = "counted-towns"
_COUNTED_EVERY: Final = 60
"""Seconds. Counting takes a quarter of a second at 100,000 entries, too long to do anew after every change of many."""
_NEAREST: Final = 9
_GAP: Final = 6

Town = tuple[str, float, float, int]


@dataclass(frozen=True, slots=True)
class TownLabel:
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TownMap:
    """What components/hero_map.html draws."""

    dots: list[Dot]
    labels: list[TownLabel]
    summary: str


def most_places() -> TownMap:
    """The towns with most public entries. The drawing may be a minute behind; no number or list is made from it."""
    version, counted_at, towns = cache.get(_KEY) or ("", 0.0, ())
    if version != data_version() and time.time() - counted_at >= _COUNTED_EVERY:
        version, counted_at, towns = data_version(), time.time(), tuple(_count_towns())
        cache.set(_KEY, (version, counted_at, towns), timeout=None)
    return _drawn(towns, get_language())


@lru_cache(maxsize=8)
def _drawn(towns: tuple[Town, ...], _language: str | None) -> TownMap:
    """Worked out once for each count and language."""
    drawn = [town for town in towns if is_drawn(project(town[1], town[2]))]
    return TownMap(
        dots=dots([(latitude, longitude, count) for _name, latitude, longitude, count in drawn], nearest=_NEAREST),
        labels=_labels(drawn),
        summary=ngettext(
            "Map of Europe with %(count)s town that has entries",
            "Map of Europe with the %(count)s towns that have most entries",
            len(drawn),
        )
        % {"count": decimal(len(drawn))},
    )


def _count_towns() -> list[Town]:
    """Name, latitude, longitude and number of entries of each town, most first; one query."""
    rows = (
        visible_points()
        .filter(entry__in=Entry.objects.public())
        .exclude(city="")
        .values("city", "country")
        .annotate(entries=Count("entry", distinct=True), north=Avg("latitude"), east=Avg("longitude"))
        .order_by("-entries", "city", "country")[:_TOWNS]
    )
    return [(row["city"], row["north"], row["east"], row["entries"]) for row in rows]


def _labels(towns: list[Town]) -> list[TownLabel]:
    """Names for the largest towns, far enough from each other."""
    labels: list[TownLabel] = []
    for name, latitude, longitude, _count in towns:
        point = project(latitude, longitude)
        if point.x > 640 or any(abs(point.x - other.x) + abs(point.y - other.y) < _APART for other in labels):
            continue
        labels.append(TownLabel(name, round(point.x + 9 + _GAP, 1), round(point.y + 5, 1)))
        if len(labels) == _NAMED:
            break
    return labels
