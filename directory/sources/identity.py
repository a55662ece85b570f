"""Stable names for what has none: record ids that are the same at every build."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

_VERSION_7 = 0x7 << 76
_VARIANT = 0b10 << 62


def stable_uid(source: str, record: str, at: datetime) -> str:
    """Give a UUID of the shape of version 7 (RFC 9562) that depends on its arguments alone.

    The time part is the moment of the record, the rest 74 bits of a hash of source and record; so a rebuild
    gives the same entry. `at` needs a time zone.
    """
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    digest = int.from_bytes(sha256(f"{source}\n{record}".encode()).digest()[:10], "big")
    high, low = digest >> 68, digest & ((1 << 62) - 1)
    return str(UUID(int=milliseconds << 80 | _VERSION_7 | high << 64 | _VARIANT | low))


def day(text: str) -> datetime:
    """Midnight UTC of a day written YYYY-MM-DD."""
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)


def moment(milliseconds: int) -> datetime:
    """The moment of a count of milliseconds since 1970."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
