"""Names in one text: those that have some letters in them are found without looking at each."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate


class Names:
    """Things and their names, found by letters."""

    def __init__(self, things: Iterable[Iterable[str]]) -> None:
        texts = ["".join(f"{name}\n" for name in names) for names in things]
        self._text = "".join(texts)
        self._starts = [0, *accumulate(map(len, texts))]

    def having(self, letters: str) -> Iterator[int]:
        """The positions of those with a name that has these letters in it: at least one, on one line."""
        at = self._text.find(letters)
        while at >= 0:
            after = bisect_right(self._starts, at)
            yield after - 1
            at = self._text.find(letters, self._starts[after])
