"""Answers that a process keeps, so that the same question about the same state is worked out once."""

from collections import OrderedDict
from collections.abc import Hashable, Sized
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer", bound=Sized)


class Kept(Generic[Answer]):
    """Answers by key, the least recently used dropped first. Threads may share it.

    It holds `most_bytes` in all (by the `len` of each answer) and nothing larger than an eighth of that. Key or answer
    must name everything that the answer depends on; then nothing in here is ever wrong.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, key: Hashable) -> Answer | None:
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        """Replaces what was kept under this key; an answer that is too large replaces it with nothing."""
        with self._lock:
            former = self._answers.pop(key, None)
            self._size -= 0 if former is None else len(former)
            if len(answer) > self._most // 8:
                return
            self._size += len(answer)
            self._answers[key] = answer
            while self._size > self._most:
                _key, dropped = self._answers.popitem(last=False)
                self._size -= len(dropped)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._size = 0
