"""What an action costs: by the clock, and by the processor time of this process and of the database."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from django.db import connection

from tests.bench.measure import Times, times_of

_NANO: Final = 1e-9
_PROCESSES: Final = Path("/proc")
Result = TypeVar("Result")


@dataclass(slots=True)
class Costs:
    """Of one operation: seconds of each run by the clock; of all runs, seconds of processor time of each process."""

    runs: list[float] = field(default_factory=list)
    statements: int = 0
    """The most in one run, COPY not counted."""
    python: float = 0.0
    writing: float = 0.0
    """Of the connection that writes."""
    ended: float = 0.0
    """Of connections that ended meanwhile, such as the one that makes vectors."""

    def of(self, action: Callable[[], Result]) -> Result:
        """Run it once more."""
        counted = 0

        def count(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            nonlocal counted
            counted += 1
            return execute(sql, params, many, context)

        before = _spent()
        with connection.execute_wrapper(count):
            result = action()
        clock, python, writing, ended = (now - then for now, then in zip(_spent(), before, strict=True))
        self.runs.append(clock)
        self.statements = max(self.statements, counted)
        self.python += python
        self.writing += writing
        self.ended += ended
        return result

    @property
    def times(self) -> Times:
        """Of single runs by the clock."""
        return times_of([1000 * seconds for seconds in self.runs])

    def row(self, name: str, units: int) -> str:
        """A row of the table; `units` documents were written in all."""
        times = self.times if len(self.runs) > 1 else None
        p50, p95 = (f"{times.p50:.1f}", f"{times.p95:.1f}") if times else ("–", "–")
        each = [f"{1000 * seconds / units:.2f}" for seconds in (self.python, self.writing, self.ended)]
        return f"| {name} | {units / sum(self.runs):,.0f} | {p50} | {p95} | {self.statements} | {' | '.join(each)} |"


def _spent() -> tuple[float, float, float, float]:
    """Seconds so far: by the clock; of processor time of this process, of its connection, of connections that ended."""
    clock, python = time.perf_counter(), time.process_time()
    pid: int = connection.connection.info.backend_pid
    try:
        run = int((_PROCESSES / str(pid) / "schedstat").read_text().split()[0])
        server = _PROCESSES / _stat(_PROCESSES / str(pid))[1]
        ended = sum(map(int, _stat(server)[13:15]))
    except OSError:  # the database is on another machine, or the system does not say
        return clock, python, 0.0, 0.0
    return clock, python, run * _NANO, ended / os.sysconf("SC_CLK_TCK")


def _stat(process: Path) -> list[str]:
    """The values behind the name: state, parent ..."""
    return (process / "stat").read_text().rsplit(")", 1)[1].split()
