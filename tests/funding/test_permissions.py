"""The rules about grants, and that the condition on territories says what the question about one entry says."""

import pytest

from directory.models import Entry
from directory.permissions import in_territory, may_see_history
from funding.permissions import may_import, may_take_back
from tests.factories import publish
from tests.factories.grants import record, take_in
from tests.factories.people import centre, person

pytestmark = pytest.mark.django_db


def test_the_condition_on_entries_agrees_with_the_question_about_each() -> None:
    centre("se")
    centre("dk")
    rest = centre("rest", countries=[], is_default=True)
    for number, places in enumerate(
        ([{"country": "SE"}], [{"country": "DK"}, {"country": "SE"}], [{"country": "FI"}], [])
    ):
        publish(title=f"Entry {number}", places=places)
    people = [
        person("se@example.org", role="reviewer", at=centre("se")),
        person("dk@example.org", role="editor", at=centre("dk")),
        person("rest@example.org", role="editor", at=rest),
        person("all@example.org", is_coordinator=True),
        person("nobody@example.org"),
        person("gone@example.org", role="editor", is_active=False),
    ]

    for user in people:
        by_condition = set(Entry.objects.filter(in_territory(user)))
        assert by_condition == {entry for entry in Entry.objects.all() if may_see_history(entry, user)}, user.email


def test_editors_and_managers_import_reviewers_do_not() -> None:
    roles = {role: person(f"{role}@example.org", role=role) for role in ("reviewer", "editor", "manager")}

    assert [role for role, user in roles.items() if may_import(user)] == ["editor", "manager"]
    assert may_import(person("all@example.org", is_coordinator=True))
    assert not may_import(person("operator@example.org", is_staff=True))
    assert not may_import(person("closed@example.org", role="editor", is_active=False))


def test_an_import_is_taken_back_by_who_did_it_or_by_a_coordinator() -> None:
    mine, other = person("a@example.org", role="editor"), person("b@example.org", role="editor")
    found = take_in(record(), by=mine)

    assert may_take_back(found, mine)
    assert not may_take_back(found, other)
    assert may_take_back(found, person("all@example.org", is_coordinator=True))
