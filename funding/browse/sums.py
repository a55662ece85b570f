"""A sum of grants in the words of the page."""

from typing import Any

from directory.browse.time import between
from funding.search.totals import Total
from sinet.common.money import EURO, display


def sum_in_words(total: Total, language: str) -> dict[str, Any]:
    """The context of templates/funding/_grant_total.html."""
    rates = ""
    if total.first_rate_on and total.last_rate_on:
        rates = between(total.first_rate_on.isoformat(), total.last_rate_on.isoformat())
    return {
        "count": total.count,
        "in_euro": display(total.in_euro.quantize(1), EURO, language),
        "is_converted": total.is_converted,
        "rates": rates,
        "unconverted": total.unconverted,
        "by_currency": [
            {"currency": currency, "count": count, "sum": display(amount, currency, language)}
            for currency, count, amount in total.by_currency
        ],
    }
