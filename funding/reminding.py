"""What those who watch a call are reminded of: its close, and the closes of its stages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from directory.choices import Kind
from directory.models import Entry
from funding.models import Call
from sinet.common.languages import locale_of
from sinet.common.locales import page_locale


def remind(entry: Entry, after: datetime, until: datetime) -> str:
    """The closes of a call that lie between two moments, in words."""
    call = Call.objects.filter(pk=entry.pk).first() if entry.kind == Kind.CALL else None
    if call is None:
        return ""
    said = []
    if call.closes_at and after < call.closes_at <= until:
        said.append(_("It closes: %(when)s.") % {"when": _when(call.closes_at, call)})
    for stage in call.stages:
        closes_at = parse_datetime(stage["closes_at"] or "")
        if closes_at and closes_at != call.closes_at and after < closes_at <= until:
            said.append(_("“%(stage)s” closes: %(when)s.") % {"stage": stage["label"], "when": _when(closes_at, call)})
    return " ".join(said)


def _when(moment: datetime, call: Call) -> str:
    """On the call's own clock; the day alone where no more is known."""
    local = moment.astimezone(ZoneInfo(call.time_zone or "UTC"))
    locale = locale_of(page_locale())
    if call.closes_all_day:
        return str(format_date(local, "long", locale=locale))
    return str(format_datetime(local, "long", locale=locale))
