from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.choices import Channel, RevisionState
from directory.models.entry import Entry
from sinet.common.ids import uuid7

FINAL_STATES = (RevisionState.APPLIED, RevisionState.REJECTED, RevisionState.RETRACTED)


class ChangeSet(models.Model):
    """What belongs together: applied in one transaction, undone as one. Append-only by trigger."""

    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    title = models.CharField(max_length=250)
    channel = models.CharField(max_length=20, choices=Channel)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class RevisionQuerySet(models.QuerySet["Revision"]):
    def waiting(self) -> "RevisionQuerySet":
        """Proposals on which a centre has to decide."""
        return self.filter(state__in=[RevisionState.SUBMITTED, RevisionState.IN_REVIEW])

    def applied(self) -> "RevisionQuerySet":
        return self.filter(state=RevisionState.APPLIED)


class Revision(models.Model):
    """A complete document of one entry, proposed against a known base, then decided.

    What was proposed never changes (a trigger refuses it, and refuses deletion); only the course of the decision does.
    """

    # what was proposed
    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="revisions")
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, null=True, blank=True, related_name="revisions")
    document = models.JSONField()
    channel = models.CharField(max_length=20, choices=Channel)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    # what became of it
    state = models.CharField(max_length=20, choices=RevisionState, default=RevisionState.SUBMITTED)
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=RevisionState.values), name="revision_state_known"),
            models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="revision_channel_known"),
            models.CheckConstraint(
                condition=(
                    models.Q(state__in=FINAL_STATES, decided_at__isnull=False)
                    | (~models.Q(state__in=FINAL_STATES) & models.Q(decided_at=None))
                ),
                name="revision_decided_when_final",
                violation_error_message=_("A final decision, and no other, has its moment."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RevisionState.APPLIED) | models.Q(entry__isnull=False),
                name="revision_applied_has_entry",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "created_at"], name="revision_queue")]

    def __str__(self) -> str:
        return f"{self.uid} ({self.state})"
