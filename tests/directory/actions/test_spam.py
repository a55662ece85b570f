"""The spam score: every point names its rule, and what it is worth is measured."""

from pathlib import Path

import pytest
from django.conf import settings

from directory.actions.spam import RULES, TEXT_RULES, text_reasons
from tests.bench.spam import FILES, measure

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
