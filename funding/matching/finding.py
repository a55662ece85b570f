"""Runs the scoring function: one need against every opportunity, one opportunity against every initiative."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from funding.matching.criteria import KEYS, fits, score, verdicts
from funding.matching.needs import NEED, NEED_OF_ENTRY, Need, sides_in_numbers
from funding.models import Opportunity

INITIATIVES: Final = ("organisation", "project")
"""The kinds of entry that apply for something."""


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
        AND (%(among)s::int[] IS NULL OR o.entry_id = ANY(%(among)s))
) AS compared
WHERE {fits()} OR %(also_misses)s
ORDER BY fits DESC, score DESC, closes_at NULLS LAST, entry_id LIMIT %(most)s
"""  # noqa: S608 - fixed parts of our own


def fitting_opportunities(
    need: Need,
    *,
    at: datetime,
    is_call: bool | None = None,
    most: int = 50,
    also_misses: bool = False,
    among: Sequence[int] | None = None,
) -> list[Fit]:
    """The calls and funders for a need, the best first; equal ones by which closes first. A closed call is gone.

    With `also_misses` those come too, after the others, that miss what must be met. `among`: only of these entries.
    """
    values = {
        **need.parameters,
        "at": at,
        "is_call": is_call,
        "most": most,
        "also_misses": also_misses,
        "among": list(among) if among is not None else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPPORTUNITIES, values)
        return [_fit(row) for row in cursor.fetchall()]


# The other way round: the opportunity is one row, and every initiative's facet row is a need. Those that share
# neither a theme nor a challenge nor a step with it are left out by an index before anything is compared.
_INITIATIVES: Final = f"""
SELECT entry_id, {score()} AS score, {fits()} AS fits, {", ".join(KEYS)} FROM (
    SELECT n.entry_id, n.slot, {verdicts()} FROM funding_opportunity AS o, LATERAL (
        SELECT {NEED_OF_ENTRY} FROM directory_facetrow AS f
        WHERE f.kind = ANY(%(kinds)s) AND f.entry_id <> o.entry_id
            AND (%(about)s::int[] = '{{}}' OR f.facets && %(about)s::int[])
            AND (%(among)s::int[] IS NULL OR f.entry_id = ANY(%(among)s))
    ) AS n WHERE o.entry_id = %(opportunity)s
) AS compared WHERE {fits()}
ORDER BY score DESC, slot DESC LIMIT %(most)s
"""  # noqa: S608 - fixed parts of our own


def fitting_initiatives(opportunity: Opportunity, *, most: int = 200, among: Sequence[int] | None = None) -> list[Fit]:
    """The initiatives for a call or funder that miss nothing that must be met, the best first, equal ones newest first.

    Where the opportunity says what it is about, only those that share a theme, a challenge or a step with it. `among`:
    only of these entries.
    """
    about = [*opportunity.themes, *opportunity.challenges, *opportunity.elements]
    values = {
        "opportunity": opportunity.pk,
        "kinds": list(INITIATIVES),
        "about": about,
        "among": list(among) if among is not None else None,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INITIATIVES, values | sides_in_numbers())
        return [_fit(row) for row in cursor.fetchall()]


def _fit(row: Sequence[Any]) -> Fit:
    entry, points, is_fit, *values = row
    met: dict[str, bool | None] = {
        key: None if value is None else bool(value) for key, value in zip(KEYS, values, strict=True)
    }
    return Fit(entry, points, is_fit, met)
