import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.actions import ActionError, BulkError, Conflict, apply, apply_bulk, propose, undo
from directory.choices import Channel
from directory.documents import read, read_many, validate
from directory.indexing import rebuild
from directory.models import ChangeSet, Entry, FacetRow, Relation, Revision, SearchRow
from tests.factories import document, publish, reference

pytestmark = pytest.mark.django_db


def bulk(*documents: dict) -> ChangeSet:
    return apply_bulk(documents=documents, channel=Channel.IMPORT, by=None, title="Test")


def test_documents_may_point_to_each_other_in_any_order():
    reference()
    project = document("project", "Shared garden")
    lead = document(relations=[{"role": "leads", "object": project["uid"]}])

    bulk(lead, project)

    relation = Relation.objects.get()
    assert (relation.subject.title, relation.role, relation.object.title) == (
        "Example kitchen",
        "leads",
        "Shared garden",
    )


def test_each_entry_has_a_first_revision_with_its_source():
    reference()
    change_set = bulk(document(), document("project"))

    assert Revision.objects.filter(change_set=change_set).count() == 2
    for entry in Entry.objects.all():
        assert entry.revision.document["source"]["retrieved_on"] == "2024-05-17"
        assert entry.revision.document == read(entry, public=False)


def test_the_same_documents_again_change_no_public_value():
    reference()
    first = document(tags=["Food"], terms={"theme": ["health"]}, places=[{"country": "SE", "city": "Malmö"}])
    bulk(first)
    before = read(Entry.objects.get(), public=True)

    bulk(before)

    assert (read(Entry.objects.get(), public=True), Entry.objects.count()) == (before, 1)


def test_one_bad_document_stops_all_and_is_named():
    reference()

    with pytest.raises(BulkError) as caught:
        bulk(document(), document(title=""), document(terms={"theme": ["astrology"]}))

    assert caught.value.errors == {
        1: {"title": ["Write something here."]},
        2: {"terms.theme.0": ["There is no term “astrology”."]},
    }
    assert Entry.objects.count() == 0


def test_what_points_to_nothing_is_named_by_its_place_in_the_bulk(monkeypatch):
    monkeypatch.setattr("directory.actions.bulk._BATCH", 2)
    reference()
    strangers = [f"0190c2f5-0000-7000-8000-00000000000{number}" for number in range(2)]
    wrong = [document(relations=[{"role": "leads", "object": stranger}]) for stranger in strangers]

    with pytest.raises(BulkError) as caught:
        bulk(document(), wrong[0], document(), wrong[1])

    assert caught.value.errors == {
        place: {"relations.0.object": [f"There is no entry {stranger}."]}
        for place, stranger in zip((1, 3), strangers, strict=True)
    }
    assert Entry.objects.count() == 0


def test_the_same_title_many_times_gives_each_entry_an_address_of_its_own():
    reference()

    bulk(*(document() for _number in range(4)))

    slugs = set(Entry.objects.values_list("slug", flat=True))
    assert slugs == {"example-kitchen", "example-kitchen-2", "example-kitchen-3", "example-kitchen-4"}


def test_the_number_of_queries_does_not_grow_with_the_documents(
    django_assert_num_queries, django_assert_max_num_queries
):
    reference()
    bulk(document(tags=["food"]))

    with django_assert_max_num_queries(33):
        bulk(document(tags=["food"], title="One more"))
    with django_assert_max_num_queries(33):
        bulk(*(document(tags=["food"], title=f"Number {number}") for number in range(200)))


def test_rows_made_beside_the_rest_are_all_there_also_of_an_entry_that_comes_twice(monkeypatch):
    monkeypatch.setattr("directory.actions.bulk._BATCH", 200)
    reference()
    made = [document(title=f"Number {number}") for number in range(650)]

    bulk(*made, {**made[0], "title": "Renamed"})

    assert SearchRow.objects.count() == len(made)
    titles = dict(SearchRow.objects.values_list("entry__title", "title"))
    assert "'renamed':1" in titles["Renamed"]
    assert "'649':2" in titles["Number 649"]


