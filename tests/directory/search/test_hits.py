"""What words find is remembered, and put together for searches of several of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.actions import withdraw
from directory.documents import read
from directory.indexing import rebuild
from directory.search import hits as searching
from directory.search import steps
from sinet.common.kept import Kept
from tests.directory.search.conftest import found, publish_all, titles
from tests.factories import document, reference

TEXTS = (
    document(title="A garden for schools"),
    document(title="Garden", summary="For a school."),
    document(title="School", description="Without a garden."),
    document(title="Schools"),
    document(title="Gardens"),
)


def asked_of_the_database(query: str) -> int:
    """How often a search asks the full-text index."""
    with CaptureQueriesContext(connection) as queries:
        assert found(query).total
    return sum("sinet_hits" in (one["sql"] or "") for one in queries.captured_queries)


def test_words_that_were_asked_for_are_not_asked_for_again_together(transactional_db: None) -> None:
    reference()
    publish_all(*TEXTS)
    asked = titles("q=garden+school")
    assert asked == ["A garden for schools", "Garden", "School"]
    searching.forget_hits()
    assert asked_of_the_database("q=garden+school") == 1
    searching.forget_hits()
    assert asked_of_the_database("q=garden") == 1
    assert asked_of_the_database("q=school") == 1
    assert asked_of_the_database("q=garden+school") == 0
    assert titles("q=garden+school") == asked


def test_what_has_a_minus_is_asked_for(transactional_db: None) -> None:
    reference()
    publish_all(*TEXTS)
    assert found("q=garden").total
    assert found("q=school").total
    assert asked_of_the_database("q=garden+-school") == 1


def test_words_beside_phrases_are_asked_for_by_themselves(transactional_db: None) -> None:
    reference()
    publish_all(*TEXTS, document(title="For schools alone"))
    query = 'q="for+schools"+OR+garden+school'
    assert set(titles(query)) == {"A garden for schools", "Garden", "School", "For schools alone"}
    searching.forget_hits()
    assert asked_of_the_database(query) == 3
    assert asked_of_the_database('q="for+schools"') == 0


def test_after_a_change_only_what_is_new_is_asked_for(transactional_db: None) -> None:
    reference()
    entries = publish_all(*TEXTS)
    assert titles("q=garden") == ["Gardens", "Garden", "A garden for schools", "School"]

    publish_all(document(title="Another garden"), document(title="Kitchen"))
    withdraw(entry=entries[4], by=None, note="")
    publish_all(
        {**read(entries[1], public=False), "title": "Orchard"},
        {**read(entries[3], public=False), "title": "Schools with gardens"},
    )

    assert asked_of_the_database("q=garden") == 0
    carried = titles("q=garden")
    searching.forget_hits()
    assert carried == titles("q=garden") == ["Schools with gardens", "Another garden", "A garden for schools", "School"]


def test_too_many_changes_and_a_state_that_is_long_past_have_the_question_asked_anew(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference()
    publish_all(*TEXTS)
    assert found("q=garden").total == 4
    monkeypatch.setattr(searching, "_MOST_CHANGED", 1)
    publish_all(document(title="Garden one"), document(title="Garden two"))
    assert asked_of_the_database("q=garden") == 1

    monkeypatch.setattr(steps, "_MOST", 2)
    for number in range(2):
        publish_all(document(title=f"Kitchen {number}"))
        assert found(f"q=kitchen+{number}").total
    publish_all(document(title="Kitchen"))
    assert asked_of_the_database("q=garden") == 1
    assert found("q=garden").total == 6


def test_what_was_found_before_the_index_was_rebuilt_is_not_carried_on(transactional_db: None) -> None:
    reference()
    publish_all(*TEXTS)
    assert found("q=garden").total == 4
    rebuild()
    assert asked_of_the_database("q=garden") == 1


def test_what_is_remembered_has_a_limit(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    reference()
    publish_all(*TEXTS)
    monkeypatch.setattr(searching, "REMEMBERED", Kept(16_000))
    assert found("q=garden").total
    for number in range(20):
        assert found(f"q=word{number}").total == 0
    assert asked_of_the_database("q=garden") == 1
