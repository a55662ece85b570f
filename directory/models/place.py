from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.choices import Precision
from directory.models.entry import Entry

_BOTH = models.Q(latitude__isnull=False, longitude__isnull=False)
_NEITHER = models.Q(latitude=None, longitude=None)


class EntryPlace(models.Model):
    """Where an entry is or works. A hidden place (a shelter, a home) shows its country and region only."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField(default=0)
    country = models.CharField(_("country"), max_length=2, blank=True)
    region_scheme = models.CharField(max_length=20, blank=True)
    region_version = models.CharField(max_length=20, blank=True)
    region_code = models.CharField(_("region"), max_length=20, blank=True)
    city = models.CharField(_("town or city"), max_length=200, blank=True)
    geoname = models.ForeignKey(
        "directory.City",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, blank=True)
    is_main = models.BooleanField(_("main place"), default=False)
    is_hidden = models.BooleanField(_("hide the exact place"), default=False)

    class Meta:
        ordering: ClassVar = ["entry", "position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(_BOTH & ~models.Q(precision="")) | _NEITHER,
                name="place_coordinates_paired",
                violation_error_message=_("Give both coordinates with their precision, or neither."),
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None) | models.Q(latitude__gte=-90, latitude__lte=90),
                name="place_latitude_in_range",
                violation_error_message=_("A latitude lies between -90 and 90 degrees."),
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None) | models.Q(longitude__gte=-180, longitude__lte=180),
                name="place_longitude_in_range",
                violation_error_message=_("A longitude lies between -180 and 180 degrees."),
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(is_main=True),
                name="place_one_main_per_entry",
                violation_error_message=_("An entry has at most one main place."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["latitude", "longitude"],
                condition=models.Q(is_hidden=False, latitude__isnull=False),
                name="place_visible_point",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.city, self.country) if part) or f"{self.latitude}, {self.longitude}"

    @property
    def has_visible_point(self) -> bool:
        return not self.is_hidden and self.latitude is not None
