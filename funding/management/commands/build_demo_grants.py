"""`manage.py build_demo_grants FILE`: the demo's grants out of the publishers' own rows."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.sources.writing import write_documents
from funding.sources.demo import PUBLISHERS, rows_of

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = (
        "Build the demo's grants from a file with the rows of several publishers. The same file gives the same bytes."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help='a JSON file {"grants": [...]}')

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = json.loads(options["file"].read_text(encoding="utf-8"))["grants"]
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        for key, funder in PUBLISHERS.items():
            chosen = rows_of(rows, funder)
            write_documents(DATA / f"{key}.jsonl.gz", chosen)
            self.stdout.write(f"  {key}: {len(chosen):,} grants")
