"""The demo as a whole: started, looked at, found running, stopped, started again, deleted."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.embedded, pytest.mark.slow]

# Every demo that was started here, to be waited for at the end.
DEMOS: list[subprocess.Popen[bytes]] = []


def environment(var: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SINET_", "DJANGO_"))}
    return {**kept, "SINET_VAR": str(var), "PORT": str(port)}


def launch(command: str, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sinet.launcher", command],
        cwd=settings.ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def start(environ: dict[str, str], said: Path) -> subprocess.Popen[bytes]:
    """A demo in the background, once it serves."""
    with said.open("wb") as output:
        demo = subprocess.Popen(
            [sys.executable, "-m", "sinet.launcher", "demo"],
            cwd=settings.ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    DEMOS.append(demo)
    deadline = time.monotonic() + 240
    while b"The directory is at" not in said.read_bytes():
        assert demo.poll() is None, said.read_text()
        assert time.monotonic() < deadline, said.read_text()
        time.sleep(0.1)
    return demo


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """A shell has what it starts in the background ignore Ctrl-C, and all that this starts in turn."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_demo_s_life(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environ = environment(folder / "var", port)
    said = folder / "said"
    try:
        demo = start(environ, said)
        assert f"http://127.0.0.1:{port}/" in said.read_text()
        assert str(folder / "var") in said.read_text()
        assert get(port, "/en/")[0] == 200
        status, body = get(port, "/api/v1/entries/?page_size=1")
        assert status == 200
        assert json.loads(body)["count"] > 3_000

        deadline = time.monotonic() + 30
        while get(port, "/health/ready")[0] != 200:
            assert time.monotonic() < deadline, get(port, "/health/ready")
            time.sleep(0.2)

        second = launch("demo", {**environ, "PORT": str(port + 1)})
        assert (second.returncode, "already runs at" in second.stderr) == (1, True)

        assert launch("stop", environ).stdout == "The demo is stopped.\n"
        assert demo.wait(30) == 0
        assert not is_listening(port)
        assert launch("stop", environ).stdout == "The demo was not running.\n"

        demo = start(environ, said)
        demo.kill()  # its children go on and hold the lock
        demo.wait()
        assert "already runs at" in launch("demo", environ).stderr
        assert launch("stop", environ).stdout.endswith("The demo is stopped.\n")
        assert not is_listening(port)

        started = time.monotonic()
        demo = start(environ, said)
        assert time.monotonic() - started < 30  # a later start loads nothing; alone on the machine it takes 3 s
        os.killpg(demo.pid, signal.SIGINT)
        assert demo.wait(30) == 0
        assert said.read_text().endswith("Ending ...\nEnded.\n")
        assert not is_listening(port)
    finally:
        reset = launch("reset", environ)
        for started_demo in DEMOS:
            started_demo.wait(30)
    assert reset.returncode == 0, reset.stderr
    assert not (folder / "var").exists()
