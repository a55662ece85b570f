"""`manage.py replay_erasures [FILE]`: erases once more who came back with a restored back-up."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from directory.actions.erasing import LEDGER, replay


class Command(BaseCommand):
    help = "After a back-up was restored: erases again everybody who is in the ledger of erasures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help=f"the ledger's copy; {LEDGER} in SINET_VAR where none is given")

    def handle(self, *, file: str | None, **options: Any) -> None:
        path = Path(file) if file else settings.VAR / LEDGER
        if file and not path.is_file():
            raise CommandError(f"There is no file {path}.")
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        try:
            done = replay(lines=lines)
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{path} is not a ledger of erasures: {error}") from error
        self.stdout.write(f"{len(done)} persons were erased again.")
