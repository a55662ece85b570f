"""Filters written among the words of a search."""

import pytest

from tests.directory.search.conftest import found, publish_all, seven


def test_a_filter_among_the_words_is_a_filter(both: str):
    publish_all(*seven())
    results = found("q=garden+country:SE")
    assert [(chip.parameter, chip.value) for chip in results.chips()] == [("q", "garden"), ("country", "SE")]
    assert results.query == "?q=garden&country=SE"
    assert [card.title for card in results.cards()] == ["Garden of Lund"]


def test_a_filter_alone_needs_no_words(both: str):
    publish_all(*seven())
    assert found("q=country:FR").query == "?country=FR"


@pytest.mark.parametrize("written", ["country:se", "country:sweden", "country:Sverige", "COUNTRY:SE"])
def test_a_value_may_be_named_as_people_write_it(both: str, written: str):
    publish_all(*seven())
    assert found(f"q={written}").query == "?country=SE"


def test_a_term_may_be_named_by_the_beginning_of_its_name(both: str):
    publish_all(*seven())
    assert found("q=theme:mental").query == "?theme=mental-health"
    assert found('q=theme:"mental health"').query == "?theme=mental-health"


def test_it_joins_the_filter_of_the_address(both: str):
    publish_all(*seven())
    assert found("q=country:FR&country=DK").query in {"?country=DK&country=FR", "?country=FR&country=DK"}


def test_an_unknown_value_is_explained(both: str):
    (error,) = found("q=garden+country:Atlantis").errors
    assert (error.parameter, error.value) == ("country", "Atlantis")
    assert "SE" in error.valid


@pytest.mark.parametrize("text", ['"country:SE"', "https://example.org", "note: garden", "country:", ":", "a:b:c"])
def test_what_is_no_filter_stays_words(both: str, text: str):
    results = found(f"q={text}")
    assert [word for word, _value in results.asked.given] in (["q"], [])
    assert not results.errors


def test_places_and_dates_can_be_written_so_too(both: str):
    publish_all(*seven())
    given = found("q=garden+near:55.6,13.0,30+updated_since:2020").asked.given
    assert given == [("q", "garden"), ("near", "55.6,13.0,30"), ("updated_since", "2020")]
