"""Dates that are known to the year or month only: `2019`, `2019-05`, `2019-05-17`."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_skeleton
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sinet.common.languages import locale_of


class DatePrecision(TextChoices):
    """What is known of a date."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


class PartialDate(NamedTuple):
    """A date as it is stored: the first day that it may mean, and what of that day is known."""

    first_day: date
    precision: DatePrecision

    def __str__(self) -> str:
        return format_partial_date(self.first_day, self.precision)


_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LENGTHS: Final = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}
_SKELETONS: Final = {DatePrecision.YEAR: "y", DatePrecision.MONTH: "yMMMM"}


def parse_partial_date(text: str) -> PartialDate:
    """Read `2019`, `2019-05` or `2019-05-17`. Raises `ValueError` for anything else."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise ValueError("a date is written as YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    return PartialDate(date(int(year), int(month or 1), int(day or 1)), precision)


def format_partial_date(first_day: date, precision: str) -> str:
    """Write a stored date as `parse_partial_date` reads it."""
    return first_day.isoformat()[: _LENGTHS[DatePrecision(precision)]]


@lru_cache(maxsize=4096)
def display_partial_date(first_day: date, precision: str, language: str) -> str:
    """Write a stored date for people: `17 May 2019`, `maj 2019`, `2019`."""
    locale = locale_of(language)
    known = DatePrecision(precision)
    if known is DatePrecision.DAY:
        return str(format_date(first_day, format="long", locale=locale))
    return str(format_skeleton(_SKELETONS[known], first_day, locale=locale))


def display_moment(moment: datetime, zone_name: str, in_language: str, *, day_only: bool = False) -> str:
    """A moment, or its day alone, in words on the clock of a time zone (its IANA name; UTC where none is named)."""
    zone, locale = ZoneInfo(zone_name or "UTC"), locale_of(in_language)
    if day_only:
        return str(format_date(moment.astimezone(zone).date(), format="long", locale=locale))
    return str(format_datetime(moment, "d MMMM y, HH:mm", tzinfo=zone, locale=locale))
