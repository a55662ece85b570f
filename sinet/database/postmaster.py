"""The server's process: how it is launched, whether it lives, what it said."""

import os
import subprocess
from pathlib import Path
from typing import IO

from sinet.database.account import Account
from sinet.database.folders import Folders
from sinet.database.settings import server_options


def launch(program: Path, folders: Folders, account: Account, *, durable: bool) -> int:
    """Starts the postmaster as a child of nobody, its output going to the log; returns its process id."""
    options = server_options(folders.run, durable=durable)
    arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    command = [str(program), "-D", str(folders.data), *arguments]
    with open_log(folders) as log:
        # The shell leaves at once, so the server never becomes our zombie; only the shell has the pipe.
        shell = subprocess.run(
            ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh", *command],
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            check=True,
            **account.popen_arguments(),
        )
    return int(shell.stdout)


def open_log(folders: Folders) -> IO[bytes]:
    """The log, to write at its end; a link in its place is not followed."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.fdopen(os.open(folders.log, flags, 0o600), "ab")


def last_words(folders: Folders) -> str:
    """The last line of the log that says what is wrong."""
    lines = folders.log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:]
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "error" in line.lower()]
    return (telling or lines or ["it said nothing."])[-1].strip()


def is_alive(process: int) -> bool:
    """Whether a process runs; where /proc tells, a zombie does not count."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True
    return state.rpartition(")")[2].split()[0] != "Z"
