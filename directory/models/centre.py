from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Centre(models.Model):
    """A national competence centre: who is responsible for the entries of a territory."""

    key = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    countries = ArrayField(models.CharField(max_length=2), default=list, verbose_name=_("countries"))
    languages = ArrayField(models.CharField(max_length=12), default=list, verbose_name=_("languages"))
    criteria = models.TextField(_("acceptance criteria"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    is_default = models.BooleanField(_("takes what lies in no centre's territory"), default=False)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="CentreMember", related_name="centres")

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="centre_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CentreMember(models.Model):
    """A person's role in a centre."""

    class Role(models.TextChoices):
        REVIEWER = "reviewer", _("Reviewer")
        EDITOR = "editor", _("Editor")
        MANAGER = "manager", _("Manager")

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        ordering: ClassVar = ["centre", "user"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["centre", "user"], name="one_role_per_centre_member")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.centre_id}"
