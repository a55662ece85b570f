"""An entry in the fields and language asked for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.api.representation import in_language

SWEDISH = {
    "language": "sv",
    "title": "Trädgård",
    "summary": "Odla",
    "description": "",
    "texts": {
        "en": {"title": "Garden", "summary": "", "description": "Grow", "origin": "human", "source_hash": ""},
        "pt-BR": {"title": "Jardim", "summary": "", "description": "", "origin": "machine", "source_hash": ""},
    },
}


def test_texts_come_in_the_language_asked_for() -> None:
    shown = in_language(SWEDISH, "en")

    assert (shown["language"], shown["original_language"]) == ("en", "sv")
    assert (shown["title"], shown["description"]) == ("Garden", "Grow")


def test_what_is_not_translated_stays_in_the_original() -> None:
    assert in_language(SWEDISH, "en")["summary"] == "Odla"


def test_the_original_stands_among_the_other_texts() -> None:
    texts = in_language(SWEDISH, "en")["texts"]

    assert texts.keys() == {"sv", "pt-BR"}
    assert (texts["sv"]["title"], texts["sv"]["origin"]) == ("Trädgård", "original")


def test_another_form_of_the_language_is_taken_where_there_is_one() -> None:
    assert in_language(SWEDISH, "pt")["title"] == "Jardim"
    assert in_language(SWEDISH, "pt-PT")["language"] == "pt-BR"


@pytest.mark.parametrize("language", ["", "fi", "sv", "sv-FI"])
def test_without_a_translation_the_document_stays_as_it_is(language: str) -> None:
    assert in_language(SWEDISH, language) == SWEDISH


texts = st.dictionaries(
    st.sampled_from(["en", "en-GB", "da", "fi"]),
    st.fixed_dictionaries({name: st.text(max_size=4) for name in ("title", "summary", "description", "origin")}),
)


@given(texts, st.sampled_from(["", "en", "en-US", "da", "sv"]))
def test_no_text_is_ever_lost(translations: dict[str, Any], language: str) -> None:
    document = {**SWEDISH, "texts": translations}
    shown = in_language(document, language)

    assert {shown["language"], *shown["texts"]} == {"sv", *translations}
    assert shown["title"]
