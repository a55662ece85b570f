"""The place of a SUSY initiative: its point checked against what its address says."""

import re
from typing import Any

from directory.sources.cleaning import one_line, without_contact_data
from directory.sources.entries import Document, note
from directory.sources.places import Gazetteer, Town, place
from directory.sources.report import Report

NEAR_KM = 40.0
"""A point without a country takes that of the nearest town within this distance."""
CLEAR = 2.0
"""…when the nearest town of any other country is this many times as far."""
PLAUSIBLE_KM = 250.0
"""A point belongs to a stated country when a town of that country lies within this distance."""

COUNTRY_DEDUCED = "country taken from the nearest town"
POINT_FROM_TOWN = "coordinates are those of the town"

_NUMBER_FIRST = frozenset({"GB", "IE", "FR", "MT", "IM"})
_TRAILING = re.compile(r"\s*\((?:[^)]*)\)\s*$")

Point = tuple[float, float]


class Placing:
    """Works out one place block after another, telling the report what it did."""

    def __init__(self, gazetteer: Gazetteer, report: Report) -> None:
        self.gazetteer = gazetteer
        self.report = report

    def give(self, entry: Document, properties: dict[str, Any], point: Point, *, shelter: bool) -> None:
        """Set the place of an entry; `point` is (latitude, longitude) as the source has it."""
        record = f"{entry['title']} ({entry['source']['record']})"
        city = town_name(properties.get("addr:city"))
        country = self._stated_country(properties, record)
        town = self.gazetteer.find(city, country) if city and country else None
        checked, exact = self._checked(point, country, town, city, record)
        if country is None and (checked or _is_vague(point)):
            country = self._nearest_country(checked or point, record)
            if country:
                note(entry, "places", COUNTRY_DEDUCED)
                town = self.gazetteer.find(city, country) if city else None
        if checked and not exact:
            note(entry, "places", POINT_FROM_TOWN)
        address = street_address(properties, country)
        if shelter:
            self.report.change("place of a shelter hidden, given by its town")
            checked, exact, address = ((town.latitude, town.longitude) if town else None), False, ""
        if not (country or city or checked):
            return
        numbered = bool(properties.get("addr:street") and properties.get("addr:housenumber"))
        block = place(
            country=country,
            city=city,
            geoname=town.geoname if town else None,
            point=checked,
            precision=_precision(exact=exact and numbered, city=bool(city or checked)),
            address=address,
        )
        entry["places"] = [block | {"hidden": shelter}]

    def _stated_country(self, properties: dict[str, Any], record: str) -> str | None:
        stated = properties.get("addr:country")
        code = self.gazetteer.countries.code(stated)
        if stated and code is None:
            self.report.note(record, "country not understood", str(stated))
        elif stated and code != stated:
            self.report.change("country written as its ISO code")
        return code

    def _checked(
        self, point: Point, country: str | None, town: Town | None, city: str, record: str
    ) -> tuple[Point | None, bool]:
        """The point, put right or replaced where it cannot be; and whether it is the source's own."""
        vague = _is_vague(point)
        swapped = (point[1], point[0])
        if not vague and self._plausible(point, country):
            if country and not self.gazetteer.covers(country):
                self.report.note(record, "point outside Europe kept, as its country says", str(country))
            return point, True
        if not vague and country and self._plausible(swapped, country):
            self.report.note(record, "latitude and longitude were exchanged: put right", f"{point}")
            return swapped, True
        what = "point in whole degrees" if vague else "point outside its country"
        town = town or (self.gazetteer.find_anywhere(city) if city and not country else None)
        if town:
            self.report.note(record, f"{what} replaced by that of the town", f"{point} → {town.name}")
            return (town.latitude, town.longitude), False
        self.report.note(record, f"{what} left out", f"{point}")
        return None, False

    def _plausible(self, point: Point, country: str | None) -> bool:
        if country and not self.gazetteer.covers(country):
            return True
        if abs(point[0]) > 90:
            return False
        around = self.gazetteer.near(*point, within_km=PLAUSIBLE_KM)
        return any(country in (None, town.country) for _, town in around)

    def _nearest_country(self, point: Point, record: str) -> str | None:
        around = self.gazetteer.near(*point, within_km=NEAR_KM * CLEAR)
        if not around or around[0][0] > NEAR_KM:
            self.report.note(record, "country stays unknown: no town near the point", f"{point}")
            return None
        distance, nearest = around[0]
        if any(town.country != nearest.country and other < distance * CLEAR for other, town in around):
            self.report.note(record, "country stays unknown: towns of two countries are near", f"{point}")
            return None
        self.report.note(
            record,
            "country taken from the nearest town",
            f"{nearest.name}, {nearest.country}, {distance:.0f} km",
        )
        return nearest.country


def town_name(text: object) -> str:
    """The town of a city field: without a province in brackets, a county after a comma, capitals throughout."""
    name = one_line(text)
    name = _TRAILING.sub("", re.split(r"\s*[,|]\s*|\. (?=[A-ZÀ-Þ]{3})", name)[0])
    name = "" if name.isdigit() else re.sub(r"^\d{4,5}\s+", "", name)
    if name.islower():
        name = name.title()
    if not any("Ͱ" <= c <= "Ͽ" for c in name):
        name = " ".join(word.title() if word.isupper() and len(word) > 3 else word for word in name.split(" "))
    return name.strip(" .-")


def street_address(properties: dict[str, Any], country: str | None) -> str:
    """Street, number and postcode on one line, in the order of the country; contact data taken out."""
    street, number, postcode = (
        one_line(properties.get(f"addr:{key}")) for key in ("street", "housenumber", "postcode")
    )
    if not street:
        return ""
    first = f"{number} {street}" if country in _NUMBER_FIRST else f"{street} {number}"
    text, _ = without_contact_data(", ".join(filter(None, (first.strip(), postcode))))
    return text[:300]


def _is_vague(point: Point) -> bool:
    """Whether a point is in whole degrees: somebody's guess, good for a country at most."""
    return point[0].is_integer() and point[1].is_integer()


def _precision(*, exact: bool, city: bool) -> str:
    if exact:
        return "address"
    return "city" if city else "country"
