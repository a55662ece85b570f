"""From a question to PostgreSQL's tsquery: every word in the stems of every language, each tagged with its language.

Rules and measurements: docs/reference/search.md. The text of a tsquery is built here from lexemes that are quoted one
by one, and goes to the server as a value, never as SQL.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Final

from django.db import connection

from directory.search.query import Question, Term
from sinet.common.languages import TEXT_SEARCH_CONFIGS, base_language
from sinet.common.text import fold

NOTHING: Final = "'='"
"""A lexeme that no text has."""
TOGETHER: Final = "\n& "
"""Stands between what must all be there; no lexeme has a new line, so the text of a tsquery can be parted by it."""
EITHER: Final = "\n| "
"""Stands between words and phrases that are as good. Beside a phrase, the text of all that words find is read."""
NOT: Final = "!"
"""Before what must not be there."""
_NEXT: Final = " <-> "
_STEMMED: Final = TEXT_SEARCH_CONFIGS.keys() | {"lv"}
"""Languages with a stemmer, and Latvian, whose endings are taken off by rule (`sinet_endings`)."""
_MOST_REMEMBERED: Final = 4_000
"""Words, each about 2 kB."""
_LONG_ENOUGH: Final = 4
# How the same letter is also written: the first where it is typed with its accent, the second where it is spelled out.
_SPELLED: Final = str.maketrans({"å": "aa", "ö": "oe", "ø": "oe", "ä": "ae", "ü": "ue"})
_SPELLINGS: Final = (("aa", "a"), ("oe", "o"), ("ae", "a"), ("ue", "u"))


@dataclass(frozen=True, slots=True)
class Forms:
    """What one word becomes: folded full forms, and its stems in each language that has a stemmer."""

    full: tuple[str, ...]
    stems: tuple[tuple[str, tuple[str, ...]], ...]
    """(language, stems without tag); a language in which it is a stop word has none."""

    @property
    def stop_in(self) -> frozenset[str]:
        return frozenset(language for language, stems in self.stems if not stems)


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark in a text: words in these full forms, or that begin with these stems."""

    full: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    known: dict[str, bool] = field(default_factory=dict, compare=False)
    """Words of texts that were looked at already, as they are written → whether they are marked."""

    def __bool__(self) -> bool:
        return bool(self.full or self.stems)


_forms: OrderedDict[tuple[str, tuple[str, ...]], Forms] = OrderedDict()
_lock = Lock()


def variants(word: str) -> tuple[str, ...]:
    """The spellings under which a word is looked for, its own first: `Århus`, `Aarhus`, without accents."""
    lowered = word.lower()
    found = [lowered, fold(lowered)]
    if lowered.isdigit():
        # PostgreSQL reads the number in COVID-19 as one below zero.
        found.append(f"-{lowered}")
    spelled = lowered.translate(_SPELLED)
    if spelled != lowered:
        found.append(fold(spelled))
    short = lowered
    for pair, letter in _SPELLINGS:
        short = short.replace(pair, letter)
    if short != lowered and len(short) >= _LONG_ENOUGH:
        found.append(fold(short))
    return tuple(dict.fromkeys(found))


def forms_of(words: Iterable[str], languages: Iterable[str]) -> dict[str, Forms]:
    """The forms of words in the languages that have a stemmer; asked once per word, then remembered."""
    stemmed = tuple(sorted({base_language(code) for code in languages} & _STEMMED))
    wanted = list(dict.fromkeys(words))
    found: dict[str, Forms] = {}
    with _lock:
        for word in wanted:
            forms = _forms.get((word, stemmed))
            if forms is not None:
                _forms.move_to_end((word, stemmed))
                found[word] = forms
    missing = [word for word in wanted if word not in found]
    if missing:
        asked = _ask(missing, stemmed)
        with _lock:
            for word, forms in asked.items():
                _forms[word, stemmed] = forms
            while len(_forms) > _MOST_REMEMBERED:
                _forms.popitem(last=False)
        found |= asked
    return found


_ASK = """
SELECT w.number, l.language,
    CASE WHEN l.language = '' THEN tsvector_to_array(to_tsvector('pg_catalog.simple', sinet_fold(w.form)))
    ELSE sinet_stems(l.language, w.form) END
FROM unnest(%s::int[], %s::text[]) AS w(number, form), unnest(%s::text[]) AS l(language)
"""


