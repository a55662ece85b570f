"""The relations that the first page counts: counted on from change to change, always as many as the database has."""

import random

import pytest

from directory.actions import apply, propose, withdraw
from directory.choices import Channel
from directory.documents import read
from directory.models import Entry, Relation
from directory.search.follower import forget, reading
from directory.search.relations import count_relations
from tests.directory.search.conftest import publish_all
from tests.factories import document, reference

pytestmark = pytest.mark.django_db(transaction=True)


def related(entry: Entry, *others: Entry) -> None:
    """Publish the entry with relations to these and to no others."""
    relations = [{"role": "partner", "object": str(other.uid)} for other in others]
    changed = {**read(entry, public=False), "relations": relations}
    apply(revision=propose(document=changed, channel=Channel.CURATOR, entry=entry), by=None)
    entry.refresh_from_db()


def counted() -> int:
    bitmaps = reading().bitmaps
    assert bitmaps is not None
    return count_relations(bitmaps)


def test_a_relation_counts_from_when_both_ends_are_public_until_one_is_withdrawn() -> None:
    reference()
    one, two, three = publish_all(*(document("project", f"Kitchen {n}") for n in range(3)))
    assert counted() == 0

    related(one, two, three)
    assert counted() == 2

    related(three, two)
    assert counted() == 3

    withdraw(entry=two, by=None, note="")
    assert counted() == 1

    related(one)
    assert counted() == 0


def test_after_any_changes_it_is_what_the_database_counts() -> None:
    reference()
    chance = random.Random(7)
    entries = publish_all(*(document("project", f"Kitchen {n}") for n in range(8)))
    for number in range(40):
        one = chance.choice(entries)
        one.refresh_from_db()
        _change(one, [other for other in entries if other != one], chance)
        if number % 3:
            assert counted() == Relation.objects.public().count()
    assert Relation.objects.public().exists()
    before = counted()
    forget()
    assert counted() == before


def _change(one: Entry, others: list[Entry], chance: random.Random) -> None:
    if one.is_public and chance.random() < 0.2:
        withdraw(entry=one, by=None, note="")
    elif one.is_public:
        there = [other for other in others if Entry.objects.public().filter(pk=other.pk).exists()]
        related(one, *chance.sample(there, min(len(there), chance.randrange(4))))
