"""`make demo`: from a fresh clone to a directory in the browser."""

import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from sinet.database.binaries import platform_problem
from sinet.launcher.install import install
from sinet.launcher.places import (
    ROOT,
    Address,
    check_free,
    data_folder,
    demo_address,
    make_data_folder,
    venv_python,
)
from sinet.launcher.running import AlreadyRunning, Record, demo_lock, read_record, remove_record, write_record
from sinet.launcher.serving import serve
from sinet.launcher.terminal import Problem, say

KEY_FILE = "secret_key"


def run_demo() -> None:
    """Installs, prepares and serves until Ctrl-C. Raises Problem."""
    if sys.platform == "win32":
        raise Problem("The demo does not run on Windows itself; run it in WSL (Debian or Ubuntu).")
    embedded = not os.environ.get("DATABASE_URL")
    problem = platform_problem() if embedded and not os.environ.get("SINET_PG_BIN") else ""
    if problem:
        raise Problem(problem)
    address = demo_address()
    make_data_folder()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        with demo_lock() as lock:
            check_free(address)
            write_record(Record(address.url, os.getpid(), []))
            try:
                install("demo" if embedded else "runtime")
                _prepare(address)
                serve(address, environment(address), lock)
            finally:
                remove_record()
    except AlreadyRunning:
        record = read_record()
        where = f" at {record.url}" if record else ""
        raise Problem(f"The demo already runs{where}; open it there, or end it first with `make stop`.") from None
    except OSError as error:
        raise Problem(
            f"{error.filename or data_folder()} cannot be used ({error.strerror}); run this as the owner of "
            "the folder, or name another one: `make demo SINET_VAR=/some/folder`."
        ) from error


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """`make stop` and a closed terminal do what Ctrl-C does."""
    raise KeyboardInterrupt


def environment(address: Address) -> dict[str, str]:
    """What the demo's processes are told. Anything that the caller has set stays."""
    defaults = {
        "DJANGO_SETTINGS_MODULE": "sinet.settings",
        "SINET_MODE": "demo",
        "SINET_SECRET_KEY": _secret_key(),
        "SINET_SITE_URL": address.url.rstrip("/"),
        "PYTHONUNBUFFERED": "1",
    }
    if not address.local:
        # Under which names a demo that listens to the network is reached, nobody can know.
        defaults["SINET_ALLOWED_HOSTS"] = "*"
    return {**defaults, **{name: value for name, value in os.environ.items() if value}}


def _secret_key() -> str:
    """The key of this data folder: made once, at random, and read by its owner only."""
    path = data_folder() / KEY_FILE
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")


def _prepare(address: Address) -> None:
    command: list[str | Path] = [venv_python(), "-m", "sinet.launcher.prepare"]
    code = subprocess.run(command, cwd=ROOT, env=environment(address), check=False).returncode
    if code < 0 or code == 130:
        raise KeyboardInterrupt
    if code != 0:
        raise Problem("The demo was not started.")
    say()
