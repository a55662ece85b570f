"""`manage.py load_reference`: vocabularies, sources and gazetteer, as they are shipped."""

import gzip
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from directory.actions.reference import load_cities, load_countries, load_sources, load_vocabularies
from directory.models import City, Term

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Load the vocabularies, sources and gazetteer that are shipped. Running it again brings changes in."

    def handle(self, *args: Any, **options: Any) -> None:
        load_sources(rows=json.loads((DATA / "sources.json").read_text()))
        terms = load_vocabularies(rows=json.loads((DATA / "vocabularies.json").read_text()))
        with gzip.open(DATA / "gazetteer" / "countries.csv.gz", "rt", encoding="utf-8", newline="") as lines:
            load_countries(lines=lines)
        with gzip.open(DATA / "gazetteer" / "cities.csv.gz", "rt", encoding="utf-8", newline="") as lines:
            cities = load_cities(lines=lines)
        self.stdout.write(f"  {terms:,} terms of vocabularies, {cities:,} towns")


def is_loaded() -> bool:
    """Whether the reference data is there at all."""
    return Term.objects.exists() and City.objects.exists()
