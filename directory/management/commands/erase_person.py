"""`manage.py erase_person EMAIL`: erases a person's data everywhere."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from directory.actions.erasing import erase_person


class Command(BaseCommand):
    help = "Erases what is known of the person of an address, also in history, and notes it in the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="address of the person")

    def handle(self, *, email: str, **options: Any) -> None:
        erasure = erase_person(email=email, by=None)
        for name, count in erasure.what.items():
            self.stdout.write(f"{name}: {count}")
        self.stdout.write("Erased." if erasure.what else "Nothing was known of this address. The ledger has it now.")
