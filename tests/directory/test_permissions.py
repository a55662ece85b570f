import pytest

from directory import permissions
from directory.models import Proposal, Report, User
from tests.factories import publish
from tests.factories.people import centre, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, User]:
    se, dk = centre("se", is_default=True), centre("dk")
    return {
        "nobody": person("nobody@example.org"),
        "reviewer": person("reviewer@example.org", role="reviewer", at=se),
        "editor": person("editor@example.org", role="editor", at=se),
        "manager": person("manager@example.org", role="manager", at=se),
        "stranger": person("stranger@example.org", role="manager", at=dk),
        "coordinator": person("coordinator@example.org", is_coordinator=True),
        "operator": person("operator@example.org", is_staff=True),
        "closed": person("closed@example.org", role="manager", at=se, is_active=False),
    }


def who(people: dict[str, User], allowed) -> set[str]:
    return {role for role, user in people.items() if allowed(user)}


def test_members_and_coordinators_curate_and_operators_do_not(people):
    curators = {"reviewer", "editor", "manager", "stranger", "coordinator"}

    assert who(people, permissions.may_curate) == curators
    assert who(people, permissions.needs_second_factor) == curators | {"operator"}
    assert who(people, permissions.is_operator) == who(people, permissions.may_erase) == {"operator"}


def test_a_centre_decides_in_its_territory_and_who_is_asked_only_sees(people):
    proposal = Proposal.objects.create(
        secret_hash="x", kind="project", state="waiting", received_at="2026-01-01T00:00Z", centre=centre("se")
    )
    own = {"reviewer", "editor", "manager", "coordinator"}
    assert who(people, lambda user: Proposal.objects.for_curator(user).exists()) == own
    assert who(people, lambda user: permissions.may_decide(proposal, user)) == own

    proposal.second_opinion = centre("dk")
    proposal.save()

    assert who(people, lambda user: Proposal.objects.for_curator(user).exists()) == own | {"stranger"}
    assert who(people, lambda user: permissions.may_decide(proposal, user)) == own
    assert who(people, lambda user: permissions.may_give_opinion(proposal, user)) == {"stranger"}


def test_editors_change_entries_of_their_territory_directly(people):
    swedish = publish(places=[{"country": "SE"}])
    danish = publish(title="Danish", places=[{"country": "DK"}])
    both = publish(title="Both", places=[{"country": "DK"}, {"country": "SE"}])
    elsewhere = publish(title="Elsewhere", places=[{"country": "LV"}])

    def editors(entry):
        return who(people, lambda user: permissions.may_edit(entry, user))

    assert editors(swedish) == {"editor", "manager", "coordinator"}
    assert editors(danish) == {"stranger", "coordinator"}
    assert editors(both) == {"stranger", "coordinator"}  # one centre is responsible: that of its first country
    assert editors(elsewhere) == {"editor", "manager", "coordinator"}  # the default centre's
    assert who(people, lambda user: permissions.may_see_history(swedish, user)) == {
        "reviewer",
        "editor",
        "manager",
        "coordinator",
    }


def test_managers_look_after_their_own_centre(people):
    se = centre("se")

    assert who(people, lambda user: permissions.may_manage(se, user)) == {"manager", "coordinator"}


def test_reports_are_decided_like_proposals(people):
    report = Report.objects.create(secret_hash="x", entry=publish(), centre=centre("se"), reason="wrong", text="It is.")

    decide = who(people, lambda user: permissions.may_decide_report(report, user))

    assert decide == {"reviewer", "editor", "manager", "coordinator"}
