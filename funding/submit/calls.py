"""The questions of the form about a call."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from directory.choices import Kind
from directory.extensions import FormPart, Typed
from directory.submit.answers import Answers
from directory.submit.asks import Ask
from directory.submit.forms import YES
from directory.submit.moments import read_moment, typed_moment, zone_of
from funding.submit.lines import (
    read_amount,
    read_lines,
    read_money,
    read_outcomes,
    read_stages,
    typed_money,
    typed_outcomes,
    typed_stages,
)

_KINDS: Final = frozenset({Kind.CALL})
_TIME: Final = _("Hours and minutes, 12:00. Leave it empty when only the day is known.")
_MONEY: Final = _("A number, such as 20 000.")
ASKS: Final = (
    Ask("funding", "who", "terms.funding", "checks", _("Kind of support"), kinds=_KINDS, choices="funding"),
    Ask(
        "procurement",
        "who",
        "terms.procurement",
        "checks",
        _("Kind of procurement"),
        _("Only where a public body looks for a solution to its need."),
        kinds=_KINDS,
        choices="procurement",
    ),
    Ask("applicant", "who", "terms.applicant", "checks", _("Who may apply"), kinds=_KINDS, choices="applicant"),
    Ask("opens_on", "who", "call.opens_at", "day", _("Opens on"), "2027-01-15", kinds=_KINDS, plain=False),
    Ask("opens_time", "who", "call.opens_at", "time", _("Opens at"), _TIME, kinds=_KINDS, plain=False),
    Ask("closes_on", "who", "call.closes_at", "day", _("Closes on"), "2027-03-31", kinds=_KINDS, plain=False),
    Ask("closes_time", "who", "call.closes_at", "time", _("Closes at"), _TIME, kinds=_KINDS, plain=False),
    Ask("call_zone", "who", "call.time_zone", "select", _("Time zone"), kinds=_KINDS, choices="time-zones"),
    Ask(
        "rolling",
        "who",
        "call.rolling",
        "tick",
        _("Decides as applications come in"),
        kinds=_KINDS,
        plain=False,
    ),
    Ask(
        "stages",
        "who",
        "call.stages",
        "text",
        _("Further stages"),
        _("One in a line: day, time and name, such as 2027-05-17 12:00 Interview."),
        kinds=_KINDS,
        plain=False,
    ),
    Ask("amount_min", "evidence", "call.amount_min", "line", _("Least amount"), _MONEY, kinds=_KINDS, plain=False),
    Ask("amount_max", "evidence", "call.amount_max", "line", _("Largest amount"), _MONEY, kinds=_KINDS, plain=False),
    Ask("budget", "evidence", "call.budget", "line", _("Budget in all"), _MONEY, kinds=_KINDS, plain=False),
    Ask(
        "currency",
        "evidence",
        "call.currency",
        "line",
        _("Currency"),
        _("Its code of three letters, such as EUR or SEK."),
        kinds=_KINDS,
    ),
    Ask(
        "cofunding_share",
        "evidence",
        "call.cofunding_share",
        "line",
        _("Own share in percent"),
        _("What the applicant has to bring."),
        kinds=_KINDS,
        plain=False,
    ),
    Ask(
        "programme",
        "evidence",
        "call.programme",
        "line",
        _("Programme"),
        _("Such as ESF+, a national programme, a foundation's own."),
        kinds=_KINDS,
    ),
    Ask(
        "eligibility",
        "evidence",
        "call.eligibility",
        "text",
        _("Conditions"),
        _("Who may apply for what, in a few sentences."),
        kinds=_KINDS,
        limit=50_000,
    ),
    Ask(
        "questions",
        "evidence",
        "call.questions",
        "text",
        _("Questions of the application"),
        _("One in a line."),
        kinds=_KINDS,
        plain=False,
    ),
    Ask("apply_url", "evidence", "call.apply_url", "url", _("Address for applying"), kinds=_KINDS),
    Ask(
        "outcomes",
        "evidence",
        "call.outcomes",
        "text",
        _("Outcomes"),
        _("After the close, one in a line: name | amount | day | remark."),
        kinds=_KINDS,
        plain=False,
    ),
)


def typed_of(document: Mapping[str, Any]) -> Typed:
    """A call → the answers that are not plain."""
    call = document["call"]
    zone = call.get("time_zone") or ""
    closes_on, closes_time = typed_moment(call.get("closes_at"), zone, day_only=bool(call.get("closes_all_day")))
    opens_on, opens_time = typed_moment(call.get("opens_at"), zone, day_only=False)
    return {
        "opens_on": opens_on,
        "opens_time": "" if opens_time == "00:00" else opens_time,
        "closes_on": closes_on,
        "closes_time": closes_time,
        "rolling": YES if call.get("rolling") else "",
        "stages": typed_stages(call.get("stages") or [], zone),
        **typed_money(call),
        "budget": call.get("budget") or "",
        "questions": "\n".join(call.get("questions") or []),
        "outcomes": typed_outcomes(call.get("outcomes") or []),
    }


def put(document: dict[str, Any], answers: Answers) -> None:
    """The answers into the document. Of a day without a time, the close is its last minute."""
    call = document.get("call") or {}
    zone = zone_of(answers.text("call_zone"))
    closes_on, closes_time = answers.text("closes_on"), answers.text("closes_time")
    document["call"] = {
        **call,
        "opens_at": read_moment(answers.text("opens_on"), answers.text("opens_time"), zone),
        "closes_at": read_moment(closes_on, closes_time, zone, without_time="23:59"),
        "closes_all_day": bool(closes_on.strip()) and not closes_time.strip(),
        "rolling": YES in answers.many("rolling"),
        "stages": read_stages(answers.text("stages"), zone),
        **read_money(answers),
        "budget": read_amount(answers.text("budget")),
        "questions": read_lines(answers.text("questions")),
        "outcomes": read_outcomes(answers.text("outcomes"), call.get("outcomes") or []),
    }


FORM: Final = FormPart(kind=Kind.CALL, asks=ASKS, typed_of=typed_of, put=put, whole="closes_on")
