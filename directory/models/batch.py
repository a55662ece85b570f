"""Decisions that somebody makes together: planned, looked at, then carried out some at a time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.moderation import Criterion
from directory.models.proposal import Proposal
from directory.models.revision import ChangeSet
from sinet.common.ids import uuid7


class Batch(models.Model):
    """Decisions of one person about several proposals. What is accepted becomes one change set."""

    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="batches")
    query = models.CharField(max_length=1000, blank=True)
    """The filters of the queue that it was chosen in."""
    text = models.TextField(blank=True)
    """What those who sent the proposals are told."""
    language = models.CharField(max_length=12, default="en")
    """In which the person is told why something was not carried out."""
    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name_plural = "batches"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(begun_at__isnull=False),
                name="batch_finished_after_begun",
            ),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def outstanding(self) -> "DecisionQuerySet":
        """Those that are still to be carried out."""
        return self.filter(done_at=None, problem="")


class Decision(models.Model):
    """What somebody wants to do with one proposal: accept, reject (with a criterion) or assign (to somebody)."""

    class Do(models.TextChoices):
        ACCEPT = "accept", _("Accept")
        REJECT = "reject", _("Reject")
        ASSIGN = "assign", _("Assign")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    do = models.CharField(max_length=10, choices=Do, blank=True)
    """Empty where there is no such decision; `problem` says so."""
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    seen = models.BigIntegerField(null=True, blank=True)
    """Primary key of the revision that the person saw; another one is not decided unseen."""
    done_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    """Why it was not carried out."""

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["batch", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "position"], name="decision_once_per_position"),
            models.UniqueConstraint(fields=["batch", "proposal"], name="decision_once_per_proposal"),
            models.CheckConstraint(
                condition=models.Q(do__in=["accept", "reject", "assign"]) | ~models.Q(problem=""),
                name="decision_known",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None) | models.Q(problem=""), name="decision_done_or_a_problem"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.do} {self.proposal_id}"
