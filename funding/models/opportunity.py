"""What matching reads of calls and funders: derived by `funding.indexing`, never written by hand."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from directory.models import Entry
from directory.models.fields import CurrentTransactionId, TransactionIdField


class Opportunity(models.Model):
    """A public call, or a public organisation that gives, as one narrow row. It exists exactly while it is public.

    The arrays hold keys of `FacetValue`, the same numbers as those in the facet rows of entries; an empty one says
    that nothing is known. Amounts are in euro, by the rate of the day on which the row was written.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="opportunity")
    is_call = models.BooleanField()
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)

    everywhere = models.BooleanField(default=False)
    territories = ArrayField(models.IntegerField(), default=list)
    applicants = ArrayField(models.IntegerField(), default=list)
    themes = ArrayField(models.IntegerField(), default=list)
    challenges = ArrayField(models.IntegerField(), default=list)
    """Challenges, goals and people helped, of any vocabulary that says what the work is for."""
    elements = ArrayField(models.IntegerField(), default=list)
    support = ArrayField(models.IntegerField(), default=list)

    amount_min = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    amount_max = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    own_share = models.FloatField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "opportunities"

    def __str__(self) -> str:
        return f"opportunity {self.entry_id}"


class Match(models.Model):
    """A call that fits an initiative, kept from when it was found until it is found to fit no more.

    So pages show it at no cost, and mails know what is new. `xid` is the transaction that found it: who was told
    remembers a snapshot, as every follower of the change log does.
    """

    xid = TransactionIdField(db_default=CurrentTransactionId(), editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="fitting_calls")
    call = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="matches", db_index=False)
    score = models.PositiveSmallIntegerField()
    """0 to 100, see `funding.matching.criteria`."""

    class Meta:
        ordering: ClassVar = ["entry", "-score", "call"]
        verbose_name_plural = "matches"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "entry"], name="match_once"),
            models.CheckConstraint(condition=models.Q(score__lte=100), name="match_score_is_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} fits {self.entry_id}"
