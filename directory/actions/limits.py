"""How often one address or network may do something. Counted in the database, so that all processes count together."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from directory.models import Tally

_COUNT = """
INSERT INTO directory_tally AS tally (key, count, expires_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET count = least(tally.count + 1, 1000000)
RETURNING count
"""


def take(*, what: str, subject: str, most: int, within: timedelta) -> bool:
    """Count one act of `subject` (an address or a network); False when it is one more than `most` in this window.

    Windows follow each other without overlap. Nothing tells later who the subject was.
    """
    now = timezone.now()
    length = int(within.total_seconds())
    window = int(now.timestamp()) // length
    key = salted_hmac("sinet.limits", f"{what}:{window}:{subject.strip().lower()}", algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, now + 2 * within])
        return int(cursor.fetchone()[0]) <= most


def forget_tallies() -> None:
    """Delete what counts no more."""
    Tally.objects.filter(expires_at__lt=timezone.now()).delete()
