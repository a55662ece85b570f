"""Who runs the demo of a data folder: a lock that its processes hold, and a record of them.

The lock is inherited by web server and worker. So it is free exactly when all of them are gone, and the
process ids of the record are to be trusted exactly while it is held.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sinet.launcher.places import data_folder

LOCK = "demo.lock"
RECORD = "demo.json"


@dataclass(frozen=True)
class Record:
    """The demo that runs: its address, its launcher, and its children."""

    url: str
    launcher: int
    children: list[int]


class AlreadyRunning(Exception):
    """Another demo holds the lock."""


@contextlib.contextmanager
def demo_lock() -> Iterator[int]:
    """Holds the lock; gives its descriptor, for the children to inherit. Raises AlreadyRunning, OSError."""
    import fcntl

    descriptor = os.open(data_folder() / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield descriptor
    finally:
        os.close(descriptor)


def is_running() -> bool:
    if not (data_folder() / LOCK).exists():
        return False
    try:
        with demo_lock():
            return False
    except AlreadyRunning:
        return True


def write_record(record: Record) -> None:
    temporary = data_folder() / f"{RECORD}.tmp"
    temporary.write_text(json.dumps(asdict(record)), encoding="utf-8")
    temporary.replace(data_folder() / RECORD)


def read_record() -> Record | None:
    """The record of the demo that runs or ran last; None when there is none that can be read."""
    try:
        return Record(**json.loads(Path(data_folder() / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def remove_record() -> None:
    (data_folder() / RECORD).unlink(missing_ok=True)
