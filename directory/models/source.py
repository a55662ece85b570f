from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A body of data that entries came from, with the terms under which it may be shown."""

    key = models.SlugField(max_length=40, primary_key=True)
    title = models.CharField(max_length=250)
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    credit = models.TextField(_("credit line"), blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.title
