"""One demo for each data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sinet.launcher import running


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SINET_VAR", str(tmp_path))
    return tmp_path


def test_a_second_holder_of_the_lock_is_refused() -> None:
    assert not running.is_running()
    with running.demo_lock():
        assert running.is_running()
        with pytest.raises(running.AlreadyRunning), running.demo_lock():
            pass
    assert not running.is_running()


def test_a_child_that_outlives_its_launcher_holds_the_lock() -> None:
    with running.demo_lock() as lock:
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[lock])
    try:
        assert running.is_running()
    finally:
        child.communicate(b"\n")
    assert not running.is_running()


def test_a_record_is_read_as_it_was_written() -> None:
    record = running.Record("http://127.0.0.1:8000/", os.getpid(), [1, 2])

    running.write_record(record)

    assert running.read_record() == record
    running.remove_record()
    assert running.read_record() is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"url": "x"}'])
def test_a_damaged_record_is_none(var: Path, text: str) -> None:
    (var / running.RECORD).write_text(text)

    assert running.read_record() is None
