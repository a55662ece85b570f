"""The points of a part of the map."""

from typing import Any

from django.test import Client

from directory.actions import withdraw
from tests.directory.api.conftest import Publish, document

ADDRESS = "/api/v1/map/"


def at(latitude: float, longitude: float, **more: Any) -> dict[str, Any]:
    place = {"country": "SE", "latitude": latitude, "longitude": longitude, "precision": "city"}
    return document(places=[{**place, **more}])


def features(client: Client, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{ADDRESS}?{query}").json()["features"]
    return found


def test_points_are_geojson(client: Client, publish: Publish) -> None:
    (entry,) = publish(at(55.6, 13.0))
    answer = client.get(ADDRESS, HTTP_ACCEPT="application/geo+json")

    assert answer["Content-Type"].startswith("application/geo+json")
    assert answer.json()["type"] == "FeatureCollection"
    assert answer.json()["features"] == [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [13.0, 55.6]},
            "properties": {
                "title": "Yalla Trappan",
                "url": f"http://testserver/en/organisations/{entry.slug}/",
                "kind": "organisation",
                "precision": "city",
                "place": "Sweden",
            },
        }
    ]


def test_plain_json_is_given_too(client: Client, publish: Publish) -> None:
    publish(at(55.6, 13.0))

    answer = client.get(ADDRESS, HTTP_ACCEPT="application/json")

    assert answer["Content-Type"].startswith("application/json")


def test_only_what_lies_in_the_rectangle_is_shown(client: Client, publish: Publish) -> None:
    publish(at(55.6, 13.0), at(59.3, 18.1))

    (feature,) = features(client, "bbox=12,55,14,56&zoom=9")

    assert feature["geometry"]["coordinates"] == [13.0, 55.6]


def test_entries_on_one_spot_are_named_together(client: Client, publish: Publish) -> None:
    publish(at(55.6, 13.0), at(55.6, 13.0))

    (feature,) = features(client, "bbox=12,55,14,56&zoom=9")

    assert feature["properties"]["count"] == 2
    assert len(feature["properties"]["entries"]) == 2


def test_entries_near_each_other_are_a_cluster_that_says_where_it_comes_apart(client: Client, publish: Publish) -> None:
    publish(at(55.60, 13.00), at(55.61, 13.02))

    (feature,) = features(client, "bbox=-20,35,40,70&zoom=3")

    west, south, east, north = feature["properties"]["bbox"]
    assert feature["properties"]["count"] == 2
    assert west <= 13.0
    assert east >= 13.02
    assert south <= 55.60
    assert north >= 55.61


def test_a_filter_is_the_same_on_the_map(client: Client, publish: Publish) -> None:
    publish(at(55.6, 13.0), {**at(59.3, 18.1), "terms": {"theme": ["health"]}})

    (feature,) = features(client, "theme=health")

    assert feature["geometry"]["coordinates"] == [18.1, 59.3]


def test_a_hidden_place_has_no_point(client: Client, publish: Publish) -> None:
    publish(at(55.6, 13.0, hidden=True))
    answer = client.get(ADDRESS).json()

    assert answer["features"] == []
    assert (answer["shown"], answer["without_point"]) == (0, 1)


def test_a_withdrawn_entry_has_no_point(client: Client, publish: Publish) -> None:
    (entry,) = publish(at(55.6, 13.0))
    withdraw(entry=entry, by=None, note="asked for")

    assert features(client) == []


def test_a_zoom_that_means_nothing_is_explained(client: Client, publish: Publish) -> None:
    publish(at(55.6, 13.0))

    assert client.get(f"{ADDRESS}?zoom=99").status_code == 400
    assert client.get(f"{ADDRESS}?bbox=1,2").status_code == 400
