"""Where the range of a criterion ends: the ends belong to it."""

from decimal import Decimal

import pytest

from funding.matching.finding import fitting_opportunities
from funding.matching.needs import need_of_entry
from tests.factories import publish
from tests.funding.matching.test_matching import NOW

pytestmark = pytest.mark.django_db


def verdict(key: str, **need) -> bool | None:
    """What is said of one criterion between a project and the only call there is."""
    fit = next(iter(fitting_opportunities(need_of_entry(publish("project"), **need), at=NOW, also_misses=True)))
    return fit.verdicts[key]


@pytest.mark.parametrize(("share", "met"), [(19.5, False), (20, True), (25, True)])
def test_an_own_share_is_enough_from_what_is_asked_for(share, met):
    publish("call", call={"cofunding_share": 20})

    assert verdict("own_share", own_share=share) is met


@pytest.mark.parametrize(("amount", "met"), [("999.99", False), ("1000", True), ("5000", True), ("5000.01", False)])
def test_an_amount_fits_from_the_least_to_the_largest(amount, met):
    publish("call", call={"amount_min": "1000", "amount_max": "5000", "currency": "EUR"})

    assert verdict("amount", amount=Decimal(amount)) is met
