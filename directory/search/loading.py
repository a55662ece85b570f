"""Reads bitmaps from the database: all of them in one transaction, or the rows of a few entries."""

from array import array
from collections.abc import Sequence
from typing import Final

from django.db import connection
from pyroaring import BitMap

from directory.search.bitmaps import Bitmaps, Row, Sets, Table, day_of, floats_from_bytes, from_bytes
from directory.search.standing import COMPLETE

_MICROSECONDS: Final = "(extract(epoch FROM f.updated_at) * 1000000)::bigint"
POINTS: Final = "NOT p.is_hidden AND p.latitude IS NOT NULL AND p.precision <> 'country'"
"""The same as `conditions.visible_points`."""

_ENTRIES = f"""
SELECT string_agg(int4send(f.slot::int), ''), string_agg(int8send(f.entry_id), ''),
    string_agg(int8send({_MICROSECONDS}), '')
FROM directory_facetrow f
"""  # noqa: S608 - fixed parts of our own
_VALUES = """
SELECT v, string_agg(int4send(slot::int), '') FROM (SELECT slot, unnest(facets) AS v FROM directory_facetrow) u
GROUP BY v
"""
_VERIFIED = """
SELECT verified_on, string_agg(int4send(slot::int), '') FROM directory_facetrow WHERE verified_on IS NOT NULL
GROUP BY verified_on
"""
_COMPLETE = "SELECT string_agg(int4send(slot::int), '') FROM directory_facetrow WHERE completeness >= %s"
_PLACES = f"""
SELECT string_agg(int4send(o.slot::int), ''), string_agg(float8send(o.latitude), ''),
    string_agg(float8send(o.longitude), '')
FROM (SELECT f.slot, p.latitude, p.longitude FROM directory_entryplace p JOIN directory_facetrow f USING (entry_id)
    WHERE {POINTS} ORDER BY f.slot, p.position, p.id) o
"""  # noqa: S608 - fixed parts of our own
_ROWS = f"""
SELECT f.entry_id, f.slot, f.facets, {_MICROSECONDS}, f.verified_on, f.completeness >= %s,
    (SELECT array_agg(ARRAY[p.latitude, p.longitude] ORDER BY p.position, p.id) FROM directory_entryplace p
        WHERE p.entry_id = f.entry_id AND {POINTS})
FROM directory_facetrow f WHERE f.entry_id = ANY(%s)
"""  # noqa: S608 - fixed parts of our own


def load() -> Bitmaps:
    """Read everything. The caller has opened the transaction whose snapshot this is."""
    table, sets = Table(), Sets()
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES)
        _take_entries(table, sets, *cursor.fetchone())
        cursor.execute(_VALUES)
        sets.values.update((number, BitMap(from_bytes(slots))) for number, slots in cursor)
        cursor.execute(_VERIFIED)
        sets.verified.update((day.toordinal(), BitMap(from_bytes(slots))) for day, slots in cursor)
        cursor.execute(_COMPLETE, [COMPLETE])
        sets.complete = BitMap(from_bytes(cursor.fetchone()[0]))
        cursor.execute(_PLACES)
        _take_points(table, sets, *cursor.fetchone())
    return Bitmaps(
        table=table,
        everything=sets.everything,
        values=sets.values,
        updated=sets.updated,
        verified=sets.verified,
        complete=sets.complete,
        placed=sets.placed,
        cells=sets.cells,
    )


def rows_of(entries: Sequence[int]) -> list[Row]:
    """The rows of these entries as far as they are public now."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [COMPLETE, list(entries)])
        return [
            Row(entry, slot, tuple(values), updated, verified_on, complete, tuple((a, b) for a, b in points or ()))
            for entry, slot, values, updated, verified_on, complete, points in cursor.fetchall()
        ]


def name_order(position: int) -> "array[int]":
    """All slots from A to Z by the sort key at this position (from 1), as an array."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(int4send(o.slot::int), '') FROM"
            " (SELECT slot FROM directory_facetrow ORDER BY sort_keys[%s::int], slot) o",
            [position],
        )
        return from_bytes(cursor.fetchone()[0])


def _take_entries(table: Table, sets: Sets, slots: bytes, entries: bytes, updated: bytes) -> None:
    numbers = from_bytes(slots)
    if not numbers:
        return
    sets.everything = BitMap(numbers)
    table.reserve(max(numbers))
    days: dict[int, list[int]] = {}
    for slot, entry, moment in zip(
        numbers, floats_from_bytes(entries, "q"), floats_from_bytes(updated, "q"), strict=True
    ):
        table.entry[slot] = int(entry)
        table.updated[slot] = int(moment)
        days.setdefault(day_of(int(moment)), []).append(slot)
    sets.updated.update((day, BitMap(found)) for day, found in days.items())


def _take_points(table: Table, sets: Sets, slots: bytes, latitudes: bytes, longitudes: bytes) -> None:
    rows = zip(from_bytes(slots), floats_from_bytes(latitudes), floats_from_bytes(longitudes), strict=True)
    points: dict[int, tuple[tuple[float, float], ...]] = {}
    for slot, latitude, longitude in rows:
        points[slot] = (*points.get(slot, ()), (latitude, longitude))
    for slot, found in points.items():
        table.put_points(slot, found)
        sets.place(slot, found)
