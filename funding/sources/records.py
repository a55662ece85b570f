"""One row of a publisher → a record in the standard's own form, and what had to be said about it."""

import re
from collections.abc import Mapping
from typing import Any, Final

from funding.sources.letters import clean
from funding.sources.standard import (
    GRANT,
    MONTH_ONLY,
    NOT_KEPT,
    PERSONAL,
    REQUIRED,
    REQUIRED_OF_ORGANISATION,
    Field,
)
from funding.sources.values import MOST_PARTS, READ, Row
from funding.sources.verdicts import REFUSING, Verdict, What

NO_NAME: Final = "Individual Recipient"
"""The generic name that the standard suggests for a person."""
_MISSING: Final[tuple[Any, ...]] = (None, "", [], {})


def read_record(raw: Any, columns: Mapping[str, str] | None = None) -> tuple[dict[str, Any] | None, list[Verdict]]:
    """A row as the publisher gave it → (record in the standard's form, remarks), or (None, with what refuses it).

    The record holds only fields of `funding.sources.standard`, in its order; reading a record again changes nothing.
    A grant to a person keeps no more of them than their identifier at the publisher.
    """
    row = Row(columns or {})
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


def _is_about(verdict: Verdict, row: Row, name: str) -> bool:
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
def _object(row: Row, path: str, raw: dict[str, Any], fields: dict[str, Field]) -> dict[str, Any]:
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
        read = _parts(row, at, value, one) if one.parts else READ[one.form](row, at, value)
        if read not in _MISSING:
            found[name] = read
    return found


def _parts(row: Row, path: str, value: Any, one: Field) -> list[dict[str, Any]] | dict[str, Any] | None:
    fields = one.parts or {}
    if one.is_list:
        return _list(row, path, value, fields)
    if isinstance(value, dict):
        return _object(row, path, value, fields)
    row.say(path, value, What.LEFT_OUT)
    return None


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _list(row: Row, path: str, value: Any, fields: dict[str, Field]) -> list[dict[str, Any]]:
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


# --- the record as a whole ------------------------------------------------------------------------
def _check_parties(row: Row, raw: dict[str, Any], record: dict[str, Any]) -> None:
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


def _keep_no_name(row: Row, given: Any, record: dict[str, Any]) -> None:
    """The name goes, from texts too; where the standard wants one stands what it allows for everybody."""
    person = record.get("recipientIndividual") or {}
    if "id" not in person:
        row.say("recipientIndividual.id", None, What.MISSING)
    name = clean(str(given.get("name") or "")) if isinstance(given, dict) else ""
    if len(name) > 2 and name.lower() != NO_NAME.lower():
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for path in ("title", "description"):
            if pattern.search(record.get(path, "")):
                row.say(path, None, What.PERSONAL)
                record[path] = pattern.sub(NO_NAME, record[path])
    record["recipientIndividual"] = {"id": person.get("id", ""), "name": NO_NAME}


def _look_at_amounts(row: Row, record: dict[str, Any]) -> None:
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
