"""Makes `.venv` and installs a lock file into it, with hashes; skipped while the lock is unchanged.

uv is installed by pip from a lock of its own, and installs the rest.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

from sinet.launcher.places import REQUIREMENTS, VENV, log_folder, make_data_folder, venv_python
from sinet.launcher.terminal import Problem, say, step

# Each lock holds all that stands in those before it.
LOCKS = ("runtime", "demo", "development")
MARK = VENV / "sinet-installed"
LOG = "install.log"
# How pip and uv say that nobody answered.
NO_NETWORK = ("after connection broken by", "client error (connect)", "failed to fetch", "error sending request")


def install_development() -> None:
    """`make install`: what working on the code needs."""
    install("development")
    say("Installed. The programs are in .venv/bin; `make test` runs every check.")


def install(lock: str) -> None:
    """Afterwards `.venv` holds at least what `lock` names, in those versions. Raises Problem."""
    if _installed(lock):
        return
    make_data_folder()
    log = log_folder() / LOG
    with contextlib.suppress(FileNotFoundError):
        log.unlink()
    if not _venv_works():
        with step("Making the Python environment in .venv"):
            _make_venv(log)
    MARK.unlink(missing_ok=True)
    with step("Installing the packages"):
        _run_pip(log)
        _run_uv(lock, log)
    MARK.write_text(f"{lock} {_hash(lock)} {sys.version}", encoding="utf-8")


def is_installed() -> bool:
    """Whether `.venv` was once completed; it may be of an older lock."""
    return MARK.exists() and venv_python().exists()


def _hash(lock: str) -> str:
    return hashlib.sha256((REQUIREMENTS / f"{lock}.txt").read_bytes()).hexdigest()


def _installed(lock: str) -> bool:
    """Whether the mark names this lock, or a larger one, unchanged."""
    try:
        name, digest, version = MARK.read_text(encoding="utf-8").split(" ", 2)
    except (OSError, ValueError):
        return False
    enough = name in LOCKS[LOCKS.index(lock) :] and digest == _hash(name)
    return enough and version == sys.version and venv_python().exists()


def _venv_works() -> bool:
    """Whether there is an environment of this Python: one that was moved or lost its Python is made anew."""
    if not venv_python().exists():
        return False
    code = "import sys, pip; print(sys.prefix); print(sys.version)"
    answer = subprocess.run([venv_python(), "-c", code], capture_output=True, text=True, check=False)
    lines = answer.stdout.split("\n", 1)
    return answer.returncode == 0 and Path(lines[0]) == VENV and lines[1].strip() == sys.version.strip()


def _make_venv(log: Path) -> None:
    try:
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt").create(VENV)
    except OSError as error:
        raise Problem(
            f"The folder {VENV} cannot be written ({error.strerror}); run this as its owner, "
            "or in a copy of the project that is yours."
        ) from error
    try:
        _run([venv_python(), "-m", "ensurepip", "--upgrade", "--default-pip"], log)
    except Problem as problem:
        raise Problem("Python's package for environments is missing; install python3-venv and try again.") from problem


def _run_pip(log: Path) -> None:
    uv_lock = REQUIREMENTS / "uv.txt"
    options = ["--disable-pip-version-check", "--no-input", "--retries", "1", "--require-hashes"]
    _run([venv_python(), "-m", "pip", "install", *options, "-r", uv_lock], log)


def _run_uv(lock: str, log: Path) -> None:
    uv = VENV / "bin" / "uv"
    target = ["--python", str(venv_python())]
    _run([uv, "pip", "install", *target, "--require-hashes", "-r", REQUIREMENTS / f"{lock}.txt"], log)


def _run(command: list[str | Path], log: Path) -> None:
    """Raises Problem with the program's last words."""
    environ = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    with log.open("ab") as output:
        code = subprocess.run(
            [str(part) for part in command], stdout=output, stderr=output, env=environ, check=False
        ).returncode
    if code != 0:
        raise Problem(_failure(log))


def _failure(log: Path) -> str:
    """One sentence from what the installers said."""
    text = log.read_text(encoding="utf-8", errors="replace")
    if any(words in text.lower() for words in NO_NETWORK):
        return f"The package index cannot be reached; check the network and try again. More stands in {log}."
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = lines[-1] if lines else "the installer said nothing"
    return f"The packages could not be installed ({last}). More stands in {log}."
