"""The map in numbers: what stands on it is what the list has; everything here holds with bitmaps and with SQL alone."""

import random
from typing import Any

import pytest

from directory.search.maps import CLOSEST_ZOOM, MOST_MARKERS
from directory.search.shapes import MapView
from tests.directory.search.conftest import LUND, MALMO, PARIS, found, publish_all
from tests.factories import document

WORLD = (-180.0, -90.0, 180.0, 90.0)
SWEDEN_AS_A_POINT = {"country": "SE", "latitude": 62.0, "longitude": 15.0, "precision": "country"}


def written(edges: tuple[float, ...]) -> str:
    return ",".join(f"{edge:.6f}" for edge in edges)


def counted(view: MapView) -> int:
    return sum(marker.count for marker in view.markers)


def scattered(count: int, seed: int) -> list[dict[str, Any]]:
    """Entries with no place, one or several, many of them in a few towns, on the edges of cells too."""
    chance = random.Random(seed)
    towns = [(round(chance.uniform(36, 65), 2), round(chance.uniform(-9, 29), 2)) for _ in range(12)]

    def place() -> dict[str, Any]:
        latitude, longitude = chance.choice(
            [
                chance.choice(towns),
                (round(chance.uniform(-60, 80), 3), round(chance.uniform(-170, 175), 3)),
                (chance.choice([48.0, 52.125, 56.0]), chance.choice([0.0, 8.0, 12.125])),
            ]
        )
        precision = chance.choice(["address", "city", "region", "country"])
        return {"country": "SE", "latitude": latitude, "longitude": longitude, "precision": precision}

    return [document(title=f"Entry {n}", places=[place() for _ in range(chance.randint(0, 3))]) for n in range(count)]


@pytest.mark.parametrize("zoom", [0, 2, 4, 7, 11, CLOSEST_ZOOM])
def test_markers_less_what_is_repeated_and_those_without_a_place_are_the_total(both: str, zoom: int):
    publish_all(*scattered(150, seed=1))
    results = found()
    for box in (WORLD, (-28.0, 34.0, 48.0, 74.0), (8.0, 48.0, 12.125, 56.0), (7.9, 47.9, 8.1, 48.1)):
        view = results.points(box, zoom=zoom)

        assert len(view.markers) <= MOST_MARKERS
        assert counted(view) - view.repeated == view.shown
        assert view.shown + view.outside + view.without_point == results.total
        assert view.shown == found(f"bbox={written(box)}").total


def test_an_entry_with_several_places_stands_at_each_and_counts_once(both: str):
    publish_all(document(title="Here and there", places=[MALMO, PARIS]), document(title="Here", places=[MALMO]))

    view = found().points(WORLD, zoom=6)

    assert sorted(marker.count for marker in view.markers) == [1, 2]
    assert (view.shown, view.repeated, view.outside, view.without_point) == (2, 1, 0, 0)


def test_two_places_in_one_cluster_are_one_entry(both: str):
    publish_all(document(title="Both towns", places=[MALMO, LUND]))

    view = found().points(WORLD, zoom=3)

    assert [marker.count for marker in view.markers] == [1]
    assert view.repeated == 0


def test_the_rectangle_of_the_address_says_what_is_looked_at_not_what_is_found(both: str):
    publish_all(document(places=[MALMO]), document(places=[PARIS]), document(places=[{"country": "DK"}]))

    view = found("bbox=12,55,14,56").points(zoom=8)

    assert (view.shown, view.outside, view.without_point) == (1, 1, 1)


def test_what_has_no_exact_place_is_a_list_of_its_own(both: str):
    publish_all(
        document(title="In Malmö", places=[MALMO]),
        document(title="Somewhere in Denmark", places=[{"country": "DK"}]),
        document(title="Nowhere"),
        document(title="Hidden", places=[{**LUND, "hidden": True}]),
        document(title="The middle of a country", places=[SWEDEN_AS_A_POINT]),
    )
    results = found("without_point=1")

    assert results.total == found().points(WORLD).without_point == 4
    assert "In Malmö" not in {card.title for card in results.cards()}
    assert found("without_point=1&country=DK").total == 1
    assert found("without_point=0").errors[0].parameter == "without_point"


def test_the_middle_of_a_country_is_near_nothing(both: str):
    publish_all(document(places=[SWEDEN_AS_A_POINT]), document(places=[{**MALMO, "precision": "region"}]))

    assert found("near=62,15,50").total == 0
    assert found("near=55.6,13,50").total == 1


def test_entries_on_one_spot_are_a_stack_however_many(both: str):
    publish_all(*(document(title=f"Entry {n}", places=[MALMO]) for n in range(23)))

    (marker,) = found().points(WORLD, zoom=4).markers

    assert (marker.count, marker.bbox, len(marker.entries)) == (23, None, 20)
    assert found(f"bbox={written(marker.area)}").total == 23


def test_the_newest_on_one_spot_do_not_hide_that_older_ones_stand_elsewhere(both: str):
    publish_all(document(title="Old", places=[LUND]), *(document(places=[MALMO]) for _ in range(22)))

    (marker,) = found().points((-28.0, 34.0, 48.0, 74.0), zoom=4).markers

    assert marker.count == 23
    assert marker.bbox is not None
    assert marker.entries == ()


def test_what_a_cluster_comes_apart_in_holds_all_of_it(both: str):
    publish_all(*scattered(80, seed=2))
    view = found().points((-28.0, 34.0, 48.0, 74.0), zoom=5)

    for marker in view.markers:
        assert found(f"bbox={written(marker.area)}").total >= marker.count


def test_at_the_closest_zoom_everything_is_named(both: str):
    near = {**MALMO, "latitude": MALMO["latitude"] + 0.001}
    publish_all(document(title="One", places=[MALMO]), document(title="Another", places=[near]))

    markers = found().points((12.9, 55.5, 13.1, 55.7), zoom=CLOSEST_ZOOM).markers

    assert sorted(pin.title for marker in markers for pin in marker.entries) == ["Another", "One"]


def test_a_pin_says_how_exact_its_point_is_where_it_lies_and_how_far(both: str):
    publish_all(document(title="Office", places=[PARIS, {**MALMO, "precision": "region"}]))

    (marker,) = found("near=55.6,13,20").points((12.0, 55.0, 14.0, 56.0), zoom=8).markers
    (pin,) = marker.entries

    assert (pin.precision, pin.place) == ("region", "Malmö, Sweden")
    assert pin.distance_km is not None
    assert pin.distance_km < 5
