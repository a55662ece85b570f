"""Where the server's files lie, and which folders it refuses."""

import os
import shutil
from pathlib import Path

import pytest

from sinet.database.account import Account, current_account
from sinet.database.errors import ServerError
from sinet.database.folders import SYSTEM_BASE, Folders, folders_for, make_base, make_run, own_folder
from sinet.database.server import Server

pytestmark = pytest.mark.embedded

SELF = Account(os.geteuid(), os.getegid(), switch=False)


def make_folders(folders: Folders, account: Account) -> None:
    make_base(folders, account)
    make_run(folders, account)


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="is about the system account that root uses")


def test_data_and_socket_lie_in_the_wanted_folder(folder: Path) -> None:
    folders = folders_for(folder / "database", SELF)

    assert (folders.base, folders.run) == (folder / "database", folder / "database" / "run")


def test_a_path_too_long_for_a_socket_moves_the_socket_only(folder: Path) -> None:
    wanted = folder / ("ø" * 60) / "database"

    folders = folders_for(wanted, SELF)

    assert folders.base == wanted
    assert len(os.fsencode(folders.socket)) <= 107
    assert folders.run.name.startswith(f"sinet-{os.geteuid()}-")


def test_two_folders_with_long_paths_have_two_sockets(folder: Path) -> None:
    runs = {folders_for(folder / (letter * 120), SELF).run for letter in "ab"}

    assert len(runs) == 2


@pytest.mark.parametrize("name", ["base", "run"])
def test_a_link_in_place_of_a_folder_is_refused(folder: Path, name: str) -> None:
    folders = folders_for(folder / "database", SELF)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    link = getattr(folders, name)
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere)

    with pytest.raises(ServerError, match="not a folder but a link or a file"):
        make_folders(folders, SELF)


@as_root
@pytest.mark.parametrize("name", ["base", "run"])
def test_a_folder_of_somebody_else_is_refused(folder: Path, name: str) -> None:
    folders = folders_for(folder / "database", current_account())
    path = getattr(folders, name)
    path.mkdir(parents=True)
    os.chown(path, 65534, 65534)

    with pytest.raises(ServerError, match="belongs to"):
        make_folders(folders, current_account())


@as_root
def test_a_folder_that_a_killed_process_left_as_root_s_is_handed_over(folder: Path) -> None:
    folders = folders_for(folder / "database", current_account())
    folders.run.mkdir(parents=True)

    make_folders(folders, current_account())

    assert folders.run.stat().st_uid == current_account().uid


def test_a_folder_open_to_others_is_closed(folder: Path) -> None:
    path = folder / "run"
    path.mkdir(mode=0o777)

    own_folder(path, os.geteuid(), os.getegid(), 0o700)

    assert path.stat().st_mode & 0o777 == 0o700


@as_root
def test_as_root_the_base_stays_root_s_and_only_data_and_run_are_the_account_s(running: Server) -> None:
    account = current_account()
    owners = {path.name: path.stat().st_uid for path in running.folders.base.iterdir()}

    assert account.uid != 0
    assert running.folders.base.stat().st_uid == 0
    assert {name for name, uid in owners.items() if uid == account.uid} == {"data", "run"}
    assert running.folders.base.stat().st_mode & 0o022 == 0


@as_root
def test_below_a_closed_home_data_and_programs_move_to_where_the_account_reaches_them(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    server = Server(closed / "sinet" / "var" / "database", durable=False)
    try:
        server.ensure()
        assert server.is_running()
        assert server.folders.base.parent == SYSTEM_BASE
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        server.remove()
    assert not server.folders.base.exists()


@as_root
def test_a_new_clone_in_the_place_of_a_deleted_one_gets_a_database_of_its_own(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    wanted = closed / "database"
    first = folders_for(wanted, current_account()).base
    assert folders_for(wanted, current_account()).base == first

    shutil.rmtree(wanted)

    assert folders_for(wanted, current_account()).base != first


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    blocked = folder / "file"
    blocked.touch()

    with pytest.raises(ServerError, match=r"cannot be written \(Not a directory\).*SINET_VAR"):
        make_folders(folders_for(blocked / "var" / "database", SELF), SELF)
