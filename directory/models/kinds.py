"""What only one kind of entry has. Each row's key is its entry's key (composition, see docs/decisions)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.choices import Level
from directory.models.entry import Entry
from directory.models.fields import PartialDateField, partial_date_is_valid, partial_dates_in_order


class Organisation(models.Model):
    """A body of people: association, company, authority, university, network."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="organisation")
    founded_on = PartialDateField(_("founded"))
    registrations = models.JSONField(_("registration numbers"), default=list, blank=True)
    """A list of {"scheme": an org-id.guide list code, "id": str}."""
    parent = models.ForeignKey(
        Entry,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="subsidiaries",
        verbose_name=_("parent"),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=partial_date_is_valid("founded_on"), name="organisation_founded_is_date"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("entry")),
                name="organisation_not_its_own_parent",
                violation_error_message=_("An organisation cannot be its own parent."),
            ),
        ]

    def __str__(self) -> str:
        return f"organisation {self.entry_id}"


class Project(models.Model):
    """Something done for a time to answer a societal challenge."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="project")
    starts_on = PartialDateField(_("starts"))
    ends_on = PartialDateField(_("ends"))
    helped = models.TextField(_("who is helped"), blank=True)
    works = models.TextField(_("how it works"), blank=True)
    impact = models.TextField(_("social impact"), blank=True)
    reach = models.TextField(_("reach"), blank=True)
    open_licence = models.CharField(_("open licence"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=partial_date_is_valid("starts_on"), name="project_start_is_date"),
            models.CheckConstraint(condition=partial_date_is_valid("ends_on"), name="project_end_is_date"),
            models.CheckConstraint(
                condition=partial_dates_in_order("starts_on", "ends_on"),
                name="project_dates_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"project {self.entry_id}"


class Case(models.Model):
    """A best practice, written up so that others can use it (BuiCaSuS)."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="case")
    starts_on = PartialDateField(_("starts"))
    context = models.TextField(_("context"), blank=True)
    done = models.TextField(_("what was done"), blank=True)
    results = models.TextField(_("results"), blank=True)
    success_factors = models.TextField(_("what made it work"), blank=True)
    pitfalls = models.TextField(_("pitfalls"), blank=True)
    transfer = models.TextField(_("what it needs elsewhere"), blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=partial_date_is_valid("starts_on"), name="case_start_is_date"),
        ]

    def __str__(self) -> str:
        return f"case {self.entry_id}"


class Publication(models.Model):
    """A report or toolkit."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="publication")
    publisher = models.CharField(_("publisher"), max_length=250, blank=True)
    serial_number = models.CharField(_("serial number"), max_length=100, blank=True)
    published_on = PartialDateField(_("appeared"))
    file_url = models.URLField(_("file"), max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=partial_date_is_valid("published_on"), name="publication_day_is_date"),
        ]

    def __str__(self) -> str:
        return f"publication {self.entry_id}"


class Event(models.Model):
    """A meeting with a start and an end, online or at a place."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="event")
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    all_day = models.BooleanField(_("only the day is known"), default=False)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    online_url = models.URLField(_("online address"), max_length=500, blank=True)
    venue = models.CharField(_("venue"), max_length=250, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None)
                | models.Q(starts_at__isnull=False, ends_at__gte=models.F("starts_at")),
                name="event_times_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"event {self.entry_id}"
