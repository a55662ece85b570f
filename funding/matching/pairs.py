"""Who could be introduced to whom: one looks for what the other offers, and they have something in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from directory.models import FacetValue

_MOST: Final = 20
"""Likely pairs of one entry."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One that looks for something, one that offers it."""

    what: str
    seeker: int
    offerer: int


# For each need: who looks for it and who offers it, sharing a theme or challenge; in the same country first, and never
# those that were brought together before or have a relation. `{one}` is the side of which each is given its likeliest
# of the `{other}`.
_PAIRS: Final = """
SELECT seeker, offerer FROM (
    SELECT s.entry_id AS seeker, o.entry_id AS offerer, row_number() OVER (
        PARTITION BY {one}.entry_id ORDER BY
            (SELECT count(*) FROM unnest(s.facets) AS x WHERE x = ANY(o.facets) AND x = ANY(%(about)s::int[])) DESC,
            EXISTS (SELECT FROM unnest(s.facets) AS x WHERE x = ANY(o.facets) AND x = ANY(%(countries)s::int[])) DESC,
            {other}.slot DESC
    ) AS place
    FROM directory_facetrow AS s JOIN directory_facetrow AS o ON o.facets @> ARRAY[%(offers)s]::int[]
    WHERE s.facets @> ARRAY[%(seeks)s]::int[] AND s.entry_id <> o.entry_id
        AND (%(among)s::bigint[] IS NULL OR {one}.entry_id = ANY(%(among)s::bigint[]))
        AND EXISTS (SELECT FROM unnest(s.facets) AS x WHERE x = ANY(o.facets) AND x = ANY(%(about)s::int[]))
        AND NOT EXISTS (SELECT FROM funding_introduction AS i
            WHERE (i.seeker_id, i.offerer_id) IN ((s.entry_id, o.entry_id), (o.entry_id, s.entry_id)))
        AND NOT EXISTS (SELECT FROM directory_relation AS r
            WHERE (r.subject_id, r.object_id) IN ((s.entry_id, o.entry_id), (o.entry_id, s.entry_id)))
) AS likely WHERE place <= %(most)s ORDER BY place, seeker, offerer
"""

_BY_SEEKER: Final = _PAIRS.format(one="s", other="o")
_BY_OFFERER: Final = _PAIRS.format(one="o", other="s")


def likely_pairs(among: Sequence[int] | None = None) -> list[Pair]:
    """Who could be introduced to whom, the likeliest of each first; `among`: only pairs with one of these entries."""
    values = list(FacetValue.objects.filter(facet__in=["seeks", "offers", "theme", "challenge", "country"]))
    numbers = {(one.facet, one.value): one.pk for one in values}
    about = [one.pk for one in values if one.facet in ("theme", "challenge")]
    countries = [one.pk for one in values if one.facet == "country"]
    pairs: list[Pair] = []
    for (facet, what), seeks in sorted(numbers.items()):
        offers = numbers.get(("offers", what))
        if facet != "seeks" or offers is None:
            continue
        parameters: dict[str, Any] = {
            "seeks": seeks,
            "offers": offers,
            "about": about,
            "countries": countries,
            "most": _MOST,
            "among": list(among) if among is not None else None,
        }
        with connection.cursor() as cursor:
            for statement in [_BY_SEEKER] if among is None else [_BY_SEEKER, _BY_OFFERER]:
                cursor.execute(statement, parameters)
                pairs += [Pair(what, seeker, offerer) for seeker, offerer in cursor.fetchall()]
    return pairs
