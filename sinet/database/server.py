"""Starts, finds and stops the embedded server.

The server outlives the process that started it, on purpose: the next start is then a connection. Any number
of processes may start it at once; a lock lets one do it. A process may be killed at any moment: initdb
works in a folder of its own that is renamed when complete, and inherits the lock, so that an orphan of it is
waited for.
"""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from sinet.database.account import Account, current_account
from sinet.database.binaries import Binaries, find_binaries, platform_problem
from sinet.database.errors import ServerError
from sinet.database.folders import Folders, folders_for, make_base, make_run, own_folder
from sinet.database.postmaster import is_alive, last_words, launch, open_log
from sinet.database.provision import DATABASE, ROLE, SUPERUSER, provision

LOCK_SECONDS = 240
START_SECONDS = 120
# A postmaster killed alone leaves its children for a moment, and they keep the next one out with these words.
ATTEMPTS = 20
LEFTOVERS = ("shared memory block", "lock file")


@dataclass
class Server:
    """One server, named by the folder where its data should lie.

    `durable=False` (tests) gives up what a power cut would cost for speed.
    """

    wanted: Path
    durable: bool = True
    account: Account = field(init=False)
    folders: Folders = field(init=False)

    def __post_init__(self) -> None:
        if os.name != "posix":
            raise ServerError(platform_problem())
        self.account = current_account()
        self.folders = folders_for(self.wanted.absolute(), self.account)

    @property
    def url(self) -> str:
        """The address for psql and other programs of the person who runs this."""
        return f"postgresql:///{DATABASE}?host={quote(str(self.folders.run), safe='')}&user={ROLE}"

    def exists(self) -> bool:
        return self.folders.data.exists()

    def is_running(self) -> bool:
        """Whether it answers. Only that counts: a process id may be a zombie's or another program's."""
        return self.folders.socket.exists() and self._answers(self._binaries())

    def ensure(self) -> None:
        """Afterwards the server runs, with role, database and extensions. Raises ServerError."""
        make_base(self.folders, self.account)
        with self._locked() as lock:
            make_run(self.folders, self.account)
            binaries = self._binaries()
            if self._answers(binaries):
                return
            if not self.folders.data.exists():
                self._initialise(binaries, lock)
            self._check_data(binaries)
            self._start(binaries)
            provision(self.folders.run)

    def stop(self) -> bool:
        """Ends the server, open connections too; tells whether one was running. Raises ServerError."""
        if not self.folders.base.exists() or not self.is_running():
            return False
        with self._locked():
            binaries = self._binaries()
            command: list[str | Path] = [
                binaries.program("pg_ctl"),
                "stop",
                "-m",
                "fast",
                "-t",
                "60",
                "-D",
                self.folders.data,
            ]
            self.account.run(command)
            if self._answers(binaries):
                raise ServerError(f"The server in {self.folders.base} did not stop within a minute.")
        return True

    def remove(self) -> None:
        """Stops the server and deletes everything of it. Raises ServerError."""
        self.stop()
        for folder in {self.folders.run, self.folders.base, self.wanted}:
            if folder.is_symlink():
                raise ServerError(f"{folder} is a link; remove it yourself.")
            if folder.exists():
                try:
                    shutil.rmtree(folder)
                except OSError as error:
                    raise ServerError(f"{folder} could not be deleted ({error.strerror}).") from error

    def _binaries(self) -> Binaries:
        return find_binaries(self.folders.base, self.account)

    def _answers(self, binaries: Binaries) -> bool:
        command: list[str | Path] = [
            binaries.program("pg_isready"),
            "-q",
            "-h",
            self.folders.run,
            "-U",
            SUPERUSER,
            "-t",
            "10",
        ]
        return self.account.run(command) == 0

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        """Holds the lock; gives its descriptor."""
        import fcntl

        descriptor = os.open(self.folders.lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            deadline = time.monotonic() + LOCK_SECONDS
            while True:
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise ServerError(
                            f"Another process has been starting the database in {self.folders.base} for "
                            f"{LOCK_SECONDS // 60} minutes; end it and try again."
                        ) from None
                    time.sleep(0.05)
            yield descriptor
        finally:
            os.close(descriptor)

    def _initialise(self, binaries: Binaries, lock: int) -> None:
        target = self.folders.unfinished
        if target.is_symlink():
            target.unlink()
        shutil.rmtree(target, ignore_errors=True)
        own_folder(target, self.account.uid, self.account.gid, 0o700)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if binaries.major >= 17 else []
        command: list[str | Path] = [
            binaries.program("initdb"),
            f"--pgdata={target}",
            f"--username={SUPERUSER}",
            "--auth=trust",  # the socket lies in a folder that only its owner enters
            "--encoding=UTF8",
            "--no-instructions",
            *(locale or ["--locale=C.UTF-8"]),
            *([] if self.durable else ["--no-sync"]),
        ]
        with open_log(self.folders) as log:
            code = self.account.run(command, output=log, pass_fds=[lock])
        if code != 0:
            raise ServerError(f"The database could not be created in {target}: {last_words(self.folders)}")
        target.rename(self.folders.data)

    def _check_data(self, binaries: Binaries) -> None:
        path = self.folders.data / "PG_VERSION"
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError:
            raise ServerError(
                f"The folder {self.folders.data} holds no complete database; `make reset` deletes it and "
                "the next start makes a new one."
            ) from None
        with os.fdopen(descriptor, encoding="ascii", errors="replace") as file:
            version = file.read(16).strip()
        if version != str(binaries.major):
            raise ServerError(
                f"The database in {self.folders.data} was made by PostgreSQL {version}, and the programs are "
                f"of PostgreSQL {binaries.major}; `make reset` deletes it and the next start makes a new one."
            )

    def _start(self, binaries: Binaries) -> None:
        deadline = time.monotonic() + START_SECONDS
        for _ in range(ATTEMPTS):
            process = launch(binaries.program("postgres"), self.folders, self.account, durable=self.durable)
            while time.monotonic() < deadline:
                if self._answers(binaries):
                    return
                if not is_alive(process):
                    break
                time.sleep(0.05)
            if not any(words in last_words(self.folders) for words in LEFTOVERS):
                break
            time.sleep(0.5)
        raise ServerError(
            f"The database in {self.folders.data} does not start: {last_words(self.folders)} "
            f"More stands in {self.folders.log}; "
            "`make reset` deletes the database and the next start makes a new one."
        )
