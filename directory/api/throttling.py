"""How much one client may ask, so that no one slows the directory down for the others."""

import math
import time
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from sinet.common.network import client_network

WINDOW: Final = 60
"""Seconds."""


class ClientThrottle(BaseThrottle):
    """Counts requests by the client's network over a sliding minute.

    The count of the minute before weighs in by the share of it that still lies within the last sixty seconds,
    so two small numbers in the cache are enough. Refused requests do not count. A limit of 0 in
    `settings.API_REQUESTS_PER_MINUTE` means none. Where the cache belongs to a process, so does the limit.
    """

    _wait: float | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        return self.may_ask(request._request)

    def may_ask(self, request: HttpRequest) -> bool:
        """Whether this client may ask now; then it is counted."""
        limit: int = settings.API_REQUESTS_PER_MINUTE
        if limit < 1:
            return True
        window, elapsed = divmod(time.time(), WINDOW)
        who = client_network(request)
        keys = [f"api:{who}:{int(window) - 1}", f"api:{who}:{int(window)}"]
        counts = cache.get_many(keys)
        wait = seconds_to_wait(counts.get(keys[0], 0), counts.get(keys[1], 0), elapsed=elapsed, limit=limit)
        if wait > 0:
            self._wait = wait
            return False
        _count(keys[1])
        return True

    def wait(self) -> float | None:
        return self._wait


def seconds_to_wait(before: int, now: int, *, elapsed: float, limit: int) -> int:
    """Give how long until one more request stays within the limit, 0 when it does already.

    `before` and `now` are the requests of the last and the running minute, `elapsed` the seconds of this.
    """
    if before * (1 - elapsed / WINDOW) + now + 1 <= limit:
        return 0
    if now + 1 <= limit:
        free_at = WINDOW * (1 - (limit - now - 1) / before)
    else:
        free_at = WINDOW + WINDOW * (1 - (limit - 1) / now)
    return math.ceil(free_at - elapsed) or 1


def _count(key: str) -> None:
    if not cache.add(key, 1, timeout=3 * WINDOW):
        try:
            cache.incr(key)
        except ValueError:  # it was dropped from a full cache in between
            cache.set(key, 1, timeout=3 * WINDOW)
