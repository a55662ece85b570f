import pytest

from directory.models import FacetRow, FacetValue, SearchRow
from tests.factories import publish

pytestmark = pytest.mark.django_db


def words(entry) -> set[str]:
    row = SearchRow.objects.get(entry=entry)
    return {lexeme.split(":")[0].strip("'") for lexeme in row.text.split()}


def test_an_entry_counts_under_its_terms_and_all_that_are_broader():
    entry = publish(terms={"theme": ["mental-health"], "method": ["realise:acceleration"]})

    facets = FacetRow.objects.get(entry=entry).facets
    found = {(value.facet, value.value) for value in FacetValue.objects.filter(pk__in=facets)}
    assert found == {
        ("kind", "organisation"),
        ("language", "en"),
        ("source", "first"),
        ("theme", "mental-health"),
        ("theme", "health"),
        ("method", "realise:acceleration"),
        ("element", "realise"),
    }


def test_the_language_marker_says_in_which_languages_the_entry_has_texts():
    entry = publish(language="sv", terms={"theme": ["health"]}, texts={"fi": {"title": "Yhteinen keittiö"}})

    assert {word for word in words(entry) if word.startswith("=")} == {"=sv", "=fi"}


def test_words_are_found_as_written_folded_and_by_their_stem():
    entry = publish(language="sv", title="Gemensamma trädgårdar")

    assert {"gemensamma", "tradgardar", "sv/gemensamm", "sv/tradgard"} <= words(entry)


def test_the_names_of_terms_in_every_language_are_found():
    entry = publish(terms={"theme": ["health"]}, places=[{"country": "SE", "city": "Malmö"}])

    assert {"health", "halsa", "sundhed", "malmo", "sverige"} <= words(entry)


def test_a_hidden_place_is_found_by_its_country_only():
    entry = publish(places=[{"country": "SE", "city": "Malmö", "address": "Storgatan 1", "hidden": True}])

    assert "sverige" in words(entry)
    assert not {"malmo", "storgatan"} & words(entry)


def test_a_text_too_long_for_a_vector_is_indexed_by_its_beginning():
    text = " ".join(f"word{number}" for number in range(6000))
    entry = publish(description=text[:50_000], texts={code: {"description": text[:50_000]} for code in ("fr", "de")})

    assert "word1" in words(entry)


@pytest.mark.parametrize("odd", ["x" * 40_000, "'\\:*&|!()<->" * 100, "ŉ ½ … ﷺ " * 50, "\u0301" * 200 + "a"])
def test_odd_text_is_indexed_without_an_error(odd):
    assert words(publish(language="en", description=odd))
