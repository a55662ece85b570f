"""A query that names a term or a town also finds its other names."""

import pytest
from django.test import Client

from directory.models import City, Country, Term
from sinet.common.text import fold
from tests.directory.search.conftest import found, publish_all, titles
from tests.factories import document

VIENNA = {"country": "AT", "city": "Wien", "latitude": 48.2, "longitude": 16.4, "precision": "city"}


@pytest.fixture
def directory(both: str) -> None:
    Country.objects.get_or_create(code="AT", defaults={"code3": "AUT", "name": "Austria", "continent": "EU"})
    City.objects.create(
        geoname=1, name="Vienna", country_id="AT", latitude=48.2, longitude=16.4, population=10,
        names=[fold(name) for name in ("Vienna", "Wien", "Wiedeń", "Bécs", "La Vienne")],
    )  # fmt: skip
    Term.objects.filter(vocabulary="theme", key="work").update(
        labels={"en": "Work", "sv": "Arbete"}, alternatives={"da": ["Unge uden job"], "en": "NEET"}
    )
    publish_all(
        document(title="Bakery", places=[VIENNA]),
        document(title="Workshop", terms={"theme": ["work"]}),
        document(title="Unge og job uden ende"),
        document(title="Shelter", places=[{**VIENNA, "hidden": True}]),
    )


@pytest.mark.parametrize("name", ["Wien", "vienna", "wieden", "Bécs", "la vienne"])
def test_a_town_is_found_by_all_its_names(directory: None, name: str):
    assert titles(f"q={name}") == ["Bakery"]


def test_a_term_is_found_by_its_other_names(directory: None):
    assert titles("q=NEET") == ["Workshop"]
    assert set(titles("q=unge+uden+job")) == {"Workshop", "Unge og job uden ende"}


def test_what_was_added_is_said_and_can_be_switched_off(directory: None):
    results = found("q=unge+uden+job")
    assert set(results.also_searched) == {"Work", "Arbete", "NEET"}
    exact = found("q=unge+uden+job&exact=1")
    assert [card.title for card in exact.cards()] == ["Unge og job uden ende"]
    assert (exact.is_exact, exact.also_searched, exact.query) == (
        True,
        results.also_searched,
        "?q=unge+uden+job&exact=1",
    )


def test_within_a_tier_the_words_as_typed_come_before_their_other_names(both: str):
    Term.objects.filter(vocabulary="theme", key="work").update(labels={"en": "Work"}, alternatives={"da": ["Job"]})
    publish_all(
        document(title="Job for all"),
        document(title="Work for all", terms={"theme": ["work"]}),
        document(title="Elsewhere", summary="A job"),
        document(title="Another", summary="Some work"),
    )
    assert titles("q=job") == ["Job for all", "Work for all", "Elsewhere", "Another"]


def test_the_rest_of_the_words_must_still_be_there(directory: None):
    assert titles("q=bakery+vienna") == ["Bakery"]
    assert titles("q=garden+vienna") == []


def test_a_phrase_means_only_what_it_says(directory: None):
    results = found('q="wieden"')
    assert (results.total, results.also_searched) == (0, ())


def test_a_name_that_no_public_entry_uses_adds_nothing(directory: None):
    City.objects.filter(geoname=1).update(names=["elsewhere"])
    assert found("q=elsewhere").also_searched == ()


def test_exact_takes_nothing_but_one(directory: None):
    (error,) = found("q=wien&exact=perhaps").errors
    assert error.parameter == "exact"
    assert found("q=wien&exact=perhaps").total == 1


def test_among_few_results_another_word_is_proposed_where_it_finds_more(both: str):
    publish_all(
        *(document(title=f"Carpentry {number}") for number in ("one", "two")),
        document(title="Joinery", description="The carpenty of old"),
    )
    meant = found("q=carpenty").meant()
    assert meant is not None
    assert (meant.query, meant.count) == ("?q=carpentry", 2)
    assert found("q=carpentry").meant() is None


def test_the_page_says_what_was_added(directory: None, client: Client):
    page = client.get("/en/search/?q=wieden").content.decode()
    assert "Also searched: Wien." in page
    assert "?q=wieden&amp;exact=1" in page
    exact = client.get("/en/search/?q=wieden&exact=1").content.decode()
    assert "Search also for Wien" in exact
