"""Counts of facet values, carried on from state to state, are the same as counted anew."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from directory.search import tallies
from directory.search.bitmaps import Bitmaps, Row, Table
from directory.search.conditions import Conditions
from directory.search.tallies import count_values, forget_tallies, tally
from tests.directory.search.conftest import found, publish_all
from tests.factories import document, reference

FEW, LONG = range(1, 5), range(1, 300)
ALL, THREE = Conditions(), Conditions(choices=(("theme", frozenset({3})),))

# Each change: which of the present entries go, and the values of those that come.
changes = st.lists(
    st.tuples(st.sets(st.integers(0, 40)), st.lists(st.sets(st.sampled_from([1, 2, 3, 4, 250, 299]), min_size=1))),
    max_size=8,
)


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    forget_tallies()
    yield
    forget_tallies()


def row(slot: int, values: set[int]) -> Row:
    return Row(slot, slot, tuple(values), 0, date(2026, 1, 1), is_complete=True, points=())


def base(bitmaps: Bitmaps, conditions: Conditions) -> BitMap:
    return bitmaps.of(3) if conditions.choices else bitmaps.everything


def counted(bitmaps: Bitmaps, numbers: range, conditions: Conditions) -> Mapping[int, int]:
    return tally(bitmaps, f"facet {len(numbers)}", numbers, conditions, lambda: base(bitmaps, conditions))


@given(changes=changes)
def test_after_any_changes_the_counts_are_those_that_counting_anew_gives(
    changes: list[tuple[set[int], list[set[int]]]],
) -> None:
    forget_tallies()
    bitmaps, slot = Bitmaps(Table()), 0
    for gone, come in changes:
        rows = [row(slot + number, values) for number, values in enumerate(come, start=1)]
        slot += len(rows)
        bitmaps = bitmaps.changed([one for one in gone if one in bitmaps.everything], rows)
        for numbers in (FEW, LONG):
            for conditions in (ALL, THREE):
                anew = count_values(bitmaps, f"facet {len(numbers)}", numbers, base(bitmaps, conditions))
                assert dict(counted(bitmaps, numbers, conditions)) == anew


def test_only_what_a_change_touched_is_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    bitmaps = Bitmaps(Table()).changed([], [row(1, {1, 3}), row(2, {2, 3}), row(3, {4})])
    assert counted(bitmaps, FEW, THREE) == {1: 1, 2: 1, 3: 2}
    asked: list[Any] = []
    few = tallies._few
    monkeypatch.setattr(
        tallies, "_few", lambda found, numbers, base: few(found, asked.append(set(numbers)) or numbers, base)
    )

    later = bitmaps.changed([2], [row(4, {1, 3})])

    assert counted(later, FEW, THREE) == {1: 2, 3: 2}
    assert counted(later, FEW, THREE) == {1: 2, 3: 2}
    assert asked == [{1, 2, 3}], "2 has gone, 1 and 3 have come and gone, 4 is as it was, and nothing is counted twice"


def test_counts_of_bitmaps_that_were_read_anew_are_counted_anew() -> None:
    assert counted(Bitmaps(Table()).changed([], [row(1, {1})]), FEW, ALL) == {1: 1}
    assert counted(Bitmaps(Table()).changed([], [row(1, {2})]), FEW, ALL) == {2: 1}


def test_a_state_that_is_long_past_is_counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    bitmaps = Bitmaps(Table()).changed([], [row(1, {1})])
    assert counted(bitmaps, FEW, ALL) == {1: 1}
    for slot in range(2, 40):
        bitmaps = bitmaps.changed([], [row(slot, {1})])
    assert bitmaps.past.since(bitmaps.past.state - 38) is None
    assert counted(bitmaps, FEW, ALL) == {1: 39}


def test_facets_of_a_search_are_right_after_each_change(transactional_db: None) -> None:
    reference()
    publish_all(document(title="One", tags=["food"]), document(title="Two", tags=["green", "food"]))

    def tags() -> dict[str, int]:
        return {value.value: value.count for value in found("q=one").facet("tag").values}

    assert tags() == {"food": 1}
    publish_all(document(title="One more", tags=["food", "work"]))
    assert tags() == {"food": 2, "work": 1}
    publish_all(document(title="Another", tags=["work"]))
    assert tags() == {"food": 2, "work": 1}
