"""The map page as the server gives it, which is all that stands without JavaScript."""

import re

import pytest

from directory import towns
from sinet.common.europe import HEIGHT, WIDTH
from tests.factories.entries import publish, reference
from tests.factories.entries import towns as load_towns

MALMO = {"country": "SE", "city": "Malmö", "latitude": 55.6, "longitude": 13.0, "precision": "city"}
LUND = {"country": "SE", "city": "Lund", "latitude": 55.704, "longitude": 13.191, "precision": "city"}
SKANE = {"country": "SE", "latitude": 55.9, "longitude": 13.6, "precision": "region"}
PARIS = {"country": "FR", "city": "Paris", "latitude": 48.8566, "longitude": 2.3522, "precision": "address"}

pytestmark = pytest.mark.django_db


def marks(page: str) -> list[tuple[str, str]]:
    """Address and name of each mark of the drawing."""
    drawing = page.split('id="map-drawing"')[1].split("</svg>", maxsplit=1)[0]
    return re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', drawing)


def test_a_mark_leads_closer_to_an_entry_or_to_the_list_of_its_spot(read):
    publish(title="Alone", slug="alone", places=[PARIS])
    publish(title="In Malmö", places=[MALMO])
    publish(title="In Malmö too", places=[MALMO])
    publish(title="In Lund", places=[LUND])

    (cluster, single) = marks(read("/en/map/"))

    assert single == ("/en/organisations/alone/", "Alone, Paris, France")
    assert cluster[1] == "3 entries, look closer"
    stack = next(mark for mark in marks(read(cluster[0])) if mark[1] == "2 entries in this place: Malmö, Sweden")
    assert re.match(r"/en/search/\?bbox=", stack[0])
    assert ">2 results</h2>" in read(stack[0])


def test_a_cluster_is_called_after_its_largest_town(read):
    reference()
    load_towns()
    towns.forget()
    for place in (MALMO, LUND, LUND):
        publish(places=[place])

    names = [name for _url, name in marks(read("/en/map/"))]
    towns.forget()

    assert names == ["3 entries around Malmö, look closer"]


def test_a_part_of_the_map_fills_the_drawing(read):
    publish(title="In Lund", places=[LUND])

    page = read("/en/map/?bbox=13.1,55.65,13.3,55.75")

    x, y = (
        float(value) for value in re.search(r'<circle class="map-dot[^"]*" cx="([\d.]+)" cy="([\d.]+)"', page).groups()
    )
    assert (round(x / WIDTH, 1), round(y / HEIGHT, 1)) in {(0.4, 0.5), (0.5, 0.5), (0.4, 0.4), (0.5, 0.4)}
    assert 'data-map-bounds="13.1,55.65,13.3,55.75"' in page


def test_the_numbers_beside_the_map_lead_to_what_it_does_not_show(read):
    publish(title="Here", places=[MALMO])
    publish(title="There", places=[PARIS])
    publish(title="Both", places=[MALMO, PARIS])
    publish(title="Denmark", places=[{"country": "DK"}])

    page = read("/en/map/")
    assert '<a href="/en/search/?without_point=1">1 without an exact place</a>' in page
    assert "count once in the list: 1 more on the map." in page
    part = read("/en/map/?bbox=12,55,14,56")
    assert ">2 results</h2>" in part
    assert '<a href="/en/map/?bbox=-180,-90,180,90">1 elsewhere on the map</a>' in part


def test_a_point_that_is_the_middle_of_a_region_is_said_to_be_so(read):
    publish(title="Somewhere in Skåne", slug="somewhere", places=[SKANE])

    page = read("/en/map/")

    assert "map-dot-coarse" in page.split('id="map-drawing"')[1]
    assert "The point is the middle of the region." in page.split('id="results"')[1]
    assert "The point is the middle of the region." in read("/en/organisations/somewhere/")


def test_distances_to_points_that_are_no_addresses_are_about(read):
    publish(title="Exact", places=[PARIS])
    publish(title="A town", places=[{**PARIS, "precision": "city"}])

    page = read("/en/map/?near=48.9,2.4,50")

    assert len(re.findall(r"<li>\d+ km away", page)) == 1
    assert len(re.findall(r"<li>about \d+ km away", page)) == 1


def test_what_stands_nearer_than_a_kilometre_is_not_none_away(read):
    publish(title="Here", places=[PARIS])

    page = read(f"/en/map/?near={PARIS['latitude']},{PARIS['longitude']},50")

    assert "<li>less than 1 km away" in page
    assert "0 km away" not in page


def test_lists_and_map_alone_may_ask_where_the_reader_is(client):
    places = {
        path: "geolocation=(self)" in client.get(path)["Permissions-Policy"]
        for path in ("/en/", "/en/map/", "/en/search/", "/en/projects/", "/en/about/", "/api/v1/map/", "/nowhere/")
    }

    assert [path for path, may in places.items() if may] == ["/en/map/", "/en/search/", "/en/projects/"]
