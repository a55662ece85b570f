"""`manage.py rebuild_search`: what searching reads, written anew from the documents."""

from typing import Any

from django.core.management.base import BaseCommand

from directory.indexing import rebuild


class Command(BaseCommand):
    help = (
        "Write the rows that searching reads anew for every public entry, after the code that makes them was changed. "
        "The directory goes on answering; until the end, an entry may be found by its old row or by its new one."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild():,} entries written anew")
