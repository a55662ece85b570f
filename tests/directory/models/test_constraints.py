"""The database itself refuses what must not be, whoever writes."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.models import Entry, EntryPlace, Organisation, Project, Relation, Term
from tests.factories import publish

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"latitude": 55.0}, "place_coordinates_paired"),
        ({"latitude": 55.0, "longitude": 13.0}, "place_coordinates_paired"),
        ({"latitude": 91.0, "longitude": 0.0, "precision": "city"}, "place_latitude_in_range"),
        ({"latitude": 0.0, "longitude": -181.0, "precision": "city"}, "place_longitude_in_range"),
    ],
)
def test_coordinates_are_paired_in_range_and_have_a_precision(fields, constraint):
    entry = publish()

    with refused(constraint), transaction.atomic():
        EntryPlace.objects.create(entry=entry, **fields)


def test_an_entry_has_at_most_one_main_place():
    entry = publish(places=[{"country": "SE"}])

    with refused("place_one_main_per_entry"), transaction.atomic():
        EntryPlace.objects.create(entry=entry, country="DK", is_main=True)


@pytest.mark.parametrize(
    ("starts", "ends", "allowed"),
    [
        ("2020", "2019", False),
        ("2020-05", "2020-04-30", False),
        ("2020-05", "2020", True),
        ("2020", "", True),
        ("", "2019", True),
        ("2020-05-01", "2020-05-01", True),
    ],
)
def test_dates_stand_in_order_as_far_as_both_are_known(starts, ends, allowed):
    entry = publish("project")
    project = Project.objects.filter(entry=entry)

    if allowed:
        assert project.update(starts_on=starts, ends_on=ends) == 1
    else:
        with refused("project_dates_in_order"), transaction.atomic():
            project.update(starts_on=starts, ends_on=ends)


def test_a_partial_date_is_a_year_a_month_or_a_day():
    entry = publish()

    with refused("organisation_founded_is_date"), transaction.atomic():
        Organisation.objects.filter(entry=entry).update(founded_on="2019-13")


def test_one_relation_stands_once_and_leads_to_another_entry():
    subject, target = publish(), publish("project")
    Relation.objects.create(subject=subject, role="leads", object=target)

    with refused("relation_once"), transaction.atomic():
        Relation.objects.create(subject=subject, role="leads", object=target)
    with refused("relation_to_another_entry"), transaction.atomic():
        Relation.objects.create(subject=subject, role="leads", object=subject)
    with refused("relation_role_known"), transaction.atomic():
        Relation.objects.create(subject=subject, role="owns", object=target)


def test_a_merged_entry_and_no_other_names_its_survivor():
    entry, other = publish(), publish(title="Other")

    with refused("entry_merged_names_survivor"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(state="merged")
    with refused("entry_merged_names_survivor"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(merged_into=other)
    with refused("entry_not_merged_into_itself"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(state="merged", merged_into=entry)


def test_an_entry_has_a_title_and_an_address_of_its_own():
    entry, other = publish(), publish(title="Other")

    with refused("entry_title_not_blank"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(title="  ")
    with refused("entry_slug_once_per_kind"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(slug=other.slug)


def test_only_a_retired_term_has_a_replacement():
    publish()
    term, other = Term.objects.all()[:2]

    with refused("term_replaced_only_when_retired"), transaction.atomic():
        Term.objects.filter(pk=term.pk).update(replacement=other)
    assert Term.objects.filter(pk=term.pk).update(replacement=other, retired_at=timezone.now()) == 1
