"""A selection that asks the database and does not wait for it for ever."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from directory.search.conditions import Conditions
from directory.search.ground import Box
from directory.search.heaps import Heap
from directory.search.limits import TookTooLong, limited
from directory.search.selection import Mark, Selection

Answer = TypeVar("Answer")


@dataclass
class LimitedSelection:
    """A selection that asks the database: after the first question that takes too long it answers none any more."""

    asked: Selection
    took_too_long: bool = False

    def _ask(self, question: Callable[[], Answer], nothing: Answer) -> Answer:
        if self.took_too_long:
            return nothing
        try:
            with limited():
                return question()
        except TookTooLong:
            self.took_too_long = True
            return nothing

    @property
    def total(self) -> int:
        return self._ask(lambda: self.asked.total, 0)

    def total_of(self, conditions: Conditions) -> int:
        return self._ask(lambda: self.asked.total_of(conditions), 0)

    def entries(self, start: int, stop: int, *, sort: str, language: str) -> list[int]:
        return self._ask(lambda: self.asked.entries(start, stop, sort=sort, language=language), [])

    def mark(self, offset: int, *, sort: str, language: str) -> Mark:
        return self._ask(lambda: self.asked.mark(offset, sort=sort, language=language), Mark(0, 0))

    def after(self, mark: Mark, *, sort: str) -> int:
        return self._ask(lambda: self.asked.after(mark, sort=sort), 0)

    def counts(self, facet: str) -> Mapping[int, int]:
        return self._ask(lambda: self.asked.counts(facet), {})

    def top(self, facet: str, most: int) -> tuple[Mapping[int, int], int]:
        nothing: tuple[Mapping[int, int], int] = ({}, 0)
        return self._ask(lambda: self.asked.top(facet, most), nothing)

    def distances(self, entries: Sequence[int]) -> dict[int, float]:
        return self._ask(lambda: self.asked.distances(entries), {})

    def heaps(self, box: Box, size: float, most: int) -> list[Heap] | None:
        nothing: list[Heap] | None = []
        return self._ask(lambda: self.asked.heaps(box, size, most), nothing)

    def inside(self, box: Box) -> int:
        return self._ask(lambda: self.asked.inside(box), 0)

    @property
    def without_point(self) -> int:
        return self._ask(lambda: self.asked.without_point, 0)
