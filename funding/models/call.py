"""What only a call has: when it is open, what it gives, to whom, and what came of it."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.choices import CLOSING_SOON, Standing
from directory.models import Entry
from funding.models.money import Money, money_constraints


class CallQuerySet(models.QuerySet["Call"]):
    def public(self) -> Self:
        return self.filter(entry__in=Entry.objects.public())

    def open_at(self, at: datetime) -> Self:
        """Those that take applications at a moment."""
        return self.filter(Q(opens_at=None) | Q(opens_at__lte=at), Q(closes_at=None) | Q(closes_at__gt=at))

    def standing(self, wanted: Standing, at: datetime) -> Self:
        """Those of which `Standing.of` says so at a moment."""
        if wanted == Standing.FORECAST:
            return self.filter(opens_at__gt=at)
        if wanted == Standing.CLOSED:
            return self.filter(closes_at__lte=at)
        soon = Q(closes_at__lte=at + CLOSING_SOON)
        return self.open_at(at).filter(soon if wanted == Standing.CLOSING else Q(closes_at=None) | ~soon)


class Call(Money):
    """An invitation to apply, open for a time: of a funder for money, of a public body for a solution to its need.

    Who gives stands in the relation `funds`, what may be asked for in the terms `funding` and `applicant`.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="call")

    # when
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    """The last moment at which a new application may come in; later steps stand in `stages`."""
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    closes_all_day = models.BooleanField(_("only the day is known"), default=False)
    rolling = models.BooleanField(_("decides as applications come in"), default=False)
    stages = models.JSONField(_("stages"), default=list, blank=True)
    """A list of {"label": str, "closes_at": moment or null}, in the order of time."""

    # how much, beside what a giver says
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True, blank=True)

    # for whom and how
    programme = models.CharField(_("programme"), max_length=250, blank=True)
    eligibility = models.TextField(_("who may apply"), blank=True)
    questions = models.JSONField(_("questions"), default=list, blank=True)
    """What an application has to answer: a list of texts."""
    apply_url = models.URLField(_("address for applying"), max_length=500, blank=True)

    # what came of it
    outcomes = models.JSONField(_("outcomes"), default=list, blank=True)
    """A list of {"entry": uid or null, "name": str, "amount": str or null, "note": str, "on": partial date}."""

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
                name="call_opens_before_it_closes",
                violation_error_message=_("The end lies before the start."),
            ),
            *money_constraints("call"),
        ]
        indexes: ClassVar = [models.Index(fields=["closes_at"], name="call_closes_at")]

    def __str__(self) -> str:
        return f"call {self.entry_id}"

    def standing_at(self, at: datetime) -> Standing:
        return Standing.of(self.opens_at, self.closes_at, at)
