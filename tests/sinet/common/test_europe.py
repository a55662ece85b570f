import math

import pytest
from django.conf import settings

from sinet.common.europe import VIEWBOX, Dot, Point, dots, is_drawn, pin_radius, project, window

MALMO = (55.61, 13.0)
PARIS = (48.86, 2.35)


def test_the_centre_of_the_projection_lies_where_its_frame_says() -> None:
    assert project(53, 12) == Point(424.0, 426.0)


def test_areas_are_equal_in_the_north_and_in_the_south() -> None:
    def area(latitude: float) -> float:
        """The area of a small quadrangle of a tenth of a degree of latitude and of equal true width."""
        wide = 1 / math.cos(math.radians(latitude))
        corners = [project(latitude, 10), project(latitude, 10 + wide), project(latitude + 1, 10 + wide)]
        (ax, ay), (bx, by), (cx, cy) = corners
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))

    assert area(38) == pytest.approx(area(65), rel=0.05)


@pytest.mark.parametrize("city", [(35.17, 33.36), (64.15, -21.94), (69.65, 18.96), (38.72, -9.14), (59.44, 24.75)])
def test_the_corners_of_europe_are_on_the_drawing(city: tuple[float, float]) -> None:
    assert is_drawn(project(*city))


@pytest.mark.parametrize("place", [(28.1, -15.4), (5.3, -52.7), (-33.9, 18.4), (40.7, -74.0)])
def test_what_is_far_away_is_not_on_the_drawing(place: tuple[float, float]) -> None:
    assert not is_drawn(project(*place))


def test_the_antipode_does_not_stop_the_drawing() -> None:
    assert not is_drawn(project(-53, -168))


def test_a_dot_grows_with_what_it_counts_and_the_largest_comes_first() -> None:
    found = dots([(*PARIS, 1), (*MALMO, 100)], smallest=3, largest=9)
    assert [(dot.count, dot.radius) for dot in found] == [(100, 9.0), (1, 3.6)]


def test_dots_that_would_cover_each_other_become_one_with_all_entries() -> None:
    found = dots([(*MALMO, 5), (55.68, 12.57, 3), (*PARIS, 2)], nearest=46)
    assert [(dot.x, dot.y, dot.count) for dot in found] == [(*project(*MALMO), 8), (*project(*PARIS), 2)]


def test_a_place_off_the_map_has_no_dot() -> None:
    assert dots([(-33.9, 18.4, 7)]) == []


def test_the_halo_is_wider_than_its_dot() -> None:
    assert Dot(1, 1, 10, 1).halo == 19


def test_a_window_around_one_place_has_it_in_the_middle() -> None:
    left, top, wide, high = map(float, window([Point(400, 300)]).split())
    assert (left + wide / 2, top + high / 2) == pytest.approx((400, 300), abs=1)
    assert wide == 300


def test_a_window_around_several_places_holds_them_all() -> None:
    places = [project(*MALMO), project(*PARIS), project(37.98, 23.73)]
    left, top, wide, high = map(float, window(places).split())
    assert all(left < p.x < left + wide and top < p.y < top + high for p in places)


def test_without_a_place_the_window_is_the_whole_map() -> None:
    assert window([]) == VIEWBOX


def test_a_pin_looks_the_same_in_every_window() -> None:
    assert pin_radius("0 0 840 600") == 2 * pin_radius("0 0 420 300") == 20


@pytest.mark.parametrize("name", ["map.html", "hero_map.html"])
def test_the_maps_of_the_pages_show_the_whole_drawing(name: str) -> None:
    template = (settings.ROOT / "templates" / "components" / name).read_text()
    assert f'viewBox="{VIEWBOX}"' in template
