import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.actions import withdraw
from directory.models import City
from directory.search import overview, suggest
from sinet.common.text import fold
from tests.directory.search.conftest import MALMO, publish_all, seven
from tests.factories import document, reference


def labels(q: str, group: str, language: str = "en") -> list[str]:
    return [one.label for one in getattr(suggest(q, language=language), group)]


@pytest.fixture
def towns(both: str) -> None:
    City.objects.create(
        geoname=1, name="København", country_id="DK", latitude=55.7, longitude=12.6, population=10,
        names=[fold(name) for name in ("København", "Copenhagen", "Kööpenhamina")],
    )  # fmt: skip


def test_a_beginning_finds_titles_terms_tags_and_towns(both: str, towns: None):
    publish_all(*seven(), document(title="Copper workshop", tags=["copy shop"]))
    assert labels("cop", "entries") == ["Copper workshop"]
    assert labels("cop", "tags") == ["copy shop"]
    assert labels("cop", "places") == ["København"]
    assert labels("men", "terms") == ["Mental health"]


def test_a_term_is_suggested_by_its_name_in_any_language_with_its_count(both: str):
    publish_all(*seven())
    (term,) = suggest("häl", language="en").terms
    assert (term.label, term.detail, term.count) == ("Health", "Theme", 2)
    assert term.url == "/en/search/?theme=health"


def test_only_what_public_entries_have_is_suggested(both: str):
    (entry,) = publish_all(document(title="Unique garden", tags=["unheard"], places=[MALMO]))
    assert suggest("un", language="en")
    withdraw(entry=entry, by=None, note="")
    assert not suggest("un", language="en")


def test_one_letter_suggests_nothing(both: str):
    publish_all(*seven())
    assert not suggest("k", language="en")


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.text(max_size=60) | st.text(alphabet="'\\:*&|! a", max_size=20))
def test_any_text_is_answered(text: str):
    suggest(text, language="da")


def test_figures_are_counted(both: str):
    reference()
    publish_all(*seven())
    figures = overview("en")
    assert (figures.total, figures.countries, figures.relations) == (7, 3, 0)
    assert figures.kinds == {"organisation": 3, "project": 2, "case": 2, "publication": 0, "event": 0, "call": 0}
    assert [(element.value, element.count) for element in figures.elements] == [
        ("identify", 0),
        ("mobilise", 0),
        ("ideate", 0),
        ("realise", 1),
        ("change", 0),
    ]
