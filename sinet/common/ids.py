"""Identifiers of records."""

import secrets
import threading
from datetime import datetime
from time import time_ns
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7(at: datetime | None = None) -> UUID:
    """Make a UUID of version 7 (RFC 9562, section 5.7) for the moment `at`, or for now.

    Without `at`, ids grow strictly within one process: the twelve bits after the milliseconds hold the
    fraction of the millisecond (section 6.2, method 3), pushed on by one step when the clock stands still
    or runs back. With `at`, those bits are random; `at` needs a time zone and lies in 1970 or later.
    """
    if at is None:
        ticks = _next_ticks()
    else:
        if at.tzinfo is None:
            raise ValueError("the moment of an id needs a time zone")
        milliseconds = int(at.timestamp() * 1000)
        if milliseconds < 0:
            raise ValueError("the moment of an id lies before 1970")
        ticks = milliseconds << 12 | secrets.randbits(12)
    milliseconds, fraction = ticks >> 12, ticks & 0xFFF
    return UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | secrets.randbits(62))


def _next_ticks() -> int:
    """Give the time in 1/4096 milliseconds since 1970, always more than the last time."""
    global _last
    with _lock:
        _last = max(_last + 1, (time_ns() << 12) // 1_000_000)
        return _last
