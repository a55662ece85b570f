"""The language of a search: words, "phrases", -minus and OR, read once from any text whatever.

garden "community kitchen" -school        all words, the phrase, not the word
youth OR elderly housing                  (youth or elderly) and housing
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 24
LONGEST_WORD: Final = 80
MOST_CHARACTERS: Final = 400

_QUOTES: Final = dict.fromkeys(map(ord, "“”„‟«»＂"), '"') | dict.fromkeys(map(ord, "−–—‐‑"), "-")
_TOKEN: Final = re.compile(r'(-?)"([^"]*)"|(\S+)')
_WORD: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_UNWANTED: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Term:
    """What must (or must not) be there: words in all their forms, or, `exact`, in a row as they are written.

    Reading a search gives one word in all its forms; several belong together where they are one name."""

    words: tuple[str, ...]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A search as it is meant: of each group any term, and none of those that are excluded."""

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    cut: bool = False
    """Whether the text held more words than are searched."""

    def __bool__(self) -> bool:
        return bool(self.groups or self.excluded)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word of it, once."""
        terms = [term for group in self.groups for term in group] + list(self.excluded)
        return tuple(dict.fromkeys(word for term in terms for word in term.words))


def clean(text: str) -> str:
    """One line without control characters, in composed letters."""
    return " ".join(unicodedata.normalize("NFC", _UNWANTED.sub(" ", text[: 4 * MOST_CHARACTERS])).split())


def plain_signs(text: str) -> str:
    """The text with the quotes and hyphens of a keyboard instead of those of print."""
    return text.translate(_QUOTES)


def parse(text: str) -> Question:
    """Read a search; no text is an error. Quotes that are not closed and operators without words are just text."""
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    joined = False
    count = 0
    cut = len(text) > MOST_CHARACTERS
    for match in _TOKEN.finditer(plain_signs(clean(text)[:MOST_CHARACTERS])):
        minus, phrase, bare = match.groups()
        if bare in {"OR", "|"}:
            joined = bool(groups)
            continue
        terms = _terms(phrase, exact=True) if phrase is not None else _terms(bare, exact=False)
        count += sum(len(term.words) for term in terms)
        if count > MOST_WORDS:
            cut = True
            break
        if minus or (bare and bare.startswith("-") and len(bare) > 1):
            excluded += terms
        elif joined and terms:
            groups[-1].append(terms[0])
            groups += [[term] for term in terms[1:]]
        else:
            groups += [[term] for term in terms]
        joined = False
    return Question(tuple(tuple(group) for group in groups), tuple(excluded), cut)


def words_of(text: str) -> list[str]:
    """The words in a text, as far as a search uses them."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(text)]


def _terms(text: str, *, exact: bool) -> list[Term]:
    """A phrase is one term; what stands between blanks without quotes is one for each word in it (self-help)."""
    words = words_of(text)
    if exact:
        return [Term(tuple(words), exact=True)] if words else []
    return [Term((word,)) for word in words]
