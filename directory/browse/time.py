"""When an entry was: its years or days in the words of the page's language."""

from datetime import datetime

from django.utils.translation import gettext

from directory.models import Event
from sinet.common.dates import display_moment, display_partial_date, parse_partial_date
from sinet.common.locales import page_locale


def in_words(date: str) -> str:
    """ "2019", "May 2019" or "17 May 2019"; nothing for nothing."""
    return display_partial_date(*parse_partial_date(date), page_locale()) if date else ""


def between(starts_on: str, ends_on: str) -> str:
    """From and to, as far as they are known."""
    first, last = in_words(starts_on), in_words(ends_on)
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return gettext("Since %(date)s") % {"date": first}
    return gettext("Until %(date)s") % {"date": last} if last else ""


def when(event: Event) -> str:
    """The day, or day and hour, of an event on its own clock."""
    if event.starts_at is None:
        return ""
    first = _day_or_hour(event.starts_at, event)
    last = _day_or_hour(event.ends_at, event) if event.ends_at else first
    return first if first == last else f"{first} – {last}"


def _day_or_hour(moment: datetime, event: Event) -> str:
    return display_moment(moment, event.time_zone, page_locale(), day_only=event.all_day)
