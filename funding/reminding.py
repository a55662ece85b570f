"""What those who watch a call are reminded of: its close, and the closes of its stages."""

from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from directory.choices import Kind
from directory.models import Entry
from funding.models import Call
from funding.wording import moment_in_words


def remind(entry: Entry, after: datetime, until: datetime) -> str:
    """The closes of a call that lie between two moments, in words."""
    if entry.kind != Kind.CALL:
        return ""
    call: Call = entry.call
    said = []
    if call.closes_at and after < call.closes_at <= until:
        said.append(_("It closes: %(when)s.") % {"when": _when(call.closes_at, call)})
    for stage in call.stages:
        closes_at = parse_datetime(stage["closes_at"] or "")
        if closes_at and closes_at != call.closes_at and after < closes_at <= until:
            said.append(_("“%(stage)s” closes: %(when)s.") % {"stage": stage["label"], "when": _when(closes_at, call)})
    return " ".join(said)


def _when(moment: datetime, call: Call) -> str:
    return moment_in_words(moment, call.time_zone, day_only=call.closes_all_day)
