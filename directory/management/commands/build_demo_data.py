"""`manage.py build_demo_data FOLDER`: the demo's documents and gazetteer out of the sources' own files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

DATA = Path(__file__).resolve().parents[2] / "data"
COLUMNS = {"country_iso2": "country", "admin1_code": "admin1"}


class Command(BaseCommand):
    help = (
        "Build the demo data (documents, gazetteer, report) from a folder with the source files. "
        "Needs the dependency group `data`. The same files give the same bytes."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder of the source files")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            from directory.sources import writing
            from directory.sources.building import build_all
        except ImportError as error:
            raise CommandError(f"{error.name} is missing: install the dependency group `data` first.") from error
        try:
            documents, reports = build_all(folder, DATA / "sources.json")
            writing.write_table(
                DATA / "gazetteer" / "cities.csv.gz", folder / "geonames_cities15000_europe.csv", COLUMNS
            )
            writing.write_table(DATA / "gazetteer" / "countries.csv.gz", folder / "geonames_countries.csv", {})
        except FileNotFoundError as error:
            raise CommandError(f"The source file {error.filename} is missing.") from error
        for key, entries in documents.items():
            writing.write_documents(DATA / "demo" / f"{key}.jsonl.gz", entries)
        writing.write_json(DATA / "demo" / "report.json", {key: report.as_dict() for key, report in reports.items()})
        for report in reports.values():
            self.stdout.write("\n".join(report.lines()))
