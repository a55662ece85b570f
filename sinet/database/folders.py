"""Where the server's files lie, and what makes those folders safe.

As root, the base folder stays root's: the system account owns only `data` and `run` in it. Were the base the
account's, a symbolic link planted there would lead root anywhere.
"""

import contextlib
import hashlib
import os
import pwd
import secrets
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sinet.database.account import Account
from sinet.database.errors import ServerError

SYSTEM_BASE = Path("/var/lib/sinet")
PLACE = "place"
# What PostgreSQL puts behind the folder of its socket; a socket's path holds 107 bytes.
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_BYTES = 107


@dataclass(frozen=True)
class Folders:
    """The folders of one server. `base` is the caller's, `data` and `run` belong to the server's account."""

    base: Path
    run: Path

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def unfinished(self) -> Path:
        """Where initdb works; renamed to `data` when it is done."""
        return self.base / "data.tmp"

    @property
    def lock(self) -> Path:
        return self.base / "lock"

    @property
    def log(self) -> Path:
        return self.base / "server.log"

    @property
    def socket(self) -> Path:
        return self.run / SOCKET_NAME


def folders_for(wanted: Path, account: Account) -> Folders:
    """The folders of the server whose data should lie in `wanted`; makes none of them.

    As root they move to /var/lib/sinet where the system account cannot reach `wanted` (a checkout below
    root's own home); for everybody the socket moves where its path would be too long. Raises ServerError.
    """
    base = wanted
    if account.switch and not (_fits(wanted / "run") and account.can_enter(_existing(wanted))):
        base = SYSTEM_BASE / _place(wanted)
    run = base / "run"
    if not _fits(run):
        mark = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
        run = Path(tempfile.gettempdir()) / f"sinet-{os.geteuid()}-{mark}"
        if not _fits(run):
            run = Path("/tmp") / run.name  # noqa: S108 - made and checked by `own_folder`
    return Folders(base, run)


def _place(wanted: Path) -> str:
    """The name of the folder in /var/lib/sinet, kept in `wanted`.

    It is chance, not the path: a new clone in the place of one that was deleted gets a database of its own.
    """
    path = wanted / PLACE
    try:
        if not path.exists():
            wanted.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=wanted, encoding="ascii") as file:
                file.write(secrets.token_hex(6))
                file.flush()
                with contextlib.suppress(FileExistsError):  # another process was first
                    os.link(file.name, path)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ServerError(f"{wanted} cannot be written ({error.strerror}); set SINET_VAR to another folder.") from error


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / SOCKET_NAME)) <= SOCKET_BYTES


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def make_base(folders: Folders, account: Account) -> None:
    """Makes the base folder, or checks the one that exists. Raises ServerError."""
    with _explained(folders):
        if folders.base.is_relative_to(SYSTEM_BASE):
            SYSTEM_BASE.mkdir(parents=True, exist_ok=True)
            own_folder(SYSTEM_BASE, os.geteuid(), os.getegid(), 0o755)
        folders.base.parent.mkdir(parents=True, exist_ok=True)
        # The account has to pass through the base folder, nobody else has.
        own_folder(folders.base, os.geteuid(), os.getegid(), 0o711 if account.switch else 0o700)


def make_run(folders: Folders, account: Account) -> None:
    """The same for the folder of the socket; only who holds the lock may do it. Raises ServerError."""
    with _explained(folders):
        own_folder(folders.run, account.uid, account.gid, 0o700)


@contextlib.contextmanager
def _explained(folders: Folders) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ServerError(
            f"The database's folder {folders.base} cannot be written ({error.strerror}); "
            "make it writable for you, or set SINET_VAR to another folder."
        ) from error


def own_folder(folder: Path, uid: int, gid: int, mode: int) -> None:
    """Makes `folder` for that owner, or checks that it is a real folder of that owner. Raises ServerError.

    One of our own is handed over: a process that was killed may have left it so.
    """
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        if not folder.is_symlink() and folder.is_dir():
            raise
        raise ServerError(f"{folder} is not a folder but a link or a file; remove it and try again.") from error
    try:
        owner = os.fstat(descriptor).st_uid
        if owner == os.geteuid():
            os.fchown(descriptor, uid, gid)
        elif owner != uid:
            raise ServerError(f"{folder} belongs to {_name(owner)}; run this as that user, or remove the folder.")
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            os.fchmod(descriptor, mode)
    finally:
        os.close(descriptor)


def _name(uid: int) -> str:
    try:
        return f"the user {pwd.getpwuid(uid).pw_name}"
    except KeyError:
        return f"the user with id {uid}"
