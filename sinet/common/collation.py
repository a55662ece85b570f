"""A–Z by the language's own order, for databases that sort by code point.

The embedded PostgreSQL has no ICU, so an entry stores one key per collation and lists sort by that key.
The orders follow CLDR's collation tailorings for Swedish, Finnish, Danish and Norwegian.
"""

import re
import unicodedata
from typing import Final, NamedTuple

from sinet.common.text import fold

MAX_LENGTH: Final = 250
"""Characters of a text that count for its place."""


class Collation(NamedTuple):
    """How one group of languages sorts.

    `after` says which letters follow a letter of the root order as letters of their own: each string holds
    the spellings of one further letter. `same` says which letters stand with a letter of the root order.
    """

    languages: tuple[str, ...]
    after: dict[str, tuple[tuple[str, ...], ...]]
    same: dict[str, tuple[str, ...]]


_RULES: Final[dict[str, Collation]] = {
    "root": Collation((), {}, {}),
    "sv": Collation(("sv", "fi"), {"z": (("å",), ("ä", "æ"), ("ö", "ø", "ő", "œ"))}, {"y": ("ü", "ű")}),
    "da": Collation(
        ("da", "nb", "nn", "no"),
        {"z": (("æ", "ä"), ("ø", "ö", "ő", "œ"), ("å", "aa"))},
        {"y": ("ü", "ű")},
    ),
}
COLLATIONS: Final = tuple(_RULES)

_FIRST_FURTHER_LETTER = 0xE000
"""Private-use characters stand behind every letter of Europe: `z` with one of them follows all `z…`."""
_DIGITS = re.compile(r"\d+")
_NOT_WORD = re.compile(r"(?:[^\w\ue000-\uf8ff]|_)+")


def collation_for(language: str) -> str:
    """Name the collation of a language (BCP 47), `root` where it has no order of its own here."""
    base = language.lower().replace("_", "-").split("-")[0]
    return next((name for name, rule in _RULES.items() if base in rule.languages), "root")


def sort_key(text: str, collation: str) -> str:
    """Give a string whose place among its like, by code point, is the text's place in A–Z.

    Case, accents and punctuation do not count, numbers sort by value, and what is still alike sorts by the
    text itself. Raises `KeyError` for an unknown collation. At most 2,500 bytes, so that it can be indexed.
    """
    visible = unicodedata.normalize("NFC", text.replace("\0", ""))[:MAX_LENGTH]
    letters = _placed(_without_private_use(visible).lower(), collation)
    folded = _NOT_WORD.sub(" ", fold(letters)).strip()
    numbered = _DIGITS.sub(_number_key, folded)
    return f"{numbered[:MAX_LENGTH]}\t{visible}"


def _placed(text: str, collation: str) -> str:
    """Replace the collation's own letters by a root letter, or by one and a private-use character."""
    pattern, places = _PLACES[collation]
    return pattern.sub(lambda match: places[match[0]], text) if places else text


def _without_private_use(text: str) -> str:
    return "".join(character for character in text if not "\ue000" <= character <= "\uf8ff")


def _number_key(match: re.Match[str]) -> str:
    """Put a number's count of digits before it, so that 9 stands before 10."""
    digits = "".join(str(unicodedata.decimal(digit)) for digit in match[0]).lstrip("0")
    return f"{len(digits):03}{digits}"


def _compiled(rule: Collation) -> tuple[re.Pattern[str], dict[str, str]]:
    places = {letter: base for base, letters in rule.same.items() for letter in letters}
    for base, groups in rule.after.items():
        for number, spellings in enumerate(groups):
            places |= dict.fromkeys(spellings, base + chr(_FIRST_FURTHER_LETTER + number))
    longest_first = sorted(places, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), places


_PLACES: Final = {name: _compiled(rule) for name, rule in _RULES.items()}
