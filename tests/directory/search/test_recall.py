"""How often a word meets its other forms, and something else, in each language.

`data/words.json`: `tuning` was looked at while the rules were written, `measuring` was not; both hold pairs that a
reader takes for the same word, spellings without accents among them. `false` holds a word of a text and a word of a
query that means something else. Figures: docs/reference/search.md.
"""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from directory.search.lexemes import tsquery
from directory.search.query import parse
from sinet.common.languages import TEXT_SEARCH_CONFIGS

pytestmark = pytest.mark.django_db
WORDS: dict[str, dict[str, list[list[str]]]] = json.loads(
    (Path(__file__).parent / "data" / "words.json").read_text(encoding="utf-8")
)
STEMMED = {*TEXT_SEARCH_CONFIGS, "lv"}
OWN_LETTERS = {"bg", "uk", "ar"}
"""Languages in which what is taken off is no accent."""
LANGUAGES = sorted({language for part in WORDS.values() for language in part} | {"und"})

Row = tuple[str, str, str, bool]


def meets(text: str, query: str, language: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sinet_vector(%s, %s) @@ %s::tsquery", [language, text, tsquery(parse(query), LANGUAGES)])
        return bool(cursor.fetchone()[0])


def met(part: str, *, both_ways: bool) -> Iterator[Row]:
    """(language, word of the text, word of the query, whether it is found)."""
    for language, pairs in WORDS[part].items():
        for one, other in pairs:
            yield language, one, other, meets(one, other, language)
            if both_ways:
                yield language, other, one, meets(other, one, language)


def share(rows: list[Row]) -> float:
    """How many of a hundred are found."""
    return 100 * sum(row[3] for row in rows) / len(rows)


def listed(rows: list[Row], *, found: bool) -> str:
    return ", ".join(f"{language}: {query} → {text}" for language, text, query, is_found in rows if is_found is found)


def plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


@pytest.mark.parametrize(
    ("part", "stemmed", "least"), [("tuning", True, 85), ("measuring", True, 70), ("measuring", False, 40)]
)
def test_words_meet_their_other_forms(part: str, stemmed: bool, least: int):
    rows = [row for row in met(part, both_ways=True) if (row[0] in STEMMED) is stemmed]
    assert share(rows) >= least, f"{share(rows):.1f} % of {len(rows)}; not {listed(rows, found=False)}"


def test_a_word_is_found_by_the_same_without_accents():
    rows = [
        (language, word, plain(word), meets(word, plain(word), language))
        for language, pairs in WORDS["measuring"].items()
        for word in dict.fromkeys(word for pair in pairs for word in pair if plain(word) != word)
        if language not in OWN_LETTERS
    ]
    assert share(rows) >= 97, listed(rows, found=False)


def test_false_friends_stay_apart():
    rows = list(met("false", both_ways=False))
    assert share(rows) <= 25, f"{share(rows):.1f} % of {len(rows)}: {listed(rows, found=True)}"
