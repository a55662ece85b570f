"""Distances on the Earth are the same in Python and in SQL."""

import pytest
from django.db import connection

from sinet.common.globe import KM_PER_DEGREE, km_between

BERLIN, PARIS = (52.52, 13.405), (48.8566, 2.3522)


def test_distance_is_that_of_the_great_circle():
    assert km_between(*BERLIN, *PARIS) == pytest.approx(877.5, abs=0.5)
    assert km_between(*BERLIN, *BERLIN) == 0


def test_a_degree_is_the_distance_of_two_points_one_degree_apart():
    assert pytest.approx(111.195, abs=0.0005) == KM_PER_DEGREE
    assert km_between(55, 13, 56, 13) == pytest.approx(KM_PER_DEGREE)
    assert km_between(0, 13, 0, 14) == pytest.approx(KM_PER_DEGREE)


def test_the_date_line_is_no_border():
    assert km_between(0, 179.5, 0, -179.5) == pytest.approx(KM_PER_DEGREE)


@pytest.mark.django_db
@pytest.mark.parametrize("there", [PARIS, (52.53, 13.41), (-52.52, -166.595)])
def test_the_database_measures_the_same(there: tuple[float, float]):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sinet_km(%s, %s, %s, %s)", [*BERLIN, *there])

        assert cursor.fetchone()[0] == pytest.approx(km_between(*BERLIN, *there), rel=1e-9)
