"""Servers of their own for the tests of the embedded server; removed with everything they made."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sinet.database.server import Server


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    """One that is not yet made."""
    server = Server(folder / "database", durable=False)
    yield server
    _remove(server)


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """One that runs, for tests that do not harm it."""
    path = Path(tempfile.mkdtemp(prefix="sinet ø "))
    path.chmod(0o755)
    server = Server(path / "database", durable=False)
    server.ensure()
    yield server
    _remove(server)
    shutil.rmtree(path)


def _remove(server: Server) -> None:
    if not server.folders.base.is_symlink() and server.folders.base.exists():
        if server.folders.base.stat().st_uid != os.geteuid() or server.folders.run.is_symlink():
            shutil.rmtree(server.folders.base)
        else:
            server.remove()
