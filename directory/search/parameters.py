"""Reads the parameters of an address: never raises, ignores nothing silently, explains what it cannot use."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from typing import Any, Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from directory.models import City
from directory.search.ground import Box, Circle
from directory.search.shapes import ParameterError
from sinet.common.text import fold

# Parameters that other sites hang on links to see where visitors came from; they mean nothing here.
_TRACKING: Final = re.compile(
    r"(utm|mtm|pk|piwik|matomo|hsa|stm)_.{0,60}|[a-z]{1,3}bclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|"
    r"ttclid|li_fat_id|igshid|igsh|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|mkt_tok|s_cid|vero_id|oly_(anon|enc)_id",
    re.IGNORECASE,
)
MOST_VALUES: Final = 50
MOST_ERRORS: Final = 20
MOST_VALID: Final = 300
"""Enough for every country."""
LAST_PAGE: Final = 10_000_000
DEFAULT_RADIUS: Final = 100.0
_WIDEST_RADIUS: Final = 2_000.0
_SHOWN: Final = 100


def is_tracking(word: str) -> bool:
    return bool(_TRACKING.fullmatch(word))


def values_of(params: QueryDict, word: str) -> list[str]:
    """What was given for a parameter, once each, without blanks around it; what is empty counts as not given."""
    if word not in params:
        return []
    return list(dict.fromkeys(filter(None, (value.replace("\0", "").strip() for value in params.getlist(word)))))


def shown(value: str) -> str:
    """A value as a message may hold it."""
    return value[:_SHOWN].encode("utf-8", "replace").decode()


def problem(word: str, value: str, message: str, valid: Sequence[str] = ()) -> ParameterError:
    return ParameterError(shown(word), shown(value), message, tuple(valid[:MOST_VALID]))


def unknown_value(word: str, label: str, value: str, valid: Sequence[str]) -> ParameterError:
    """Of very many valid values, the ones that look alike come first."""
    ordered = list(valid)
    if len(ordered) > MOST_VALID:
        alike = get_close_matches(value[:_SHOWN], ordered, n=10, cutoff=0.5)
        ordered = [*alike, *(one for one in ordered if one not in set(alike))]
    message = _("“%(value)s” is no value of the filter “%(label)s”.") % {"value": shown(value), "label": label}
    return problem(word, value, message, ordered)


def unknown_parameter(word: str, value: str, known: Iterable[str]) -> ParameterError:
    message = _("There is no parameter “%(word)s”.") % {"word": shown(word)}
    return problem(word, value, message, list(known))


def read_box(text: str) -> Box:
    """west,south,east,north in degrees. Raises ValueError."""
    west, south, east, north = _numbers(text, 4)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError(_("Give west, south, east and north in degrees, west before east, south before north."))
    return Box(west, south, east, north)


def read_circle(text: str) -> Circle:
    """Coordinates or the name of a town, and how many km around it. Raises ValueError."""
    parts = [part.strip() for part in text[:200].split(",")]
    try:
        latitude, longitude = (_number(part) for part in parts[:2])
    except ValueError:
        return _around_town(parts)
    if len(parts) > 3 or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(_("Give latitude and longitude in degrees, such as 55.6,13.0 or 55.6,13.0,25."))
    return Circle(latitude, longitude, _radius(parts[2:]), label=f"{latitude:g}, {longitude:g}")


def read_moment(text: str) -> datetime:
    """The first moment of a year, month or day (UTC), or a moment with its offset. Raises ValueError."""
    day = _first_day(text)
    if day:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(_("Give a date such as 2026-05-17, or a moment such as 2026-05-17T10:00:00Z.")) from None


def read_day(text: str) -> date:
    """The first day of a year or month, or a day. Raises ValueError."""
    day = _first_day(text)
    if day is None:
        raise ValueError(_("Give a date such as 2026, 2026-05 or 2026-05-17."))
    return day


def read_page(text: str) -> int:
    """Raises ValueError."""
    number = int(text[:12]) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= LAST_PAGE:
        raise ValueError(_("Give the number of a page, from 1."))
    return number


def read_yes(text: str) -> bool:
    """1, or nothing at all. Raises ValueError."""
    if text != "1":
        raise ValueError(_("Give 1, or leave it out."))
    return True


def read_one(
    params: QueryDict, word: str, read: Callable[[str], Any], errors: list[ParameterError], label: str | Promise = ""
) -> Any:
    """The value of a parameter that stands once; None where it is not given or cannot be read."""
    values = values_of(params, word)
    if not values:
        return None
    if len(values) > 1:
        errors.append(problem(word, values[1], _("Give “%(word)s” once only.") % {"word": word}))
    try:
        return read(values[0])
    except ValueError as error:
        errors.append(problem(word, values[0], str(error)))
        return None


def _numbers(text: str, count: int) -> list[float]:
    numbers = [_number(part) for part in text[:200].split(",")]
    if len(numbers) != count:
        raise ValueError(_("Give %(count)s numbers, separated by commas.") % {"count": count})
    return numbers


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError(_("“%(text)s” is not a number.") % {"text": shown(text)}) from None
    if not math.isfinite(number):
        raise ValueError(_("“%(text)s” is not a number.") % {"text": shown(text)})
    return number


def _radius(parts: Sequence[str]) -> float:
    if not parts:
        return DEFAULT_RADIUS
    radius = _number(parts[0])
    if not 0 < radius <= _WIDEST_RADIUS:
        raise ValueError(_("Give a distance of at most %(km)d km.") % {"km": _WIDEST_RADIUS})
    return radius


def _around_town(parts: list[str]) -> Circle:
    """Of towns with the same name the largest; a country code behind it says which."""
    name, *rest = parts
    country = rest.pop(0) if rest and re.fullmatch("[A-Za-z]{2}", rest[0]) else ""
    towns = City.objects.filter(names__contains=[fold(name)[:200]])
    if country:
        towns = towns.filter(country=country.upper())
    town = towns.order_by("-population", "pk").first()
    if town is None or len(rest) > 1:
        raise ValueError(
            _("No town “%(name)s” is known. Give its coordinates, such as 55.6,13.0.") % {"name": shown(name)}
        )
    return Circle(town.latitude, town.longitude, _radius(rest), label=str(town.name))


def _first_day(text: str) -> date | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text, re.ASCII)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(_("There is no such day.")) from None
    # Such days have no neighbours in every time zone.
    return found if date.min + timedelta(days=2) < found < date.max - timedelta(days=2) else None
