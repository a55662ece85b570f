from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Source
from funding.models.party import GrantParty
from sinet.common.ids import uuid7


class GrantImport(models.Model):
    """A file of grants that was taken in: whose it is, on what terms, who did it, and what became of every row."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits to be read")
        RUNNING = "running", _("Is being read")
        PUBLISHED = "published", _("Published")
        FAILED = "failed", _("Could not be read")
        TAKEN_BACK = "taken_back", _("Taken back")

    # origin
    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="grant_imports")
    file_name = models.CharField(_("file"), max_length=250)
    licence = models.CharField(_("licence"), max_length=100)
    credit = models.TextField(_("credit line"), blank=True)
    content = models.BinaryField(null=True, editable=False)
    """The file, until it has been read."""

    # what became of it
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WAITING)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows read"), default=0)
    accepted = models.PositiveIntegerField(_("taken in"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    added = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    report = models.JSONField(default=dict, blank=True)
    """`funding.sources.verdicts.Account.as_dict()`."""
    error = models.TextField(blank=True)

    # who and when
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | models.Q(finished_at__isnull=False, rows=models.F("accepted") + models.F("refused")),
                name="grant_import_rows_add_up",
                violation_error_message=_("Every row is taken in or refused."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="taken_back", taken_back_at__isnull=False)
                | (~models.Q(state="taken_back") & models.Q(taken_back_at=None)),
                name="grant_import_taken_back_when",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class GrantQuerySet(models.QuerySet["Grant"]):
    def public(self) -> "GrantQuerySet":
        """What anybody may see: the newest published record of each grant. The only definition of visibility."""
        return self.filter(is_current=True)

    def newest(self) -> "GrantQuerySet":
        return self.order_by("-awarded_on", "-pk")


class Grant(models.Model):
    """Money that a funder awarded, as its publisher tells it. It changes only by another import, or by taking one back.

    A record stays when a newer import brings the same grant, so that taking that back shows this one again.
    """

    # identity
    uid = models.UUIDField(editable=False, db_index=True)
    """Made from source and identifier: the same for every record of one grant."""
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="grants")
    identifier = models.CharField(max_length=250)
    grant_import = models.ForeignKey(GrantImport, on_delete=models.PROTECT, related_name="grants")
    is_current = models.BooleanField(default=True)

    # what is known of it
    title = models.CharField(_("title"), max_length=1_000)
    amount = models.DecimalField(_("amount awarded"), max_digits=15, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    amount_in_euro = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    rate_on = models.DateField(null=True)
    """The day of the ECB's rate that `amount_in_euro` was made with."""
    awarded_on = models.DateField(_("award date"))
    is_month_only = models.BooleanField(default=False)
    """Whether the source knows no day: it is the first of the month."""
    funder = models.ForeignKey(GrantParty, on_delete=models.PROTECT, related_name="given")
    recipient = models.ForeignKey(GrantParty, on_delete=models.PROTECT, null=True, related_name="received")
    """None: a person, of whom nothing is kept."""
    programme = models.CharField(_("programme"), max_length=1_000, blank=True)
    countries = ArrayField(models.CharField(max_length=2), default=list)
    """Where it is used (beneficiaries), ISO 3166-1 alpha-2."""
    scope = models.CharField(_("location scope"), max_length=6, blank=True)
    """`funding.sources.standard.SCOPES`."""
    record = models.JSONField()
    """All that is kept, in the standard's own form."""

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-awarded_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "identifier"], condition=models.Q(is_current=True), name="grant_once_per_publisher"
            ),
            models.UniqueConstraint(fields=["grant_import", "identifier"], name="grant_once_per_import"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0),
                name="grant_amount_not_negative",
                violation_error_message=_("An amount is not negative."),
            ),
            models.CheckConstraint(condition=models.Q(currency__regex="^[A-Z]{3}$"), name="grant_currency_is_code"),
            models.CheckConstraint(
                condition=models.Q(awarded_on__range=("1800-01-01", "2200-12-31")), name="grant_award_date_in_range"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_in_euro=None, rate_on=None)
                | models.Q(amount_in_euro__isnull=False, rate_on__isnull=False),
                name="grant_euro_has_day_of_rate",
            ),
            models.CheckConstraint(condition=~models.Q(title__regex=r"^\s*$"), name="grant_title_not_blank"),
            models.CheckConstraint(condition=~models.Q(identifier=""), name="grant_identifier_not_blank"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["-awarded_on", "-id"], condition=models.Q(is_current=True), name="grant_public_newest"
            ),
        ]

    def __str__(self) -> str:
        return self.title
