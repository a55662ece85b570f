"""Word meets word across spellings and languages; what only looks alike does not."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.search.lexemes import tsquery
from directory.search.query import parse

pytestmark = pytest.mark.django_db
LANGUAGES = ("da", "de", "en", "es", "fi", "fr", "it", "lv", "nl", "pt", "sv", "und")


def matches(query: str, text: str, language: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sinet_vector(%s, %s) @@ %s::tsquery", [language, text, tsquery(parse(query), LANGUAGES)])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("gardens", "A garden for all", "en"),
        ("Aarhus", "Byhave i Århus", "da"),
        ("Århus", "Byhave i Aarhus", "da"),
        ("Koeln", "Nachbarn in Köln", "de"),
        ("koln", "Nachbarn in Köln", "de"),
        ("kobenhavn", "Haver i København", "da"),
        ("jovenes", "Empleo para jóvenes", "es"),
        ("joven", "Empleo para jóvenes", "es"),
        ("éducation", "education populaire", "fr"),
        ("arbejde", "Arbejdet for unge", "da"),
        ("flyktingar", "Arbete för flyktingarna", "sv"),
        ("talossa", "Talot kaupungissa", "fi"),
        ("lodz", "Biblioteka w Łódź", "und"),
        ("covid 19", "After COVID-19", "en"),
        ("ελληνικά", "ΕΛΛΗΝΙΚΑ", "und"),
        ("d'accord", "tous d’accord", "fr"),
        ('"men and health"', "About men and health", "en"),
        ("men health", "Men and their health", "en"),
    ],
)
def test_a_word_is_found_in_its_other_forms(query: str, text: str, language: str):
    assert matches(query, text, language)


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("organs", "Organisering av arbete", "sv"),
        ("health", "Heal thyself", "en"),
        ('"health men"', "About men and health", "en"),
        ("garden -food", "Garden and food", "en"),
        ("garden food", "A garden", "en"),
        ("école", "An e-cole", "en"),
    ],
)
def test_what_only_looks_alike_is_not_found(query: str, text: str, language: str):
    assert not matches(query, text, language)


def test_a_minus_holds_for_every_language_of_the_query():
    assert not matches("garden -people", "Garden for peoples", "en")


def test_a_stop_word_of_one_language_asks_only_for_that_language():
    # "men" is a stop word in Swedish, so it asks nothing of a Swedish text but to be Swedish.
    assert matches("men health", "Health för alla", "sv")
    assert not matches("men health", "Health for all", "en")


def test_stop_words_alone_are_looked_for_as_they_are():
    assert matches("the who", "Songs of The Who", "en")
    assert not matches("the who", "Songs of Abba", "en")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(max_size=80) | st.text(alphabet="'\\\"!&|():*<->=/ aé\u0301ß", max_size=40))
def test_no_text_breaks_a_tsquery(text: str):
    matches(text, "any text", "en")
