import pytest
from django.utils.safestring import mark_safe

from sinet.common.cards import Card, Fact, Label, Value
from sinet.common.templatetags.sinet_cards import card_rows, crumb_rows, fact_rows, tag_rows

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
        tag_rows([Label(SHARP, SHARP)]),
    ],
    ids=["cards", "crumbs", "facts", "tags"],
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
