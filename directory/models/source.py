from typing import ClassVar, Final

from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from directory.choices import Channel

FORM_TITLE: Final = gettext_noop("Sent in by the form of this site")
"""The title of the source of what people send in here."""


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

    @property
    def name(self) -> str:
        """The title as pages show it."""
        return source_name(self.key, self.title)


def source_name(key: str, title: str) -> str:
    """What pages call a source, in their language where the source is the site itself."""
    return gettext(FORM_TITLE) if key == Channel.FORM else title
