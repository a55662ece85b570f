from dataclasses import replace

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from sinet.common.cards import Card, Chip, Label, Option
from sinet.common.ego import Partner, draw_wide
from sinet.common.europe import Dot

SHARP = "<b>\"'&"
SAFE = "&lt;b&gt;&quot;&#x27;&amp;"
HIT = Card(
    kind="project",
    kind_label=SHARP,
    url=f"/en/{SHARP}",
    title=SHARP,
    language="sv",
    passage=SHARP,
    place=SHARP,
    facts=[SHARP],
    tags=[Label(SHARP, SHARP)],
    steps=[True, False, False, False, False],
    position=SHARP,
)
STRANGER = Partner(SHARP, SHARP, SHARP, SHARP)
DRAWN = draw_wide(STRANGER, [STRANGER])
VALUE = Option(SHARP, SHARP, 1978, selected=True, element=2)


def draw(tag: str, **context: object) -> str:
    return Template("{% load sinet_lists %}{% " + tag + " %}").render(Context(context))


@pytest.mark.parametrize(
    ("tag", "context"),
    [
        ("hit_rows hits", {"hits": [HIT]}),
        ("options key values", {"values": [VALUE]}),
        ("chip_rows chips", {"chips": [Chip(SHARP, SHARP, SHARP)]}),
        ("network_nodes network", {"network": DRAWN}),
        ("network_names network", {"network": DRAWN}),
    ],
)
def test_whatever_strangers_wrote_is_escaped(tag: str, context: dict[str, object]) -> None:
    drawn = draw(tag, key=SHARP, **context)

    assert "<b>" not in drawn
    assert SAFE in drawn


def test_a_label_that_is_html_and_the_same_text_that_is_not_are_told_apart() -> None:
    plain, marked = replace(VALUE, label="<i>a</i>"), replace(VALUE, label=mark_safe("<i>a</i>"))

    for _again in range(2):
        assert "&lt;i&gt;a" in draw("options key values", key="k", values=[plain])
        assert "<i>a</i>" in draw("options key values", key="k", values=[marked])


def test_a_hit_shows_marks_and_only_the_parts_that_it_has() -> None:
    drawn = draw("hit_rows hits", hits=[Card("case", "Case", "/", mark_safe("<mark>a</mark>"))])

    assert '<a href="/"><mark>a</mark></a>' in drawn
    assert "<ul" not in drawn
    assert "<p" not in drawn
    assert "lang=" not in drawn


def test_words_of_a_hit_run_in_their_own_direction() -> None:
    drawn = draw("hit_rows hits", hits=[Card("case", "Case", "/", "مطبخ", language="ar", passage="حديقة")])

    assert '<h3 dir="auto" lang="ar">' in drawn
    assert '<p dir="auto" lang="ar">' in drawn


def test_a_box_belongs_to_its_form_and_says_what_is_chosen() -> None:
    other = replace(VALUE, selected=False, element=None)
    drawn = draw("options 'theme' values 'mine'", values=[VALUE, other])

    assert drawn.count('form="mine"') == 2
    assert drawn.count(" checked") == 1
    assert drawn.count('class="swatch element-2"') == 1
    assert "1,978" in drawn
    with override("da"):
        assert "1.978" in draw("options 'theme' values", values=[VALUE])


def test_dots_are_written_as_numbers_of_svg_in_any_language() -> None:
    with override("da"):
        drawn = draw("map_dots dots", dots=[Dot(x=1.5, y=2.5, radius=20.5, count=1978)])

    assert 'cx="1.5" cy="2.5" r="20.5"' in drawn
    assert "1.978</text>" in drawn


def test_a_dot_without_a_number_has_a_glow_around_it() -> None:
    with override("da"):
        drawn = draw("glowing_dots dots", dots=[Dot(x=1.5, y=2.5, radius=4.5, count=1978)])

    assert drawn.count("<circle") == 2
    assert 'class="map-halo" cx="1.5" cy="2.5" r="8.5"' in drawn
    assert 'class="map-dot" cx="1.5" cy="2.5" r="4.5"' in drawn
