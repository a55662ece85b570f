from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.entry import Entry
from directory.models.proposal import Submitter
from sinet.common.ids import uuid7


class Alert(models.Model):
    """Somebody without an account wants to hear by mail what a search finds anew, what happens to an entry, or what
    is newly found for it or for answers to questions."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")

    # identity
    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    submitter = models.ForeignKey(Submitter, on_delete=models.CASCADE, related_name="alerts")
    """The address, kept apart so that it can be erased with all that hangs on it."""
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    """SHA-256 of the secret of the link that confirms it."""

    # what is watched
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, blank=True, related_name="alerts")
    """The entry that is watched; none where it is a search, or answers."""
    query = models.CharField(max_length=2000, blank=True)
    """The search or the answers, as they stand in the address of a page after the question mark; empty for the whole
    directory."""

    finds = models.BooleanField(default=False, db_default=False)
    """Whether it is about what an app finds for the entry or the answers (calls that fit), not about changes or a
    search."""

    # how
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    language = models.CharField(max_length=12, default="en")

    # lifecycle
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    """When news were last looked for."""
    seen = models.TextField(blank=True)
    """The snapshot of the database up to which everything was told (see "Changes" in the change log)."""

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | (models.Q(looked_at__isnull=False) & ~models.Q(seen="")),
                name="alert_confirmed_knows_what_was_told",
            ),
            models.CheckConstraint(
                condition=models.Q(entry=None) | models.Q(query=""), name="alert_of_an_entry_or_a_search"
            ),
            models.CheckConstraint(
                condition=models.Q(finds=False) | models.Q(entry__isnull=False) | ~models.Q(query=""),
                name="alert_of_finds_says_for_what",
            ),
            models.UniqueConstraint(
                fields=["submitter", "entry", "finds"],
                condition=models.Q(entry__isnull=False),
                name="alert_once_per_entry",
            ),
            models.UniqueConstraint(
                fields=["submitter", "query", "finds"], condition=models.Q(entry=None), name="alert_once_per_search"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["rhythm", "looked_at"], condition=models.Q(confirmed_at__isnull=False), name="alert_due"
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.uid}"
