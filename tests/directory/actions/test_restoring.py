"""Undoing what was done together."""

import pytest

from directory.actions import apply_bulk
from directory.actions.errors import NotAllowed
from directory.actions.restoring import undo_together
from directory.choices import Channel
from directory.models import ChangeSet, Entry
from tests.factories import document, reference
from tests.factories.people import centre, person

pytestmark = pytest.mark.django_db


def test_a_set_of_changes_is_undone_by_who_may_edit_each_of_its_entries_and_not_by_who_may_edit_some():
    reference()
    centre("se", is_default=True)
    both = [document(title=code, places=[{"country": code}]) for code in ("SE", "DK")]
    apply_bulk(documents=both, channel=Channel.IMPORT, by=None, title="Two countries")
    change_set = ChangeSet.objects.get(title="Two countries")

    with pytest.raises(NotAllowed):
        undo_together(change_set=change_set, by=person(role="editor", at=centre("dk")), note="")
    assert Entry.objects.public().count() == 2

    undo_together(change_set=change_set, by=person("all@example.org", is_coordinator=True), note="")
    assert Entry.objects.public().count() == 0
