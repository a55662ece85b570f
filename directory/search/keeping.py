"""When a process reads the file of bitmaps, and when it writes it."""

from collections.abc import Callable
from logging import getLogger
from pathlib import Path
from threading import Thread
from time import monotonic, time
from typing import Final

from django.conf import settings

from directory.search.bitmap_file import Keepsake, database_identity, pack, read, write

EVERY: Final = 600.0
"""Seconds after which a process may write again, and in which it leaves the file that another one wrote."""
_log = getLogger(__name__)


class Keeper:
    """One per follower, which asks it under its lock. Without `settings.BITMAPS_FILE` it does nothing."""

    def __init__(self, every: float = EVERY) -> None:
        self.every = every
        self.writing: Thread | None = None
        self._identity = ""
        self._version = ""
        """Of the state that the file holds, as far as this process knows."""
        self._next = float("-inf")
        """When to look at the file again (monotonic seconds)."""
        self._is_wanted = False
        """Whether there is no file that could be used."""

    @property
    def path(self) -> Path | None:
        path: Path | None = settings.BITMAPS_FILE
        return path

    def found(self) -> Keepsake | None:
        """What the file holds, where it belongs to this database. Not inside a transaction."""
        if self.path is None:
            return None
        self._identity = database_identity()
        kept = read(self.path, self._identity)
        self._version = kept.log.version if kept else ""
        self._is_wanted = kept is None
        self._next = float("-inf") if kept is None else monotonic() + self.every
        return kept

    def refused(self) -> None:
        """What was found does not go on to the present."""
        self._is_wanted, self._version, self._next = True, "", float("-inf")

    def offer(self, keepsake: Keepsake) -> None:
        """Write this now and then, beside the requests."""
        if self.path is None or not self._identity or monotonic() < self._next:
            return
        self._next = monotonic() + self.every
        version = keepsake.log.version
        if version == self._version or (self.writing is not None and self.writing.is_alive()):
            return
        if not self._is_wanted and self._is_fresh(self.path):
            return
        self._version, self._is_wanted = version, False
        self.writing = Thread(
            target=_write, args=(self.path, pack(keepsake, self._identity)), name="bitmaps", daemon=True
        )
        self.writing.start()

    def _is_fresh(self, path: Path) -> bool:
        """Whether some process wrote it lately."""
        try:
            return time() - path.stat().st_mtime < self.every
        except OSError:
            return False


def _write(path: Path, finish: Callable[[], bytes]) -> None:
    """The bitmaps are a cache: where their file cannot be written, the next process reads the database."""
    try:
        write(path, finish())
    except OSError as error:
        _log.warning("bitmaps file cannot be written: %s", error.strerror)
