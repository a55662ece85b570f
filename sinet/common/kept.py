"""Answers that a process keeps, so that the same question about the same state is worked out once."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock


class Kept:
    """Bytes by key, the least recently used dropped first. Threads may share it.

    It holds `most_bytes` in all and nothing larger than an eighth of that. A key must name everything that the
    answer depends on; then nothing in here ever grows old.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, key: Hashable, answer: bytes) -> None:
        if len(answer) > self._most // 8:
            return
        with self._lock:
            self._size += len(answer) - len(self._answers.pop(key, b""))
            self._answers[key] = answer
            while self._size > self._most:
                _key, dropped = self._answers.popitem(last=False)
                self._size -= len(dropped)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._size = 0
