"""A picture that somebody sent in, kept as files of several widths. Which entry shows it, its document says."""

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone

from directory.models.proposal import Proposal
from sinet.common.ids import uuid7
from sinet.common.images import height_at

if TYPE_CHECKING:
    from directory.models.user import User


class Size(NamedTuple):
    """One of the files of a picture, in pixels."""

    url: str
    width: int
    height: int


class PictureQuerySet(models.QuerySet["Picture"]):
    def for_curator(self, user: "User") -> "PictureQuerySet":
        """What a member of a centre may look at: what has been public, one's own, and what a proposal in sight has."""
        proposals = Proposal.objects.for_curator(user).values("pk")
        return self.filter(
            models.Q(published_at__isnull=False) | models.Q(uploaded_by=user) | models.Q(proposal__in=proposals)
        )


class Picture(models.Model):
    """A picture as it is kept: drawn anew from what was sent, without anything that was hidden in the file.

    The files are named by their content: two pictures that are the same have the same files.
    """

    # identity
    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    digest = models.CharField(max_length=64, db_index=True)
    """SHA-256 of the largest file, in hexadecimal digits."""

    # the files
    format = models.CharField(max_length=8)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    widths = ArrayField(models.PositiveSmallIntegerField())
    """Of each file, the smallest first; the last is `width`."""
    size = models.PositiveIntegerField()
    """Bytes of all files together."""

    # who sent it
    proposal = models.ForeignKey(Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="pictures")
    row = models.PositiveSmallIntegerField(default=0)
    """Its number in the form of its proposal."""
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    # lifecycle
    uploaded_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    """When an entry first named it; from then on the entry's history needs it."""

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(width__gt=0, height__gt=0), name="picture_has_pixels"),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def sizes(self) -> list[Size]:
        """The public addresses of its files, the smallest first."""
        return [Size(self.url(width), width, self.height_at(width)) for width in self.widths]

    def url(self, width: int) -> str:
        return reverse("site:picture", args=[self.digest, width, self.format])

    def height_at(self, width: int) -> int:
        return height_at(width, self.width, self.height)

    def file_name(self, width: int) -> str:
        """Where a file lies in the storage."""
        return f"pictures/{self.digest[:2]}/{self.digest}-{width}.{self.format}"
