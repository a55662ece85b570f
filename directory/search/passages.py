"""Marks the words of a search in the texts that were found: escaped HTML with <mark>."""

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from directory.search.lexemes import Marks
from sinet.common.text import fold

PASSAGE: Final = 320
"""Characters of a passage."""
_BEFORE: Final = 90
_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST_STEM: Final = 4
_LONGEST_ENDING: Final = 6
_PICTURE: Final = re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)")
_LINK: Final = re.compile(r"\[([^\]]{0,500})\]\([^)]{0,2000}\)")
_SIGNS: Final = re.compile(r"(?m)^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+|[*_`]{1,3}|\\(?=\W)|<[^<>]{0,300}>")
_MOST_READ: Final = 60_000
_MOST_KNOWN: Final = 20_000


def marked(text: str, marks: Marks) -> str:
    """The text, escaped, with every hit marked."""
    if not marks:
        return escape(text)
    parts, end = [], 0
    for start, stop in _spans(text, marks):
        parts += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return "".join([*parts, escape(text[end:])])


def passage(text: str, marks: Marks) -> str:
    """The part of a Markdown text around the first hit, marked; empty where there is none."""
    if not _may_hold(text, marks):
        return ""
    plain = readable(text)
    first = next(iter(_spans(plain, marks)), None)
    if first is None:
        return ""
    start = max(0, first[0] - _BEFORE)
    if start:
        start = plain.find(" ", start, first[0]) + 1 or first[0]
    stop = min(len(plain), start + PASSAGE)
    if stop < len(plain):
        stop = max(plain.rfind(" ", start, stop), first[1])
    return ("… " if start else "") + marked(plain[start:stop], marks) + (" …" if stop < len(plain) else "")


def readable(text: str) -> str:
    """Markdown without its signs, on one line: good enough to read a passage (pages show the whole text)."""
    text = _LINK.sub(r"\1", _PICTURE.sub(" ", text[:_MOST_READ]))
    return " ".join(_SIGNS.sub(" ", text).split())


def _may_hold(text: str, marks: Marks) -> bool:
    """A quick no: none of the words stands anywhere in the folded text."""
    folded = fold(text)
    return any(form in folded for form in marks.full) or any(stem in folded for stem in marks.stems)


def _spans(text: str, marks: Marks) -> Iterable[tuple[int, int]]:
    known = marks.known
    for match in _WORD.finditer(text):
        word = match[0]
        hit = known.get(word)
        if hit is None:
            if len(known) > _MOST_KNOWN:
                known.clear()
            hit = known[word] = _is_hit(fold(word), marks)
        if hit:
            yield match.span()


def _is_hit(word: str, marks: Marks) -> bool:
    shortest = max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)
    return word in marks.full or any(word[:length] in marks.stems for length in range(shortest, len(word) + 1))
