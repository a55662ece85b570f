"""The state of the public data as answers that are kept are compared with it: not looked up for each of them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from django.conf import settings

from directory.search.follower import data_version


@dataclass
class State:
    """The name of the state, looked up at most every `settings.DATA_LOOKED_AT_EVERY` seconds."""

    version: str = ""
    coming: str = ""
    """Of a newer state, while answers are made ready for it; else as `version`."""
    looked_at: float = float("-inf")
    lock: Lock = field(default_factory=Lock)

    def now(self) -> str:
        """Its name, at most so many seconds old."""
        if self._is_old():
            with self.lock:
                if self._is_old():
                    before = time.monotonic()
                    self.version = self.coming = data_version()
                    self.looked_at = before
        return self.version

    def names(self) -> tuple[str, str]:
        """Answers of either state may be given; what is made is of the second, or newer."""
        return self.now(), self.coming

    @contextmanager
    def next(self) -> Iterator[str]:
        """Look at the data. What is seen becomes the state when the block ends, unless somebody looked later."""
        before = time.monotonic()
        seen = data_version()
        with self.lock:
            if self.looked_at < before:
                self.coming = seen
        yield seen
        with self.lock:
            if self.looked_at < before:
                self.version, self.looked_at = seen, before

    def forget(self) -> None:
        """Look at the data at the next request."""
        self.looked_at = float("-inf")

    def _is_old(self) -> bool:
        return time.monotonic() - self.looked_at >= settings.DATA_LOOKED_AT_EVERY


STATE: Final = State()
