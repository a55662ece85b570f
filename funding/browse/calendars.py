"""Deadlines of calls as iCalendar (RFC 5545): of one call, or of any search among calls.

Moments stand in UTC, which is right in every calendar whatever zone it shows, also on the day a clock changes; of a
call of which only the day is known, the day itself. What an event is called by stays the same when the call changes
(UID), and its DTSTAMP is the moment of that change. No alarm is set: that is for the reader to do.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from directory.browse import addresses
from directory.choices import Kind
from directory.models import Entry
from directory.search import search
from funding.models import Call
from funding.wording import moment_in_words
from sinet.common.public import public_page

MOST: Final = 500
"""Calls in one calendar."""
_CONTENT: Final = "text/calendar; charset=utf-8"


@public_page
def calls_calendar(request: HttpRequest) -> HttpResponse:
    """The deadlines of a search among calls, those that close next first; 400 where it could not be understood."""
    results = search(request.GET, kind=Kind.CALL.value, language=get_language() or "en", page_size=MOST)
    if results.errors:
        reasons = "\n".join(error.message for error in results.errors)
        return HttpResponseBadRequest(reasons, content_type="text/plain; charset=utf-8")
    keys = [entry.pk for entry in results.entries()]
    calls = Call.objects.filter(pk__in=keys).select_related("entry").in_bulk()
    name = f"{settings.SITE_NAME}: {Kind.CALL.plural}" + (f" – “{results.q}”" if results.q else "")
    return _answer(_calendar(name, (calls[key] for key in keys)), "calls.ics")


@public_page
def call_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The deadlines of one call."""
    entry = Entry.objects.public().filter(kind=Kind.CALL, slug=slug).select_related("call").first()
    if entry is None or not events_of(entry.call):
        raise Http404
    return _answer(_calendar(entry.title, [entry.call]), f"{entry.uid}.ics")


def _answer(calendar: Calendar, name: str) -> HttpResponse:
    response = HttpResponse(calendar.to_ical(), content_type=_CONTENT)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _calendar(name: str, calls: Iterable[Call]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//sinet//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for call in calls:
        for event in events_of(call):
            calendar.add_component(event)
    return calendar


def events_of(call: Call) -> list[Event]:
    """The close of a call and each of its stages that has a day."""
    found = []
    if call.closes_at:
        summary = _("Closes: %(title)s") % {"title": call.entry.title}
        found.append(_event(call, "close", summary, call.closes_at, day_only=call.closes_all_day))
    for number, stage in enumerate(call.stages, start=1):
        if stage["closes_at"]:
            moment = datetime.fromisoformat(stage["closes_at"])
            summary = f"{stage['label']}: {call.entry.title}"
            found.append(_event(call, f"stage-{number}", summary, moment, day_only=False))
    return found


def _event(call: Call, name: str, summary: str, moment: datetime, *, day_only: bool) -> Event:
    entry, event = call.entry, Event()
    event.add("uid", f"{entry.uid}-{name}@{settings.SITE_URL.partition('://')[2]}")
    event.add("dtstamp", entry.updated_at.astimezone(UTC).replace(microsecond=0))
    event.add("summary", summary)
    if day_only:
        day = moment.astimezone(ZoneInfo(call.time_zone or "UTC")).date()
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:
        event.add("dtstart", moment.astimezone(UTC))
    when = moment_in_words(moment, call.time_zone, day_only=day_only)
    event.add("description", "\n".join(filter(None, [when, entry.summary, call.apply_url])))
    event.add("url", addresses.absolute(entry.get_absolute_url()))
    event.add("transp", "TRANSPARENT")
    return event
