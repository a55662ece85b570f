"""Days as publishers of grants write them."""

import re
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]\d{1,2}:\d{2}.*)?")
_DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_IN_WORDS: Final = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})")
_MONTHS: Final = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2200


def read_day(text: str) -> str | None:
    """A day as ISO 8601 ("2015-06-10"), or a month ("2013-08") where no more is said; None where it means nothing.

    Reads `2015-06-10`, the same with a time, `08/2013`, `26/03/2001 00:00` (the day comes first, as in Europe) and
    `19 April 2013`. Years from 1800 to 2200.
    """
    stripped = text.strip()
    if found := _ISO.fullmatch(stripped):
        return _day(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(stripped):
        return _day(found[3], found[2], found[1])
    if (found := _IN_WORDS.fullmatch(stripped)) and found[2][:3].lower() in _MONTHS:
        return _day(found[3], str(_MONTHS.index(found[2][:3].lower()) + 1), found[1])
    return None


def _day(year: str, month: str, day: str | None) -> str | None:
    try:
        found = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    return found.isoformat() if day else found.isoformat()[:7]
