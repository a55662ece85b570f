"""What grants add up to, in euro by the ECB's rates of their award days, and which could not be converted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, Sum

from funding.models.grant import GrantQuerySet
from sinet.common.money import EURO


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of grants."""

    count: int
    in_euro: Decimal
    unconverted: int
    """Grants in currencies, or of days, for which the ECB has no rate: they are not in the sum."""
    first_rate_on: date | None
    last_rate_on: date | None
    by_currency: list[tuple[str, int, Decimal]]
    """(currency, grants, sum in it), the most frequent first."""

    @property
    def is_converted(self) -> bool:
        """Whether any amount is in another currency than the euro."""
        return any(currency != EURO for currency, _count, _sum in self.by_currency)


def total_of(grants: GrantQuerySet) -> Total:
    """One query over all of them, and one by currency."""
    rated = Q(amount_in_euro__isnull=False) & ~Q(currency=EURO)
    found = grants.order_by().aggregate(
        count=Count("pk"),
        in_euro=Sum("amount_in_euro"),
        unconverted=Count("pk", filter=Q(amount_in_euro=None)),
        first=Min("rate_on", filter=rated),
        last=Max("rate_on", filter=rated),
    )
    by_currency = grants.order_by().values("currency").annotate(n=Count("pk"), sum=Sum("amount"))
    return Total(
        count=found["count"],
        in_euro=found["in_euro"] or Decimal(0),
        unconverted=found["unconverted"],
        first_rate_on=found["first"],
        last_rate_on=found["last"],
        by_currency=[(row["currency"], row["n"], row["sum"]) for row in by_currency.order_by("-n", "currency")],
    )
