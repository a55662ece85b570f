from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Erasure(models.Model):
    """That a person's data was erased, and what. Who it was is a keyed hash, by which it is found in an old back-up."""

    key = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """None where the command line was used."""
    what = models.JSONField(default=dict)
    """How many records of each sort were deleted or redacted."""

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"erasure {self.pk}"
