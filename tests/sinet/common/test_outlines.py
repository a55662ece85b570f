"""The land of countries: what a pin is compared with."""

import math

import pytest

from sinet.common.outlines import is_cut, is_on_map, km_from_land, land


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("SWE", 55.605, 13.0),
        ("RUS", 67.15, 32.41),  # Kandalaksha, on Kola
        ("PRT", 37.74, -25.67),  # Ponta Delgada, on the Azores
        ("ESP", 38.98, 1.40),  # Ibiza
        ("GRC", 36.40, 25.46),  # Santorini
    ],
)
def test_land_is_near_what_lies_on_it(country, latitude, longitude):
    assert km_from_land(country, latitude, longitude) < 15


def test_no_land_is_drawn_into_the_sea():
    barents, greenland_sea = (72.0, 25.0), (72.0, 0.0)

    assert all(km_from_land(country, *barents) > 50 for country in land())
    assert all(km_from_land(country, *greenland_sea) > 50 for country in land())


def test_the_distance_is_that_to_the_nearest_shore():
    assert km_from_land("DNK", 56.0, 6.5) == pytest.approx(100, abs=15)  # Blåvand to the west
    assert km_from_land("SWE", 56.0, 6.5) > 300
    assert km_from_land("USA", 56.0, 6.5) == math.inf


def test_a_country_that_the_file_cuts_is_known_as_such():
    assert is_cut("RUS")
    assert not is_cut("SWE")
    assert is_on_map(55.6, 13.0)
    assert not is_on_map(-34.6, -58.4)
