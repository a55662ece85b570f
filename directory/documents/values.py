"""The small values of a document: text, dates, addresses and codes, cleaned as they are read."""

import re
import unicodedata
from collections.abc import Collection
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints

from directory.models.fields import PARTIAL_DATE
from sinet.common.urls import clean_url

# Control characters but tab and line feed, and the marks that turn the direction of a whole line.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_TOO_MANY_MARKS = re.compile(r"([\u0300-\u036f\u0483-\u0489]{4})[\u0300-\u036f\u0483-\u0489]+")
_COORDINATE_DIGITS = 6


def _known(text: object) -> object:
    """Null stands for unknown, as the empty text does."""
    return "" if text is None else text


def _clean(text: object) -> object:
    text = _known(text)
    if not isinstance(text, str):
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _TOO_MANY_MARKS.sub(r"\1", _UNWANTED.sub("", text)).strip()


def _one_line(text: object) -> object:
    text = _clean(text)
    return " ".join(text.split()) if isinstance(text, str) else text


def _address(text: str) -> str:
    if not text:
        return ""
    cleaned = clean_url(text)
    if cleaned is None:
        raise ValueError(_("Write a web address that starts with http:// or https://, such as https://example.org."))
    return cleaned


def _real_date(text: str) -> str:
    if len(text) == len("2019-05-17"):
        try:
            date.fromisoformat(text)
        except ValueError:
            raise ValueError(_("There is no such day.")) from None
    return text


def _in_utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(_("Give the moment with its offset from UTC, such as 2026-05-17T10:00:00+02:00."))
    return moment.astimezone(UTC)


def tags_from(text: str, kept: Collection[str] = ()) -> list[str]:
    """The tags in what was typed: one in a line, or several with commas or semicolons; `kept` stay whole."""
    lines = [line.strip() for line in text.splitlines()]
    tags = [tag.strip() for line in lines for tag in ([line] if line in kept else re.split("[,;]", line))]
    return [tag for tag in tags if tag]


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, _COORDINATE_DIGITS)


Title = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=250)]
Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=250)]
Summary = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=600)]
Text = Annotated[str, BeforeValidator(_clean), StringConstraints(max_length=50_000)]
"""Markdown."""
TagName = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=60)]
Url = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=500), AfterValidator(_address)]
"""An http or https address, or empty."""
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", max_length=12)]
"""BCP 47; `und` where it is not known."""
CountryCode = Annotated[str, BeforeValidator(_known), StringConstraints(pattern=r"^([A-Z]{2})?$")]
"""ISO 3166-1 alpha-2, or empty."""
PartialDate = Annotated[
    str, BeforeValidator(_known), StringConstraints(pattern=f"^$|{PARTIAL_DATE}"), AfterValidator(_real_date)
]
"""A year, a month or a day in ISO 8601, or empty."""
Moment = Annotated[datetime | None, AfterValidator(_in_utc)]
Latitude = Annotated[Annotated[float, Field(ge=-90, le=90)] | None, AfterValidator(_rounded)]
Longitude = Annotated[Annotated[float, Field(ge=-180, le=180)] | None, AfterValidator(_rounded)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9:._-]*$", max_length=100)]
Slug = Annotated[
    str, BeforeValidator(_one_line), StringConstraints(pattern=r"^([^\W_]|[^\W_][\w-]*)?$", max_length=120)
]
_MOST_DIGITS = 14
_CENT = Decimal("0.01")


def plain_amount(amount: Decimal) -> str:
    """An amount as documents write it: "5000", "19.90"."""
    whole = amount.to_integral_value()
    return str(whole.quantize(Decimal(1))) if whole == amount else str(amount.quantize(_CENT))


Amount = Annotated[
    Annotated[Decimal, Field(ge=0, max_digits=_MOST_DIGITS, decimal_places=2)] | None,
    PlainSerializer(lambda amount: None if amount is None else plain_amount(amount), str | None, when_used="json"),
]
"""Money without its currency; in JSON a text, for there a number may lose a cent."""
Currency = Annotated[str, BeforeValidator(_known), StringConstraints(pattern=r"^([A-Z]{3})?$")]
"""ISO 4217, or empty."""
