"""How the terms of calls and funders are said: moments on a call's own clock, amounts, shares."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name
from django.utils.translation import gettext as _

from sinet.common import money
from sinet.common.dates import display_moment
from sinet.common.languages import locale_of
from sinet.common.locales import page_locale
from sinet.common.numbers import decimal


def moment_in_words(moment: datetime | None, zone_name: str, *, day_only: bool = False) -> str:
    """A moment on the clock of its zone, which is named: "30 November 2026, 17:00 (Central European Time)"."""
    if moment is None:
        return ""
    said = display_moment(moment, zone_name, page_locale(), day_only=day_only)
    return said if day_only else f"{said} ({zone_in_words(moment.astimezone(ZoneInfo(zone_name or 'UTC')))})"


def zone_in_words(local: datetime) -> str:
    """The zone of a moment as the page's language calls it, in summer by its summer name."""
    if local.tzinfo == ZoneInfo("UTC"):
        return "UTC"
    return str(get_timezone_name(local, width="long", locale=locale_of(page_locale())))


def amounts_in_words(least: Decimal | None, largest: Decimal | None, currency: str) -> str:
    """ "€5,000 to €20,000", "up to €20,000", "from €5,000"."""
    low = money.display(least, currency, page_locale()) if least is not None else ""
    high = money.display(largest, currency, page_locale()) if largest is not None else ""
    return range_in_words(low, high)


def range_in_words(low: str, high: str) -> str:
    """From one to another, either of which may be empty."""
    if low and high:
        return low if low == high else _("%(least)s to %(largest)s") % {"least": low, "largest": high}
    if high:
        return _("up to %(amount)s") % {"amount": high}
    return _("from %(amount)s") % {"amount": low} if low else ""


def share_in_words(share: float | None) -> str:
    if share is None:
        return ""
    return _("%(percent)s %% of the costs") % {"percent": decimal(share, 0 if share == int(share) else 2)}
