from datetime import date

import pytest
from django.db import DatabaseError, transaction

from directory.actions import AlreadyDecided, Conflict, apply, propose, withdraw
from directory.choices import Channel, Event, RevisionState
from directory.documents import DocumentError, read
from directory.models import Change, ChangeSet, Entry, FacetRow, FormerSlug, Revision, SearchRow, Term
from tests.factories import document, publish, reference

pytestmark = pytest.mark.django_db


def change(entry: Entry, **fields: object) -> Revision:
    return propose(document={**read(entry, public=False), **fields}, channel=Channel.FORM, entry=entry)


def test_a_proposal_is_not_public_until_it_is_applied():
    reference()
    revision = propose(document=document(), channel=Channel.FORM)
    assert (Entry.objects.count(), revision.state) == (0, RevisionState.SUBMITTED)

    entry = apply(revision=revision, by=None)

    assert list(Entry.objects.public()) == [entry]
    revision.refresh_from_db()
    assert (revision.state, revision.entry, entry.revision) == (RevisionState.APPLIED, entry, revision)


def test_a_change_is_proposed_and_applied_by_few_statements(django_assert_max_num_queries):
    reference()
    entry = publish(
        tags=["food"], terms={"theme": ["health"]}, places=[{"country": "SE"}], texts={"sv": {"title": "Delat kök"}}
    )
    propose(document=document(), channel=Channel.FORM)  # reads the references

    with django_assert_max_num_queries(8):  # two of them are savepoints
        revision = change(entry, summary="Another")
    with django_assert_max_num_queries(26):
        apply(revision=revision, by=None)


def test_terms_that_are_new_or_gone_are_noticed():
    reference()
    wanted = document(terms={"theme": ["gardens"]})
    with pytest.raises(DocumentError):
        propose(document=wanted, channel=Channel.FORM)

    term = Term.objects.create(vocabulary_id="theme", key="gardens", labels={"en": "Gardens"})
    propose(document=wanted, channel=Channel.FORM)

    term.delete()
    with pytest.raises(DocumentError):
        propose(document=wanted, channel=Channel.FORM)


def test_a_changed_entry_keeps_its_public_values_until_the_change_is_applied():
    entry = publish()
    revision = change(entry, title="Renamed")
    entry.refresh_from_db()
    assert entry.title == "Example kitchen"

    apply(revision=revision, by=None)

    entry.refresh_from_db()
    assert entry.title == "Renamed"


def test_a_proposal_made_before_another_change_is_a_conflict():
    entry = publish()
    mine, theirs = change(entry, title="Mine"), change(entry, title="Theirs")
    apply(revision=theirs, by=None)

    with pytest.raises(Conflict):
        apply(revision=mine, by=None)

    entry.refresh_from_db()
    assert entry.title == "Theirs"


def test_a_revision_is_decided_once():
    entry = publish()
    revision = change(entry, title="Renamed")
    apply(revision=revision, by=None)

    with pytest.raises(AlreadyDecided):
        apply(revision=revision, by=None)


def test_what_a_document_names_has_to_be_there():
    reference()

    with pytest.raises(DocumentError) as caught:
        propose(
            document=document(terms={"theme": ["astrology"]}, places=[{"country": "QQ"}], centre="nowhere"),
            channel=Channel.FORM,
        )

    assert caught.value.errors == {
        "terms.theme.0": ["There is no term “astrology”."],
        "places.0.country": ["There is no country “QQ”."],
        "centre": ["There is no centre “nowhere”."],
    }


def test_a_relation_to_an_entry_that_is_not_there_is_refused_when_applied():
    reference()
    stranger = "0190c2f5-0000-7000-8000-000000000000"
    revision = propose(document=document(relations=[{"role": "leads", "object": stranger}]), channel=Channel.FORM)

    with pytest.raises(DocumentError) as caught:
        apply(revision=revision, by=None)

    assert caught.value.errors == {"relations.0.object": [f"There is no entry {stranger}."]}
    assert Entry.objects.count() == 0


def test_each_field_says_where_it_is_from_and_keeps_that_when_others_change():
    entry = publish(website="https://example.org")
    first = {"source": "first", "confirmed_on": "2024-05-17"}
    assert read(entry, public=True)["provenance"] == {"title": first, "summary": first, "website": first}

    apply(revision=change(entry, title="Renamed", source=None), by=None)

    entry.refresh_from_db()
    today = {"source": "form", "confirmed_on": date.today().isoformat()}  # noqa: DTZ011 - the tests' zone is UTC
    assert read(entry, public=True)["provenance"] == {"title": today, "summary": first, "website": first}


def test_a_withdrawn_entry_is_in_no_row_that_searching_reads():
    entry = publish()

    withdraw(entry=entry, by=None, note="On request")

    assert (Entry.objects.public().count(), FacetRow.objects.count(), SearchRow.objects.count()) == (0, 0, 0)
    assert list(Change.objects.values_list("event", flat=True)) == [Event.CREATED, Event.WITHDRAWN]


def test_a_merged_entry_names_its_survivor_and_is_not_public():
    entry, survivor = publish(), publish(title="The other")

    apply(revision=change(entry, state="merged", merged_into=str(survivor.uid)), by=None)

    entry.refresh_from_db()
    assert (entry.merged_into, list(Entry.objects.public())) == (survivor, [survivor])

    apply(revision=change(entry, state="published", merged_into=None), by=None)
    assert Entry.objects.public().count() == 2


def test_a_new_slug_keeps_the_old_one_and_nobody_else_gets_it():
    entry = publish()
    apply(revision=change(entry, slug="the-kitchen"), by=None)

    twin = publish()

    assert FormerSlug.objects.get(entry=entry).slug == "example-kitchen"
    entry.refresh_from_db()
    assert (entry.slug, twin.slug) == ("the-kitchen", "example-kitchen-2")


def test_is_public_answers_as_the_queryset_does():
    publish()
    withdraw(entry=publish(title="Gone"), by=None, note="")

    public = set(Entry.objects.public())
    assert {entry for entry in Entry.objects.all() if entry.is_public} == public


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET uid = gen_random_uuid()"])
@pytest.mark.parametrize("model", [Revision, ChangeSet])
def test_history_cannot_be_rewritten_even_by_sql(model, statement):
    publish()

    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        model.objects.raw(statement.format(model._meta.db_table) + " RETURNING *")[0]


def test_what_a_waiting_revision_proposes_never_changes():
    reference()
    revision = propose(document=document(), channel=Channel.FORM)

    revision.document = {}
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        revision.save()


def test_a_translation_is_stale_when_the_original_changes_and_fresh_when_it_follows():
    entry = publish(texts={"sv": {"title": "Delat kök"}})
    assert not entry.texts.get().is_stale(entry)

    entry = apply(revision=change(entry, title="Renamed"), by=None)
    assert entry.texts.get().is_stale(entry)

    entry = apply(revision=change(entry, texts={"sv": {"title": "Omdöpt"}}), by=None)
    assert not entry.texts.get().is_stale(entry)
