from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.actions import withdraw
from directory.search.follower import one_reading, reading
from tests.directory.search.conftest import publish_all, surroundings_of
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

    groups = surroundings_of(project_row).neighbourhood.groups
    assert [(g.label, g.inverse, [n.title for n in g.neighbours]) for g in groups] == [
        ("is led by", True, ["Lead"]),
        ("has as partner", True, ["Partner"]),
        ("is documented by", True, ["Case"]),
    ]
    (group,) = surroundings_of(lead_row).neighbourhood.groups
    assert (group.label, group.inverse, [n.title for n in group.neighbours]) == ("leads", False, ["Project"])


def test_what_is_not_public_is_nobodys_neighbour(both: str):
    project, lead = document("project", "Project"), document(title="Lead")
    related(lead, "leads", project)
    row, lead_row = publish_all(project, lead)
    withdraw(entry=lead_row, by=None, note="")
    assert not surroundings_of(row).neighbourhood
    assert not surroundings_of(lead_row).neighbourhood


def test_one_neighbour_and_twenty_take_the_same_number_of_queries(both: str):
    project, other = document("project", "Project"), document("project", "Other")
    partners = [document(title=f"Partner {number}") for number in range(20)]
    for partner in partners:
        related(partner, "partner", project)
    related(partners[0], "leads", other)
    row, other_row, *_others = publish_all(project, other, *partners)
    taken = set()
    with one_reading():
        reading()
        for entry, count in ((row, 20), (other_row, 1)):
            with CaptureQueriesContext(connection) as queries:
                assert surroundings_of(entry).neighbourhood.count == count
            taken.add(len(queries))

    assert taken == ({2} if both == "bitmaps" else {5})
