"""`manage.py grant_rights ROLE`: what web server and worker may do in the database."""

from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from sinet.database.errors import RightsError
from sinet.database.rights import AppendOnly, grant

HISTORY: Final[AppendOnly] = {
    # What is proposed never changes; what has become of it is written once, when it is decided.
    "directory_revision": ("entry_id", "change_set_id", "state", "decision", "decided_by_id", "decided_at"),
    "directory_changeset": (),
    "directory_change": (),
    "directory_erasure": (),
}
FUNCTIONS: Final = ("sinet_name_revision", "sinet_redact_revision", "sinet_redact_change_set")


class Command(BaseCommand):
    help = (
        "Gives a role of the database what web server and worker need, and no right to change or delete history. "
        "Run it as the owner of the tables, after each migration."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="name of the role, such as sinet_web")

    def handle(self, *, role: str, **options: Any) -> None:
        try:
            grant(role, HISTORY, FUNCTIONS)
        except RightsError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{role} may read and write, and can neither change nor delete history.")
