"""The web server and the worker as the demo runs them, for the time of a measurement."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
_START_SECONDS = 120


@contextmanager
def web_server(workers: int = 2) -> Iterator[tuple[int, int]]:
    """Serves on a free port. Gives (port, process id)."""
    port = _free_port()
    command = [sys.executable, "-m", "sinet.web", "--host", HOST, "--port", str(port), "--workers", str(workers)]
    command += ["--log-level", "warning"]
    environ = {**os.environ, "SINET_LOG_LEVEL": "ERROR", "SINET_API_REQUESTS_PER_MINUTE": "0"}
    process = subprocess.Popen(command, env=environ)
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def worker() -> Iterator[None]:
    """Carries out jobs, as the demo's worker does."""
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "2"]
    environ = {**os.environ, "SINET_LOG_LEVEL": "ERROR"}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def worker_memory(pid: int) -> list[float]:
    """The proportional memory of each worker process, in MiB; empty where the system does not say."""
    found = []
    for worker in _workers(pid):
        try:
            lines = (worker / "smaps_rollup").read_text().splitlines()
            found.append(int(next(line.split()[1] for line in lines if line.startswith("Pss:"))) / 1024)
        except (OSError, StopIteration):
            continue
    return found


def worker_seconds(pid: int) -> float:
    """The processor time that the workers have used so far; 0 where the system does not say."""
    ticks = 0
    for worker in _workers(pid):
        user, system = (worker / "stat").read_text().rsplit(")", 1)[1].split()[11:13]
        ticks += int(user) + int(system)
    return ticks / os.sysconf("SC_CLK_TCK")


def _workers(pid: int) -> list[Path]:
    """The processes that the server started."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if int((process / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(process)
        except OSError:
            continue
    return found


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("The web server ended at once.")
        try:
            server = http.client.HTTPConnection(HOST, port, timeout=60)
            server.request("GET", "/health/live")
            if server.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The web server did not answer.")
