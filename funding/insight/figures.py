"""Counts of initiatives, funders, calls and grants: by country, theme and process step, by year, and between them.

An initiative is a public organisation or project. It has *known funding* where it received a public grant, or where a
public entry says that it funds or co-funds it; nothing is inferred. Where a country is named (ISO 3166-1), only what
is there counts: initiatives and calls at home in it, funders that name it, grants for it.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal

from django.db import connection

Word = Literal["country", "theme", "element"]

_FUNDED: Final = """
funded AS (
    SELECT p.entry_id FROM funding_grant AS g JOIN funding_grantparty AS p ON p.id = g.recipient_id
    WHERE g.is_current AND p.entry_id IS NOT NULL
    UNION
    SELECT r.object_id FROM directory_relation AS r JOIN directory_facetrow AS s ON s.entry_id = r.subject_id
    WHERE r.role IN ('funds', 'co_funds')
)"""
_OPEN: Final = """
open_calls AS (
    SELECT entry_id FROM funding_opportunity WHERE is_call
        AND (opens_at IS NULL OR opens_at <= %(at)s) AND (closes_at IS NULL OR closes_at > %(at)s)
)"""
# What is at home in one country, if one is asked for: a facet row, a row of opportunities, a grant.
_THERE: Final = """(%(country)s = '' OR EXISTS (SELECT FROM directory_facetvalue AS home
    WHERE home.facet = 'country' AND home.value = %(country)s AND home.id = ANY(f.facets)))"""
_GIVES_THERE: Final = _THERE.replace("f.facets", "o.territories")
_GRANTED_THERE: Final = "(%(country)s = '' OR g.countries @> ARRAY[%(country)s]::varchar[])"
# The values of facets that are terms, each with itself and with all that are broader.
_WITHIN: Final = """
chain AS (
    SELECT id AS term, id AS broader FROM directory_term WHERE vocabulary_id IN ('theme', 'challenge', 'element')
    UNION
    SELECT chain.term, t.broader_id FROM chain JOIN directory_term AS t ON t.id = chain.broader
    WHERE t.broader_id IS NOT NULL
), within AS (
    SELECT n.id AS number, w.id AS wider FROM chain
    JOIN directory_term AS a ON a.id = chain.term JOIN directory_term AS b ON b.id = chain.broader
    JOIN directory_facetvalue AS n ON n.facet = a.vocabulary_id AND n.value = a.key
    JOIN directory_facetvalue AS w ON w.facet = b.vocabulary_id AND w.value = b.key
)"""
_BY_VALUE: Final = f"""
WITH {_FUNDED}, {_OPEN}
SELECT v.value, count(*) FILTER (WHERE f.kind IN ('organisation', 'project')),
    count(*) FILTER (WHERE f.kind IN ('organisation', 'project') AND funded.entry_id IS NOT NULL),
    count(*) FILTER (WHERE open_calls.entry_id IS NOT NULL)
