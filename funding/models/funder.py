"""What an organisation gives, as it says itself."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import Entry
from funding.models.money import Money, money_constraints


class FunderQuerySet(models.QuerySet["FunderProfile"]):
    def public(self) -> Self:
        return self.filter(entry__in=Entry.objects.public())


class FunderProfile(Money):
    """An organisation as a giver. What is not known stays empty; that there is a profile says that it gives."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="funder")

    # what for: keys of terms
    funding = ArrayField(models.CharField(max_length=100), verbose_name=_("kinds of support"), default=list, blank=True)
    themes = ArrayField(models.CharField(max_length=100), verbose_name=_("themes"), default=list, blank=True)
    elements = ArrayField(models.CharField(max_length=100), verbose_name=_("process steps"), default=list, blank=True)

    # for whom
    applicants = ArrayField(models.CharField(max_length=100), verbose_name=_("applicants"), default=list, blank=True)
    territories = ArrayField(models.CharField(max_length=30), verbose_name=_("territories"), default=list, blank=True)
    """Countries ("SE") and regions ("NUTS:SE22"). None: not known, unless it gives `everywhere`."""
    everywhere = models.BooleanField(_("gives everywhere"), default=False)

    # how
    how_to_apply = models.TextField(_("how to apply"), blank=True)
    apply_url = models.URLField(_("address for applying"), max_length=500, blank=True)
    support_note = models.TextField(_("other support"), blank=True)

    objects = FunderQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = money_constraints("funder")
        indexes: ClassVar = [
            GinIndex(fields=["funding", "themes"], name="funder_profile_terms"),
        ]

    def __str__(self) -> str:
        return f"funder {self.entry_id}"
