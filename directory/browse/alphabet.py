"""A–Z in the order and with the letters of a language."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from sinet.common.collation import collation_for, sort_key

Item = TypeVar("Item")
NO_LETTER = "#"
"""Stands for what begins with a digit or a sign."""
_PRIVATE_USE = range(0xE000, 0xF900)


def in_order(items: Iterable[Item], *, name: Callable[[Item], str], language: str) -> list[Item]:
    """Items by their names, as the language sorts them."""
    collation = collation_for(language)
    return sorted(items, key=lambda item: sort_key(name(item), collation))


def letter_of(text: str, language: str) -> str:
    """The capital under which a text stands: Å is a letter of its own in Swedish, and an A in English."""
    key = sort_key(text, collation_for(language))
    first = key[:1]
    if not first.isalpha():
        return NO_LETTER
    if len(key) > 1 and ord(key[1]) in _PRIVATE_USE:
        return next((sign for sign in text if sign.isalpha()), first).upper()
    return first.upper()


def letters_of(texts: Iterable[str], language: str) -> list[str]:
    """The letters that occur, in the language's order; what has none comes last."""
    found = {letter_of(text, language) for text in texts}
    collation = collation_for(language)

    def place(letter: str) -> tuple[bool, Any]:
        return letter == NO_LETTER, sort_key(letter, collation)

    return sorted(found, key=place)
