"""Which entries may be the same as a proposed one: names alike, the same website, the same place.

Names are compared by trigrams on their folded form (pg_trgm), websites by their host; the keys stand in `NameRow`.
A hidden place takes no part: who proposes is told the reason, and could find a shelter by trying towns.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from sinet.common.prepared import prepared_cursor
from sinet.common.text import fold
from sinet.common.urls import display_host

_MOST: Final = 6
_ALIKE: Final = 0.45
_NEAR_DEGREES: Final = 0.25

# The website of many: a page there says nothing about who it is.
SHARED_HOSTS: Final = frozenset(
    "facebook.com twitter.com x.com instagram.com linkedin.com youtube.com github.com gitlab.com google.com "
    "sites.google.com medium.com wordpress.com blogspot.com wixsite.com meetup.com europa.eu ec.europa.eu".split()
)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An entry that may be the same."""

    pk: int
    reason: str
    """`website`, `name` or `name-and-place`."""
    likeness: float
    """From 0 to 1."""


_FIND = """
SELECT entry_id, website, likeness, near FROM (
    SELECT f.entry_id,
        f.host <> '' AND f.host = %(host)s AS website,
        similarity(f.name, %(name)s) AS likeness,
        EXISTS (
            SELECT FROM directory_entryplace p
            WHERE p.entry_id = f.entry_id AND NOT p.is_hidden AND (
                (abs(p.latitude - %(latitude)s) < %(degrees)s AND abs(p.longitude - %(longitude)s) < 2 * %(degrees)s)
                OR (p.city <> '' AND p.city = %(city)s)
            )
        ) AS near
    FROM directory_namerow f
    WHERE f.entry_id <> %(but)s AND f.name %% %(name)s
    UNION ALL
    SELECT f.entry_id, true, similarity(f.name, %(name)s), false
    FROM directory_namerow f
    WHERE f.entry_id <> %(but)s AND f.host = %(host)s AND f.host <> ''
) AS found
ORDER BY website DESC, likeness + near::int * 0.2 DESC, entry_id
LIMIT 20
"""


def likely_duplicates(document: dict[str, Any], *, but: int | None = None) -> list[Duplicate]:
    """Public entries that may be the same as this (possibly unfinished) document, likeliest first, at most six.

    Reads `title`, `website` and `places`. `but`: the entry that the document belongs to.
    """
    name = fold(str(document.get("title") or ""))[:250]
    host = name_host(str(document.get("website") or ""))
    if len(name) < 3 and not host:
        return []
    place: dict[str, Any] = next(iter(document.get("places") or []), {})
    parameters = {
        "name": name,
        "host": host,
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "city": place.get("city") or "",
        "degrees": _NEAR_DEGREES,
        "but": but or 0,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, false)", [str(_ALIKE)])
        cursor.execute(_FIND, parameters)
        found: dict[int, Duplicate] = {}
        for pk, website, likeness, near in cursor.fetchall():
            reason = "website" if website else "name-and-place" if near else "name"
            found.setdefault(pk, Duplicate(pk, reason, round(float(likeness), 2)))
    return list(found.values())[:_MOST]


# A name that is as before is left alone, and so is its index.
_KEEP: Final = """
INSERT INTO directory_namerow AS n (entry_id, name, host)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[])
ON CONFLICT (entry_id) DO UPDATE SET name = excluded.name, host = excluded.host
    WHERE (n.name, n.host) IS DISTINCT FROM (excluded.name, excluded.host)
"""


def write_names(rows: Iterable[tuple[int, str, str]]) -> None:
    """Keep the keys of public entries, (primary key, title, website) each, for the comparison."""
    keys = [(pk, fold(title), name_host(website)) for pk, title, website in rows]
    if not keys:
        return
    with prepared_cursor() as cursor:
        cursor.execute(_KEEP, [list(column) for column in zip(*keys, strict=True)])


def name_host(website: str) -> str:
    """The host of a website as a key of who it belongs to; empty for addresses that many share."""
    host = display_host(website) if website else ""
    return "" if host in SHARED_HOSTS else host
