from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from sinet.common.navigation import languages_of


def drawn(template: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template("{% load sinet_ui %}" + template).render(Context(context))


def test_an_icon_is_for_the_eye_only_and_comes_from_our_sprite() -> None:
    assert drawn('{% icon "search" %}') == (
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="/static/icons.svg#search"/></svg>'
    )


def test_an_icon_may_have_a_further_class() -> None:
    assert 'class="icon wide"' in drawn('{% icon "x" "wide" %}')


def test_a_kind_has_its_icon_its_colour_and_its_name() -> None:
    badge = drawn("{% kind_badge kind label %}", kind="case", label="<Case>")
    assert badge.startswith('<span class="kind kind-case"><svg')
    assert badge.endswith('#file-text"/></svg>&lt;Case&gt;</span>')


def test_the_strand_says_in_words_what_it_shows() -> None:
    strand = drawn("{% strand steps %}", steps=[True, False, True, False, False])
    assert strand.count('class="done ') == 2
    assert strand.count('class="open ') == 3
    assert "2 of 5 elements documented" in strand


@pytest.mark.parametrize("steps", [None, []])
def test_an_entry_without_elements_has_no_strand(steps: list[bool] | None) -> None:
    assert drawn("{% strand steps %}", steps=steps) == ""


@pytest.mark.parametrize(("language", "text"), [("en", "1,978"), ("sv", "1\N{NO-BREAK SPACE}978"), ("da", "1.978")])
def test_a_number_has_the_separators_of_the_language(language: str, text: str) -> None:
    assert drawn("{{ n|number }}", language, n=1978) == text


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [
        ("en", "2017-06-21", "21 June 2017"),
        ("en", date(2017, 6, 21), "21 June 2017"),
        ("en", "2017-06", "June 2017"),
        ("en", "2017", "2017"),
        ("sv", "2017-06-21", "21 juni 2017"),
        ("da", "2017-06-21", "21. juni 2017"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(language: str, value: object, text: str) -> None:
    assert drawn("{{ value|day }}", language, value=value) == text


def test_a_moment_is_told_on_the_clock_of_its_place() -> None:
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert drawn('{{ moment|moment:"Europe/Riga" }}', moment=moment) == "2 July 2026, 01:30"
    assert drawn("{{ moment|moment }}", "sv", moment=moment) == "1 juli 2026, 22:30"


@pytest.mark.parametrize("name", ["number", "day", "moment", "country", "language"])
def test_nothing_stays_nothing(name: str) -> None:
    assert drawn(f"{{{{ value|{name} }}}}", value=None) == ""


def test_countries_and_languages_have_their_name_in_the_language_of_the_page() -> None:
    assert drawn('{{ "SE"|country }}, {{ "fi"|language }}', "da") == "Sverige, finsk"


def test_a_view_may_say_itself_where_its_page_is_in_other_languages() -> None:
    here = {"request": RequestFactory().get("/en/here/?q=1")}
    assert drawn("{% behind_language %}", **here) == "/here/?q=1"
    assert drawn("{% behind_language %}", **here, alternates=languages_of("/sv/there/")) == "/there/"
    assert drawn("{% behind_language %}", **here, alternates=[]) == ""
    assert drawn("{% behind_language %}") == ""


@pytest.mark.parametrize(("text", "rows"), [(None, "5"), ("one", "5"), ("\n" * 29, "31"), ("\n" * 999, "32")])
def test_a_text_area_for_a_list_is_as_high_as_its_lines_and_one_more(text: str | None, rows: str) -> None:
    assert drawn("{{ text|line_rows }}", text=text) == rows
