"""Many who ask the same at once: one works it out, the others wait a little for the answer."""

from collections.abc import Hashable
from threading import Event, Lock


class Flights:
    """What threads of this process are working out just now, by key."""

    def __init__(self, longest_wait: float) -> None:
        self._longest_wait = longest_wait  # seconds
        self._lock = Lock()
        self._flying: dict[Hashable, Event] = {}

    def board(self, key: Hashable) -> bool:
        """Whether the caller is the one to work it out, who then has to `land`.

        Everybody else returns when that has happened, or after the longest wait, and looks whether there is an answer.
        """
        with self._lock:
            flight = self._flying.get(key)
            if flight is None:
                self._flying[key] = Event()
                return True
        flight.wait(self._longest_wait)
        return False

    def land(self, key: Hashable) -> None:
        """Lets those who wait go on, whether there is an answer or not."""
        with self._lock:
            self._flying.pop(key).set()
