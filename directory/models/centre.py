from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from directory.models.user import User


class CentreQuerySet(models.QuerySet["Centre"]):
    def of(self, user: "User") -> "CentreQuerySet":
        """The centres whose work this person sees: their own, all for a coordinator."""
        if not user.is_active:
            return self.none()
        return self.all() if user.is_coordinator else self.filter(members=user)


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

    objects = CentreQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="centre_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name


def in_territory(user: "User", *relations: str) -> models.Q:
    """The only definition of what a person sees of what centres work on: what one of these relations gives to a centre
    of theirs; for a coordinator everything, also what lies in no territory."""
    if user.is_active and user.is_coordinator:
        return models.Q()
    centres = Centre.objects.of(user)
    return models.Q(*((f"{relation}__in", centres) for relation in relations), _connector=models.Q.OR)


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
