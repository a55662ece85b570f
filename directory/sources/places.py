"""Where something is: towns by name and by nearness, and the place block of a document."""

import csv
import math
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from directory.sources.countries import Countries
from sinet.common.globe import KM_PER_DEGREE, km_between
from sinet.common.text import fold


class Town(NamedTuple):
    """A populated place of GeoNames; coordinates in degrees (WGS84)."""

    geoname: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int


class Gazetteer:
    """Towns of more than 15,000 people in Europe and its neighbours, and the countries of the world."""

    def __init__(self, towns: list[tuple[Town, list[str]]], countries: Countries) -> None:
        self.countries = countries
        self._named: dict[tuple[str, str], list[tuple[int, int, Town]]] = defaultdict(list)
        self._grid: dict[tuple[int, int], list[Town]] = defaultdict(list)
        self._covered = {town.country for town, _ in towns}
        for town, alternatives in towns:
            self._grid[self._cell(town.latitude, town.longitude)].append(town)
            for name in {fold(name) for name in alternatives} - {fold(town.name)}:
                self._named[name, town.country].append((1, -town.population, town))
            self._named[fold(town.name), town.country].append((0, -town.population, town))

    @classmethod
    def read(cls, folder: Path) -> "Gazetteer":
        """Read the two GeoNames files of the source folder."""
        with (folder / "geonames_countries.csv").open(encoding="utf-8", newline="") as file:
            countries = Countries((row["iso2"], row["name"]) for row in csv.DictReader(file))
        with (folder / "geonames_cities15000_europe.csv").open(encoding="utf-8", newline="") as file:
            towns = [(_town(row), row["alternate_names"].split("|")) for row in csv.DictReader(file)]
        return cls(towns, countries)

    def covers(self, country: str) -> bool:
        """Whether towns of this country are known."""
        return country in self._covered

    def find(self, name: str, country: str) -> Town | None:
        """The town of that name in that country: its own name before its other names, the larger first."""
        matches = self._named.get((fold(" ".join(name.split())), country))
        return min(matches)[2] if matches else None

    def find_anywhere(self, name: str) -> Town | None:
        """The largest town of that name in any country."""
        folded = fold(name)
        matches = [match for country in self._covered for match in self._named.get((folded, country), [])]
        return min(matches)[2] if matches else None

    def near(self, latitude: float, longitude: float, *, within_km: float) -> list[tuple[float, Town]]:
        """Towns around a point with their distance in kilometres, nearest first."""
        row, column = self._cell(latitude, longitude)
        rows = math.ceil(within_km / KM_PER_DEGREE)
        columns = math.ceil(rows / max(0.2, math.cos(math.radians(latitude))))
        found = [
            (km_between(latitude, longitude, town.latitude, town.longitude), town)
            for r in range(row - rows, row + rows + 1)
            for c in range(column - columns, column + columns + 1)
            for town in self._grid.get((r, c), ())
        ]
        return sorted(pair for pair in found if pair[0] <= within_km)

    @staticmethod
    def _cell(latitude: float, longitude: float) -> tuple[int, int]:
        return math.floor(latitude), math.floor(longitude)


def place(
    *,
    country: str | None,
    city: str = "",
    geoname: int | None = None,
    point: tuple[float, float] | None = None,
    precision: str = "country",
    address: str = "",
    main: bool = True,
) -> dict[str, Any]:
    """The place block of a document; `point` is (latitude, longitude)."""
    return {
        "country": country,
        "region": None,
        "city": city,
        "geoname": geoname,
        "latitude": round(point[0], 6) if point else None,
        "longitude": round(point[1], 6) if point else None,
        "precision": precision,
        "address": address,
        "main": main,
        "hidden": False,
    }


def town_place(town: Town, *, name: str = "", main: bool = True) -> dict[str, Any]:
    """The place block of a town: its centre, precision city."""
    return place(
        country=town.country,
        city=name or town.name,
        geoname=town.geoname,
        point=(town.latitude, town.longitude),
        precision="city",
        main=main,
    )


def _town(row: dict[str, str]) -> Town:
    return Town(
        int(row["geonameid"]),
        row["name"],
        row["country_iso2"],
        float(row["latitude"]),
        float(row["longitude"]),
        int(row["population"]),
    )
