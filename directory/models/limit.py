from typing import ClassVar

from django.db import models


class Tally(models.Model):
    """How often somebody did something in a stretch of time. Who it was is not kept: the key is a keyed hash."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return f"tally {self.count}"
