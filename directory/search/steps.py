"""How one state of the bitmaps came from another, so that what was worked out for one is carried on to the next.

A slot is taken anew at each change of its entry, and what belongs to it never changes. So an answer about slots is
true in a later state too, but for those that went and those that came in between.
"""

from dataclasses import dataclass, field
from itertools import count
from typing import Final

from pyroaring import BitMap

_MOST: Final = 32
"""So many steps back an answer can be carried on."""
_states: Final = count(1)


@dataclass(frozen=True, slots=True)
class Step:
    """What changed between two states."""

    before: int
    """The state that it began with."""
    gone: BitMap
    come: BitMap
    touched: frozenset[int]
    """The facet values that any of these slots have: the sets of all others are as before."""


@dataclass(frozen=True, slots=True)
class Past:
    """A state of the bitmaps of this process, by a number that no other has, and the last steps that led to it."""

    state: int = field(default_factory=lambda: next(_states))
    steps: tuple[Step, ...] = ()

    def after(self, gone: BitMap, come: BitMap, touched: frozenset[int]) -> "Past":
        """The state that follows."""
        return Past(steps=(*self.steps[1 - _MOST :], Step(self.state, gone, come, touched)))

    def since(self, state: int) -> Step | None:
        """All that changed since then, in one step; None where these bitmaps did not come from that state lately."""
        if state == self.state:
            return Step(state, BitMap(), BitMap(), frozenset())
        place = next((place for place, step in enumerate(self.steps) if step.before == state), None)
        if place is None:
            return None
        steps = self.steps[place:]
        gone = BitMap.union(*(step.gone for step in steps))
        come = BitMap.union(*(step.come for step in steps))
        return Step(state, gone, come - gone, frozenset().union(*(step.touched for step in steps)))
