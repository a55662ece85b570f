"""What several tests of the project need."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that every account can pass through (pytest's own are closed to others)."""
    path = Path(tempfile.mkdtemp(prefix="sinet ø "))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)
