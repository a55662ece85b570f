"""What the page of a call shows: its terms as facts, its course in time, how to apply, and what came of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.browse.deadlines import deadline_in_words
from directory.browse.facts import Group
from directory.browse.texts import foreign
from directory.browse.time import in_words
from directory.choices import Standing
from directory.extensions import Panel
from directory.models import Entry
from funding.models import Call
from funding.wording import amounts_in_words, moment_in_words, share_in_words
from sinet.common import money
from sinet.common.cards import Value
from sinet.common.locales import page_locale
from sinet.common.urls import display_host

TEMPLATE: Final = "funding/_call_panel.html"


def call_facts(entry: Entry, page: str) -> list[Group]:
    """When, how much, for what."""
    call: Call = entry.call
    standing = call.standing_at(datetime.now(UTC))
    opens_day_only = call.opens_at is not None and _is_midnight(call.opens_at, call.time_zone)
    closes = moment_in_words(call.closes_at, call.time_zone, day_only=call.closes_all_day)
    groups: list[tuple[str, str]] = [
        (_("State"), str(standing.label)),
        (_("Time left"), deadline_of(call) if standing != Standing.CLOSED else ""),
        (_("Opens"), moment_in_words(call.opens_at, call.time_zone, day_only=opens_day_only)),
        (_("Closes"), closes),
        (_("Decisions"), _("As applications come in") if call.rolling else ""),
        (_("Amount of one award"), amounts_in_words(call.amount_min, call.amount_max, call.currency)),
        (_("Budget in all"), money.display(call.budget, call.currency, page_locale()) if call.budget else ""),
        (_("Own share"), share_in_words(call.cofunding_share)),
        (_("Programme"), call.programme),
    ]
    return [(label, [Value(text)]) for label, text in groups if text]


def _is_midnight(moment: datetime, zone_name: str) -> bool:
    local = moment.astimezone(ZoneInfo(zone_name or "UTC"))
    return (local.hour, local.minute) == (0, 0)


@dataclass(frozen=True, slots=True)
class Step:
    """One moment in the course of a call."""

    label: str
    when: str
    is_past: bool


def course_of(call: Call) -> list[Step]:
    """Opening, close and stages in the order of time; nothing where only a close is known."""
    now = datetime.now(UTC)
    steps = [
        (_("Opens"), call.opens_at, call.opens_at is not None and _is_midnight(call.opens_at, call.time_zone)),
        (_("Closes for applications"), call.closes_at, call.closes_all_day),
        *((stage["label"], _read(stage["closes_at"]), False) for stage in call.stages),
    ]
    dated = sorted((step for step in steps if step[1]), key=lambda step: step[1] or now)
    undated = [step for step in steps[2:] if not step[1]]
    if len(dated) + len(undated) < 2:
        return []
    return [
        Step(label, moment_in_words(moment, call.time_zone, day_only=day_only), bool(moment and moment <= now))
        for label, moment, day_only in (*dated, *undated)
    ]


def _read(moment: str | None) -> datetime | None:
    return datetime.fromisoformat(moment) if moment else None


def call_panel(entry: Entry, page: str, _asked: None) -> Panel | None:
    """The course in time, how to apply with the deadline for a calendar, and the outcomes."""
    call: Call = entry.call
    is_closed = call.standing_at(datetime.now(UTC)) == Standing.CLOSED
    context: dict[str, Any] = {
        "course": course_of(call),
        "questions": call.questions,
        "apply_url": "" if is_closed else call.apply_url,
        "apply_host": display_host(call.apply_url) if call.apply_url else "",
        "is_closed": is_closed,
        "calendar_url": reverse("funding:call-calendar", args=[entry.slug]) if call.closes_at and not is_closed else "",
        "outcomes": outcomes_of(call),
        "language": foreign(entry.language, page),
    }
    told = ("course", "questions", "apply_url", "calendar_url", "outcomes")
    return Panel(TEMPLATE, context) if any(context[name] for name in told) else None


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    url: str
    amount: str
    on: str
    note: str


def outcomes_of(call: Call) -> list[Outcome]:
    """Who was chosen, with the page of those that are public entries."""
    uids = [one["entry"] for one in call.outcomes if one["entry"]]
    known = {str(one.uid): one for one in Entry.objects.public().filter(uid__in=uids)} if uids else {}
    return [_outcome(one, known.get(one["entry"] or ""), call.currency) for one in call.outcomes]


def _outcome(one: dict[str, Any], entry: Entry | None, currency: str) -> Outcome:
    return Outcome(
        name=one["name"] or (entry.title if entry else ""),
        url=entry.get_absolute_url() if entry else "",
        amount=money.display(Decimal(one["amount"]), currency, page_locale()) if one["amount"] else "",
        on=in_words(one["on"]),
        note=one["note"],
    )


def deadline_of(call: Call, at: datetime | None = None) -> str:
    """How long until it opens or closes, or since when it is closed, in a few words."""
    return deadline_in_words(call.opens_at, call.closes_at, call.time_zone, at)
