"""Numbers, amounts and lists as people type them in one field."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from directory.submit.answers import Answers
from directory.submit.moments import read_moment, typed_moment

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{1,2}:\d{2}")


def read_amount(text: str) -> Any:
    """ "20 000", "20,000" or "19,90" as a decimal number; what is none is passed on, for the document to refuse it."""
    plain = re.sub(r"[\s\u00a0\u202f'’]", "", text)
    if not plain:
        return None
    if grouped := re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{1,2}))?", plain):
        whole, cents = grouped.groups()
        plain = re.sub(r"[.,]", "", whole) + (f".{cents}" if cents else "")
    plain = plain.replace(",", ".")
    try:
        return str(Decimal(plain))
    except InvalidOperation:
        return text.strip()


def read_percent(text: str) -> Any:
    """ "12,5 %" as a number; what is none is passed on."""
    plain = text.replace("%", "").replace(",", ".").strip()
    try:
        return float(plain) if plain else None
    except ValueError:
        return text.strip()


def typed_money(part: Mapping[str, Any]) -> dict[str, str]:
    """The amounts and the own share of a call or a funder."""
    share = part.get("cofunding_share")
    amounts = {name: part.get(name) or "" for name in ("amount_min", "amount_max")}
    return {**amounts, "cofunding_share": "" if share is None else f"{share:g}"}


def read_money(answers: Answers, prefix: str = "") -> dict[str, Any]:
    """The same back; the names of the questions begin with the prefix."""
    amounts = {name: read_amount(answers.text(f"{prefix}{name}")) for name in ("amount_min", "amount_max")}
    return {**amounts, "cofunding_share": read_percent(answers.text(f"{prefix}cofunding_share"))}


def read_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def typed_stages(stages: list[dict[str, Any]], zone_name: str) -> str:
    """ "2027-05-17 12:00 Interview", one in a line."""
    lines = []
    for stage in stages:
        day, time = typed_moment(stage["closes_at"], zone_name, day_only=False)
        lines.append(" ".join(filter(None, [day, time, stage["label"]])))
    return "\n".join(lines)


def read_stages(text: str, zone: ZoneInfo) -> list[dict[str, Any]]:
    """Lines of a day, a time and a name; each but the name may be left out. A day alone means its last minute."""
    found = []
    for line in read_lines(text):
        words = line.split()
        day = words.pop(0) if _DAY.fullmatch(words[0]) else ""
        time = words.pop(0) if words and _TIME.fullmatch(words[0]) else ""
        moment = read_moment(day, time, zone, without_time="23:59")
        found.append({"label": " ".join(words), "closes_at": moment})
    return found


def typed_outcomes(outcomes: list[dict[str, Any]]) -> str:
    """ "Name | amount | day | remark", one in a line."""
    return "\n".join(
        " | ".join([one["name"], one["amount"] or "", one["on"], one["note"]]).rstrip(" |") for one in outcomes
    )


def read_outcomes(text: str, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same back; one that is still called the same keeps the entry that it points to."""
    entries = {one["name"]: one["entry"] for one in before}
    found = []
    for line in read_lines(text):
        name, amount, on, note = ([part.strip() for part in line.split("|", 3)] + [""] * 4)[:4]
        found.append({"entry": entries.get(name), "name": name, "amount": read_amount(amount), "on": on, "note": note})
    return found
