"""Who could work together: one offers what the other looks for; the same challenge, another country, other roles."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from directory.choices import MADE_UP
from directory.models import FacetRow, FacetValue
from directory.search.catalogue import NEVER
from funding.matching.finding import INITIATIVES

# What is compared, its points, and the facets in which both have to share a value.
SHARED: Final = {
    "challenge": (30, ("challenge", "beneficiary", "sdg", "esf")),
    "theme": (20, ("theme",)),
    "element": (5, ("element",)),
}
COMPLEMENTARY: Final = 30
"""One offers what the other looks for, either way."""
ELSEWHERE: Final = 10
"""They work in different countries, so that one can learn what the other did."""
OTHER_ROLE: Final = 5
"""An organisation and a project, or organisations of different types."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An initiative that could be a partner, with what speaks for it."""

    entry: int
    score: int
    """0 to 100."""
    shared: tuple[int, ...]
    """Facet numbers that both have: challenges, themes, steps."""
    gives: tuple[str, ...]
    """Keys of what it offers and is looked for."""
    takes: tuple[str, ...]
    """Keys of what it looks for and is offered."""
    is_elsewhere: bool


_QUERY: Final = f"""
SELECT entry_id, score, shared, gives, takes, elsewhere FROM (
    SELECT f.entry_id, f.slot,
        CASE WHEN f.facets && %(challenge)s::int[] THEN {SHARED["challenge"][0]} ELSE 0 END
        + CASE WHEN f.facets && %(theme)s::int[] THEN {SHARED["theme"][0]} ELSE 0 END
        + CASE WHEN f.facets && %(element)s::int[] THEN {SHARED["element"][0]} ELSE 0 END
        + CASE WHEN f.facets && %(offered)s::int[] OR f.facets && %(sought)s::int[] THEN {COMPLEMENTARY} ELSE 0 END
        + CASE WHEN %(country)s::int[] <> '{{}}' AND f.facets && %(countries)s::int[]
            AND NOT f.facets && %(country)s::int[] THEN {ELSEWHERE} ELSE 0 END
        + CASE WHEN f.kind <> %(kind)s OR (f.facets && %(types)s::int[] AND NOT f.facets && %(type)s::int[])
            THEN {OTHER_ROLE} ELSE 0 END AS score,
        ARRAY(SELECT x FROM unnest(f.facets) AS x WHERE x = ANY(%(same)s::int[])) AS shared,
        ARRAY(SELECT x FROM unnest(f.facets) AS x WHERE x = ANY(%(offered)s::int[])) AS gives,
        ARRAY(SELECT x FROM unnest(f.facets) AS x WHERE x = ANY(%(sought)s::int[])) AS takes,
        %(country)s::int[] <> '{{}}' AND f.facets && %(countries)s::int[] AND NOT f.facets && %(country)s::int[]
            AS elsewhere
    FROM directory_facetrow AS f
    WHERE f.kind = ANY(%(kinds)s) AND f.entry_id <> %(entry)s AND f.facets && %(about)s::int[]
        AND (%(made_up)s = ANY(f.facets)) = %(is_made_up)s
        AND NOT EXISTS (
            SELECT FROM directory_relation AS r WHERE (r.subject_id = %(entry)s AND r.object_id = f.entry_id)
                OR (r.object_id = %(entry)s AND r.subject_id = f.entry_id)
        )
) AS compared WHERE score >= %(least)s ORDER BY score DESC, slot DESC LIMIT %(most)s
"""  # noqa: S608 - fixed parts of our own


def possible_partners(entry: int, *, most: int = 12, least: int = 40) -> list[Partner]:
    """The initiatives that could partner with a public entry, the best first; those it works with already are left out.

    An entry that says nothing of what it is about has none; what is made up has no real one.
    """
    row = FacetRow.objects.filter(pk=entry).first()
    if row is None:
        return []
    facets = FacetValue.objects.order_by().values_list("pk", "facet", "value")
    values = {number: (facet, value) for number, facet, value in facets}
    parameters = _compared(row, values) | {"least": least, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, parameters)
        rows = cursor.fetchall()
    return [
        Partner(
            found,
            score,
            tuple(both),
            tuple(values[number][1] for number in gives),
            tuple(values[number][1] for number in takes),
            elsewhere,
        )
        for found, score, both, gives, takes, elsewhere in rows
    ]


def _compared(row: FacetRow, values: dict[int, tuple[str, str]]) -> dict[str, Any]:
    """What the entry is compared by, in facet numbers. `values`: number → (facet, value)."""
    mine = [(number, *values[number]) for number in row.facets if number in values]
    numbers = {facet_value: number for number, facet_value in values.items()}

    def of(*facets: str) -> list[int]:
        return [number for number, facet, _value in mine if facet in facets]

    def counterpart(of_mine: str, of_theirs: str) -> list[int]:
        keys = (value for _number, facet, value in mine if facet == of_mine)
        return [number for key in keys if (number := numbers.get((of_theirs, key))) is not None]

    shared = {name: of(*facets) for name, (_points, facets) in SHARED.items()}
    same = sorted({number for some in shared.values() for number in some})
    offered, sought = counterpart("seeks", "offers"), counterpart("offers", "seeks")
    return {
        **shared,
        "same": same,
        "offered": offered,
        "sought": sought,
        "about": [*shared["challenge"], *shared["theme"], *offered, *sought],
        "country": of("country"),
        "countries": [number for number, (facet, _value) in values.items() if facet == "country"],
        "type": of("type"),
        "types": [number for number, (facet, _value) in values.items() if facet == "type"] if of("type") else [],
        "made_up": (made_up := numbers.get(("source", MADE_UP), NEVER)),
        "is_made_up": made_up in row.facets,
        "kind": row.kind,
        "kinds": list(INITIATIVES),
        "entry": row.pk,
    }
