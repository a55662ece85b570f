"""What a map names of the entries that stand on one spot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from directory.search.addresses import entry_url
from directory.search.heaps import Spot
from directory.search.loading import POINTS
from directory.search.shapes import Pin
from sinet.common.languages import country_name
from sinet.common.prepared import prepared_cursor

_PLACES: Final = f"""
SELECT p.entry_id, p.latitude, p.longitude, p.precision, p.city, p.country,
    e.kind, e.slug, CASE WHEN e.language <> %(language)s AND t.title <> '' THEN t.title ELSE e.title END
FROM directory_facetrow f JOIN directory_entry e ON e.id = f.entry_id JOIN directory_entryplace p ON p.entry_id = e.id
LEFT JOIN directory_entrytext t ON t.entry_id = e.id AND t.language = %(language)s
WHERE f.entry_id = ANY(%(entries)s) AND {POINTS} ORDER BY p.position, p.id
"""  # noqa: S608 - fixed parts of our own


@dataclass(frozen=True, slots=True)
class Pins:
    """The pins of some entries by entry and point, in one language."""

    found: Mapping[Spot, Pin]

    def of(self, spots: Iterable[Spot]) -> tuple[Pin, ...]:
        """One for each entry, as it stands at the first of these spots."""
        pins: dict[int, Pin] = {}
        for spot in spots:
            if spot in self.found:
                pins.setdefault(spot.entry, self.found[spot])
        return tuple(pins.values())


def read_pins(spots: Iterable[Spot], distances: Mapping[int, float], language: str) -> Pins:
    """The pins of all entries that these spots belong to; one query, none without spots."""
    entries = sorted({spot.entry for spot in spots})
    if not entries:
        return Pins({})
    with prepared_cursor() as cursor:
        cursor.execute(_PLACES, {"language": language, "entries": entries})
        rows = cursor.fetchall()
    found: dict[Spot, Pin] = {}
    for entry, latitude, longitude, precision, city, country, kind, slug, title in rows:
        place = ", ".join(filter(None, (city, country_name(country, language) if country else "")))
        url = entry_url(kind, slug, language)
        pin = Pin(entry, kind, title, url, precision, place, distances.get(entry))
        found.setdefault(Spot(entry, latitude, longitude), pin)
    return Pins(found)
