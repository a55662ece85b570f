"""The other names that are shipped: whole, once each, and with a line that says where they come from."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

import directory
from directory.search.query import words_of
from directory.search.synonyms import everyday_words
from sinet.common.text import fold

DATA: Final = Path(directory.__file__).parent / "data"
VOCABULARIES: Final[list[dict[str, Any]]] = json.loads((DATA / "vocabularies.json").read_text(encoding="utf-8"))
GROUPS: Final = json.loads((DATA / "everyday_words.json").read_text(encoding="utf-8"))["groups"]
MOST_WORDS: Final = 8


def names_of(languages: dict[str, list[str]]) -> list[str]:
    return [name for names in languages.values() for name in names]


@pytest.mark.parametrize("row", VOCABULARIES, ids=lambda row: row["key"])
def test_a_list_with_other_names_says_that_they_are_an_editorial_addition(row: dict[str, Any]):
    has_names = any(term.get("alternatives") for term in row["terms"])
    assert ("Other names" in row["source"]) == has_names
    assert not has_names or "editorial addition by sinet" in row["source"].splitlines()[-1]


@pytest.mark.parametrize("row", VOCABULARIES, ids=lambda row: row["key"])
def test_where_a_list_comes_from_can_be_read_by_anybody(row: dict[str, Any]):
    texts = [row["source"], row.get("note", ""), *(term.get("note", "") for term in row["terms"])]
    assert not re.search(r"[0-9a-f]{40}|recalled|this folder|\.json|\.rb|\.php", " ".join(texts))
    assert row["source"] or not row["terms"]


@pytest.mark.parametrize("row", VOCABULARIES, ids=lambda row: row["key"])
def test_no_other_name_stands_twice_or_repeats_a_label(row: dict[str, Any]):
    for term in row["terms"]:
        for language, names in term.get("alternatives", {}).items():
            folded = [fold(name) for name in names]
            assert len(set(folded)) == len(folded), (term["key"], language)
            assert fold(term["labels"].get(language, "")) not in folded, (term["key"], language)


def test_every_name_is_short_enough_to_be_met_and_holds_words():
    names = [name for row in VOCABULARIES for term in row["terms"] for name in names_of(term.get("alternatives", {}))]
    names += [name for group in GROUPS for name in names_of(group)]
    assert [name for name in names if not 1 <= len(words_of(fold(name))) <= MOST_WORDS] == []


def test_youth_without_work_is_met_in_five_languages():
    (theme,) = (row for row in VOCABULARIES if row["key"] == "theme")
    (work,) = (term for term in theme["terms"] if term["key"] == "work-and-employment")
    names = names_of(work["alternatives"])
    assert {"NEET", "Unge uden job", "Arbetslösa ungdomar", "Jugendarbeitslosigkeit", "Chômage des jeunes"} <= set(
        names
    )


def test_an_everyday_word_leads_to_all_its_names():
    (names,) = everyday_words()[("tidsbank",)]
    assert {"time bank", "banca del tempo", "Zeitbank"} <= set(names)
