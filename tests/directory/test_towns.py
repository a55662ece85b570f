"""What a part of the map is called after."""

import pytest

from directory import towns
from directory.models import City
from tests.factories.entries import reference

pytestmark = pytest.mark.django_db
SKANE = (12.4, 55.3, 14.4, 56.4)
NORTH = (15.0, 63.0, 22.0, 69.0)


@pytest.fixture(autouse=True)
def sweden():
    reference()
    rows = [("Malmö", 55.6, 13.0, 300_000), ("Lund", 55.7, 13.19, 90_000), ("Umeå", 63.83, 20.26, 85_000)]
    for number, (name, latitude, longitude, people) in enumerate(rows):
        place = {"latitude": latitude, "longitude": longitude, "population": people}
        City.objects.create(geoname=number, name=name, country_id="SE", **place)
    towns.forget()
    yield
    towns.forget()


def test_the_largest_town_inside_names_a_part_of_the_map():
    assert towns.names_of([SKANE, NORTH]) == ["Malmö", "Umeå"]


def test_the_nearest_town_that_names_no_other_part_is_taken_where_none_lies_inside():
    beside = (13.3, 55.7, 13.4, 55.75)

    assert towns.names_of([beside]) == ["Lund"]
    assert towns.names_of([(13.1, 55.6, 13.2, 55.75), beside, beside]) == ["Lund", "Malmö", ""]


def test_far_from_every_town_there_is_no_name():
    assert towns.names_of([(-60.0, -20.0, -50.0, -10.0)]) == [""]


def test_towns_are_read_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        towns.names_of([SKANE])
        towns.names_of([NORTH])


def test_towns_that_were_loaded_since_are_known_when_asked_to(django_assert_num_queries):
    towns.names_of([SKANE])
    City.objects.filter(name="Malmö").delete()

    towns.forget()

    assert towns.names_of([SKANE]) == ["Lund"]