FROM directory_facetrow AS f CROSS JOIN LATERAL unnest(f.facets) AS x(number)
JOIN directory_facetvalue AS v ON v.id = x.number AND v.facet = %(word)s
LEFT JOIN funded ON funded.entry_id = f.entry_id LEFT JOIN open_calls ON open_calls.entry_id = f.entry_id
WHERE {_THERE} GROUP BY v.value
"""  # noqa: S608 - fixed parts of our own
_FUNDERS_BY_COUNTRY: Final = """
SELECT v.value, count(*) FROM funding_opportunity AS o CROSS JOIN LATERAL unnest(o.territories) AS x(number)
JOIN directory_facetvalue AS v ON v.id = x.number AND v.facet = 'country' WHERE NOT o.is_call GROUP BY v.value
"""
_FUNDERS_BY_VALUE: Final = f"""
WITH RECURSIVE {_WITHIN}
SELECT v.value, count(DISTINCT o.entry_id) FROM funding_opportunity AS o
CROSS JOIN LATERAL unnest(o.themes || o.elements) AS x(number) JOIN within ON within.number = x.number
JOIN directory_facetvalue AS v ON v.id = within.wider AND v.facet = %(word)s
WHERE NOT o.is_call AND {_GIVES_THERE} GROUP BY v.value
"""  # noqa: S608 - fixed parts of our own
_GRANTS_BY_COUNTRY: Final = """
SELECT x.code, count(*), coalesce(sum(g.amount_in_euro), 0) FROM funding_grant AS g
CROSS JOIN LATERAL unnest(g.countries) AS x(code) WHERE g.is_current GROUP BY x.code
"""
# Grants have no themes or steps of their own: those of the entry that received them are meant.
_GRANTS_BY_VALUE: Final = f"""
SELECT v.value, count(*), coalesce(sum(g.amount_in_euro), 0) FROM funding_grant AS g
JOIN funding_grantparty AS p ON p.id = g.recipient_id JOIN directory_facetrow AS f ON f.entry_id = p.entry_id
CROSS JOIN LATERAL unnest(f.facets) AS x(number)
JOIN directory_facetvalue AS v ON v.id = x.number AND v.facet = %(word)s
WHERE g.is_current AND {_GRANTED_THERE} GROUP BY v.value
"""  # noqa: S608 - fixed parts of our own
_BY_YEAR: Final = f"""
SELECT extract(year FROM awarded_on)::int, count(*), coalesce(sum(amount_in_euro), 0)
FROM funding_grant AS g WHERE is_current AND {_GRANTED_THERE} GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - fixed parts of our own
_TOTALS: Final = f"""
WITH {_FUNDED}, {_OPEN}, initiatives AS (
    SELECT entry_id FROM directory_facetrow AS f WHERE kind IN ('organisation', 'project') AND {_THERE}
), giving AS (SELECT entry_id, is_call FROM funding_opportunity AS o WHERE {_GIVES_THERE}),
grants AS (SELECT amount_in_euro FROM funding_grant AS g WHERE is_current AND {_GRANTED_THERE})
SELECT (SELECT count(*) FROM initiatives),
    (SELECT count(*) FROM initiatives JOIN funded USING (entry_id)),
    (SELECT count(*) FROM giving WHERE NOT is_call),
    (SELECT count(*) FROM giving JOIN open_calls USING (entry_id)),
    (SELECT count(*) FROM grants),
    (SELECT coalesce(sum(amount_in_euro), 0) FROM grants)
"""  # noqa: S608 - fixed parts of our own
_SPOTS: Final = f"""
WITH RECURSIVE {_OPEN}, {_WITHIN}, called AS (
    SELECT near.number AS topic, c.number AS country FROM funding_opportunity AS o JOIN open_calls USING (entry_id)
    CROSS JOIN LATERAL unnest(o.themes || o.challenges) AS t(number)
    CROSS JOIN LATERAL (
        SELECT wider AS number FROM within WHERE within.number = t.number
        UNION SELECT within.number FROM within WHERE wider = t.number
    ) AS near
    CROSS JOIN LATERAL unnest(o.territories) AS c(number)
)
SELECT tv.facet, tv.value, cv.value, count(*) FROM directory_facetrow AS f
CROSS JOIN LATERAL unnest(f.facets) AS t(number)
JOIN directory_facetvalue AS tv ON tv.id = t.number AND tv.facet IN ('challenge', 'theme')
CROSS JOIN LATERAL unnest(f.facets) AS c(number)
JOIN directory_facetvalue AS cv ON cv.id = c.number AND cv.facet = 'country'
WHERE f.kind IN ('organisation', 'project') AND (%(country)s = '' OR cv.value = %(country)s)
    AND NOT EXISTS (SELECT FROM called WHERE called.topic = t.number AND called.country = c.number)
GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
"""  # noqa: S608 - fixed parts of our own
_FLOWS: Final = f"""
SELECT p.name, coalesce(theme.value, ''), coalesce(country.code, ''), count(*), coalesce(sum(g.amount_in_euro), 0)
FROM funding_grant AS g JOIN funding_grantparty AS p ON p.id = g.funder_id
LEFT JOIN funding_grantparty AS q ON q.id = g.recipient_id
LEFT JOIN LATERAL (
    SELECT v.value FROM directory_facetrow AS f CROSS JOIN LATERAL unnest(f.facets) AS x(number)
    JOIN directory_facetvalue AS v ON v.id = x.number AND v.facet = 'theme'
    WHERE f.entry_id = q.entry_id ORDER BY v.id LIMIT 1
) AS theme ON true
LEFT JOIN LATERAL (
    SELECT x.code FROM unnest(g.countries) AS x(code) WHERE %(country)s IN ('', x.code) LIMIT 1
) AS country ON true
WHERE g.is_current AND {_GRANTED_THERE} GROUP BY 1, 2, 3 ORDER BY 5 DESC, 1, 2, 3
"""  # noqa: S608 - fixed parts of our own


