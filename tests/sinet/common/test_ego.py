from itertools import pairwise

import pytest

from sinet.common.ego import LONGEST_NAME, MOST, Partner, draw_narrow, draw_wide, outline, shorten

CENTRE = Partner("Example kitchen", "", "case", "")


def partners(count: int) -> list[Partner]:
    return [Partner(f"Partner {n}", f"/{n}", "organisation", "partner") for n in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, 7, MOST])
def test_every_partner_is_drawn_in_order_inside_the_frame(count: int) -> None:
    for drawing in (draw_wide(CENTRE, partners(count)), draw_narrow(CENTRE, partners(count))):
        assert [node.url for node in drawing.partners] == [f"/{n}" for n in range(count)]
        assert all(0 < node.x < drawing.width and 0 < node.y < drawing.height for node in drawing.partners)


def test_no_more_than_can_be_told_apart_are_drawn() -> None:
    assert len(draw_wide(CENTRE, partners(MOST + 5)).partners) == MOST
    assert len(draw_narrow(CENTRE, partners(MOST + 5)).partners) == MOST


def test_names_of_one_side_stand_at_least_a_line_apart() -> None:
    drawing = draw_wide(CENTRE, partners(MOST))
    for side in ("start", "end"):
        lines = sorted(node.label_y for node in drawing.partners if node.anchor == side)
        assert min(b - a for a, b in pairwise(lines)) >= 20


def test_the_entry_itself_stands_in_the_middle_of_the_wide_drawing() -> None:
    drawing = draw_wide(CENTRE, partners(3))
    assert (drawing.centre.x, drawing.centre.y) == (drawing.width / 2, drawing.height / 2)


def test_each_kind_has_its_own_shape() -> None:
    kinds = ["organisation", "project", "case", "publication", "event"]
    assert len({outline(kind, 10, 10, 5) for kind in kinds}) == len(kinds)


def test_a_long_name_is_cut_at_a_word() -> None:
    assert shorten("Example Foundation for Very Long Names") == "Example Foundation for Very…"
    assert len(shorten("x" * 100)) == LONGEST_NAME


def test_a_short_name_stays() -> None:
    assert shorten("Example kitchen") == "Example kitchen"
