"""Who the server's programs run as: the user, or a system account where the user is root.

PostgreSQL refuses to run as root, and containers often are root.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sinet.database.errors import ServerError

ACCOUNT = "sinet-postgres"
NOLOGIN = "/usr/sbin/nologin"
# Nothing of the caller's environment (PGHOST, PGDATA, LD_PRELOAD ...) may reach the server.
ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "HOME": "/", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """A user and group id; `switch` tells that programs must be started as somebody else than we are."""

    uid: int
    gid: int
    switch: bool

    def popen_arguments(self) -> dict[str, Any]:
        """Arguments for subprocess that start a program as this account, in a folder that it may read."""
        who = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}
        return {"env": ENVIRONMENT, "cwd": "/", "stdin": subprocess.DEVNULL, **who}

    def run(
        self,
        command: Sequence[str | Path],
        *,
        output: IO[bytes] | int = subprocess.DEVNULL,
        pass_fds: Sequence[int] = (),
        timeout: float = 300,
    ) -> int:
        """Runs a program to its end, with a file (never a pipe) for its output; returns its exit code."""
        return subprocess.run(
            [str(part) for part in command],
            stdout=output,
            stderr=output,
            pass_fds=pass_fds,
            timeout=timeout,
            check=False,
            **self.popen_arguments(),
        ).returncode

    def can_enter(self, folder: Path) -> bool:
        """Whether this account reaches `folder`, through all the folders above it."""
        if not self.switch:
            return os.access(folder, os.X_OK)
        return self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", folder]) == 0


def current_account() -> Account:
    """The account for the server's programs; as root it is created when missing. Raises ServerError."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        _create_account()
        entry = pwd.getpwnam(ACCOUNT)
    if entry.pw_uid == 0:
        raise ServerError(f"The system account {ACCOUNT} is root itself; give it another user id.")
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def _create_account() -> None:
    """Several processes may do this at once; what counts is that the account exists afterwards."""
    shell = NOLOGIN if Path(NOLOGIN).exists() else "/bin/false"
    commands = {
        "useradd": [
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "-s",
            shell,
        ],
        "adduser": ["-S", "-D", "-H", "-s", shell],
    }
    for program, options in commands.items():
        path = shutil.which(program, path=ENVIRONMENT["PATH"])
        if path:
            subprocess.run(
                [path, *options, ACCOUNT],
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
            break
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise ServerError(
            f"PostgreSQL does not run as root, and the system account {ACCOUNT} could not be created; "
            "run this as an ordinary user, or set DATABASE_URL to a server of yours."
        ) from None
