"""`manage.py note_bounce < MAIL`: notes that a mail came back. For the mail server's pipe to the sender's address."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from directory.actions.bounces import read_bounce
from directory.actions.mails import note_bounce


class Command(BaseCommand):
    help = "Reads a mail server's report from standard input and notes which mail came back, for the curator to see."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends without an error for any other mail too: a mail server would send an error back."""
        bounce = read_bounce(sys.stdin.buffer.read())
        mail = note_bounce(message_id=bounce.message_id, reason=bounce.reason) if bounce else None
        self.stdout.write(f"{mail.kind} came back: {mail.error}" if mail else "No bounce of a mail of ours.")
