"""What searching reads: rows derived from public entries by `directory.indexing`, never written by hand."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from directory.choices import Event
from directory.models.entry import Entry
from directory.models.fields import CurrentTransactionId, TransactionIdField


class FacetValue(models.Model):
    """A small number for one value of one facet (country SE, theme health...), so that rows and bitmaps stay narrow."""

    facet = models.CharField(max_length=40)
    value = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["facet", "value"], name="facet_value_once")]

    def __str__(self) -> str:
        return f"{self.facet}:{self.value}"


class FacetRow(models.Model):
    """One public entry as lists, facets and sorting need it. It exists exactly while the entry is public."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="facet_row")
    slot = models.BigIntegerField(unique=True)
    """Its number in bitmaps: taken anew from a sequence at each public change, so that newest is highest."""
    kind = models.CharField(max_length=20)
    facets = ArrayField(models.IntegerField(), default=list)
    """Keys of `FacetValue`: kind, country, region, terms with all that are broader, tag, language, source, centre."""
    sort_keys = ArrayField(models.TextField(db_collation="C"), default=list)
    """The title's A-Z key for each of `sinet.common.collation.COLLATIONS`, in their order."""
    updated_at = models.DateTimeField()
    verified_on = models.DateField(null=True)
    completeness = models.PositiveSmallIntegerField(default=0)
    window = DateTimeRangeField(null=True)
    """From its opening to its close, of a kind that lists tell by time; an unknown end is open."""
    zone = models.CharField(max_length=60, default="", db_default="")
    """The time zone on whose clock the window is told."""

    class Meta:
        ordering: ClassVar = ["-slot"]
        indexes: ClassVar = [
            GinIndex(fields=["facets"], name="facet_row_facets", gin_pending_list_limit=512),
            models.Index(fields=["kind", "-slot"], name="facet_row_kind_newest"),
            models.Index(fields=["updated_at"], name="facet_row_updated"),
            models.Index(fields=["verified_on"], name="facet_row_verified"),
            models.Index(models.F("slot"), condition=models.Q(("window__isnull", False)), name="facet_row_windows"),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.entry_id}"


class SearchRow(models.Model):
    """The words of one public entry in three depths (a narrow heap; the vectors lie out of line, see docs)."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="search_row")
    slot = models.BigIntegerField(unique=True)
    title = SearchVectorField()
    summary = SearchVectorField()
    """Title and summary."""
    text = SearchVectorField()
    """Everything: also description, the kind's texts, tags, names of terms and places."""

    class Meta:
        ordering: ClassVar = ["-slot"]
        # How much may wait to be sorted in is said by whoever writes, see `directory.vectors`.
        indexes: ClassVar = [
            GinIndex(fields=["title"], name="search_row_title"),
            GinIndex(fields=["summary"], name="search_row_summary"),
            GinIndex(fields=["text"], name="search_row_text"),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.entry_id}"


class NameRow(models.Model):
    """The name and website of one public entry, as likely duplicates are compared by."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="name_row")
    name = models.CharField(max_length=750)
    """The title, folded."""
    host = models.CharField(max_length=253)
    """The host of the website; empty for one that many share."""

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="name_row_alike", gin_pending_list_limit=512),
            models.Index(fields=["host"], condition=~models.Q(host=""), name="name_row_host"),
        ]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """The change log: what became public, changed or went. A follower reads it by snapshot difference.

    `xid` is the transaction that wrote the row; see `directory.search.follower` for why no number can serve as cursor.
    """

    xid = TransactionIdField(db_default=CurrentTransactionId(), editable=False, db_index=True)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, db_constraint=False, related_name="changes")
    event = models.CharField(max_length=20, choices=Event)
    revision = models.ForeignKey("directory.Revision", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.event} {self.entry_id}"


class Word(models.Model):
    """A folded word of a title or summary, for "did you mean".

    Written once in the transaction that first has it; two at the same time may both write it, which does no harm (a
    unique key would let one wait for the other's whole import). It stays when its entry goes: it is only ever proposed
    together with a count of what is public.
    """

    word = models.TextField()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["word"], name="word_word"),
            GinIndex(fields=["word"], name="word_alike", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.word


class Notice(models.Model):
    """Tells a follower of the change log that something changed which is no entry.

    A trigger writes one when names change that pages show beside counts (terms, tags, sources, centres);
    `directory.indexing.rebuild` writes one when it has given every entry a new number.
    """

    class Topic(models.TextChoices):
        NAMES = "names"
        REBUILT = "rebuilt"

    xid = TransactionIdField(db_default=CurrentTransactionId(), editable=False, db_index=True)
    topic = models.CharField(max_length=20, choices=Topic)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.topic
