"""How many of a search's results have each value of a facet, carried on from state to state.

A count can only become another where an entry with the value came, changed or went. So after a change only the values
that it touched are counted again.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import sub
from typing import Final

from pyroaring import BitMap

from directory.search.bitmaps import Bitmaps
from directory.search.conditions import Conditions
from sinet.common.kept import Kept

_MANY: Final = 200
"""Of a facet with more values most are rare, and they are counted in another way."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one facet in one state; values without any are not in it."""

    state: int
    counts: Mapping[int, int]

    def __len__(self) -> int:
        """About what it takes in memory."""
        return 500 + 100 * len(self.counts)


TALLIES: Final[Kept[Tally]] = Kept(6 * 2**20)


def tally(
    bitmaps: Bitmaps, facet: str, numbers: Collection[int], conditions: Conditions, base: Callable[[], BitMap]
) -> Mapping[int, int]:
    """Number of each value of a facet → how many of `base`, which is all that meets the conditions in this state.

    `numbers` are the facet's values. The conditions must not depend on time.
    """
    key = facet, conditions
    known = TALLIES.get(key)
    step = bitmaps.past.since(known.state) if known else None
    if known and step and not step.touched:
        return known.counts
    if known and step:
        again = {number: 0 for number in step.touched if number in numbers}
        counts = {number: n for number, n in {**known.counts, **again, **_few(bitmaps, again, base())}.items() if n}
    else:
        counts = count_values(bitmaps, facet, numbers, base())
    TALLIES.put(key, Tally(bitmaps.past.state, counts))
    return counts


def count_values(bitmaps: Bitmaps, facet: str, numbers: Collection[int], base: BitMap) -> dict[int, int]:
    """The same, counted anew."""
    return _many(bitmaps, facet, numbers, base) if len(numbers) > _MANY else _few(bitmaps, numbers, base)


def _few(bitmaps: Bitmaps, numbers: Iterable[int], base: BitMap) -> dict[int, int]:
    values = bitmaps.values
    everything = len(base) == len(bitmaps.everything)
    found = {}
    for number in numbers:
        slots = values.get(number)
        if slots is not None:
            count = len(slots) if everything else slots.intersection_cardinality(base)
            if count:
                found[number] = count
    return found


def _many(bitmaps: Bitmaps, facet: str, values: Iterable[int], base: BitMap) -> dict[int, int]:
    """The same of a facet with thousands of values, most of them rare.

    Two sparse sets take ten times as long to intersect as a sparse and a dense one. So where few were found, what
    is counted of each value is those that were not.
    """
    if not base:
        return {}
    everything = bitmaps.everything
    numbers, sets, sizes = bitmaps.column(facet, values)
    if len(base) == len(everything):
        return dict(zip(numbers, sizes, strict=True))
    if 2 * len(base) > len(everything):
        found: Iterable[int] = map(base.intersection_cardinality, sets)
    else:
        found = map(sub, sizes, map((everything - base).intersection_cardinality, sets))
    return {number: count for number, count in zip(numbers, found, strict=True) if count}


def forget_tallies() -> None:
    TALLIES.clear()
