"""What fits a new or changed entry is looked for at once, by a job that its publication enqueues."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from directory.actions import apply, apply_bulk, propose, withdraw
from directory.choices import Channel
from directory.documents import read
from directory.indexing import rebuild
from directory.models import Entry
from funding.actions.fitting import FIT_JOB
from funding.jobs import fit_entries
from funding.models import Match
from tests.factories import document, publish

pytestmark = pytest.mark.django_db
SWEDEN = [{"country": "SE"}]
HEALTH = {"terms": {"theme": ["health"]}, "places": SWEDEN}


def jobs() -> list[dict[str, list[int]]]:
    return [one.args for one in ProcrastinateJob.objects.filter(task_name=FIT_JOB).order_by("pk")]


def work() -> None:
    """Run what publishing has enqueued, as the worker does."""
    for args in jobs():
        fit_entries(**args)
    ProcrastinateJob.objects.filter(task_name=FIT_JOB).delete()


def change(entry: Entry, **fields: object) -> None:
    fields = {**read(entry, public=False), **fields}
    apply(revision=propose(document=fields, channel=Channel.CURATOR, entry=entry), by=None)


def test_the_page_of_a_new_initiative_shows_the_calls_that_fit_without_a_night_in_between(client):
    publish("call", "Health for all", **HEALTH)
    maker = publish("project", "Kitchen", slug="kitchen", **HEALTH)
    assert jobs() == [{"initiatives": [maker.pk], "helpers": []}]
    work()
    assert "Health for all" in client.get("/en/projects/kitchen/").content.decode()


def test_what_fits_a_changed_initiative_no_longer_goes_and_what_is_kept_of_others_stays():
    publish("call", **HEALTH)
    other, maker = publish("project", "Other", **HEALTH), publish("project", **HEALTH)
    work()
    assert set(Match.objects.values_list("entry", flat=True)) == {other.pk, maker.pk}
    publish("call", "Later", **HEALTH)
    change(maker, terms={"theme": ["work"]})
    work()
    assert list(Match.objects.values_list("entry", flat=True)) == [other.pk]  # and the later call waits for the night


def test_entries_of_one_bulk_have_one_job():
    publish("call", **HEALTH)
    documents = [document("project", f"Project {number}", **HEALTH) for number in range(3)]
    apply_bulk(documents=documents, channel=Channel.IMPORT, by=None, title="test")
    [job] = jobs()
    assert len(job["initiatives"]) == 3


def test_nothing_is_enqueued_where_nothing_new_can_come_of_it():
    maker = publish("project", **HEALTH)
    ProcrastinateJob.objects.all().delete()

    assert rebuild() == 1
    change(maker, summary="In other words.")
    publish("call", **HEALTH)
    publish("publication", **HEALTH)
    maker.refresh_from_db()
    withdraw(entry=maker, by=None, note="test")
    assert jobs() == []
