"""A need: what somebody does, where, and what they look for; of an entry, or of the answers to a few questions."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from directory.models import Entry, FacetRow, FacetValue
from funding.matching.criteria import SIDES


@dataclass(frozen=True, slots=True)
class Need:
    """One side of the comparison. Numbers are keys of `FacetValue`."""

    facets: frozenset[int] = frozenset()
    sides: frozenset[str] = frozenset()
    """The criteria about which the facets say something."""
    support: frozenset[int] = frozenset()
    """The kinds of support that are looked for."""
    amount: Decimal | None = None
    """In euro."""
    own_share: float | None = None
    """What they can bring, in percent of the costs."""
    entry: int | None = None
    """The entry whose need it is."""
    values: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Number → (filter word, value), for the reasons in words."""

    @property
    def parameters(self) -> dict[str, Any]:
        """The values of `NEED`."""
        return {
            "facets": sorted(self.facets),
            "support": sorted(self.support),
            "amount": self.amount,
            "own_share": self.own_share,
            "entry": self.entry or 0,
            **{f"has_{side}": side in self.sides for side in SIDES},
        }


_SIDES = ", ".join(f"%(has_{side})s::boolean AS has_{side}" for side in SIDES)
NEED = f"""(SELECT %(facets)s::int[] AS facets, %(support)s::int[] AS support, %(amount)s::numeric AS amount,
    %(own_share)s::float AS own_share, {_SIDES})"""
"""SQL: the need as one row."""
NEED_OF_ENTRY = f"""f.entry_id, f.slot, f.facets, '{{}}'::int[] AS support, NULL::numeric AS amount,
    NULL::float AS own_share, {", ".join(f"f.facets && %(of_{side})s::int[] AS has_{side}" for side in SIDES)}"""
"""SQL: the columns of the need of an entry, of its facet row `f`; its values are `sides_in_numbers`."""


def sides_in_numbers() -> dict[str, list[int]]:
    """The values of `NEED_OF_ENTRY`: for each criterion all facet numbers that say something about it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT facet, id FROM directory_facetvalue")
        rows = cursor.fetchall()
    return {f"of_{side}": [number for facet, number in rows if facet in facets] for side, facets in SIDES.items()}


def need_of_entry(
    entry: Entry,
    *,
    support: list[str] | None = None,
    amount: Decimal | None = None,
    own_share: float | None = None,
) -> Need:
    """The need of a public entry: what its facets say, and what may be asked beside. Nothing where it is not public."""
    row = FacetRow.objects.filter(pk=entry.pk).first()
    values = _values(row.facets) if row else {}
    return _need(values, support=support, amount=amount, own_share=own_share, entry=entry.pk)


def need_of_answers(
    chosen: dict[str, list[str]],
    *,
    support: list[str] | None = None,
    amount: Decimal | None = None,
    own_share: float | None = None,
) -> Need:
    """The need of somebody without an entry. `chosen`: filter word → values, such as {"country": ["LV"]}.

    Values that no entry and no opportunity has meet nothing, and count as said all the same.
    """
    wanted = [(facet, value) for facet, values in chosen.items() for value in values]
    rows = FacetValue.objects.filter(
        facet__in={facet for facet, _value in wanted}, value__in={value for _facet, value in wanted}
    )
    values = {row.pk: (row.facet, row.value) for row in rows if (row.facet, row.value) in set(wanted)}
    unheard = [pair for pair in wanted if pair not in set(values.values())]
    values |= {-number: pair for number, pair in enumerate(unheard, start=1)}
    return _need(values, support=support, amount=amount, own_share=own_share)


def _values(numbers: list[int]) -> dict[int, tuple[str, str]]:
    return {row.pk: (row.facet, row.value) for row in FacetValue.objects.filter(pk__in=numbers)}


def _need(
    values: dict[int, tuple[str, str]],
    *,
    support: list[str] | None,
    amount: Decimal | None,
    own_share: float | None,
    entry: int | None = None,
) -> Need:
    words = {facet for facet, _value in values.values()}
    kinds = FacetValue.objects.filter(facet="funding", value__in=support) if support else FacetValue.objects.none()
    return Need(
        facets=frozenset(values),
        sides=frozenset(side for side, facets in SIDES.items() if words & set(facets)),
        support=frozenset(kinds.values_list("pk", flat=True)),
        amount=amount,
        own_share=own_share,
        entry=entry,
        values=values,
    )
