import hashlib
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import MD5
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from directory.choices import MADE_UP, UNDETERMINED, Kind, State, TextOrigin
from directory.models.tag import TaggedEntry
from sinet.common.ids import uuid7

if TYPE_CHECKING:
    from directory.models.vocabulary import Term


class EntryQuerySet(models.QuerySet["Entry"]):
    def public(self) -> "EntryQuerySet":
        """What anybody may see. The only definition of visibility: page, API, search, map and feed start here."""
        return self.filter(state=State.PUBLISHED)

    def showing(self, picture: UUID) -> "EntryQuerySet":
        """Those whose document names a picture, public or not."""
        return self.filter(pictures__contains=[{"picture": str(picture)}]).exclude(pictures=[])

    def newest(self) -> "EntryQuerySet":
        return self.order_by("-updated_at", "-pk")


class Entry(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    """Whatever stands in the directory: what all kinds share. The kind's own facts hang on it one-to-one.

    Rows change only by applying a revision (`directory.actions`), so they hold only what is or was public.
    """

    # identity
    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    slug = models.CharField(_("word in the address"), max_length=120)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PUBLISHED)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed")

    # texts, in the entry's own language
    language = models.CharField(_("language"), max_length=12, default=UNDETERMINED)
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("summary"), max_length=600, blank=True)
    description = models.TextField(_("description"), max_length=50_000, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    links = models.JSONField(_("further links"), default=list, blank=True)
    """A list of {"label": str, "url": str}."""
    pictures = models.JSONField(_("pictures"), default=list, blank=True)
    """As the document names them: a list of {"picture": uid, "role", "alternative_text", "credit"}."""

    # classification
    terms: "models.ManyToManyField[Term, Any]" = models.ManyToManyField(
        "directory.Term", related_name="entries", blank=True
    )
    tags = TaggableManager(through=TaggedEntry, blank=True)
    centre = models.ForeignKey("directory.Centre", on_delete=models.PROTECT, null=True, blank=True)

    # origin
    source = models.ForeignKey("directory.Source", on_delete=models.PROTECT, null=True, blank=True)
    source_record = models.CharField(_("record at the source"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    credit = models.TextField(_("credit line"), blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    provenance = models.JSONField(default=dict, blank=True)
    """Per field of the document: {"source": key, "confirmed_on": ISO day or null}."""
    notes = models.JSONField(default=list, blank=True)
    """Remarks that pages show beside a field: a list of {"field": str, "text": str}."""

    # lifecycle
    published_at = models.DateTimeField(_("published"))
    updated_at = models.DateTimeField(_("updated"))
    verified_on = models.DateField(_("last confirmed"), null=True, blank=True)
    completeness = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    revision = models.ForeignKey(
        "directory.Revision", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    """The applied revision whose document this row holds."""

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-updated_at", "-pk"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="entry_slug_once_per_kind",
                violation_error_message=_("Another entry of this kind has this address."),
            ),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="entry_kind_known"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="entry_state_known"),
            models.CheckConstraint(
                condition=(
                    models.Q(state=State.MERGED, merged_into__isnull=False)
                    | (~models.Q(state=State.MERGED) & models.Q(merged_into=None))
                ),
                name="entry_merged_names_survivor",
                violation_error_message=_("A merged entry, and no other, names the entry that survives."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="entry_not_merged_into_itself",
                violation_error_message=_("An entry cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=~models.Q(title__regex=r"^\s*$"),
                name="entry_title_not_blank",
                violation_error_message=_("Give the entry a title."),
            ),
            models.CheckConstraint(condition=models.Q(completeness__lte=100), name="entry_completeness_is_percent"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["-updated_at", "-id"],
                condition=models.Q(state=State.PUBLISHED),
                name="entry_public_newest",
            ),
            models.Index(fields=["source", "source_record"], name="entry_source_record"),
            models.Index(MD5("summary"), name="entry_summary_md5"),  # is a proposed text there already?
            GinIndex(  # which entries show a picture?
                fields=["pictures"],
                opclasses=["jsonb_path_ops"],
                condition=~models.Q(pictures=[]),
                name="entry_pictures",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(f"directory:{self.kind}-detail", kwargs={"slug": self.slug})

    @property
    def permanent_path(self) -> str:
        """The address that never changes: `/id/{uid}`."""
        return f"/id/{self.uid}"

    @property
    def is_made_up(self) -> bool:
        return self.source_id == MADE_UP

    @property
    def is_public(self) -> bool:
        """The same answer as `Entry.objects.public()` gives, for a row already read (a test compares them)."""
        return self.state == State.PUBLISHED


class FormerSlug(models.Model):
    """A word that once stood in the address of an entry; it redirects there for good."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="former_slugs")
    kind = models.CharField(max_length=20, choices=Kind)
    slug = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


def text_hash(title: str, summary: str, description: str) -> str:
    """The hash of an entry's own texts that a translation is made from (SHA-256, hexadecimal)."""
    return hashlib.sha256("\x00".join((title, summary, description)).encode()).hexdigest()


class EntryText(models.Model):
    """A translation of an entry's texts, stale when these no longer have the hash it was made from."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=250, blank=True)
    summary = models.TextField(max_length=600, blank=True)
    description = models.TextField(max_length=50_000, blank=True)
    origin = models.CharField(max_length=20, choices=TextOrigin, default=TextOrigin.HUMAN)
    source_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["language", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "language"], name="text_once_per_language")]

    def __str__(self) -> str:
        return f"{self.entry_id} ({self.language})"

    def is_stale(self, entry: Entry) -> bool:
        """Whether the entry's own texts have changed since this was made from them."""
        made_from = text_hash(entry.title, entry.summary, entry.description)
        return bool(self.source_hash) and self.source_hash != made_from
