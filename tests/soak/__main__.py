"""`make soak`: the tests of this folder, each for `MINUTES` (10); `ONLY` names some by a part of their name."""

import os
import sys
from pathlib import Path

import pytest

from tests.soak.length import VARIABLE

FOLDER = Path(__file__).resolve().parent


def main() -> int:
    os.environ[VARIABLE] = os.environ.get("MINUTES") or "10"
    only = os.environ.get("ONLY", "")
    return pytest.main([str(FOLDER), "-n0", "-v", "-s", *(["-k", only] if only else []), *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
