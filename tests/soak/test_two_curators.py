"""Two curators edit the same entries at the same moment: nobody's change is overwritten silently."""

import random
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import close_old_connections, connections

from directory.actions import Conflict, accepting, revise
from directory.actions.proposals import start_draft
from directory.actions.receiving import receive
from directory.choices import Intent, Kind
from directory.documents import read
from directory.models import Entry, Revision, User
from tests.factories import publish
from tests.factories.people import person
from tests.soak.length import size

EDITS = (40, 200)
ENTRIES = 5


def word(who: int, number: int) -> str:
    return f"edit-{who}-{number}"


class Curator(threading.Thread):
    """Adds a word to one of the entries, again and again, and looks anew when somebody else was quicker."""

    def __init__(self, who: int, user: User, entries: list[Entry], meeting: threading.Barrier) -> None:
        super().__init__()
        self.who, self.user, self.entries, self.meeting = who, user, entries, meeting
        self.chance = random.Random(who)
        self.done: list[tuple[int, str]] = []
        self.conflicts = 0
        self.error: BaseException | None = None

    def run(self) -> None:
        close_old_connections()
        try:
            for number in range(size(*EDITS) // 2):
                self.meeting.wait(60)
                entry = self.entries[number % ENTRIES]
                while not self.edits(entry.pk, word(self.who, number)):
                    self.conflicts += 1
        except BaseException as error:  # noqa: BLE001 - shown by the test
            self.error = error
            self.meeting.abort()
        finally:
            connections.close_all()

    def edits(self, key: int, added: str) -> bool:
        entry = Entry.objects.get(pk=key)
        document = read(entry, public=False)
        proposal, _secret = start_draft(kind=Kind(entry.kind), intent=Intent.CHANGE, language="en", entry=entry)
        changed = {**document, "description": f"{document['description']} {added}".strip()}
        proposal = receive(proposal=proposal, documents=[changed], by=self.user)
        try:
            accepting.accept(proposal=proposal, by=self.user)
        except Conflict:
            return False
        self.done.append((key, added))
        return True


Working = Callable[[list[Entry], threading.Barrier], list[Curator]]


def edited(curators: Working) -> tuple[list[Curator], list[str]]:
    """Let them work. Returns them, and the words that were published and are gone."""
    entries = [publish("organisation", f"Garden {number}", places=[{"country": "SE"}]) for number in range(ENTRIES)]
    working = curators(entries, threading.Barrier(2))
    for one in working:
        one.start()
    for one in working:
        one.join()
    assert [one.error for one in working] == [None, None]
    texts = {entry.pk: entry.description.split() for entry in Entry.objects.filter(pk__in=[e.pk for e in entries])}
    return working, [added for one in working for key, added in one.done if added not in texts[key]]


@pytest.fixture
def two(curator, centre) -> Any:
    other = person("other@example.org", role="reviewer", at=centre)
    return lambda entries, meeting: [Curator(who, user, entries, meeting) for who, user in enumerate((curator, other))]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_overwritten_silently(two):
    working, lost = edited(two)

    assert lost == []
    assert sum(len(one.done) for one in working) == size(*EDITS)
    assert sum(one.conflicts for one in working) > 0, "they never met: the test says nothing"
    assert Revision.objects.filter(state="applied").count() == ENTRIES + size(*EDITS)


@pytest.mark.django_db(transaction=True)
def test_the_control_without_the_check_overwrites(two, monkeypatch):
    """What the test above would see if nobody compared with the current revision."""

    def unchecked(revisions: Sequence[Revision], _documents: Any) -> list[Entry]:
        rows = Entry.objects.select_for_update()
        return [rows.get(pk=one.entry_id) if one.entry_id else Entry() for one in revisions]

    monkeypatch.setattr(revise, "_locked_entries", unchecked)
    _working, lost = edited(two)

    assert lost != []
