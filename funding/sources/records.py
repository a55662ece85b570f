"""One row of a publisher → a record in the standard's own form, and what had to be said about it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from funding.sources.days import read_day
from funding.sources.letters import mend, tidy, without_addresses
from funding.sources.standard import (
    GRANT,
    MONTH_ONLY,
    NOT_KEPT,
    PERSONAL,
    REQUIRED,
    REQUIRED_OF_ORGANISATION,
    SCOPES,
    Field,
    Form,
)
from funding.sources.verdicts import REFUSING, Verdict, What
from sinet.common.money import currencies
from sinet.common.urls import clean_url

MOST: Final = Decimal(10) ** 13
"""The largest amount, exclusive: every amount below it is exact to the cent as a JSON number."""
LONGEST: Final = {Form.IDENTIFIER: 250, Form.TEXT: 1_000, Form.LONG: 20_000}
NO_NAME: Final = "Individual Recipient"
"""The generic name that the standard suggests for a person."""
MOST_PARTS: Final = 50
"""Objects in one list of a record."""

_THOUSANDS: Final = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d{1,2})?")
_MONTHS: Final = re.compile(r"(\d{1,3}) months?", re.IGNORECASE)
_YES_NO: Final = {"y": "Yes", "yes": "Yes", "true": "Yes", "n": "No", "no": "No", "false": "No"}
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_MISSING: Final[tuple[Any, ...]] = (None, "", [], {})
PRINCIPAL: Final = ("id", "title", "currency", "awardDate", "amountAwarded", "description")
"""Where a value that means nothing refuses the row; elsewhere only the value is left out."""


@dataclass
class _Row:
    """A row being read."""

    columns: Mapping[str, str]
    """Path → how the file calls it, where these differ."""
    verdicts: list[Verdict] = field(default_factory=list)

    def say(self, path: str, value: Any, what: What) -> None:
        self.verdicts.append(Verdict.on(self.columns.get(path, path), value, what))


def read_record(raw: Any, columns: Mapping[str, str] | None = None) -> tuple[dict[str, Any] | None, list[Verdict]]:
    """A row as the publisher gave it → (record in the standard's form, remarks), or (None, with what refuses it).

    The record holds only fields of `funding.sources.standard`, in its order; reading a record again changes nothing.
    A grant to a person keeps no more of them than their identifier at the publisher.
    """
    row = _Row(columns or {})
    if not isinstance(raw, dict):
        row.say("", raw, What.NO_OBJECT)
        return None, row.verdicts
    record = _object(row, "", _renamed(raw), GRANT)
    _check_parties(row, raw, record)
    for name in REQUIRED:
        if name not in record and not any(_is_about(verdict, row, name) for verdict in row.verdicts):
            row.say(name, raw.get(name), What.MISSING)
    _look_at_amounts(row, record)
    is_refused = any(verdict.what in REFUSING for verdict in row.verdicts)
    return (None if is_refused else record), row.verdicts


def _is_about(verdict: Verdict, row: _Row, name: str) -> bool:
    return verdict.what in REFUSING and verdict.column == row.columns.get(name, name)


def _renamed(raw: dict[str, Any]) -> dict[str, Any]:
    """With what a flattened spreadsheet left behind put right: {"Recipient Org": {"Alternate Name": …}}."""
    stray, organisations = raw.get("Recipient Org"), raw.get("recipientOrganization")
    if not (isinstance(stray, dict) and stray.keys() == {"Alternate Name"}):
        return raw
    if not (isinstance(organisations, list) and organisations and isinstance(organisations[0], dict)):
        return raw
    named = {"alternateName": stray["Alternate Name"], **organisations[0]}
    kept = {name: value for name, value in raw.items() if name != "Recipient Org"}
    return {**kept, "recipientOrganization": [named, *organisations[1:]]}


# --- objects and lists ----------------------------------------------------------------------------
def _object(row: _Row, path: str, raw: dict[str, Any], fields: dict[str, Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in raw.items():
        if value in _MISSING or name in fields:
            continue
        known = What.PERSONAL if name in PERSONAL else What.NOT_KEPT if name in NOT_KEPT else What.UNKNOWN_COLUMN
        if path == "recipientIndividual":
            known = What.PERSONAL
        row.say(_joined(path, str(name)[:100]), value, known)
    for name, one in fields.items():
        value = raw.get(name)
        if value in _MISSING:
            continue
        at = _joined(path, name)
        read = _parts(row, at, value, one) if one.parts else _READ[one.form](row, at, value)
        if read not in _MISSING:
            found[name] = read
    return found


def _parts(row: _Row, path: str, value: Any, one: Field) -> list[dict[str, Any]] | dict[str, Any] | None:
    fields = one.parts or {}
    if one.is_list:
        return _list(row, path, value, fields)
    if isinstance(value, dict):
        return _object(row, path, value, fields)
    row.say(path, value, What.LEFT_OUT)
    return None


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _list(row: _Row, path: str, value: Any, fields: dict[str, Field]) -> list[dict[str, Any]]:
    """The objects of a list; a single object counts as a list of one."""
    items = value if isinstance(value, list) else [value]
    found = []
    for number, item in enumerate(items[:MOST_PARTS]):
        if isinstance(item, dict):
            if read := _object(row, f"{path}.{number}", item, fields):
                found.append(read)
        else:
            row.say(f"{path}.{number}", item, What.LEFT_OUT)
    if len(items) > MOST_PARTS:
        row.say(path, len(items), What.LEFT_OUT)
    return found


# --- values ---------------------------------------------------------------------------------------
def _text(row: _Row, path: str, value: Any, *, form: Form = Form.TEXT) -> str | None:
    if isinstance(value, dict | list):
        row.say(path, value, What.NO_OBJECT if path in PRINCIPAL else What.LEFT_OUT)
        return None
    given = str(value)
    mended = mend(given)
    if mended != given:
        row.say(path, given, What.LETTERS)
    text = tidy(mended, lines=form is Form.LONG)
    public = without_addresses(text)
    if public != text:
        row.say(path, "", What.ADDRESS)
    if len(public) > LONGEST[form]:
        row.say(path, public, What.TOO_LONG)
        return None
    return public


def _long(row: _Row, path: str, value: Any) -> str | None:
    return _text(row, path, value, form=Form.LONG)


def _identifier(row: _Row, path: str, value: Any) -> str | None:
    return _text(row, path, value, form=Form.IDENTIFIER)


def _texts(row: _Row, path: str, value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [text for item in items[:MOST_PARTS] if (text := _text(row, path, item))]


def _decimal(row: _Row, path: str, value: Any) -> Decimal | None:
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


def _number(row: _Row, path: str, value: Any) -> int | float | None:
    if path.endswith(".duration") and (months := _MONTHS.fullmatch(str(value).strip())):
        row.say(path, value, What.REWRITTEN)
        return int(months[1])
    number = _decimal(row, path, value)
    if number is None or abs(number) >= MOST or (number < 0 and path.endswith(".duration")):
        row.say(path, value, What.LEFT_OUT)
        return None
    return _as_json(number)


def _amount(row: _Row, path: str, value: Any) -> int | float | None:
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


def _url(row: _Row, path: str, value: Any) -> str | None:
    cleaned = clean_url(str(value)) if isinstance(value, str) else None
    if cleaned is None:
        row.say(path, without_addresses(str(value)), What.LEFT_OUT)
    return cleaned


def _day(row: _Row, path: str, value: Any) -> str | None:
    day = read_day(value) if isinstance(value, str) else None
    if day is None:
        row.say(path, value, What.NO_DAY if path in PRINCIPAL else What.LEFT_OUT)
    elif not str(value).startswith(day[:7]):
        row.say(path, value, What.REWRITTEN)
    return day


def _moment(row: _Row, path: str, value: Any) -> str | None:
    if isinstance(value, str) and _MOMENT.fullmatch(value.strip()) and read_day(value):
        return value.strip()
    day = read_day(value) if isinstance(value, str) else None
    row.say(path, value, What.REWRITTEN if day else What.LEFT_OUT)
    return f"{day if len(day) > 7 else f'{day}-01'}T00:00:00+00:00" if day else None


def _currency(row: _Row, path: str, value: Any) -> str | None:
    code = str(value).strip().upper()
    if code not in currencies():
        row.say(path, value, What.NO_CURRENCY)
        return None
    if code != value:
        row.say(path, value, What.REWRITTEN)
    return code


def _country(row: _Row, path: str, value: Any) -> str | None:
    code = str(value).strip().upper()
    code = {"UK": "GB", "EL": "GR"}.get(code, code)
    if not re.fullmatch("[A-Z]{2}", code):
        row.say(path, value, What.LEFT_OUT)
        return None
    if code != value:
        row.say(path, value, What.REWRITTEN)
    return code


def _yes_no(row: _Row, path: str, value: Any) -> str | None:
    read = _YES_NO.get(str(value).strip().lower())
    if read != value:
        row.say(path, value, What.REWRITTEN if read else What.LEFT_OUT)
    return read


def _scope(row: _Row, path: str, value: Any) -> str | None:
    """A code of the standard's list, also by its title."""
    text = str(value).strip()
    code = text.upper() if text.upper() in SCOPES else None
    code = code or next((code for code, title in SCOPES.items() if title.lower() == text.lower()), None)
    if code != value:
        row.say(path, value, What.REWRITTEN if code else What.LEFT_OUT)
    return code


_READ: Final[dict[Form, Callable[[_Row, str, Any], Any]]] = {
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


# --- the record as a whole ------------------------------------------------------------------------
def _check_parties(row: _Row, raw: dict[str, Any], record: dict[str, Any]) -> None:
    organisations = ("fundingOrganization", "recipientOrganization")
    for name in organisations:
        for number, party in enumerate(record.get(name, [])):
            for part in REQUIRED_OF_ORGANISATION:
                if part not in party:
                    row.say(f"{name}.{number}.{part}", None, What.MISSING)
        if len(record.get(name, [])) > 1:
            row.say(name, len(record[name]), What.SEVERAL)
    to_a_person, to_an_organisation = bool(raw.get("recipientIndividual")), "recipientOrganization" in record
    if to_a_person and to_an_organisation:
        row.say("recipientIndividual", None, What.TWO_RECIPIENTS)
    elif not to_a_person and not to_an_organisation:
        row.say("recipientOrganization", None, What.MISSING)
    elif to_a_person:
        _keep_no_name(row, raw["recipientIndividual"], record)


def _keep_no_name(row: _Row, given: Any, record: dict[str, Any]) -> None:
    """The name goes, from texts too; where the standard wants one stands what it allows for everybody."""
    person = record.get("recipientIndividual") or {}
    if "id" not in person:
        row.say("recipientIndividual.id", None, What.MISSING)
    name = tidy(mend(str(given.get("name") or ""))) if isinstance(given, dict) else ""
    if len(name) > 2 and name.lower() != NO_NAME.lower():
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for path in ("title", "description"):
            if pattern.search(record.get(path, "")):
                row.say(path, None, What.PERSONAL)
                record[path] = pattern.sub(NO_NAME, record[path])
    record["recipientIndividual"] = {"id": person.get("id", ""), "name": NO_NAME}


def _look_at_amounts(row: _Row, record: dict[str, Any]) -> None:
    if record.get("amountAwarded") == 0:
        row.say("amountAwarded", 0, What.ZERO)
    if "awardDate" not in record:
        return
    if len(record["awardDate"]) == 7:
        row.say("awardDate", record["awardDate"], What.MONTH_ONLY)
        record["awardDate"] += "-01"
        record[MONTH_ONLY] = "month"
    elif record.get(MONTH_ONLY) != "month" or not record["awardDate"].endswith("-01"):
        record.pop(MONTH_ONLY, None)
