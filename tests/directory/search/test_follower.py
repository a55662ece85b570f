"""The follower of the change log misses nothing and invents nothing, whatever order transactions commit in."""

import random
import threading
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from directory import indexing
from directory.indexing import rebuild
from directory.models import Entry, FacetRow
from directory.search import data_version
from directory.search.follower import Follower, forget, reading
from directory.search.hits import forget_hits
from tests.directory.search.conftest import found, publish_all
from tests.factories import document, reference

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, ROUNDS = 8, 25


def connect() -> "psycopg.Connection[Any]":
    """A connection of one's own to the database of the test, with transactions begun by hand."""
    return psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": None})


def change(writer: "psycopg.Connection[Any]", entry: int) -> None:
    """What applying a revision does to the rows that are followed."""
    writer.execute(
        "UPDATE directory_facetrow SET slot = nextval('directory_slot'), facets = ARRAY[(random() * 5)::int + 1000]"
        " WHERE entry_id = %s",
        [entry],
    )
    writer.execute("INSERT INTO directory_change (entry_id, event, at) VALUES (%s, 'changed', now())", [entry])


def state(follower: Follower) -> tuple[list[tuple[int, int]], dict[int, int]]:
    """(slot, entry) of all, and the size of each facet value."""
    bitmaps = follower.reading().bitmaps
    assert bitmaps is not None
    return (
        [(slot, bitmaps.table.entry[slot]) for slot in bitmaps.everything],
        {number: len(slots) for number, slots in bitmaps.values.items()},
    )


def truth() -> tuple[list[tuple[int, int]], dict[int, int]]:
    rows = list(FacetRow.objects.order_by("slot").values_list("slot", "entry_id", "facets"))
    counts: dict[int, int] = {}
    for _slot, _entry, facets in rows:
        for number in facets:
            counts[number] = counts.get(number, 0) + 1
    return [(slot, entry) for slot, entry, _facets in rows], counts


def test_a_transaction_that_commits_late_is_seen_although_later_ones_were_read_before():
    reference()
    first, second = publish_all(document(title="First"), document(title="Second"))
    follower = Follower()
    follower.reading()
    with connect() as early, connect() as late:
        change(late, first.pk)
        change(early, second.pk)
        early.commit()
        assert state(follower) == truth()
        late.commit()
        assert state(follower) == truth()


def test_what_is_rolled_back_is_never_seen():
    reference()
    (entry,) = publish_all(document())
    follower = Follower()
    before = state(follower)
    with connect() as writer:
        change(writer, entry.pk)
        assert state(follower) == before
        writer.rollback()
    assert state(follower) == before


def test_eight_writers_that_commit_late_and_roll_back_lose_nothing():
    reference()
    keys = [entry.pk for entry in publish_all(*(document(title=f"Entry {number}") for number in range(60)))]
    follower = Follower()
    follower.reading()
    errors: list[BaseException] = []

    def write(number: int) -> None:
        chance = random.Random(number)
        # Each has entries of its own, so that none waits for another and commits come in any order.
        own = keys[number::WRITERS]
        try:
            with connect() as writer:
                for _ in range(ROUNDS):
                    for entry in sorted(chance.sample(own, chance.randint(1, 4))):
                        change(writer, entry)
                        threading.Event().wait(chance.random() / 200)
                    if chance.random() < 0.3:
                        writer.rollback()
                    else:
                        writer.commit()
        except BaseException as error:  # noqa: BLE001 - shown by the test
            errors.append(error)

    threads = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    readings = 0
    while any(thread.is_alive() for thread in threads):
        follower.reading()
        readings += 1
    for thread in threads:
        thread.join()

    assert not errors
    assert readings > ROUNDS
    assert state(follower) == truth()
    anew = Follower()
    assert anew.reading().version == follower.reading().version


def test_two_processes_name_the_same_data_alike_and_other_data_differently():
    reference()
    publish_all(document(title="One"))
    one, other = Follower(), Follower()
    assert one.reading().version == other.reading().version == data_version()
    publish_all(document(title="Two"))
    other = Follower()
    assert one.reading().version == other.reading().version == data_version()


def test_a_rebuilt_index_is_read_anew():
    reference()
    publish_all(document(title="One"), document(title="Two"))
    follower = Follower()
    before = follower.reading()
    FacetRow.objects.update(completeness=100, facets=[])
    rebuild()
    assert state(follower) == truth()
    assert follower.reading().version != before.version
    assert follower.reading().bitmaps is not before.bitmaps


def test_words_find_every_entry_while_the_index_is_rebuilt(monkeypatch: pytest.MonkeyPatch):
    reference()
    publish_all(*(document(title=f"Garden {number}") for number in range(4)))
    assert found("q=garden").total == 4
    write, meanwhile = indexing.index, []

    def looked_at(*given: Any, **options: Any) -> None:
        write(*given, **options)
        transaction.on_commit(forget_hits)
        transaction.on_commit(lambda: meanwhile.append(found("q=garden").total))

    monkeypatch.setattr(indexing, "index", looked_at)
    assert rebuild(batch=1) == 4
    assert meanwhile == [4, 4, 4, 4]
    assert found("q=garden").total == 4


def test_inside_a_transaction_its_own_changes_are_seen_and_not_kept():
    reference()
    publish_all(document(title="Public"))
    assert found().total == 1
    with transaction.atomic():
        publish_all(document(title="Not yet"))
        assert found().total == 2
        transaction.set_rollback(True)
    assert (found().total, reading().bitmaps is not None) == (1, True)


def test_without_bitmaps_everything_still_works(settings: Any):
    settings.BITMAPS = False
    forget()
    reference()
    publish_all(document(title="One"))
    assert (found().total, reading().bitmaps) == (1, None)
    assert Entry.objects.public().count() == 1


def test_names_that_were_worked_out_stay_right_when_values_come():
    reference()
    publish_all(document(title="One", tags=["food"]), document("case", "Two", terms={"theme": ["work"]}))
    follower = Follower()
    before = follower.reading().catalogue
    worked_out = ("folded_terms", "terms_by_words", "folded_tags", "tags_by_name", "numbers", "by_facet", "tag_slugs")
    for name in worked_out:
        getattr(before, name)
    assert list(before.tag_names.having("garden")) == []
    assert before.label("tag", "urban-gardens", "en") == "urban-gardens"

    publish_all(document(title="Three", tags=["Urban gardens", "food"], terms={"theme": ["mental-health"]}))

    after, anew = follower.reading().catalogue, Follower().reading().catalogue
    assert after is not before
    for name in worked_out:
        found, wanted = getattr(after, name), getattr(anew, name)
        assert sorted(found) == sorted(wanted) if name == "folded_tags" else found == wanted
    assert [after.folded_tags[at][2] for at in after.tag_names.having("garden")] == ["urban-gardens"]
    assert after.label("tag", "urban-gardens", "en") == "Urban gardens"
    assert after.label("tag", "food", "en") == "food"
