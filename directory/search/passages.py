"""Marks the words of a search in the texts that were found: escaped HTML with <mark>."""

import re
from collections.abc import Iterable
from typing import Final

from django.utils.html import escape

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


def marked(text: str, marks: Marks) -> str:
    """The text, escaped, with every hit marked."""
    if not _may_hold(text, marks):
        return escape(text)
    parts, end = [], 0
    for start, stop in _spans(text, marks):
        parts += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return "".join([*parts, escape(text[end:])])


def holds(text: str, marks: Marks) -> bool:
    return _may_hold(text, marks) and next(iter(_spans(text, marks)), None) is not None


def passage(text: str, marks: Marks) -> str:
    """The part of a Markdown text around the first hit, marked; empty where there is none."""
    plain = readable(text)
    if not _may_hold(plain, marks):
        return ""
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
    if not (marks.full or marks.stems):
        return False
    folded = fold(text)
    return any(form in folded for form in marks.full) or any(stem in folded for stem in marks.stems)


def _spans(text: str, marks: Marks) -> Iterable[tuple[int, int]]:
    for match in _WORD.finditer(text):
        word = fold(match[0])
        if word in marks.full or _has_stem(word, marks.stems):
            yield match.span()


def _has_stem(word: str, stems: frozenset[str]) -> bool:
    shortest = max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)
    return any(word[:length] in stems for length in range(shortest, len(word) + 1))
