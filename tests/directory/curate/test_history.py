import pytest

from directory.actions import accepting, apply_bulk, withdraw
from directory.choices import Channel
from directory.models import ChangeSet, Entry, Revision
from tests.directory.curate.conftest import change, page, waiting
from tests.factories import document, publish
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db


def history(entry: Entry) -> str:
    return f"/en/curate/entries/{entry.uid}/history/"


@pytest.fixture
def renamed(centre, manager):
    entry = publish(title="Old name", places=[{"country": "SE"}])
    accepting.accept(proposal=change(entry, title="New name"), by=manager)
    entry.refresh_from_db()
    return entry


def test_history_says_who_when_by_which_way_and_what_changed(managing, renamed):
    shown = page(managing.get(history(renamed)))

    assert "Decided by: manager@example.org" in shown
    assert "Came by: Form" in shown
    assert "Came by: Import" in shown
    assert "1 field changed" in shown


def test_an_older_state_is_restored_as_a_new_revision(managing, renamed):
    first = renamed.revisions.order_by("pk").first()

    managing.post(f"/en/curate/revisions/{first.uid}/restore/", {"seen": renamed.revision_id, "text": "Wrong name."})

    renamed.refresh_from_db()
    assert renamed.title == "Old name"
    assert renamed.revisions.applied().count() == 3
    assert renamed.revision.note == "Wrong name."


def test_a_withdrawn_entry_comes_back_by_restoring(managing, renamed, manager):
    seen = renamed.revision
    withdraw(entry=renamed, by=manager, note="")

    managing.post(f"/en/curate/revisions/{seen.uid}/restore/")

    renamed.refresh_from_db()
    assert renamed.is_public


def test_restoring_upon_a_page_that_is_out_of_date_is_refused(managing, renamed):
    first = renamed.revisions.order_by("pk").first()

    response = managing.post(f"/en/curate/revisions/{first.uid}/restore/", {"seen": first.pk}, follow=True)

    assert "The entry has changed since you opened this page." in page(response)
    renamed.refresh_from_db()
    assert renamed.title == "New name"


def test_a_reviewer_sees_history_and_restores_nothing(signed_in, renamed):
    first = renamed.revisions.order_by("pk").first()

    assert "Restore this state" not in page(signed_in.get(history(renamed)))
    assert signed_in.post(f"/en/curate/revisions/{first.uid}/restore/").status_code == 403


def test_the_history_of_another_territory_is_closed(client, renamed, danish, manager):
    sign_in(client, person("dane@example.org", role="manager", at=danish))
    first = renamed.revisions.order_by("pk").first()

    assert client.get(history(renamed)).status_code == 403
    assert client.post(f"/en/curate/revisions/{first.uid}/restore/").status_code == 403
    withdraw(entry=renamed, by=manager, note="")
    assert client.get(history(renamed)).status_code == 404


def test_what_was_only_proposed_cannot_be_restored(managing, renamed):
    proposal = waiting()

    assert managing.post(f"/en/curate/revisions/{proposal.revision.uid}/restore/").status_code == 404


def test_a_change_set_is_undone_once(managing, centre):
    rows = [document(title=f"Row {number}", places=[{"country": "SE"}]) for number in range(2)]
    made = apply_bulk(documents=rows, channel=Channel.IMPORT, by=None, title="Import of two")
    address = f"/en/curate/changes/{made.uid}/"
    assert "Import of two" in page(managing.get("/en/curate/changes/"))

    managing.post(address, {"text": "Wrong file"})
    again = managing.post(address, follow=True)

    assert not Entry.objects.public().exists()
    assert "This has been undone already." in page(again)
    assert ChangeSet.objects.get(undoes=made).title == "Wrong file"


def test_a_change_set_of_another_centre_does_not_exist(managing, danish):
    rows = [document(title="Row", places=[{"country": "DK"}])]
    made = apply_bulk(documents=rows, channel=Channel.IMPORT, by=None, title="Theirs")

    assert managing.get(f"/en/curate/changes/{made.uid}/").status_code == 404
    assert managing.post(f"/en/curate/changes/{made.uid}/").status_code == 404


def test_undoing_is_refused_when_somebody_changed_an_entry_since(managing, centre, manager):
    made = apply_bulk(
        documents=[document(title="Row", places=[{"country": "SE"}])], channel=Channel.IMPORT, by=None, title="One"
    )
    accepting.accept(proposal=change(Entry.objects.get(), title="Changed"), by=manager)

    response = managing.post(f"/en/curate/changes/{made.uid}/", follow=True)

    assert "One of the entries has changed since; undo that change first." in page(response)
    assert Entry.objects.get().title == "Changed"


@pytest.mark.parametrize("count", [1, 4])
def test_the_number_of_queries_does_not_grow_with_revisions(
    managing, django_assert_num_queries, centre, manager, count
):
    entry = publish(places=[{"country": "SE"}])
    for number in range(count):
        accepting.accept(proposal=change(entry, title=f"Name {number}"), by=manager)
    managing.get(history(entry))

    with django_assert_num_queries(9):
        managing.get(history(entry))
    assert Revision.objects.applied().count() == count + 1
