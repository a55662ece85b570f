from collections.abc import Mapping
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def in_language(texts: Mapping[str, str], language: str | None = None) -> str:
    """The text in this language (the page's own when none is given), else in English, else in any, else empty."""
    wanted = (language or get_language() or "en").split("-")[0]
    return texts.get(wanted) or texts.get("en") or next(iter(texts.values()), "")


class Vocabulary(models.Model):
    """A controlled list (SKOS concept scheme) with its source; its key is also the word of its filter."""

    key = models.SlugField(max_length=40, primary_key=True)
    titles = models.JSONField(_("titles by language"), default=dict)
    source = models.TextField(_("source"), blank=True)
    uri = models.URLField(max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "key"]
        verbose_name_plural = "vocabularies"

    def __str__(self) -> str:
        return self.title()

    def title(self, language: str | None = None) -> str:
        return in_language(self.titles, language) or self.key


class TermQuerySet(models.QuerySet["Term"]):
    def current(self) -> "TermQuerySet":
        """Terms that may still be given to an entry."""
        return self.filter(retired_at=None)


class Term(models.Model):
    """A concept of a vocabulary. It is retired, never deleted, and then may name its replacement."""

    vocabulary = models.ForeignKey(Vocabulary, on_delete=models.CASCADE, related_name="terms")
    key = models.CharField(max_length=100)
    broader = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="narrower")
    labels = models.JSONField(_("labels by language"), default=dict)
    alternatives = models.JSONField(_("other names by language"), default=dict, blank=True)
    definitions = models.JSONField(_("definitions by language"), default=dict, blank=True)
    exact_matches = ArrayField(models.URLField(max_length=500), default=list, blank=True)
    close_matches = ArrayField(models.URLField(max_length=500), default=list, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)
    replacement = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["vocabulary", "position", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["vocabulary", "key"],
                name="term_once_per_vocabulary",
                violation_error_message=_("This vocabulary already has a term with this key."),
            ),
            models.CheckConstraint(
                condition=models.Q(replacement=None) | models.Q(retired_at__isnull=False),
                name="term_replaced_only_when_retired",
                violation_error_message=_("Only a retired term can have a replacement."),
            ),
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None) -> str:
        return in_language(self.labels, language) or self.key

    def definition(self, language: str | None = None) -> str:
        return in_language(self.definitions, language)
