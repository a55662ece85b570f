"""How long a test of this folder goes on."""

import os
from collections.abc import Iterator
from itertools import count
from time import monotonic
from typing import Final

VARIABLE: Final = "SINET_SOAK_MINUTES"


def rounds(few: int) -> Iterator[int]:
    """The numbers of the rounds: `few` in `make test`, as many as fit into the minutes of `make soak`."""
    minutes = float(os.environ.get(VARIABLE) or 0)
    if not minutes:
        yield from range(few)
        return
    end = monotonic() + 60 * minutes
    for number in count():
        if number >= few and monotonic() > end:
            return
        yield number


def size(few: int, many: int) -> int:
    """How much of something: `few` in `make test`, `many` in `make soak`."""
    return many if os.environ.get(VARIABLE) else few
