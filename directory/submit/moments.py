"""Moments as the form asks for them: a day, a time, and the zone of their clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from directory.submit.choices import choices_of


def zone_of(name: str) -> ZoneInfo:
    """The zone that was chosen; UTC for none, or for one that the form does not offer."""
    return (
        ZoneInfo(name)
        if name in {value for value, _label in choices_of("time-zones", []) if value}
        else ZoneInfo("UTC")
    )


def typed_moment(moment: str | None, zone_name: str, *, day_only: bool) -> tuple[str, str]:
    """(day, time) on the clock of a zone, of a moment in ISO 8601."""
    if not moment:
        return "", ""
    local = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone_name or "UTC"))
    return f"{local:%Y-%m-%d}", "" if day_only else f"{local:%H:%M}"


def read_moment(day: str, time: str, zone: ZoneInfo, *, without_time: str = "00:00") -> str | None:
    """In ISO 8601 with offset; what cannot be read is passed on, for the document to refuse it."""
    day, time = day.strip(), time.strip()
    if not day and not time:
        return None
    try:
        return datetime.fromisoformat(f"{day}T{time or without_time}").replace(tzinfo=zone).isoformat()
    except ValueError:
        return f"{day} {time}".strip()
