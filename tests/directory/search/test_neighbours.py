from typing import Any

from directory.actions import withdraw
from directory.search import neighbourhood
from tests.directory.search.conftest import publish_all
from tests.factories import document


def related(subject: dict[str, Any], role: str, target: dict[str, Any]) -> None:
    subject.setdefault("relations", []).append({"role": role, "object": target["uid"]})


def test_relations_are_read_from_both_ends_and_grouped_by_role(both: str):
    project, lead, partner = document("project", "Project"), document(title="Lead"), document(title="Partner")
    case = document("case", "Case")
    related(lead, "leads", project)
    related(partner, "partner", project)
    related(case, "documents", project)
    project_row, lead_row, *_others = publish_all(project, lead, partner, case)

    groups = neighbourhood(project_row, language="en").groups
    assert [(g.label, g.inverse, [n.title for n in g.neighbours]) for g in groups] == [
        ("is led by", True, ["Lead"]),
        ("has as partner", True, ["Partner"]),
        ("is documented by", True, ["Case"]),
    ]
    (group,) = neighbourhood(lead_row, language="en").groups
    assert (group.label, group.inverse, [n.title for n in group.neighbours]) == ("leads", False, ["Project"])


def test_what_is_not_public_is_nobodys_neighbour(both: str):
    project, lead = document("project", "Project"), document(title="Lead")
    related(lead, "leads", project)
    row, lead_row = publish_all(project, lead)
    withdraw(entry=lead_row, by=None, note="")
    assert not neighbourhood(row, language="en")
    assert not neighbourhood(lead_row, language="en")


def test_one_neighbour_and_twenty_take_the_same_number_of_queries(both: str, django_assert_num_queries: Any):
    project, other = document("project", "Project"), document("project", "Other")
    partners = [document(title=f"Partner {number}") for number in range(20)]
    for partner in partners:
        related(partner, "partner", project)
    related(partners[0], "leads", other)
    row, other_row, *_others = publish_all(project, other, *partners)
    for entry, count in ((row, 20), (other_row, 1)):
        with django_assert_num_queries(2):
            assert neighbourhood(entry, language="en").count == count
