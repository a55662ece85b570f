"""`make stop` and `make reset`."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from sinet.launcher.install import install, is_installed
from sinet.launcher.places import ROOT, data_folder, venv_python
from sinet.launcher.running import is_running, read_record, remove_record
from sinet.launcher.terminal import Problem, say
from sinet.mode import DEMO_MARK

PATIENCE_SECONDS = 40
# What stands in the command lines of launcher, web server and worker.
OUR_PROGRAMS = (b"sinet.launcher", b"sinet.web", b"procrastinate")
# What the demo makes in its data folder; anything else there is not ours to delete.
MADE = (
    "demo",
    "demo.lock",
    "demo.json",
    "files",
    "log",
    "mail",
    "metrics",
    "search",
    "secret_key",
    "static",
    "static.sha256",
)


def stop_demo() -> None:
    """Ends web server, worker and embedded database. Raises Problem."""
    was_running = is_running()
    if was_running:
        _end_processes()
    database = _database_command("stop")
    if database:
        say(database)
    if not was_running and not database:
        say("The demo was not running.")
    elif was_running:
        say("The demo is stopped.")


def reset_demo() -> None:
    """Stops the demo and deletes what it made. Raises Problem."""
    folder = data_folder()
    if not folder.exists():
        say("There is nothing to delete.")
        return
    stop_demo()
    if os.environ.get("DATABASE_URL"):
        say("The database of DATABASE_URL is not touched.")
    else:
        if (folder / DEMO_MARK).exists() and not is_installed():
            install("demo")
        _database_command("remove")
    try:
        for name in MADE:
            path = folder / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            folder.rmdir()  # only when nothing else lies in it
    except OSError as error:
        raise Problem(f"{error.filename} could not be deleted ({error.strerror}).") from error
    say("The data of the demo is deleted; `make demo` makes it anew.")


def _end_processes() -> None:
    """Asks the launcher, which ends the rest; where it is gone, asks its children; kills what stays."""
    record = read_record()
    if record:
        everything = [record.launcher, *record.children]
        _signal([record.launcher] if _is_ours(record.launcher) else record.children, signal.SIGTERM)
        if _wait_until_ended(PATIENCE_SECONDS):
            return
        _signal(everything, signal.SIGKILL)
        if _wait_until_ended(5):
            remove_record()
            return
    raise Problem(f"The demo of {data_folder()} does not end; press Ctrl-C where it was started.")


def _is_ours(process: int) -> bool:
    """Whether that process is one of the demo's, and not one that got the same number since."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        if Path("/proc/self").exists():
            return False
        command = subprocess.run(["ps", "-o", "command=", "-p", str(process)], capture_output=True, check=False).stdout
    return any(mark in command for mark in OUR_PROGRAMS)


def _signal(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        if _is_ours(process):
            try:
                os.kill(process, number)
            except ProcessLookupError:
                continue
            except PermissionError as error:
                raise Problem("The demo was started by another user, who has to stop it.") from error


def _wait_until_ended(seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not is_running():
            return True
        time.sleep(0.1)
    return False


def _database_command(what: str) -> str:
    """What it said. Raises Problem."""
    if os.environ.get("DATABASE_URL") or not is_installed() or not data_folder().exists():
        return ""
    command: list[str | Path] = [venv_python(), "-m", "sinet.launcher.stopping", what]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise Problem(answer.stderr.strip().splitlines()[-1])
    return answer.stdout.strip()
