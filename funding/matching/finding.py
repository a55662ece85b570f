"""Runs the scoring function: one need against every opportunity, one opportunity against every initiative."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from directory.models import Entry
from funding.matching.criteria import KEYS, SIDES, fits, score, verdicts
from funding.matching.needs import NEED, Need
from funding.models import Match, Opportunity

INITIATIVES: Final = ("organisation", "project")
"""The kinds of entry that apply for something."""
MOST_STORED: Final = 200
"""Initiatives of one call that the nightly run keeps."""
LEAST_STORED: Final = 40
"""The score from which it keeps them: a theme and the place, or as much."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How an opportunity and a need go together."""

    entry: int
    """The entry that was found: the call or funder, or the initiative."""
    score: int
    fits: bool
    """Whether nothing that must be met is missed."""
    verdicts: dict[str, bool | None]
    """Criterion → met, missed, or None where one side says nothing."""


_OPPORTUNITIES: Final = f"""
SELECT entry_id, {score()} AS score, {fits()} AS fits, {", ".join(KEYS)} FROM (
    SELECT o.entry_id, o.closes_at, {verdicts()} FROM {NEED} AS n, funding_opportunity AS o
    WHERE (o.closes_at IS NULL OR o.closes_at > %(at)s) AND o.entry_id <> %(entry)s
        AND (%(is_call)s::boolean IS NULL OR o.is_call = %(is_call)s)
) AS compared
WHERE {fits()} OR %(also_misses)s
ORDER BY fits DESC, score DESC, closes_at NULLS LAST, entry_id LIMIT %(most)s
"""  # noqa: S608 - fixed parts of our own


def fitting_opportunities(
    need: Need, *, at: datetime, is_call: bool | None = None, most: int = 50, also_misses: bool = False
) -> list[Fit]:
    """The calls and funders for a need, the best first; equal ones by which closes first. A closed call is gone.

    With `also_misses` those come too, after the others, that miss what must be met.
    """
    values = {**need.parameters, "at": at, "is_call": is_call, "most": most, "also_misses": also_misses}
    with connection.cursor() as cursor:
        cursor.execute(_OPPORTUNITIES, values)
        return [_fit(row) for row in cursor.fetchall()]


# The other way round: the opportunity is one row, and every initiative's facet row is a need. Those that share
# neither a theme nor a challenge nor a step with it are left out by an index before anything is compared.
_NEED_OF_ROW: Final = ", ".join(f"f.facets && %(of_{side})s::int[] AS has_{side}" for side in SIDES)
_INITIATIVES: Final = f"""
SELECT entry_id, {score()} AS score, {fits()} AS fits, {", ".join(KEYS)} FROM (
    SELECT n.entry_id, n.slot, {verdicts()} FROM funding_opportunity AS o, LATERAL (
        SELECT f.entry_id, f.slot, f.facets, '{{}}'::int[] AS support, NULL::numeric AS amount,
            NULL::float AS own_share, {_NEED_OF_ROW}
        FROM directory_facetrow AS f
        WHERE f.kind = ANY(%(kinds)s) AND f.entry_id <> o.entry_id
            AND (%(about)s::int[] = '{{}}' OR f.facets && %(about)s::int[])
    ) AS n WHERE o.entry_id = %(opportunity)s
) AS compared WHERE {fits()} AND {score()} >= %(least)s
ORDER BY score DESC, slot DESC LIMIT %(most)s
"""  # noqa: S608 - fixed parts of our own


def fitting_initiatives(opportunity: Opportunity, *, most: int = 200, least: int = 0) -> list[Fit]:
    """The initiatives for a call or funder that miss nothing that must be met, the best first, equal ones newest first.

    Where the opportunity says what it is about, only those that share a theme, a challenge or a step with it.
    """
    return _initiatives(opportunity, _numbers_of_sides(), most=most, least=least)


def _initiatives(opportunity: Opportunity, sides: dict[str, list[int]], *, most: int, least: int) -> list[Fit]:
    about = [*opportunity.themes, *opportunity.challenges, *opportunity.elements]
    values = {"opportunity": opportunity.pk, "kinds": list(INITIATIVES), "about": about, "least": least, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_INITIATIVES, values | {f"of_{side}": numbers for side, numbers in sides.items()})
        return [_fit(row) for row in cursor.fetchall()]


def _numbers_of_sides() -> dict[str, list[int]]:
    """Criterion → every facet number that says something about it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT facet, id FROM directory_facetvalue")
        rows = cursor.fetchall()
    return {side: [number for facet, number in rows if facet in facets] for side, facets in SIDES.items()}


def _fit(row: Sequence[Any]) -> Fit:
    entry, points, is_fit, *values = row
    met: dict[str, bool | None] = {
        key: None if value is None else bool(value) for key, value in zip(KEYS, values, strict=True)
    }
    return Fit(entry, points, is_fit, met)


def store_matches(*, at: datetime) -> int:
    """Keep the best initiatives of every open call, for pages and mails. Returns their number. It may run twice."""
    sides = _numbers_of_sides()
    calls = Opportunity.objects.filter(is_call=True, entry__in=Entry.objects.public())
    stored = 0
    for call in calls.order_by("pk").iterator(chunk_size=200):
        is_over = call.closes_at is not None and call.closes_at <= at
        found = [] if is_over else _initiatives(call, sides, most=MOST_STORED, least=LEAST_STORED)
        with transaction.atomic():
            Match.objects.filter(call=call.pk).delete()
            Match.objects.bulk_create(Match(call_id=call.pk, entry_id=fit.entry, score=fit.score) for fit in found)
        stored += len(found)
    Match.objects.exclude(call__in=calls.values("pk")).delete()
    return stored
