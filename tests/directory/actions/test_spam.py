"""The spam score: every point names its rule, and what it is worth is measured."""

from pathlib import Path

import pytest
from django.conf import settings

from directory.actions import withdraw
from directory.actions.proposals import start_draft
from directory.actions.receiving import receive
from directory.actions.spam import RULES, TEXT_RULES, text_reasons
from directory.choices import Intent, Kind
from directory.models import Proposal, Submitter
from tests.bench import spam as spam_bench
from tests.bench.spam import FILES, cross_validated, fired_in, measure
from tests.factories import document as entry_document
from tests.factories import publish, reference

SHARED = Path(settings.ROOT).parent / "shared" / "data"


def document(**fields):
    known = {
        "kind": "organisation",
        "title": "Example kitchen",
        "summary": "A kitchen in which the people of three villages cook for each other every Wednesday of the year.",
        "description": "",
        "website": "",
        "terms": {"theme": ["health"]},
        "places": [{"country": "SE"}],
        "relations": [],
    }
    return {**known, **fields}


def rules_of(**fields):
    return [reason.rule for reason in text_reasons(document(**fields))]


def test_an_honest_entry_scores_nothing():
    assert rules_of() == []


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"description": "Cheap essay and dissertation help."}, "trade"),
        ({"description": "We are the leading office, order now."}, "call"),
        ({"description": "http://a.example and www.b.example"}, "links"),
        ({"title": "www.kitchen.com"}, "host"),
        ({"summary": ""}, "empty"),
        ({"summary": "A kitchen."}, "short"),
        ({"title": "THE KITCHEN OF ALL"}, "capitals"),
        ({"description": "loafing " * 6 + "bread water flour sugar"}, "repeated"),
        ({"description": "Call +44 20 7946 0000 at noon"}, "telephone"),
        ({"terms": {}, "places": []}, "unconnected"),
        ({"kind": "project"}, "nobody"),
    ],
)
def test_each_rule_fires_alone_and_gives_points(fields, rule):
    assert rule in RULES
    assert rules_of(**fields) == [rule]
    assert all(reason.points > 0 for reason in text_reasons(document(**fields)))


def test_every_text_rule_has_its_example_above():
    assert len(TEXT_RULES) == 10


@pytest.mark.skipif(
    not all((SHARED / name).exists() for name in FILES), reason="the files of the measurement are absent"
)
def test_the_top_fifth_holds_more_of_what_curators_deleted_than_chance():
    both = measure(SHARED)["both"]

    assert (both.entries, both.deleted) == (2057, 85)
    assert both.share > 0.3


@pytest.mark.skipif(
    not all((SHARED / name).exists() for name in FILES), reason="the files of the measurement are absent"
)
@pytest.mark.parametrize("group", ["project", "both"])
def test_it_holds_more_than_chance_also_on_rows_that_did_not_set_the_points(group, monkeypatch):
    monkeypatch.setattr(spam_bench, "REPEATS", 3)
    share, _spread = cross_validated(fired_in(SHARED)[group])

    assert 0.2 < share < 0.6


SUMMARY = "A kitchen in which the people of three villages cook for each other every Wednesday of the year."


def proposed(title: str, **fields) -> Proposal:
    """A proposal in the queue."""
    made = entry_document(title=title, source=None, **fields)
    proposal, _secret = start_draft(kind=Kind.ORGANISATION, intent=Intent.NEW, language="en")
    Proposal.objects.filter(pk=proposal.pk).update(submitter=Submitter.objects.get_or_create(email="a@example.org")[0])
    proposal.refresh_from_db()
    return receive(proposal=proposal, documents=[made])


def fired(proposal: Proposal) -> set[str]:
    return {reason["rule"] for reason in proposal.score_reasons}


@pytest.mark.django_db
def test_a_website_that_was_rejected_before_is_known_again():
    reference()
    first = proposed("First", website="https://www.shop.example.org/a")
    assert "known-host" not in fired(first)
    Proposal.objects.filter(pk=first.pk).update(state="rejected", decided_at=first.received_at)

    assert "known-host" in fired(proposed("Second", website="http://shop.example.org/b"))
    assert "known-host" not in fired(proposed("Third", website="https://other.example.org"))


@pytest.mark.django_db
def test_the_same_text_is_known_again_whether_proposed_or_published():
    publish(title="There already", summary=SUMMARY)
    first = proposed("First", summary=SUMMARY)
    second = proposed("Second", summary=SUMMARY.upper())

    assert [reason["points"] for reason in first.score_reasons if reason["rule"] == "same-text"] == [10]
    assert [reason["points"] for reason in second.score_reasons if reason["rule"] == "same-text"] == [20]


@pytest.mark.django_db
def test_who_sends_much_in_a_day_is_marked():
    reference()
    marked = ["sent-often" in fired(proposed(f"Number {number}")) for number in range(6)]

    assert marked == [False] * 5 + [True]


@pytest.mark.django_db
@pytest.mark.parametrize(("led", "alone"), [("public", False), ("withdrawn", True), ("", True)])
def test_a_change_of_a_project_that_somebody_public_leads_does_not_stand_alone(led, alone):
    project = publish(kind=Kind.PROJECT, title="The kitchen", summary=SUMMARY)
    if led:
        leader = publish(title="Its leader", relations=[{"role": "leads", "object": str(project.uid)}])
    if led == "withdrawn":
        withdraw(entry=leader, by=None, note="")
    proposal, _secret = start_draft(kind=Kind.PROJECT, intent=Intent.CHANGE, language="en", entry=project)
    changed = entry_document(Kind.PROJECT, uid=str(project.uid), title="The other kitchen", summary=SUMMARY)

    assert ("nobody" in fired(receive(proposal=proposal, documents=[changed]))) is alone