def test_a_vector_that_cannot_be_made_stops_all(monkeypatch):
    monkeypatch.setattr("directory.vectors._VECTORS", "SELECT 1 / 0")
    reference()

    with pytest.raises(DatabaseError, match="zero"):
        bulk(*(document(title=f"Number {number}") for number in range(200)))


def test_undo_withdraws_what_was_made_and_puts_back_what_was_changed():
    entry = publish()
    before = read(entry, public=True)
    change_set = bulk({**before, "title": "Renamed"}, document(title="New"))

    undo(change_set=change_set, by=None)

    entry.refresh_from_db()
    assert read(entry, public=True) == before
    assert list(Entry.objects.public()) == [entry]


def test_undo_of_undo_brings_the_change_back():
    publish()
    change_set = bulk(document(title="New"))

    undo(change_set=undo(change_set=change_set, by=None), by=None)

    assert set(Entry.objects.public().values_list("title", flat=True)) == {"Example kitchen", "New"}


def test_undo_is_refused_after_a_later_change_and_a_second_time():
    reference()
    change_set = bulk(document())
    entry = Entry.objects.get()
    apply(
        revision=propose(document={**read(entry, public=False), "title": "Later"}, channel=Channel.FORM, entry=entry),
        by=None,
    )
    with pytest.raises(Conflict):
        undo(change_set=change_set, by=None)

    other = bulk(document(title="Other"))
    undo(change_set=other, by=None)
    with pytest.raises(ActionError):
        undo(change_set=other, by=None)


def test_rebuilding_the_index_gives_the_same_rows():
    reference()
    bulk(
        document(tags=["Food"], terms={"theme": ["mental-health"]}, places=[{"country": "SE", "city": "Malmö"}]),
        document("case", "Fallet", language="sv", case={"context": "Många äldre är ensamma."}),
    )
    facets = dict(FacetRow.objects.values_list("entry", "facets"))
    words = dict(SearchRow.objects.values_list("entry", "text"))

    assert rebuild() == 2

    assert dict(FacetRow.objects.values_list("entry", "facets")) == facets
    assert dict(SearchRow.objects.values_list("entry", "text")) == words


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    str.strip
)
places = st.fixed_dictionaries(
    {"country": st.sampled_from(["SE", "DK", "FI"]), "city": st.sampled_from(["", "Malmö", "Århus"])},
    optional={"hidden": st.booleans(), "address": words},
)
documents = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["organisation", "project", "case", "publication", "event"]),
        "title": words,
        "language": st.sampled_from(["und", "en", "sv", "fi", "lv"]),
    },
    optional={
        "summary": words,
        "description": st.text(max_size=200).filter(lambda text: "\x00" not in text),
        "tags": st.lists(words, max_size=4),
        "terms": st.fixed_dictionaries({"theme": st.lists(st.sampled_from(["health", "mental-health", "work"]))}),
        "places": st.lists(places, max_size=3),
        "texts": st.dictionaries(st.sampled_from(["de", "fr"]), st.fixed_dictionaries({"title": words}), max_size=2),
        "verified_on": st.dates().map(str),
    },
)


def as_given(document: dict) -> dict:
    """A document without what applying it fills in."""
    texts = {language: {**text, "source_hash": ""} for language, text in document["texts"].items()}
    return {**document, "slug": "", "provenance": {}, "texts": texts}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(documents, min_size=1, max_size=3))
def test_a_document_exported_and_read_again_is_the_same(generated):
    reference()
    made = [{**document(), **fields} for fields in generated]
    made = [validate(one).to_json() for one in made]
    bulk(*made)

    entries = [Entry.objects.get(uid=one["uid"]) for one in made]
    stored = read_many(entries, public=False)

    for before, after in zip(made, stored, strict=True):
        assert as_given(after) == as_given(before)
        assert validate(after).to_json() == after


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(documents, documents)
def test_apply_then_undo_leaves_the_same_public_data(first, second):
    reference()
    made = validate({**document(), **first}).to_json()
    bulk(made)
    entry = Entry.objects.get(uid=made["uid"])
    before = read(entry, public=True)

    change_set = bulk({**document(), **second, "uid": made["uid"], "kind": made["kind"]})
    undo(change_set=change_set, by=None)

    entry.refresh_from_db()
    assert read(entry, public=True) == before
