"""Who comes first among entries that match alike: confirmed lately and complete, then one of both, then the rest.

Three classes, no figure: one more field filled in does not move an entry past its neighbours, and both ways of reading
can tell the class from a day and a set.
"""

from datetime import UTC, date, datetime
from typing import Final

CONFIRMED_MONTHS: Final = 24
"""So many months after somebody confirmed it, an entry still counts as confirmed."""
COMPLETE: Final = 60
"""Percent of the wanted fields from which an entry counts as complete."""


def confirmed_since(today: date | None = None) -> date:
    """The first day of the month from which a confirmation counts; it moves on once a month (UTC)."""
    day = today or datetime.now(UTC).date()
    month = day.year * 12 + day.month - 1 - CONFIRMED_MONTHS
    return date(month // 12, month % 12 + 1, 1)
