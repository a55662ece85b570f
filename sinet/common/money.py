"""Amounts of money: in the words of a language, and in euro by the reference rates of the European Central Bank.

The rates come with the package CurrencyConverter (the ECB's own file `eurofxref-hist`, 1999 until the day of the
package's release); nothing is asked of the network. The ECB gives no rate on weekends and holidays.
"""

import re
from contextlib import suppress
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Final, NamedTuple

from babel.numbers import format_compact_currency, format_currency, list_currencies
from currency_converter import CurrencyConverter, RateNotFoundError

from sinet.common.languages import locale_of

EURO: Final = "EUR"
CENT: Final = Decimal("0.01")
_JOINED_CODE: Final = re.compile(r"([A-Z]{3})(?=\d)")
_LONGEST_GAP: Final = 10
"""Days without a rate: the ECB's longest pause is that of Easter, four days."""
_IN_EURO: Final = {
    "ATS": "13.7603", "BEF": "40.3399", "DEM": "1.95583", "ESP": "166.386", "FIM": "5.94573", "FRF": "6.55957",
    "GRD": "340.750", "IEP": "0.787564", "ITL": "1936.27", "LUF": "40.3399", "NLG": "2.20371", "PTE": "200.482",
}  # fmt: skip
"""Rates that were fixed for ever at the change to the euro (Regulations (EC) No 2866/98 and No 1478/2000)."""


class InEuro(NamedTuple):
    """An amount in euro, to the cent, and the day of the rate that it was converted by."""

    amount: Decimal
    rate_on: date


@cache
def currencies() -> frozenset[str]:
    """The codes of ISO 4217, those of former currencies too."""
    return frozenset(list_currencies())


def display(amount: Decimal | int, currency: str, language: str) -> str:
    """An amount as a reader of the language writes it: "£10,000", "10 000 £"; cents only where there are any."""
    value = Decimal(amount)
    locale = locale_of(language)
    pattern = locale.currency_formats["standard"].pattern
    if value % 1 == 0:
        pattern = pattern.replace(".00", "")
    written = str(format_currency(value, currency, format=pattern, locale=locale, currency_digits=value % 1 != 0))
    return _JOINED_CODE.sub("\\1\u00a0", written)


def short(amount: Decimal | int, currency: str, language: str) -> str:
    """A large amount in few characters: "€151M", "151 mn €"."""
    return str(format_compact_currency(Decimal(amount), currency, locale=locale_of(language)))


def in_euro(amount: Decimal, currency: str, on: date) -> InEuro | None:
    """Convert by the rate of the day, or of the last day before it that has one; the answer says which.

    None where the ECB gives no rate: for other currencies, and for days before the currency's first.
    """
    if currency == EURO:
        return InEuro(amount.quantize(CENT, ROUND_HALF_UP), on)
    if currency in _IN_EURO:
        return InEuro((amount / Decimal(_IN_EURO[currency])).quantize(CENT, ROUND_HALF_UP), on)
    found = _rate(currency, on)
    if found is None:
        return None
    rate, day = found
    return InEuro((amount * rate).quantize(CENT, ROUND_HALF_UP), day)


@lru_cache(maxsize=8192)
def _rate(currency: str, on: date) -> tuple[Decimal, date] | None:
    """(euro for one unit, day of the rate)."""
    bounds = _converter().bounds.get(currency)
    if bounds is None or on < bounds.first_date:
        return None
    newest = min(on, bounds.last_date)
    for days in range(_LONGEST_GAP):
        day = newest - timedelta(days=days)
        with suppress(RateNotFoundError):
            return Decimal(_converter().convert(1, currency, EURO, date=day)), day
    return None


@cache
def _converter() -> CurrencyConverter:
    """The rates are read from the package's file once, when somebody first asks."""
    return CurrencyConverter(decimal=True)
