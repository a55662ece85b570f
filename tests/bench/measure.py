"""Takes the time of requests, of the SQL behind them, and of one change."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from statistics import quantiles
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.bench.operations import Operation

Statement = tuple[Any, Any]


class WrongAnswer(Exception):
    """A request that is measured was not answered with 200."""


@dataclass(frozen=True, slots=True)
class Times:
    """In milliseconds."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    alone: Times
    """One client."""
    per_second: float
    """Answers a second, with several clients at once."""
    sql: float
    """p50 of the same SQL through psycopg, in milliseconds."""
    statements: int
    processor: float
    """Processor time of the web server for one answer, in milliseconds: hardly any more on a busy machine."""


@dataclass(frozen=True, slots=True)
class Server:
    """The web server that is measured."""

    host: str
    port: int
    processor_seconds: Callable[[], float]


def measure(operation: Operation, server: Server, *, seconds: float, clients: int) -> Measured:
    """First one client, then several, then the SQL alone. What is asked for the first time is so at one client only."""
    statements = _statements(operation.paths[0])
    before, asked = server.processor_seconds(), next(_asked)
    alone = _alone(operation, server, seconds)
    used, answers = server.processor_seconds() - before, next(_asked) - asked - 1
    return Measured(
        name=operation.name,
        alone=alone,
        processor=used * 1000 / answers,
        per_second=_together(operation, server, seconds, clients),
        sql=_sql(statements, seconds / 4),
        statements=len(statements),
    )


def timed(action: Callable[[], object], *, seconds: float, least: int = 20, most: int = 2000) -> Times:
    """Do it again and again."""
    durations: list[float] = []
    end = time.perf_counter() + seconds
    while (time.perf_counter() < end or len(durations) < least) and len(durations) < most:
        before = time.perf_counter()
        action()
        durations.append((time.perf_counter() - before) * 1000)
    return times_of(durations)


def times_of(durations: Sequence[float]) -> Times:
    cuts = quantiles(durations, n=20, method="inclusive")
    return Times(cuts[9], cuts[18])


def _alone(operation: Operation, asked: Server, seconds: float) -> Times:
    server = http.client.HTTPConnection(asked.host, asked.port, timeout=60)
    paths = cycle(operation.paths)
    if len(operation.paths) == 1:
        _ask(server, operation.paths[0], kept=operation.kept)
    # An answer that is remembered would make the second round another operation.
    most = len(operation.paths) if len(operation.paths) > 1 else 2000
    return timed(
        lambda: _ask(server, next(paths), kept=operation.kept), seconds=seconds, least=min(20, most), most=most
    )


def _together(operation: Operation, asked: Server, seconds: float, clients: int) -> float:
    paths, turn = operation.paths, count()
    answered = [0] * clients
    end = time.perf_counter() + seconds

    def ask(number: int) -> None:
        server = http.client.HTTPConnection(asked.host, asked.port, timeout=60)
        while time.perf_counter() < end:
            _ask(server, paths[next(turn) % len(paths)], kept=operation.kept)
            answered[number] += 1

    before = time.perf_counter()
    threads = [threading.Thread(target=ask, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(answered) / (time.perf_counter() - before)


# What a signed-in visitor sends is never answered from what is kept, and neither is an address nobody asked for before.
_SIGNED_IN: Final = {"Cookie": f"{settings.SESSION_COOKIE_NAME}=measuring"}
_asked: Final = count()


def _ask(server: http.client.HTTPConnection, path: str, *, kept: bool) -> None:
    fresh = _fresh(path)
    server.request("GET", path if kept else fresh, headers={} if kept else _SIGNED_IN)
    answer = server.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise WrongAnswer(f"{path} was answered with {answer.status}.")


def _fresh(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}utm_measure={next(_asked)}"


def _statements(path: str) -> list[Statement]:
    """The SQL of one request, with its values, when the process has read what it keeps."""
    statements: list[Statement] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    client = Client(headers=_SIGNED_IN)
    client.get(_fresh(path))
    with connection.execute_wrapper(note):
        client.get(_fresh(path))
    return statements


def _sql(statements: Sequence[Statement], seconds: float) -> float:
    if not statements:
        return 0.0
    values = {**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}
    with psycopg.connect(**values, autocommit=True) as plain, plain.cursor() as cursor:

        def run() -> None:
            for sql, params in statements:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()

        return timed(run, seconds=seconds).p50
