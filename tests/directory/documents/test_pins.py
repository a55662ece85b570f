"""A pin must lie in the country of its place, or near it."""

import pytest

from directory.documents.pins import PinError, country_of_pin
from directory.models import Country
from tests.factories import towns

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "is_far"),
    [
        ("SE", 55.605, 13.0, False),
        ("SE", 55.68, 12.57, False),  # Copenhagen, across the Sound
        ("SE", 59.29, 18.92, False),  # Sandhamn, on a skerry that the outline leaves out
        ("SE", 58.5, 20.5, True),  # in the middle of the Baltic
        ("SE", 13.0, 55.605, True),  # latitude and longitude swapped
        ("FR", 47.0, -6.0, True),  # in the Atlantic
        ("IT", 35.51, 12.6, False),  # Lampedusa
        ("US", 48.1, 11.6, True),  # Munich
        ("US", 40.7, -74.0, False),  # beyond our outlines of Europe nothing is said
        ("SE", 40.7, -74.0, True),
        ("RU", 55.0, 82.9, False),  # Novosibirsk: Russia goes on where the outlines end
    ],
)
def test_a_pin_is_compared_with_the_land_of_its_country(centre, country, latitude, longitude, is_far):
    for code, code3 in [("IT", "ITA"), ("RU", "RUS"), ("US", "USA")]:
        Country.objects.create(code=code, code3=code3, name=code3)

    if is_far:
        with pytest.raises(PinError, match="farther than 60 km from its land"):
            country_of_pin(country, latitude, longitude)
    else:
        assert country_of_pin(country, latitude, longitude) == country


def test_a_pin_without_a_country_takes_that_of_the_nearest_town(centre):
    towns()

    assert country_of_pin("", 55.61, 13.02) == "SE"


def test_a_pin_without_a_country_and_without_a_town_near_is_refused(centre):
    with pytest.raises(PinError, match="may lie in the sea"):
        country_of_pin("", 58.5, 20.0)
