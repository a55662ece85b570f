"""How much time is left until something opens or closes, in words."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.browse.time import in_words
from directory.choices import Standing

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


def deadline_in_words(
    opens_at: datetime | None, closes_at: datetime | None, zone_name: str = "", at: datetime | None = None
) -> str:
    """ "Closes in 12 days", "Closed on 3 May 2026", "Opens in 4 hours"; "Open" where no close is known.

    The day is that of the clock in the zone, of UTC where none is named.
    """
    at = at or datetime.now(UTC)
    standing = Standing.of(opens_at, closes_at, at)
    if opens_at and standing == Standing.FORECAST:
        return _opens_in(opens_at - at)
    if closes_at and standing == Standing.CLOSED:
        day = closes_at.astimezone(ZoneInfo(zone_name or "UTC")).date()
        return _("Closed on %(date)s") % {"date": in_words(day.isoformat())}
    return _closes_in(closes_at - at) if closes_at else _("Open, without a last day")


def _closes_in(left: timedelta) -> str:
    days, hours = left // _DAY, left // _HOUR
    if days > 1:
        return ngettext("Closes in %(count)d day", "Closes in %(count)d days", days) % {"count": days}
    if hours:
        return ngettext("Closes in %(count)d hour", "Closes in %(count)d hours", hours) % {"count": hours}
    return _("Closes within the hour")


def _opens_in(left: timedelta) -> str:
    days, hours = left // _DAY, left // _HOUR
    if days > 1:
        return ngettext("Opens in %(count)d day", "Opens in %(count)d days", days) % {"count": days}
    if hours:
        return ngettext("Opens in %(count)d hour", "Opens in %(count)d hours", hours) % {"count": hours}
    return _("Opens within the hour")
