"""Bitmaps and SQL give the same answers, for any filters, whatever changed."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.actions import withdraw
from directory.models import Entry
from directory.search.follower import forget
from tests.directory.search.conftest import found, publish_all
from tests.factories import document, reference

NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
LATELY = (datetime.now(UTC).date() - timedelta(days=40)).isoformat()
COMPLETE = {"description": "All about it.", "website": "https://example.org/"}
WORDS = "garden kitchen work youth food repair energy school jardin trädgård".split()
FILTERS: dict[str, list[str]] = {
    "q": [
        "garden",
        "garden food",
        "repair -school",
        '"youth work"',
        "food OR energy",
        "jardin",
        "nothing",
        "employment",
        "arbete kitchen",
    ],
    "kind": ["organisation", "project", "case", "call"],
    "deadline": ["open", "closing", "forecast", "closed"],
    "country": ["SE", "DK", "FR", "FI"],
    "theme": ["health", "mental-health", "work"],
    "element": ["realise", "ideate"],
    "tag": ["food", "green", "repair"],
    "language": ["en", "sv", "fr"],
    "source": ["first", "second"],
    "bbox": ["10,54,14,57", "0,40,20,60", "13,55.5,13.1,55.7"],
    "near": ["55.6,13.0,20", "48.9,2.4,300"],
    "updated_since": ["2020", "2999"],
    "verified_since": ["2022-06", "2024"],
}


SEVERAL = frozenset({"kind", "country", "theme", "tag", "deadline"})
QUERIES = ("", "q=garden", "theme=health", "near=55,12,400", "bbox=3,48,14,58", "deadline=open&sort=deadline")


def entries(count: int, seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)

    def some(values: list[str], most: int) -> list[str]:
        return chance.sample(values, chance.randint(0, most))

    def day() -> str | None:
        return (NOON + timedelta(days=chance.randint(-40, 40))).isoformat() if chance.random() < 0.7 else None

    def call() -> dict[str, Any]:
        opens, closes = day(), day()
        return {"opens_at": opens if not closes or (opens and opens < closes) else None, "closes_at": closes}

    def own(kind: str) -> dict[str, Any]:
        return {"call": call()} if kind == "call" else {}

    return [
        document(
            kind := chance.choice(["organisation", "project", "case", "call"]),
            " ".join(chance.choices(WORDS, k=3)).capitalize(),
            summary=" ".join(chance.choices(WORDS, k=6)),
            language=chance.choice(["en", "sv", "fr"]),
            tags=some(["food", "green", "repair"], 2),
            terms={"theme": some(["health", "mental-health", "work"], 2), "element": some(["realise", "ideate"], 1)},
            places=[
                {
                    "country": chance.choice(["SE", "DK", "FR"]),
                    "latitude": round(chance.uniform(48, 58), 3),
                    "longitude": round(chance.uniform(2, 14), 3),
                    "precision": "city",
                    "hidden": chance.random() < 0.1,
                }
                for _ in range(chance.randint(0, 3))
            ],
            source={"key": chance.choice(["first", "second"])},
            verified_on=chance.choice([None, "2021-01-01", "2022-06-01", "2024-03-03", LATELY]),
            **(COMPLETE if chance.random() < 0.5 else {}),
            **own(kind),
        )
        for _ in range(count)
    ]


def answer(query: str) -> dict[str, Any]:
    """Everything that two ways of reading must agree on."""
    results = found(query, page_size=7)
    view = results.points((0, 45, 20, 60), zoom=6)
    return {
        "total": results.total,
        "entries": results.page.entries,
        "cursor": results.page.cursor,
        "distances": [round(card.distance_km or 0, 6) for card in results.cards()],
        "facets": results.facets(),
        "long": results.facets(limit=2),
        "version": results.version,
        "map": (view.shown, view.without_point, sorted(marker.count for marker in view.markers)),
    }


choices = st.fixed_dictionaries(
    {},
    optional={word: st.lists(st.sampled_from(values), min_size=1, max_size=2) for word, values in FILTERS.items()},
).map(lambda chosen: {word: v if word in SEVERAL else v[:1] for word, v in chosen.items()})


@pytest.mark.django_db(transaction=True)
def test_bitmaps_and_sql_agree_on_any_filters():
    reference()
    publish_all(*entries(120, seed=1))

    @settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
    @given(choices, st.sampled_from(["newest", "name", "match", "deadline"]), st.integers(1, 3))
    def agree(chosen: dict[str, list[str]], sort: str, page: int) -> None:
        query = urlencode([*chosen.items(), ("sort", sort), ("page", page)], doseq=True)
        with override_settings(BITMAPS=True):
            forget()
            quick = answer(query)
        with override_settings(BITMAPS=False):
            forget()
            assert answer(query) == quick

    agree()


@pytest.mark.django_db(transaction=True)
def test_bitmaps_that_followed_changes_equal_those_read_anew():
    reference()
    made = publish_all(*entries(40, seed=2))
    assert found().total == 40
    chance = random.Random(3)
    for step in range(25):
        kind = chance.choice(["new", "change", "withdraw"])
        entry = chance.choice(made)
        entry.refresh_from_db()
        if kind == "withdraw" and entry.is_public:
            withdraw(entry=entry, by=None, note="")
        elif kind == "change":
            (one,) = entries(1, seed=100 + step)
            one = {word: value for word, value in one.items() if word != "call" or entry.kind == "call"}
            publish_all({**one, "kind": entry.kind, "uid": str(entry.uid)})
        else:
            made += publish_all(*entries(1, seed=200 + step))
        assert found().total == Entry.objects.public().count()
    followed = [answer(query) for query in QUERIES]
    forget()
    anew = [answer(query) for query in QUERIES]
    assert followed == anew
    assert followed[0]["total"] == Entry.objects.public().count()
