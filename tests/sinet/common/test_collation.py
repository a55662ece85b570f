import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinet.common.collation import COLLATIONS, collation_for, sort_key

SORTED = {
    "root": [
        "Åbo",
        "Ægir",
        "Apfel",
        "École",
        "Essen",
        "Łódź",
        "Lublin",
        "Ørsted",
        "Strasse",
        "Straßen",
        "Zug",
    ],
    "sv": ["Abborre", "Yta", "Yxa", "Zebra", "Ål", "Åska", "Ängel", "Ärlig", "Öl", "Örn"],
    "da": ["Abe", "Vand", "Zebra", "Æble", "Ærlig", "Øl", "Ørred", "Aabenraa", "Ål", "Aalborg", "Århus"],
}
FINNISH = [
    "Ahvenanmaa",
    "Hämeenlinna",
    "Šakki",
    "Tampere",
    "Vaasa",
    "Yrittäjä",
    "Zeniitti",
    "Åbo",
    "Äänekoski",
    "Öljy",
]
NORWEGIAN = ["Alta", "Bodø", "Zoolog", "Ærfugl", "Ørland", "Ålesund"]


def az(words: list[str], collation: str) -> list[str]:
    return sorted(words, key=lambda word: sort_key(word, collation))


@pytest.mark.parametrize("collation", COLLATIONS)
def test_words_stand_in_the_order_of_a_dictionary_of_the_language(collation: str) -> None:
    words = SORTED[collation]

    assert az(words[::-1], collation) == words
    assert az([word.upper() for word in words[::-1]], collation) == [word.upper() for word in words]


def test_finnish_and_norwegian_words_stand_in_order() -> None:
    assert az(FINNISH[::-1], collation_for("fi")) == FINNISH
    assert az(NORWEGIAN[::-1], collation_for("nb")) == NORWEGIAN


def test_foreign_letters_stand_with_the_nearest_letter_of_the_language() -> None:
    assert az(["Zug", "Ærlig", "Ångström", "Örn", "Ørn", "Müller", "Mynta"], "sv") == [
        *("Müller", "Mynta", "Zug", "Ångström", "Ærlig", "Örn", "Ørn")
    ]


def test_greek_and_cyrillic_stand_behind_latin() -> None:
    assert az(["Ωmega", "Škola", "Zebra", "Бор"], "root") == ["Škola", "Zebra", "Ωmega", "Бор"]


def test_numbers_sort_by_value_and_punctuation_does_not_count() -> None:
    assert az(["Room 10", "Room 9", "«Room» 009b", "(Attic)", "#Zoo"], "root") == [
        *("(Attic)", "Room 9", "«Room» 009b", "Room 10", "#Zoo")
    ]


def test_a_shorter_name_stands_before_a_longer_one_that_begins_with_it() -> None:
    assert az(["Hubs", "Hub Berlin", "Hub"], "root") == ["Hub", "Hub Berlin", "Hubs"]


@given(st.text(), st.text(), st.sampled_from(COLLATIONS))
def test_texts_that_differ_have_keys_that_differ(one: str, other: str, collation: str) -> None:
    def seen(text: str) -> str:
        return sort_key(text, collation).split("\t", 1)[1]

    assert (sort_key(one, collation) == sort_key(other, collation)) == (seen(one) == seen(other))


@given(st.text(min_size=200), st.sampled_from(COLLATIONS))
def test_a_key_can_be_stored_and_indexed(text: str, collation: str) -> None:
    key = sort_key(text, collation)

    assert "\0" not in key
    assert len(key.encode()) <= 2500


@pytest.mark.parametrize(
    ("language", "collation"),
    [
        ("sv", "sv"),
        ("sv-FI", "sv"),
        ("fi", "sv"),
        ("da", "da"),
        ("nn", "da"),
        ("en", "root"),
        ("und", "root"),
    ],
)
def test_a_language_has_its_collation(language: str, collation: str) -> None:
    assert collation_for(language) == collation


def test_an_unknown_collation_is_an_error() -> None:
    with pytest.raises(KeyError):
        sort_key("a", "xx")
