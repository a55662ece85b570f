"""One value of a row as the standard writes it, by the form of its field; what cannot be read is said of the row."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from funding.sources.days import read_day
from funding.sources.letters import clean, tidy, without_addresses
from funding.sources.standard import SCOPES, Form
from funding.sources.verdicts import Verdict, What
from sinet.common.languages import iso_country
from sinet.common.money import currencies
from sinet.common.urls import clean_url

MOST: Final = Decimal(10) ** 13
"""The largest amount, exclusive: every amount below it is exact to the cent as a JSON number."""
LONGEST: Final = {Form.IDENTIFIER: 250, Form.TEXT: 1_000, Form.LONG: 20_000}
_THOUSANDS: Final = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d{1,2})?")
_MONTHS: Final = re.compile(r"(\d{1,3}) months?", re.IGNORECASE)
_YES_NO: Final = {"y": "Yes", "yes": "Yes", "true": "Yes", "n": "No", "no": "No", "false": "No"}
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MOST_PARTS: Final = 50
"""Items of one list of a record."""
PRINCIPAL: Final = ("id", "title", "currency", "awardDate", "amountAwarded", "description")
"""Where a value that means nothing refuses the row; elsewhere only the value is left out."""


@dataclass
class Row:
    """A row being read."""

    columns: Mapping[str, str]
    """Path → how the file calls it, where these differ."""
    verdicts: list[Verdict] = field(default_factory=list)

    def say(self, path: str, value: Any, what: What) -> None:
        self.verdicts.append(Verdict.on(self.columns.get(path, path), value, what))


def _text(row: Row, path: str, value: Any, *, form: Form = Form.TEXT) -> str | None:
    if isinstance(value, dict | list):
        row.say(path, value, What.NO_OBJECT if path in PRINCIPAL else What.LEFT_OUT)
        return None
    given = str(value)
    text = clean(given, lines=form is Form.LONG)
    if text != tidy(given, lines=form is Form.LONG):
        row.say(path, given, What.LETTERS)
    public = without_addresses(text)
    if public != text:
        row.say(path, "", What.ADDRESS)
    if len(public) > LONGEST[form]:
        row.say(path, public, What.TOO_LONG)
        return None
    return public


def _long(row: Row, path: str, value: Any) -> str | None:
    return _text(row, path, value, form=Form.LONG)


def _identifier(row: Row, path: str, value: Any) -> str | None:
    return _text(row, path, value, form=Form.IDENTIFIER)


def _texts(row: Row, path: str, value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [text for item in items[:MOST_PARTS] if (text := _text(row, path, item))]


def _decimal(row: Row, path: str, value: Any) -> Decimal | None:
    """A number, also one written with commas between the thousands; None (nothing said) where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip()
    if isinstance(value, str) and _THOUSANDS.fullmatch(text):
        row.say(path, value, What.REWRITTEN)
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _as_json(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _number(row: Row, path: str, value: Any) -> int | float | None:
    if path.endswith(".duration") and (months := _MONTHS.fullmatch(str(value).strip())):
        row.say(path, value, What.REWRITTEN)
        return int(months[1])
    number = _decimal(row, path, value)
    if number is None or abs(number) >= MOST or (number < 0 and path.endswith(".duration")):
        row.say(path, value, What.LEFT_OUT)
        return None
    return _as_json(number)


def _amount(row: Row, path: str, value: Any) -> int | float | None:
    """To the cent. What is wrong with the amount awarded refuses the row, the others are left out."""
    number = _decimal(row, path, value)
    what = What.NO_NUMBER if number is None else What.NEGATIVE if number < 0 else None
    if number is not None and number >= MOST:
        what = What.TOO_LARGE
    if number is None or what:
        row.say(path, value, what if what and path in PRINCIPAL else What.LEFT_OUT)
        return None
    exact = number.quantize(Decimal("0.01"))
    if exact != number:
        row.say(path, value, What.REWRITTEN)
    return _as_json(exact)


def _url(row: Row, path: str, value: Any) -> str | None:
    cleaned = clean_url(str(value)) if isinstance(value, str) else None
    if cleaned is None:
        row.say(path, without_addresses(str(value)), What.LEFT_OUT)
    return cleaned


def _day(row: Row, path: str, value: Any) -> str | None:
    day = read_day(value) if isinstance(value, str) else None
    if day is None:
        row.say(path, value, What.NO_DAY if path in PRINCIPAL else What.LEFT_OUT)
    elif not str(value).startswith(day[:7]):
        row.say(path, value, What.REWRITTEN)
    return day


def _moment(row: Row, path: str, value: Any) -> str | None:
    if isinstance(value, str) and _MOMENT.fullmatch(value.strip()) and read_day(value):
        return value.strip()
    day = read_day(value) if isinstance(value, str) else None
    row.say(path, value, What.REWRITTEN if day else What.LEFT_OUT)
    return f"{day if len(day) > 7 else f'{day}-01'}T00:00:00+00:00" if day else None


def _currency(row: Row, path: str, value: Any) -> str | None:
    code = str(value).strip().upper()
    if code not in currencies():
        row.say(path, value, What.NO_CURRENCY)
        return None
    if code != value:
        row.say(path, value, What.REWRITTEN)
    return code


def _country(row: Row, path: str, value: Any) -> str | None:
    code = iso_country(str(value).strip().upper())
    if not re.fullmatch("[A-Z]{2}", code):
        row.say(path, value, What.LEFT_OUT)
        return None
    if code != value:
        row.say(path, value, What.REWRITTEN)
    return code


def _yes_no(row: Row, path: str, value: Any) -> str | None:
    read = _YES_NO.get(str(value).strip().lower())
    if read != value:
        row.say(path, value, What.REWRITTEN if read else What.LEFT_OUT)
    return read


def _scope(row: Row, path: str, value: Any) -> str | None:
    """A code of the standard's list, also by its title."""
    text = str(value).strip()
    code = text.upper() if text.upper() in SCOPES else None
    code = code or next((code for code, title in SCOPES.items() if title.lower() == text.lower()), None)
    if code != value:
        row.say(path, value, What.REWRITTEN if code else What.LEFT_OUT)
    return code


READ: Final[dict[Form, Callable[[Row, str, Any], Any]]] = {
    Form.IDENTIFIER: _identifier,
    Form.TEXT: _text,
    Form.LONG: _long,
    Form.TEXTS: _texts,
    Form.NUMBER: _number,
    Form.AMOUNT: _amount,
    Form.URL: _url,
    Form.DAY: _day,
    Form.MOMENT: _moment,
    Form.CURRENCY: _currency,
    Form.COUNTRY: _country,
    Form.YES_NO: _yes_no,
    Form.SCOPE: _scope,
}
