from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.choices import Role
from directory.models.entry import Entry
from directory.models.fields import PartialDateField, partial_date_is_valid, partial_dates_in_order


class RelationQuerySet(models.QuerySet["Relation"]):
    def public(self) -> "RelationQuerySet":
        """Relations of which both ends may be seen."""
        seen = Entry.objects.public()
        return self.filter(subject__in=seen, object__in=seen)


class Relation(models.Model):
    """Who works with whom, on what, and how. It belongs to the document of its subject."""

    subject = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="relations")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    object = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="relations_from_others")
    starts_on = PartialDateField(_("from"))
    ends_on = PartialDateField(_("to"))

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["subject", "role", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "role", "object", "starts_on"],
                name="relation_once",
                violation_error_message=_("This relation is there already."),
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="relation_role_known"),
            models.CheckConstraint(
                condition=~models.Q(subject=models.F("object")),
                name="relation_to_another_entry",
                violation_error_message=_("An entry cannot be related to itself."),
            ),
            models.CheckConstraint(condition=partial_date_is_valid("starts_on"), name="relation_start_is_date"),
            models.CheckConstraint(condition=partial_date_is_valid("ends_on"), name="relation_end_is_date"),
            models.CheckConstraint(
                condition=partial_dates_in_order("starts_on", "ends_on"),
                name="relation_dates_in_order",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.role} {self.object_id}"
