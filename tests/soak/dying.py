"""A process that follows the change log and keeps its bitmaps in a file, killed at random moments, again and again.

`python -m tests.soak.dying DATABASE FILE`: reads numbers from standard input, one a line: so many milliseconds after
its start the next life is killed. Each life compares what it made of the file with what it reads from the database in
the same snapshot. Answers each line with `file` or `database` (what the life began with), or with what went wrong.
"""

import os
import signal
import sys
from pathlib import Path
from time import monotonic, sleep

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinet.settings")
django.setup()

from django.conf import settings
from django.db import connection, transaction

from directory.search.bitmaps import Bitmaps
from directory.search.follower import Follower
from directory.search.keeping import Keeper
from directory.search.loading import load

SETS = ("everything", "values", "updated", "verified", "complete", "placed", "cells")


def differences(one: Bitmaps, other: Bitmaps) -> list[str]:
    """What two readings of the same data do not agree on."""
    found = [name for name in SETS if getattr(one, name) != getattr(other, name)]
    for name in ("entry", "updated"):
        ours, theirs = getattr(one.table, name), getattr(other.table, name)
        found += [f"{name} of {slot}" for slot in other.everything if ours[slot] != theirs[slot]]
    return found + [
        f"points of {slot}" for slot in other.everything if [*one.table.points(slot)] != [*other.table.points(slot)]
    ]


def compared() -> str:
    """`file` where the file leads to exactly what the database holds, `database` where it is not used."""
    follower, keeper = Follower(), Keeper(every=0)
    kept = keeper.found()
    if kept is None:
        return "database"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        reading = follower._caught_up(kept)
        wrong = differences(reading.bitmaps, load()) if reading and reading.bitmaps else []
    return f"wrong: {', '.join(wrong[:5])}" if wrong else "file" if reading else "database"


def live(answer: int) -> None:
    """Tell what the file was worth, then follow and keep for ever."""
    os.write(answer, compared().encode() + b"\n")
    follower = Follower(Keeper(every=0))
    while True:
        follower.reading()
        sleep(0.001)


def killed_after(seconds: float) -> str:
    reads, writes = os.pipe()
    life = os.fork()
    if life == 0:
        try:
            live(writes)
        finally:
            os._exit(1)
    os.close(writes)
    started = monotonic()
    with os.fdopen(reads) as lines:
        said = lines.readline().strip() or "nothing was said"
        sleep(max(0.0, seconds - (monotonic() - started)))
        os.kill(life, signal.SIGKILL)
        _life, status = os.waitpid(life, 0)
    return said if os.WIFSIGNALED(status) else f"it ended by itself ({said})"


if __name__ == "__main__":
    settings.BITMAPS = True
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
    settings.BITMAPS_FILE = Path(sys.argv[2])
    for line in sys.stdin:
        sys.stdout.write(killed_after(int(line) / 1000) + "\n")
        sys.stdout.flush()
