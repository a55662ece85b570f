"""The counts of the filters."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.actions import withdraw
from directory.models import Entry
from tests.directory.api.conftest import Publish, document

ADDRESS = "/api/v1/facets/"
Counts = dict[str, dict[str, int]]


@pytest.fixture
def four(publish: Publish) -> list[Entry]:
    return publish(
        document(title="A", tags=["garden"]),
        document(title="B", terms={"theme": ["health", "work"]}, places=[{"country": "DK"}]),
        document(title="C", terms={"theme": ["health"]}, places=[{"country": "SE"}, {"country": "DK"}]),
        document(kind="project", title="D", terms={"theme": ["work"], "status": ["running"]}, places=[]),
    )


def counts(client: Client, query: str = "") -> Counts:
    facets = client.get(f"{ADDRESS}?{query}").json()["facets"]
    return {facet["key"]: {one["value"]: one["count"] for one in facet["values"]} for facet in facets}


def test_each_value_has_the_number_of_its_results(client: Client, four: list[Entry]) -> None:
    found = counts(client)

    assert found["theme"] == {"work": 3, "health": 2}
    assert found["country"] == {"SE": 2, "DK": 2}
    assert found["kind"] == {"organisation": 3, "project": 1}
    assert found["tag"] == {"garden": 1}


def test_the_counts_of_a_filter_ignore_its_own_values(client: Client, four: list[Entry]) -> None:
    found = counts(client, "country=SE")

    assert found["country"] == {"SE": 2, "DK": 2}
    assert found["theme"] == {"work": 1, "health": 1}


def test_names_come_in_the_language_asked_for(client: Client, four: list[Entry]) -> None:
    facets = client.get(f"{ADDRESS}?lang=sv").json()["facets"]
    labels = {facet["key"]: {one["value"]: one["label"] for one in facet["values"]} for facet in facets}

    assert labels["country"]["DK"] == "Danmark"
    assert labels["theme"]["work"] == "Work (sv)"


def test_a_withdrawn_entry_is_not_counted(client: Client, four: list[Entry]) -> None:
    withdraw(entry=four[0], by=None, note="asked for")

    assert "garden" not in client.get(ADDRESS).content.decode()
    assert counts(client)["kind"] == {"organisation": 2, "project": 1}


def test_a_long_filter_can_be_cut(client: Client, publish: Publish) -> None:
    publish(document(tags=["garden", "kitchen"]), document(tags=["garden"]))
    (tag,) = (one for one in client.get(f"{ADDRESS}?limit=1").json()["facets"] if one["key"] == "tag")

    assert [one["value"] for one in tag["values"]] == ["garden"]
    assert tag["more"] == 1


def test_an_unknown_value_is_explained(client: Client, four: list[Entry]) -> None:
    assert client.get(f"{ADDRESS}?theme=none").status_code == 400
    assert client.get(f"{ADDRESS}?limit=0").status_code == 400


choices = st.lists(
    st.sampled_from(["country=SE", "country=DK", "theme=work", "theme=health", "kind=project", "tag=garden", "q=A"]),
    max_size=3,
    unique=True,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=choices)
def test_a_count_is_what_one_gets_by_choosing_the_value(client: Client, four: list[Entry], chosen: list[str]) -> None:
    for facet, values in counts(client, "&".join(chosen)).items():
        others = [one for one in chosen if not one.startswith(f"{facet}=")]
        for value, count in values.items():
            query = "&".join([*others, f"{facet}={value}"])
            assert client.get(f"/api/v1/entries/?{query}").json()["count"] == count
