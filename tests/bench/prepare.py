"""A database of generated entries, loaded through the same bulk action as every import."""

import time
from collections.abc import Callable
from itertools import islice

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from directory.actions import apply_bulk
from directory.choices import Channel
from directory.management.commands.load_reference import is_loaded
from directory.models import Entry
from sinet.messages.catalogues import compile_catalogues, stale_catalogues
from tests.bench.generate import documents, uid

_PART = 10_000
"""Entries of one change set: each is a transaction."""
Say = Callable[[str], None]


class NotOurs(Exception):
    """The database holds other entries than generated ones."""


def prepare(count: int, say: Say) -> float | None:
    """Afterwards the database holds exactly the first `count` generated entries.

    Returns the documents a second of the load; None where they were there. Raises NotOurs for a database with others.
    """
    call_command("migrate", interactive=False, verbosity=0)
    if not is_loaded():
        call_command("load_reference", verbosity=0)
    if stale_catalogues():
        compile_catalogues()
    if not settings.STATIC_ROOT.exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    there = Entry.objects.count()
    if there and not Entry.objects.filter(uid=uid(0)).exists():
        raise NotOurs("This database holds other entries; measuring needs one of its own.")
    if there >= count:
        return None
    say(f"Loading {count - there:,} generated entries ...")
    speed = _load(count, there, say)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return speed


def _load(count: int, there: int, say: Say) -> float:
    """Documents a second, without the time that making them up takes."""
    made = islice(documents(count), there, None)
    seconds, done = 0.0, there
    while part := list(islice(made, _PART)):
        before = time.perf_counter()
        apply_bulk(documents=part, channel=Channel.IMPORT, by=None, title="Generated entries")
        seconds += time.perf_counter() - before
        done += len(part)
        say(f"  {done:,} entries; {(done - there) / seconds:,.0f} documents a second")
    return (done - there) / seconds