@dataclass(frozen=True, slots=True)
class Row:
    """What there is of one country, theme or step."""

    value: str
    initiatives: int = 0
    funded: int = 0
    """Initiatives with known funding."""
    funders: int = 0
    """Those that say they give there or for it; who gives everywhere is not among them."""
    calls: int = 0
    """Open ones."""
    grants: int = 0
    euro: Decimal = Decimal(0)

    @property
    def share(self) -> float | None:
        """Of the initiatives, those with known funding, in percent."""
        return round(100 * self.funded / self.initiatives, 1) if self.initiatives else None


@dataclass(frozen=True, slots=True)
class Totals:
    """Over everything."""

    initiatives: int
    funded: int
    funders: int
    calls: int
    grants: int
    euro: Decimal


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    grants: int
    euro: Decimal


@dataclass(frozen=True, slots=True)
class Spot:
    """A theme or challenge in a country where there are initiatives and no open call."""

    facet: str
    value: str
    country: str
    initiatives: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Grants of one funder for one theme in one country; empty where it is not known."""

    funder: str
    theme: str
    country: str
    grants: int
    euro: Decimal


def _rows(query: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def totals(at: datetime, country: str = "") -> Totals:
    return Totals(*_rows(_TOTALS, at=at, country=country)[0])


def by_value(word: Word, at: datetime, country: str = "") -> list[Row]:
    """Every value that anything is known of, those with most initiatives first."""
    counted = {value: counts for value, *counts in _rows(_BY_VALUE, word=word, at=at, country=country)}
    is_place = word == "country"
    funders = dict(_rows(_FUNDERS_BY_COUNTRY) if is_place else _rows(_FUNDERS_BY_VALUE, word=word, country=country))
    granted = _rows(_GRANTS_BY_COUNTRY) if is_place else _rows(_GRANTS_BY_VALUE, word=word, country=country)
    grants = {value: (count, euro) for value, count, euro in granted}
    values = {*counted, *funders, *grants}
    made = []
    for value in values:
        initiatives, funded, calls = counted.get(value, (0, 0, 0))
        count, euro = grants.get(value, (0, Decimal(0)))
        made.append(Row(value, initiatives, funded, funders.get(value, 0), calls, count, euro))
    return sorted(made, key=lambda row: (-row.initiatives, -row.grants, row.value))


def by_year(country: str = "") -> list[Year]:
    """Every year from the first grant to the last one; those without a grant too."""
    found = {row[0]: Year(*row) for row in _rows(_BY_YEAR, country=country)}
    if not found:
        return []
    return [found.get(year, Year(year, 0, Decimal(0))) for year in range(min(found), max(found) + 1)]


def white_spots(at: datetime, country: str = "") -> list[Spot]:
    """The most initiatives first. A call counts where it names the country and the theme or challenge.

    One for a broad theme covers what is narrower; and where one for a narrower theme is open, the broad one is no
    white spot.
    """
    return [Spot(*row) for row in _rows(_SPOTS, at=at, country=country)]


def flows(country: str = "") -> list[Flow]:
    """The largest sums first."""
    return [Flow(*row) for row in _rows(_FLOWS, country=country)]
