"""Many decisions at once: a few become public together, and each stands or falls alone."""

import threading
import time

import psycopg
import pytest
from django.db import connection, connections

from directory.actions import decisions, together
from directory.actions.together import Decision, Outcome, decide_together
from directory.choices import ProposalState
from directory.models import Change, Entry, Mail, Proposal, User
from tests.directory.curate.conftest import waiting
from tests.factories import document

pytestmark = pytest.mark.django_db(transaction=True)


def several(count: int) -> list[Proposal]:
    return [waiting(document(title=f"Kitchen {n}", source=None, places=[{"country": "SE"}])) for n in range(count)]


def accepted(proposals: list[Proposal], by: User) -> list[Outcome]:
    return decide_together(decisions=[Decision(one, "accept") for one in proposals], by=by)


def transactions() -> int:
    """How many transactions changed what is public."""
    return len({str(xid) for xid in Change.objects.values_list("xid", flat=True)})


def test_a_group_of_decisions_becomes_public_at_once(curator, monkeypatch):
    monkeypatch.setattr(together, "GROUP", 3)

    outcomes = accepted(several(5), curator)

    assert [one.problem for one in outcomes] == [""] * 5
    assert [one.entry.title for one in outcomes if one.entry] == [f"Kitchen {n}" for n in range(5)]
    assert transactions() == 2
    assert Mail.objects.filter(kind="decision").count() == 5


def test_a_decision_that_is_refused_undoes_none_of_its_group(curator):
    first, second, third = several(3)
    decisions.accept(proposal=second, by=curator)

    outcomes = accepted([first, second, third], curator)

    assert [bool(one.problem) for one in outcomes] == [False, True, False]
    assert Entry.objects.public().count() == 3
    assert transactions() == 2
    assert Mail.objects.filter(kind="decision").count() == 3


def test_between_groups_the_machine_is_left_to_others_as_long_as_a_group_took(curator, monkeypatch):
    rests: list[tuple[float, bool]] = []
    monkeypatch.setattr(together, "GROUP", 2)
    monkeypatch.setattr(together.time, "sleep", lambda rest: rests.append((rest, connection.in_atomic_block)))
    begun = time.monotonic()

    accepted(several(5), curator)

    first, *others = rests
    assert first == (0.0, False)
    assert [rest > 0 and not inside for rest, inside in others] == [True, True]
    assert sum(rest for rest, _inside in others) < time.monotonic() - begun


def test_two_who_wait_for_each_other_both_get_their_way(curator):
    """The database ends the wait by breaking one transaction off: then its decisions are carried out one by one."""
    first, second = several(2)
    outcomes: list[Outcome] = []
    lock = "SELECT 1 FROM directory_proposal WHERE id = %s FOR UPDATE"

    def work() -> None:
        outcomes.extend(accepted([first, second], curator))
        connections.close_all()

    working = threading.Thread(target=work, daemon=True)
    with psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": None}) as other:
        other.execute(lock, [second.pk])
        working.start()
        _until_it_waits()
        other.execute(lock, [first.pk])
    working.join(30)

    assert [one.problem for one in outcomes] == ["", ""]
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.APPLIED}
    assert Entry.objects.count() == transactions() == Mail.objects.filter(kind="decision").count() == 2


def _until_it_waits() -> None:
    end = time.monotonic() + 20
    waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE %s"
    with connection.cursor() as cursor:
        while True:
            cursor.execute(waits, ["%directory_proposal%"])
            if cursor.fetchone():
                return
            assert time.monotonic() < end, "nobody waits"
            time.sleep(0.01)
