"""What the launcher ends inside `.venv`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from sinet.database.server import Server

pytestmark = pytest.mark.embedded


def test_the_server_of_the_tests_is_ended_alone(folder: Path) -> None:
    tests, demo = Server(folder / "test-database", durable=False), Server(folder / "database", durable=False)
    try:
        tests.ensure()
        demo.ensure()
        answer = subprocess.run(
            [sys.executable, "-m", "sinet.launcher.stopping", "stop-tests"],
            cwd=settings.ROOT,
            env={**os.environ, "SINET_VAR": str(folder)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
        assert (tests.is_running(), demo.is_running()) == (False, True)
    finally:
        tests.remove()
        demo.remove()
