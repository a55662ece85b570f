"""What the night keeps of matches, and what is new in it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from directory.actions import withdraw
from directory.models import Entry
from funding.matching import kept
from funding.matching.finding import fitting_opportunities
from funding.matching.kept import BEST_CALLS, keep_matches, new_calls_of, new_initiatives_of
from funding.matching.needs import need_of_entry
from funding.models import Match, Opportunity
from tests.factories import publish

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SWEDEN, LATVIA = [{"country": "SE"}], [{"country": "LV"}]
HEALTH = {"terms": {"theme": ["health"]}, "places": SWEDEN}


def call(title: str = "A call", closes_at: datetime | None = None, **fields) -> Entry:
    return publish("call", title, call={"closes_at": closes_at and closes_at.isoformat()}, **{**HEALTH, **fields})


def kept_rows() -> set[tuple[int, int, int]]:
    return set(Match.objects.values_list("entry", "call", "score"))


def best_calls(entry: Entry) -> list[int] | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {BEST_CALLS} FROM directory_entry e WHERE e.id = %s", [entry.pk])  # noqa: S608 - ours
        return cursor.fetchone()[0]


def snapshot() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_every_night_keeps_what_the_scoring_function_finds_among_open_calls(monkeypatch):
    monkeypatch.setattr(kept, "_BATCH", 2)
    call("Open")
    call("Elsewhere", places=LATVIA)
    call("Of another theme", terms={"theme": ["work"]})
    call("About nothing", terms={})
    call("Closes", closes_at=NOW + timedelta(days=1))
    initiatives = [
        publish(kind, f"Initiative {number}", **HEALTH)
        for number, kind in enumerate(["project", "organisation", "project"])
    ]
    publish("event", "No initiative", **HEALTH)
    keep_matches(at=NOW)

    expected = {
        (entry.pk, fit.entry, fit.score)
        for entry in initiatives
        for fit in fitting_opportunities(need_of_entry(entry), at=NOW, is_call=True)
        if fit.score >= kept.LEAST_KEPT
    }
    assert len(expected) == 6
    assert kept_rows() == expected


@pytest.mark.django_db
def test_a_second_run_writes_what_has_changed_only():
    stays, goes = call("Stays"), call("Goes", closes_at=NOW + timedelta(days=1))
    one, gone = publish("project", "One", **HEALTH), publish("project", "Gone", **HEALTH)
    assert keep_matches(at=NOW) == 4
    [first] = Match.objects.filter(entry=one, call=stays).values_list("pk", flat=True)
    assert keep_matches(at=NOW) == 0

    withdraw(entry=gone, by=None, note="test")
    Match.objects.filter(pk=first).update(score=99)
    assert keep_matches(at=NOW + timedelta(days=2)) == 0
    assert kept_rows() == {(one.pk, stays.pk, 40)}
    assert Match.objects.get().pk == first
    assert goes.is_public


@pytest.mark.django_db
def test_of_many_calls_the_best_are_kept_and_of_equal_ones_those_that_close_first(monkeypatch):
    monkeypatch.setattr(kept, "MOST_KEPT", 2)
    now = datetime.now(UTC)
    call("Rolling")
    late = call("Late", closes_at=now + timedelta(days=9))
    best = call("Best", terms={"theme": ["health"], "element": ["realise"]})
    maker = publish("project", terms={"theme": ["health"], "element": ["realise"]}, places=SWEDEN)
    keep_matches(at=now)
    assert kept_rows() == {(maker.pk, best.pk, 55), (maker.pk, late.pk, 40)}
    assert best_calls(maker) == [best.pk, late.pk]
    Opportunity.objects.filter(entry=late).update(closes_at=now)
    assert best_calls(maker) == [best.pk]
    withdraw(entry=best, by=None, note="test")
    assert best_calls(maker) is None


@pytest.mark.django_db
def test_a_page_is_given_three_of_the_calls_that_were_kept():
    maker, _calls = publish("project", **HEALTH), [call(f"Call {number}") for number in range(4)]
    keep_matches(at=NOW)
    assert (len(kept_rows()), len(best_calls(maker))) == (4, 3)


@pytest.mark.django_db(transaction=True)
def test_new_is_what_was_found_between_two_snapshots_and_stays_old_when_its_score_changes():
    old, maker = call("Old"), publish("project", "Maker", **HEALTH)
    keep_matches(at=NOW)
    before = snapshot()
    new, later = call("New"), publish("project", "Later", **HEALTH)
    Match.objects.update(score=99)
    assert new_calls_of(maker, between=(before, snapshot())) == []
    middle = snapshot()
    keep_matches(at=NOW)
    after = snapshot()
    assert new_calls_of(maker, between=(before, after)) == [new.pk]
    assert new_initiatives_of(old, between=(before, after)) == [later.pk]
    assert set(new_initiatives_of(new, between=(before, after))) == {maker.pk, later.pk}
    assert new_calls_of(maker, between=(before, middle)) == []
    assert new_calls_of(maker, between=(after, snapshot())) == []
