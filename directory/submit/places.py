"""The rows of places in the form, to and from the places of a document."""

from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from directory.choices import Precision
from directory.documents.pins import PinError, country_of_pin
from directory.models import City
from directory.submit.answers import Answers, Typed
from directory.submit.gazetteer import find_towns, is_called, town
from sinet.common.text import fold

MOST: Final = 60
NONE_OF_THESE: Final = "none"
_TEXTS: Final = ("query", "geoname", "country", "address", "latitude", "longitude", "hidden", "kept")
Place = dict[str, Any]


@dataclass(slots=True)
class Row:
    """One place as it was typed."""

    query: str = ""
    geoname: str = ""
    country: str = ""
    address: str = ""
    latitude: str = ""
    longitude: str = ""
    hidden: str = ""
    kept: str = ""
    """The number of the place of the entry that this row began as."""

    @property
    def is_empty(self) -> bool:
        return not any((self.query, self.country, self.address, self.latitude, self.longitude))


@dataclass(slots=True)
class Found:
    """What the rows give: places, with the row of each; and what is wrong, by field."""

    places: list[Place] = field(default_factory=list)
    row_of: list[int] = field(default_factory=list)
    errors: dict[str, list[str]] = field(default_factory=dict)


def rows_of(answers: Answers) -> list[Row]:
    """The rows, at least one."""
    count = min(MOST, max(1, answers.rows("place")))
    return [Row(**{name: answers.text(f"place-{number}-{name}").strip() for name in _TEXTS}) for number in range(count)]


def typed_of(places: list[Place]) -> Typed:
    """The rows that show these places; of a hidden one only what is public."""
    typed: Typed = {"place-main": str(next((n for n, place in enumerate(places) if place["main"]), 0))}
    for number, place in enumerate(places):
        for name, value in asdict(row_for(place, number)).items():
            typed[f"place-{number}-{name}"] = value
    return typed


def row_for(place: Place, number: int) -> Row:
    if place["hidden"]:
        return Row(country=place["country"], hidden="on", kept=str(number))
    return Row(
        query=place["city"],
        geoname=str(place["geoname"] or ""),
        country=place["country"],
        address=place["address"],
        latitude=_number(place["latitude"]),
        longitude=_number(place["longitude"]),
        kept=str(number),
    )


def places_from(answers: Answers, before: list[Place]) -> Found:
    """The places of the rows. `before`: those of the entry that is changed; an untouched row keeps all it had."""
    found = Found()
    main = answers.text("place-main")
    for number, row in enumerate(rows_of(answers)):
        if row.is_empty:
            continue
        errors: dict[str, str] = {}
        place = _untouched(row, before) or _place(row, before, errors)
        place = {**place, "main": str(number) == main}
        found.places.append(place)
        found.row_of.append(number)
        for name, message in errors.items():
            found.errors.setdefault(f"place-{number}-{name}", []).append(message)
    if found.places and not any(place["main"] for place in found.places):
        found.places[0]["main"] = True
    return found


def _untouched(row: Row, before: list[Place]) -> Place | None:
    place = _began_as(row, before)
    return place if place is not None and row == row_for(place, int(row.kept)) else None


def _began_as(row: Row, before: list[Place]) -> Place | None:
    if not row.kept.isdecimal() or len(row.kept) > 3 or int(row.kept) >= len(before):
        return None
    return before[int(row.kept)]


def _place(row: Row, before: list[Place], errors: dict[str, str]) -> Place:
    old = _began_as(row, before)
    city = _chosen(row, errors)
    pin = _pin(row, old, city, errors)
    country = row.country or (city.country_id if city else "")
    if pin:
        try:
            country = country_of_pin(country, *pin)
        except PinError as error:
            errors["latitude"] = str(error)
    place: Place = {
        "country": country,
        "city": city.name if city else row.query,
        "geoname": city.geoname if city else None,
        "address": row.address,
        "hidden": bool(row.hidden),
        "region": old["region"] if old and old["country"] == country and old["city"] == row.query else None,
    }
    if pin:
        precision = old["precision"] if old and _number(old["latitude"]) == row.latitude else Precision.ADDRESS.value
        return place | {"latitude": pin[0], "longitude": pin[1], "precision": precision}
    if city:
        return place | {"latitude": city.latitude, "longitude": city.longitude, "precision": Precision.CITY.value}
    if not country and "query" not in errors and "latitude" not in errors and "longitude" not in errors:
        errors["query" if row.query else "country"] = _("Choose the country: we know no town of this name.")
    return place


def _chosen(row: Row, errors: dict[str, str]) -> City | None:
    """The town that was chosen, or the only one that the typed name can mean."""
    if row.geoname == NONE_OF_THESE or not row.query:
        return None
    city = town_of(row)
    if city:
        return city
    matches = find_towns(row.query, country=row.country)
    whole = [match for match in matches if is_whole(match, row.query)]
    if len(whole) == 1:
        return whole[0]
    if matches:
        errors["query"] = _("Choose which place you mean.")
    return None


def town_of(row: Row) -> City | None:
    """The town that was chosen for a row, while its name still stands there."""
    city = town(row.geoname) if row.query else None
    return city if city and is_called(city, row.query) else None


def is_whole(city: City, typed: str) -> bool:
    return fold(typed.split(",", maxsplit=1)[0]).strip() in city.names


def _pin(row: Row, old: Place | None, city: City | None, errors: dict[str, str]) -> tuple[float, float] | None:
    """The coordinates that were set by hand; None where they are those of the town, now or before."""
    if not (row.latitude or row.longitude):
        return None
    numbers: list[float] = []
    for name, most in (("latitude", 90), ("longitude", 180)):
        value = _degrees(getattr(row, name), most)
        if value is None:
            errors[name] = _("Write degrees as a number between -%(most)d and %(most)d, such as 55.605.") % {
                "most": most
            }
        else:
            numbers.append(value)
    if len(numbers) < 2:
        return None
    was_moved = old is None or (_number(old["latitude"]), _number(old["longitude"])) != (row.latitude, row.longitude)
    town_changed = (city is not None and (old is None or old["geoname"] != city.geoname)) or (
        old is not None and row.query != old["city"]
    )
    return None if town_changed and not was_moved else (numbers[0], numbers[1])


def _degrees(text: str, most: int) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if -most <= value <= most else None


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def matches_for(row: Row) -> list[City]:
    """The towns that a row can mean, the chosen one alone; none for a place of the entry that has its coordinates."""
    city = town_of(row)
    if city:
        return [city]
    return [] if row.kept and row.latitude and row.longitude else find_towns(row.query, country=row.country)
