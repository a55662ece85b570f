from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Entry
from sinet.common.ids import uuid7


class Introduction(models.Model):
    """Two entries of which one offers what the other looks for.

    Their people are asked; contact is passed on only after both said yes, and not kept here.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Both are asked")
        AGREED = "agreed", _("Both said yes")
        DECLINED = "declined", _("Somebody said no")
        EXPIRED = "expired", _("Somebody did not answer")

    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    what = models.CharField(max_length=100)
    """The key of what is looked for and offered, in the vocabularies `seeks` and `offers`."""
    seeker = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    offerer = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")

    # the private links, as hashes, and what was answered behind them
    seeker_hash = models.CharField(max_length=64, unique=True)
    offerer_hash = models.CharField(max_length=64, unique=True)
    seeker_agrees = models.BooleanField(null=True)
    offerer_agrees = models.BooleanField(null=True)

    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seeker", "offerer"], name="introduction_once"),
            models.CheckConstraint(
                condition=~models.Q(seeker=models.F("offerer")), name="introduction_between_two_entries"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="agreed") | models.Q(seeker_agrees=True, offerer_agrees=True),
                name="introduction_agreed_by_both",
                violation_error_message=_("Contact is passed on only after both said yes."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at"], condition=models.Q(state="asked"), name="introduction_waiting"),
        ]

    def __str__(self) -> str:
        return f"introduction {self.uid}"
