"""What differs between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS: Final = 3000
"""Comparing takes time with the square of the length: longer passages are compared by their lines."""

Sort = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage that both texts have, or only one of them."""

    sort: Sort
    text: str
    picture: str = ""
    """The identifier of the picture that this is about."""


def differences(before: str, after: str) -> list[Piece]:
    """The passages of both texts in order: what is the same, gone and new.

    The pieces that are not new give `before`, those that are not gone give `after`.
    """
    return _joined(_compared(before, after))


def before_side(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.sort != "new"]


def after_side(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.sort != "gone"]


def _compared(before: str, after: str) -> Iterator[Piece]:
    if before == after:
        yield from _pieces("same", before)
        return
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) <= _MOST_WORDS:
        yield from _matched(old, new)
        return
    for sort, first, second in _blocks(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if sort == "replace" and len(first) + len(second) <= 4 * _MOST_WORDS:
            yield from _matched(_WORDS.findall(first), _WORDS.findall(second))
        elif sort == "equal":
            yield Piece("same", first)
        else:
            yield from (*_pieces("gone", first), *_pieces("new", second))


def _matched(old: list[str], new: list[str]) -> Iterator[Piece]:
    for sort, first, second in _blocks(old, new):
        if sort == "equal":
            yield Piece("same", first)
        else:
            yield from (*_pieces("gone", first), *_pieces("new", second))


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > _MOST_WORDS)
    for sort, i1, i2, j1, j2 in matcher.get_opcodes():
        yield sort, "".join(old[i1:i2]), "".join(new[j1:j2])


def _pieces(sort: Sort, text: str) -> Iterator[Piece]:
    if text:
        yield Piece(sort, text)


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Changes with nothing but space between them as one change: what is gone, then what is new."""
    found: list[Piece] = []
    gone = new = space = ""
    for piece in pieces:
        if piece.sort == "same" and not piece.text.strip() and (gone or new):
            space += piece.text  # it belongs to the change when another change follows
        elif piece.sort == "same":
            found += [*_pieces("gone", gone), *_pieces("new", new), Piece("same", space + piece.text)]
            gone = new = space = ""
        else:
            gone, new, space = gone + space, new + space, ""
            gone += piece.text if piece.sort == "gone" else ""
            new += piece.text if piece.sort == "new" else ""
    return [*found, *_pieces("gone", gone), *_pieces("new", new), *_pieces("same", space)]
