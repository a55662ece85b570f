"""The state of the public data as answers that are kept are compared with it: not looked up for each of them."""

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from django.conf import settings

from directory.search.follower import data_version


@dataclass
class State:
    """The name of the state, looked up at most every `settings.DATA_LOOKED_AT_EVERY` seconds."""

    version: str = ""
    looked_at: float = float("-inf")
    lock: Lock = field(default_factory=Lock)

    def now(self) -> str:
        """Its name, at most so many seconds old."""
        if self._is_old():
            with self.lock:
                if self._is_old():
                    before = time.monotonic()
                    self.version = data_version()
                    self.looked_at = before
        return self.version

    def forget(self) -> None:
        """Look at the data at the next request."""
        self.looked_at = float("-inf")

    def _is_old(self) -> bool:
        return time.monotonic() - self.looked_at >= settings.DATA_LOOKED_AT_EVERY


STATE: Final = State()
