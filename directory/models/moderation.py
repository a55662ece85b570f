"""What a centre works with: its criteria, replies and saved views of the queue."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.centre import Centre
from directory.models.vocabulary import in_language


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def current(self) -> "CriterionQuerySet":
        return self.filter(is_retired=False)


class Criterion(models.Model):
    """A published criterion of a centre. A rejection names the one that is not met."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="criteria_list")
    key = models.SlugField(max_length=40)
    labels = models.JSONField(_("names by language"), default=dict)
    texts = models.JSONField(_("explanations by language"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_retired = models.BooleanField(default=False)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["centre", "position", "pk"]
        verbose_name_plural = "criteria"
        constraints: ClassVar = [models.UniqueConstraint(fields=["centre", "key"], name="criterion_once_per_centre")]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None) -> str:
        return in_language(self.labels, language) or self.key

    def text(self, language: str | None = None) -> str:
        return in_language(self.texts, language)


class CannedReply(models.Model):
    """A reply that a centre writes often, in one language."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="replies")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=100)
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["centre", "language", "title", "pk"]
        verbose_name_plural = "canned replies"

    def __str__(self) -> str:
        return self.title


class SavedView(models.Model):
    """Filters of the queue under a name, of one person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering: ClassVar = ["user", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "name"], name="saved_view_once_per_user")]

    def __str__(self) -> str:
        return self.name
