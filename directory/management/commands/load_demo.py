"""`manage.py load_demo`: the real entries of the demo, applied like any import.

Some rows wait for a decision instead (`load_demo_queue`).
"""

import gzip
import json
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from directory.actions import apply_bulk
from directory.choices import Channel
from directory.management.commands.load_demo_queue import held_back
from directory.management.commands.load_reference import DATA, is_loaded
from directory.models import Entry

FILES = ("buicasus", "dpg", "ipsx", "seeds", "susy")


class Command(BaseCommand):
    help = "Load the demo's entries. Those that are in the directory already are left as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="Also the rows that wait in the demo's queue.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_loaded():
            call_command("load_reference", stdout=self.stdout)
        # An identifier begins with the day of its record at the source: the newest record becomes the newest entry.
        waiting = frozenset() if options["all"] else held_back()
        documents = sorted(self._missing(waiting), key=lambda document: document["uid"])
        if not documents:
            self.stdout.write("  The demo's entries are loaded already.")
            return

        def progress(done: int) -> None:
            self.stdout.write(f"  {done:,} of {len(documents):,} entries")

        apply_bulk(documents=documents, channel=Channel.IMPORT, by=None, title="Demo data", progress=progress)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _missing(self, waiting: frozenset[str]) -> Iterator[dict[str, Any]]:
        there = {str(uid) for uid in Entry.objects.values_list("uid", flat=True)} | waiting
        for name in FILES:
            with gzip.open(DATA / "demo" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                for line in lines:
                    document = json.loads(line)
                    if document["uid"] not in there:
                        yield document
