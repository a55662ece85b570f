from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Country(models.Model):
    """A country of ISO 3166-1 with the facts of GeoNames; names in other languages come from CLDR."""

    code = models.CharField(max_length=2, primary_key=True)
    code3 = models.CharField(max_length=3)
    name = models.CharField(max_length=100)
    continent = models.CharField(max_length=2)
    population = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["code"]
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.name


class City(models.Model):
    """A town of GeoNames with more than 15,000 people: gives coordinates to a typed name."""

    geoname = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="cities")
    admin1 = models.CharField(max_length=20, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    population = models.PositiveIntegerField(default=0)
    time_zone = models.CharField(max_length=60, blank=True)
    names = ArrayField(models.CharField(max_length=200), default=list)
    """Every name of the town in any language, folded (`sinet.common.text.fold`), its own first."""

    class Meta:
        ordering: ClassVar = ["-population", "geoname"]
        indexes: ClassVar = [GinIndex(fields=["names"], name="city_names")]
        verbose_name_plural = "cities"

    def __str__(self) -> str:
        return f"{self.name}, {self.country_id}"