def _ask(words: Sequence[str], languages: tuple[str, ...]) -> dict[str, Forms]:
    rows = [(number, form) for number, word in enumerate(words) for form in variants(word)]
    full: list[dict[str, None]] = [{} for _word in words]
    stems: list[dict[str, dict[str, None]]] = [{language: {} for language in languages} for _word in words]
    with connection.cursor() as cursor:
        cursor.execute(_ASK, [[n for n, _form in rows], [form for _n, form in rows], ["", *languages]])
        for number, language, lexemes in cursor.fetchall():
            kept = stems[number][language] if language else full[number]
            kept.update(dict.fromkeys(filter(None, lexemes)))
    return {
        word: Forms(tuple(full[number]), tuple((code, tuple(stems[number][code])) for code in languages))
        for number, word in enumerate(words)
    }


def tsquery(question: Question, languages: Iterable[str], *, prefix: bool = False) -> str:
    """The text of the tsquery. With `prefix` the last word may be the beginning of one (typing).

    Of a question that holds no word at all, one that matches nothing.
    """
    forms = forms_of(question.words, languages)
    markers = _markers(question, forms)
    parts = []
    for position, group in enumerate(question.groups):
        last = prefix and position == len(question.groups) - 1
        terms = [_term(term, forms, markers, prefix=last and not term.exact) for term in group]
        parts.append(_any_of(terms))
    parts += [f"{NOT}({_term(term, forms, frozenset())})" for term in question.excluded]
    return TOGETHER.join(parts) or NOTHING


def _any_of(terms: Iterable[str]) -> str:
    """A group: first the words, then the phrases."""
    words: list[str] = []
    phrases: list[str] = []
    for term in terms:
        (phrases if _NEXT in term else words).append(term)
    return f"({EITHER.join(' | '.join(same) for same in (words, phrases) if same)})"


@lru_cache(maxsize=100)
def marks(question: Question, languages: tuple[str, ...]) -> Marks:
    """What to mark in the texts that were found."""
    words = [word for group in question.groups for term in group for word in term.words]
    forms = forms_of(words, languages)
    exact = {word for group in question.groups for term in group if term.exact for word in term.words}
    full = frozenset(form for word in words for form in forms[word].full)
    stems = frozenset(
        stem
        for word in words
        if word not in exact
        for _language, found in forms[word].stems
        for stem in found
        if len(stem) >= _LONG_ENOUGH
    )
    return Marks(full, stems)


def _markers(question: Question, forms: dict[str, Forms]) -> frozenset[str]:
    """The languages in which a stop word of the question asks for nothing but the language.

    Where every word is a stop word of a language ("the who"), it does not, or every text in it would be found.
    """
    words = [word for group in question.groups for term in group if not term.exact for word in term.words]
    whole = frozenset.intersection(*(forms[word].stop_in for word in words)) if words else frozenset()
    phrases = any(all(term.exact for term in group) for group in question.groups)
    known = {language for word in words for language in forms[word].stop_in}
    return frozenset(known if phrases else known - whole)


def _term(term: Term, forms: dict[str, Forms], markers: frozenset[str], *, prefix: bool = False) -> str:
    if term.exact:
        rows = [[_quoted(form) for form in forms[word].full] for word in term.words]
        return _NEXT.join(f"({' | '.join(row)})" if row else NOTHING for row in rows)
    words = [_word(forms[word], markers, prefix=prefix) for word in term.words]
    return words[0] if len(words) == 1 else f"({' & '.join(words)})"


def _word(found: Forms, markers: frozenset[str], *, prefix: bool) -> str:
    lexemes = [_quoted(form) + (":*" if prefix else "") for form in found.full]
    for language, stems in found.stems:
        if stems:
            lexemes += [_quoted(f"{language}/{stem}") for stem in dict.fromkeys((*stems, *found.full))]
        elif language in markers:
            lexemes.append(_quoted(f"={language}"))
    return f"({' | '.join(lexemes)})" if lexemes else NOTHING


def _quoted(lexeme: str) -> str:
    """A lexeme as the text of a tsquery holds it, so that nothing in it is an operator."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
