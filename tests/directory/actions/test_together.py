"""Many decisions at once: a few become public together, and each stands or falls alone."""

import threading
import time

import psycopg
import pytest
from django.db import connection, connections
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from directory.actions import accepting
from directory.actions.together import decide_together
from directory.choices import ProposalState
from directory.models import Change, Criterion, Decision, Entry, Mail, Proposal, ProposalEvent, Relation, User
from tests.directory.curate.conftest import change, waiting
from tests.factories import document, publish

pytestmark = pytest.mark.django_db(transaction=True)


def several(count: int) -> list[Proposal]:
    return [waiting(document(title=f"Kitchen {n}", source=None, places=[{"country": "SE"}])) for n in range(count)]


def accepted(proposals: list[Proposal], by: User) -> list[str]:
    """Why each was not accepted, empty where it was."""
    return decide_together(decisions=[Decision(proposal=one, do="accept") for one in proposals], by=by)


def titles(proposals: list[Proposal]) -> list[str]:
    """The titles of the entries that they became."""
    entries = dict(Proposal.objects.filter(entry__isnull=False).values_list("pk", "entry__title"))
    return [entries[one.pk] for one in proposals if one.pk in entries]


def transactions() -> int:
    """How many transactions changed what is public."""
    return len({str(xid) for xid in Change.objects.values_list("xid", flat=True)})


def test_decisions_become_public_at_once(curator):
    proposals = several(5)

    assert accepted(proposals, curator) == [""] * 5
    assert titles(proposals) == [f"Kitchen {n}" for n in range(5)]
    assert transactions() == 1
    assert Mail.objects.filter(kind="decision").count() == 5


def test_a_decision_that_is_refused_undoes_none_of_its_group(curator):
    first, second, third = several(3)
    accepting.accept(proposal=second, by=curator)

    problems = accepted([first, second, third], curator)

    assert [bool(problem) for problem in problems] == [False, True, False]
    assert Entry.objects.public().count() == 3
    assert transactions() == 2
    assert Mail.objects.filter(kind="decision").count() == 3


def test_a_group_takes_hardly_more_statements_than_one(curator):
    def statements(count: int) -> int:
        proposals = several(count)
        Entry.objects.update(slug=F("uid"))  # nobody else has the names
        with CaptureQueriesContext(connection) as queries:
            assert accepted(proposals, curator) == [""] * count
        return len(queries)

    jobs = ProcrastinateJob.objects.filter(task_name="directory.send_mail")
    before = jobs.count()
    statements(2)  # the first ones fill what is kept
    two, twelve = statements(2), statements(12)

    assert twelve <= two + 5, "each decision has statements of its own"
    assert Proposal.objects.filter(state=ProposalState.APPLIED, entry__isnull=False).count() == 16
    assert Change.objects.count() == ProposalEvent.objects.filter(what="applied").count() == 16
    assert jobs.count() - before == 16


def test_what_comes_along_is_accepted_with_its_proposal_in_a_group(curator):
    project = document("project", "Shared garden", source=None, places=[{"country": "SE"}])
    lead = document(title="New club", source=None, relations=[{"role": "leads", "object": project["uid"]}])

    proposals = [*several(1), waiting(project, lead), *several(1)]

    assert accepted(proposals, curator) == [""] * 3
    assert titles(proposals) == ["Kitchen 0", "Shared garden", "Kitchen 0"]
    assert Relation.objects.public().get().subject.title == "New club"


def test_of_two_proposals_to_change_an_entry_the_first_is_accepted_and_the_second_a_conflict(curator):
    entry = publish(title="Old", places=[{"country": "SE"}])
    first, second = change(entry, title="First"), change(entry, title="Second")

    problems = accepted([*several(1), first, second, *several(1)], curator)

    assert [bool(problem) for problem in problems] == [False, False, True, False]
    entry.refresh_from_db()
    assert entry.title == "First"


def test_what_another_centre_decides_is_refused_and_the_rest_accepted(curator, danish):
    theirs = waiting(document(title="Café", source=None, places=[{"country": "DK"}]))

    problems = accepted([*several(2), theirs], curator)

    assert [bool(problem) for problem in problems] == [False, False, True]
    theirs.refresh_from_db()
    assert theirs.state == ProposalState.WAITING


def test_decisions_of_several_sorts_are_carried_out_in_their_order(curator, centre):
    entry = publish(title="Old", places=[{"country": "SE"}])
    criterion = Criterion.objects.get(centre=centre, key="scope")
    no, yes, mine, none = (*several(1), change(entry, title="New"), *several(2))

    problems = decide_together(
        decisions=[
            Decision(proposal=no, do="reject", criterion=criterion),
            Decision(proposal=yes, do="accept"),
            Decision(proposal=mine, do="assign", to=curator),
            Decision(proposal=none, do="reject"),
        ],
        by=curator,
    )

    assert [bool(problem) for problem in problems] == [False, False, False, True]
    states = [Proposal.objects.get(pk=one.pk).state for one in (no, yes, mine, none)]
    assert states == ["rejected", "applied", "waiting", "waiting"]


def test_two_who_wait_for_each_other_both_get_their_way(curator):
    """The database ends the wait by breaking one transaction off: then its decisions are carried out one by one."""
    first, second = several(2)
    problems: list[str] = []
    lock = "SELECT 1 FROM directory_proposal WHERE id = %s FOR UPDATE"

    def work() -> None:
        problems.extend(accepted([first, second], curator))
        connections.close_all()

    working = threading.Thread(target=work, daemon=True)
    with psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": None}) as other:
        other.execute(lock, [second.pk])
        working.start()
        _until_it_waits()
        other.execute(lock, [first.pk])
    working.join(30)

    assert problems == ["", ""]
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
