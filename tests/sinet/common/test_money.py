"""Rates as the European Central Bank published them (eurofxref)."""

from datetime import date
from decimal import Decimal

import pytest
from currency_converter import CurrencyConverter

from sinet.common.money import InEuro, display, in_euro, short


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "£10,000"), ("sv", "10\u00a0000\u00a0£"), ("da", "10.000\u00a0£")],
)
def test_a_round_amount_is_written_as_the_language_does_without_cents(language: str, written: str) -> None:
    assert display(Decimal(10000), "GBP", language).replace("GBP", "£") == written


def test_cents_are_written_where_there_are_any() -> None:
    assert display(Decimal("3239.34"), "GBP", "en") == "£3,239.34"
    assert display(Decimal("-0.50"), "EUR", "da") == "-0,50\u00a0€"


def test_a_code_never_touches_its_number() -> None:
    assert display(1_000_000, "SEK", "en") == "SEK\u00a01,000,000"


def test_an_amount_is_converted_by_the_rate_of_its_day() -> None:
    """10 June 2015: 1 euro = 0.7284 pounds."""
    assert in_euro(Decimal(15000), "GBP", date(2015, 6, 10)) == InEuro(Decimal("20593.08"), date(2015, 6, 10))


def test_on_a_sunday_the_rate_is_that_of_friday_and_the_answer_says_so() -> None:
    converted = in_euro(Decimal(15000), "GBP", date(2015, 6, 14))

    assert converted is not None
    assert converted.rate_on == date(2015, 6, 12)


def test_after_the_last_day_that_is_shipped_its_rate_is_used_and_the_answer_says_so() -> None:
    converted = in_euro(Decimal(1000), "SEK", date(2199, 1, 1))

    assert converted is not None
    assert converted.rate_on == CurrencyConverter().bounds["SEK"].last_date


@pytest.mark.parametrize(
    ("currency", "on"),
    [("GBP", date(1998, 12, 31)), ("KES", date(2015, 6, 10)), ("XXX", date(2015, 6, 10))],
    ids=["before the first day", "no rate of the bank", "no currency"],
)
def test_where_the_bank_has_no_rate_nothing_is_made_up(currency: str, on: date) -> None:
    assert in_euro(Decimal(1), currency, on) is None


def test_a_euro_is_a_euro_and_former_currencies_keep_their_fixed_rate() -> None:
    assert in_euro(Decimal("12.345"), "EUR", date(1990, 1, 1)) == InEuro(Decimal("12.35"), date(1990, 1, 1))
    assert in_euro(Decimal("1.95583"), "DEM", date(2001, 5, 5)) == InEuro(Decimal("1.00"), date(2001, 5, 5))


def test_a_large_sum_fits_into_few_characters():
    assert [short(150_845_902, "EUR", language) for language in ("en", "sv")] == ["€151M", "151\xa0mn\xa0€"]
    assert short(0, "EUR", "en") == "€0"
