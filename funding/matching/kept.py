"""Keeps the open calls that fit each initiative, so that pages show them and mails know what is new.

A job does so for initiatives that were just published or changed, and the night for all of them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from directory.models import Entry, FacetRow
from funding.matching.criteria import fits, score, verdicts
from funding.matching.finding import INITIATIVES
from funding.matching.needs import NEED_OF_ENTRY, sides_in_numbers

LEAST_KEPT: Final = 40
"""The score from which a call is kept: a theme and the place, or as much."""
MOST_KEPT: Final = 50
"""Calls of one initiative, the best: more than anybody reads."""
_BATCH: Final = 1000
"""Initiatives of one transaction: some tenths of a second with a thousand calls."""

# A call that says nothing of what it is about cannot reach the least score, so those that share nothing are left out
# before anything is compared. What fits as it did before is not written again: `xid` says since when.
_KEEP: Final = f"""
WITH compared AS (
    SELECT o.entry_id AS call_id, o.closes_at, n.entry_id, {verdicts()}
    FROM funding_opportunity AS o CROSS JOIN LATERAL (
        SELECT {NEED_OF_ENTRY} FROM directory_facetrow AS f
        WHERE f.entry_id = ANY(%(entries)s) AND f.facets && (o.themes || o.challenges || o.elements)
    ) AS n WHERE o.is_call AND (o.closes_at IS NULL OR o.closes_at > %(at)s)
), ranked AS (
    SELECT call_id, entry_id, score,
        row_number() OVER (PARTITION BY entry_id ORDER BY score DESC, closes_at NULLS LAST, call_id) AS place
    FROM (SELECT call_id, entry_id, closes_at, {score()} AS score FROM compared WHERE {fits()}) AS scored
    WHERE score >= %(least)s
), fit AS MATERIALIZED (
    SELECT entry_id, call_id, score FROM ranked WHERE place <= %(most)s
), gone AS (
    DELETE FROM funding_match WHERE entry_id = ANY(%(entries)s)
        AND (entry_id, call_id) NOT IN (SELECT entry_id, call_id FROM fit)
), changed AS (
    UPDATE funding_match AS m SET score = fit.score FROM fit
    WHERE m.entry_id = fit.entry_id AND m.call_id = fit.call_id AND m.score <> fit.score
)
INSERT INTO funding_match (entry_id, call_id, score) SELECT entry_id, call_id, score FROM fit
WHERE (entry_id, call_id) NOT IN (SELECT entry_id, call_id FROM funding_match WHERE entry_id = ANY(%(entries)s))
ON CONFLICT DO NOTHING
"""  # noqa: S608 - fixed parts of our own
_FORGET: Final = """
DELETE FROM funding_match AS m WHERE NOT EXISTS (SELECT FROM directory_facetrow AS f WHERE f.entry_id = m.entry_id)
"""


def keep_matches(*, at: datetime, among: Sequence[int] | None = None) -> int:
    """Bring what is kept in step with what is public. Returns how many are new. It may run twice.

    `among`: only of these entries, as far as they are initiatives; what is kept of others is not looked at.
    """
    values: dict[str, Any] = {**sides_in_numbers(), "at": at, "least": LEAST_KEPT, "most": MOST_KEPT}
    new = 0
    for entries in _batches(among):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_KEEP, {**values, "entries": entries})
            new += cursor.rowcount
    if among is None:
        with connection.cursor() as cursor:
            cursor.execute(_FORGET)
    return new


def _batches(among: Sequence[int] | None) -> Iterator[list[int]]:
    """The keys of the public initiatives, some at a time."""
    rows = FacetRow.objects.filter(kind__in=INITIATIVES)
    rows = rows if among is None else rows.filter(pk__in=among)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


BEST_CALLS: Final = """(SELECT json_agg(best.call_id) FROM (
    SELECT m.call_id FROM funding_match AS m JOIN funding_opportunity AS o ON o.entry_id = m.call_id
    WHERE m.entry_id = e.id AND (o.closes_at IS NULL OR o.closes_at > now())
    ORDER BY m.score DESC, o.closes_at NULLS LAST, m.call_id LIMIT 3
) best)"""
"""The best three of the kept calls of an initiative `e` that are open or will be, the best first."""
_COUNT: Final = """
SELECT m.entry_id, count(*) FROM funding_match AS m JOIN funding_opportunity AS o ON o.entry_id = m.call_id
WHERE m.entry_id = ANY(%s) AND (o.opens_at IS NULL OR o.opens_at <= %s)
    AND (o.closes_at IS NULL OR o.closes_at > %s)
GROUP BY m.entry_id
"""
_NEW: Final = """
SELECT {found} FROM funding_match WHERE {asked} = %(entry)s AND xid >= pg_snapshot_xmin(%(after)s::pg_snapshot)
    AND NOT pg_visible_in_snapshot(xid, %(after)s::pg_snapshot) AND pg_visible_in_snapshot(xid, %(until)s::pg_snapshot)
"""


def count_calls_of(entries: Sequence[int], *, at: datetime) -> dict[int, int]:
    """Initiative → how many of its kept calls are open; those without one are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [list(entries), at, at])
        return dict(cursor.fetchall())


def new_calls_of(entry: Entry, *, between: tuple[str, str]) -> list[int]:
    """The calls that were found for an initiative between two snapshots; whether they still fit is not said."""
    return _new(_NEW.format(found="call_id", asked="entry_id"), entry, between)


def new_initiatives_of(call: Entry, *, between: tuple[str, str]) -> list[int]:
    """The initiatives for which a call was found between two snapshots."""
    return _new(_NEW.format(found="entry_id", asked="call_id"), call, between)


def _new(statement: str, entry: Entry, between: tuple[str, str]) -> list[int]:
    after, until = between
    with connection.cursor() as cursor:
        cursor.execute(statement, {"entry": entry.pk, "after": after, "until": until})
        return [found for (found,) in cursor.fetchall()]
