from typing import ClassVar

from django.db import models
from django.utils import timezone

from sinet.common.ids import uuid7


class Mail(models.Model):
    """A mail to be sent, written in the transaction that causes it. A repeated one has the same Message-ID."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        BOUNCED = "bounced"
        MERGED = "merged"  # its text went out in another mail of the same hour

    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    """Which mail it is (docs/reference/mails.md), such as `confirm` or `decision`."""
    recipient = models.EmailField()
    language = models.CharField(max_length=12, default="en")
    context = models.JSONField(default=dict)
    is_batched = models.BooleanField(default=False)
    """Decisions wait so that a person gets at most one mail an hour."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=250, blank=True)
    sent_with = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["recipient", "-sent_at"], name="mail_last_to_person"),
            models.Index(fields=["id"], condition=models.Q(state="waiting"), name="mail_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    @property
    def message_id(self) -> str:
        """The Message-ID without its domain part."""
        return f"{self.uid}.{self.kind}"
