"""The demo's programs, watched and ended."""

import os
import signal
import time
from pathlib import Path

import pytest

from sinet.launcher import serving
from sinet.launcher.places import make_data_folder
from sinet.launcher.running import demo_lock
from sinet.launcher.serving import Child

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SINET_VAR", str(tmp_path))
    make_data_folder()
    with demo_lock() as lock:
        child = Child("worker", ["-c", STUBBORN], dict(os.environ), lock)
        yield child
        child.end()


def wait_for(log: Path) -> None:
    deadline = time.monotonic() + 20
    while not log.read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_child_that_does_not_end_when_asked_is_killed(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "STOP_SECONDS", 0.2)
    child.start()
    wait_for(tmp_path / "log" / "worker.log")

    child.end()

    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_what_ends_is_noticed_and_may_start_again(child: Child, tmp_path: Path) -> None:
    child.arguments = ["-c", "print('once')"]
    for _ in range(2):
        child.start()
        assert child.process is not None
        child.process.wait()
        assert child.has_ended()

    assert (tmp_path / "log" / "worker.log").read_text() == "once\nonce\n"
    assert not child.keeps_ending()


def test_what_keeps_ending_is_given_up(child: Child) -> None:
    child.starts = [time.monotonic()] * (serving.MOST_RESTARTS + 1)

    assert child.keeps_ending()


def test_restarts_long_ago_do_not_count(child: Child) -> None:
    child.starts = [time.monotonic() - serving.CALM_SECONDS - 1] * 20

    assert not child.keeps_ending()
