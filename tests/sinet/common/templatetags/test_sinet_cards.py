import pytest
from django.utils.safestring import mark_safe

from directory.browse.places import Pin
from sinet.common.cards import Card, Fact, Label, Value
from sinet.common.europe import Point
from sinet.common.templatetags.sinet_cards import card_rows, crumb_rows, fact_rows, link_rows, pins, tag_rows

SHARP = "<b>\"'&"
SAFE = "&lt;b&gt;&quot;&#x27;&amp;"
CARD = Card(kind="case", kind_label=SHARP, url=SHARP, title=SHARP, language=SHARP, place=SHARP, text=SHARP, note=SHARP)


@pytest.mark.parametrize(
    "drawn",
    [
        card_rows([CARD]),
        crumb_rows([{"label": SHARP, "url": SHARP}, {"label": SHARP, "url": ""}]),
        fact_rows(
            [Fact(SHARP, [Value(SHARP, SHARP, external=True, language=SHARP), Value(SHARP, SHARP), Value(SHARP)])]
        ),
        link_rows([{"url": SHARP, "label": SHARP, "icon": "bell"}]),
        tag_rows([Label(SHARP, SHARP)]),
    ],
    ids=["cards", "crumbs", "facts", "links", "tags"],
)
def test_whatever_strangers_wrote_is_escaped(drawn: str) -> None:
    assert "<b>" not in drawn
    assert "b>\"'" not in drawn
    assert SAFE in drawn


def test_a_card_shows_only_the_parts_that_it_has() -> None:
    drawn = card_rows([Card("case", "Case", "/", mark_safe("<mark>a</mark>"))])

    assert '<h3 dir="auto"><a href="/"><mark>a</mark></a></h3></li>' in drawn
    assert "<p" not in drawn


def test_only_the_page_itself_is_no_link_among_the_crumbs() -> None:
    drawn = crumb_rows([{"label": "Projects", "url": "/en/projects/"}, {"label": "Here"}])

    assert drawn == (
        '<li><a href="/en/projects/">Projects</a></li><li><span aria-current="page" dir="auto">Here</span></li>'
    )


def test_a_fact_leads_off_the_site_with_a_sign_and_within_it_without_one() -> None:
    off, within, plain = (
        fact_rows([Fact("Web", [value])])
        for value in (
            Value("a", "https://example.org/", external=True),
            Value("a", "/en/"),
            Value("a", language="sv"),
        )
    )

    assert 'rel="external noopener">a<svg' in off
    assert '<dd dir="auto"><a href="/en/">a</a></dd>' in within
    assert '<dd dir="auto" lang="sv">a</dd>' in plain


def test_the_middle_of_a_region_is_drawn_otherwise_than_a_point() -> None:
    exact, coarse = Pin(1.5, 2.0, is_coarse=False), Pin(3.0, 4.0, is_coarse=True)

    assert pins([exact, coarse, Point(5.0, 6.0)], 7.1) == (
        '<circle class="map-dot" cx="1.5" cy="2.0" r="7.1"/>'
        '<circle class="map-dot map-dot-coarse" cx="3.0" cy="4.0" r="7.1"/>'
        '<circle class="map-dot" cx="5.0" cy="6.0" r="7.1"/>'
    )
