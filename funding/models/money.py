"""What a giver says of its money: the same of a call and of a funder."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Money(models.Model):
    """How much is given to one, and what has to be brought."""

    amount_min = models.DecimalField(_("least amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    amount_max = models.DecimalField(_("largest amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    """ISO 4217."""
    cofunding_share = models.FloatField(_("own share"), null=True, blank=True)
    """What the applicant brings, in percent of the costs."""

    class Meta:
        abstract = True


def money_constraints(word: str) -> list[models.BaseConstraint]:
    """What the database refuses of these fields; the names of the constraints begin with the word."""
    return [
        models.CheckConstraint(
            condition=Q(amount_min=None) | Q(amount_max=None) | Q(amount_min__lte=F("amount_max")),
            name=f"{word}_amounts_in_order",
            violation_error_message=_("The largest amount is smaller than the least one."),
        ),
        models.CheckConstraint(
            condition=Q(cofunding_share=None) | Q(cofunding_share__gte=0, cofunding_share__lte=100),
            name=f"{word}_own_share_is_percent",
        ),
    ]
