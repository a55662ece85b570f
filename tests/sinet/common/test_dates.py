from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinet.common.dates import (
    DatePrecision,
    display_partial_date,
    format_partial_date,
    parse_partial_date,
)


@pytest.mark.parametrize(
    ("text", "first_day", "precision"),
    [
        ("2019", date(2019, 1, 1), "year"),
        ("2019-05", date(2019, 5, 1), "month"),
        ("2019-05-17", date(2019, 5, 17), "day"),
    ],
)
def test_a_date_is_stored_as_its_first_day_and_what_is_known(text: str, first_day: date, precision: str) -> None:
    assert parse_partial_date(text) == (first_day, precision)
    assert str(parse_partial_date(text)) == text


@pytest.mark.parametrize(
    "text", ["", "19", "2019-5", "2019-13", "2019-02-30", "2019-05-17T00:00", "2019\n", "0000", "٢٠١٩"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|year|month|day"):
        parse_partial_date(text)


@given(st.dates(), st.sampled_from(DatePrecision))
def test_a_date_written_and_read_again_keeps_what_is_known(day: date, precision: DatePrecision) -> None:
    written = format_partial_date(day, precision)

    assert format_partial_date(*parse_partial_date(written)) == written
    assert parse_partial_date(written).precision == precision
    assert parse_partial_date(written).first_day <= day


@pytest.mark.parametrize(
    ("precision", "language", "shown"),
    [
        ("year", "en", "2019"),
        ("month", "en", "May 2019"),
        ("month", "sv", "maj 2019"),
        ("day", "en", "May 17, 2019"),
        ("day", "da", "17. maj 2019"),
        ("day", "xx", "May 17, 2019"),
    ],
)
def test_a_date_is_shown_in_the_language_of_the_page(precision: str, language: str, shown: str) -> None:
    assert display_partial_date(date(2019, 5, 17), precision, language) == shown
