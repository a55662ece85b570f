"""The embedded server: one of it, started by whoever comes first, found again after any death."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from sinet.database.errors import ServerError
from sinet.database.server import Server

pytestmark = pytest.mark.embedded

ENSURE = """
import sys
from pathlib import Path
from sinet.database.server import Server
Server(Path(sys.argv[1]), durable=False).ensure()
print("ready")
"""


def start_process(server: Server) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ENSURE, str(server.wanted)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def connect(server: Server, **more: object) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(server.url, autocommit=True, **more)


def postmaster(server: Server) -> int:
    return int((server.folders.data / "postmaster.pid").read_text().split()[0])


def test_eight_processes_that_start_at_once_get_one_server(server: Server) -> None:
    processes = [start_process(server) for _ in range(8)]

    answers = [process.communicate(timeout=120) for process in processes]

    assert answers == [("ready\n", "")] * 8
    log = server.folders.log.read_text()
    assert log.count("ready to accept connections") == 1
    assert server.is_running()


def test_the_caller_s_output_is_not_held_open_by_the_server(server: Server) -> None:
    """A pipe that the server inherited would keep `communicate` waiting for as long as the server runs."""
    output, _ = start_process(server).communicate(timeout=60)

    assert output == "ready\n"
    assert server.is_running()


def test_a_postmaster_killed_alone_is_followed_by_one_with_every_acknowledged_row(server: Server) -> None:
    server.durable = True
    server.ensure()
    with connect(server) as connection:
        connection.execute("create table note as select 42 as answer")
        os.kill(postmaster(server), signal.SIGKILL)

    server.ensure()

    with connect(server) as connection:
        assert connection.execute("select answer from note").fetchall() == [(42,)]


def test_a_start_killed_during_initdb_does_not_harm_the_next(server: Server) -> None:
    process = start_process(server)
    deadline = time.monotonic() + 30
    while not (server.folders.unfinished / "PG_VERSION").exists() and not server.exists():
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.kill()
    process.communicate()

    server.ensure()

    with connect(server) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_server_that_was_stopped_starts_again_with_its_data(server: Server) -> None:
    server.ensure()
    with connect(server) as connection:
        connection.execute("create table note as select 'kept' as word")

    assert server.stop()
    assert not server.is_running()
    assert not server.stop()
    server.ensure()

    with connect(server) as connection:
        assert connection.execute("select word from note").fetchall() == [("kept",)]


def test_django_s_role_owns_its_database_and_is_no_superuser(running: Server) -> None:
    with connect(running) as connection:
        role = connection.execute(
            "select rolname, rolsuper, rolcreatedb from pg_roles where rolname = current_user"
        ).fetchone()
        owner = connection.execute(
            "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"
        ).fetchone()

    assert role == ("sinet", False, True)
    assert owner == ("sinet",)


def test_a_database_made_later_has_the_extensions(running: Server) -> None:
    with connect(running) as connection:
        connection.execute("create database later")
    with connect(running, dbname="later") as connection:
        extensions = connection.execute("select extname from pg_extension order by extname").fetchall()

    assert [name for (name,) in extensions] == [
        "btree_gin",
        "btree_gist",
        "intarray",
        "pg_trgm",
        "plpgsql",
        "unaccent",
    ]


def test_letters_beyond_ascii_are_lowered_and_nothing_listens_on_the_network(running: Server) -> None:
    with connect(running) as connection:
        lowered = connection.execute("select lower('ÅØĒΣ')").fetchone()
        listening = connection.execute("show listen_addresses").fetchone()

    assert lowered == ("åøēσ",)
    assert listening == ("",)


def test_a_folder_without_a_complete_database_is_named_with_the_way_out(server: Server) -> None:
    server.ensure()
    server.stop()
    (server.folders.data / "PG_VERSION").unlink()

    with pytest.raises(ServerError, match=r"holds no complete database; `make reset` deletes it"):
        server.ensure()


def test_data_of_another_major_version_is_named(server: Server) -> None:
    server.ensure()
    server.stop()
    (server.folders.data / "PG_VERSION").write_text("14\n")

    with pytest.raises(ServerError, match=r"made by PostgreSQL 14, and the programs are of PostgreSQL \d+"):
        server.ensure()


def test_a_damaged_database_that_does_not_start_gives_the_last_words_of_the_server(server: Server) -> None:
    server.ensure()
    server.stop()
    (server.folders.data / "global" / "pg_control").write_bytes(b"")

    with pytest.raises(ServerError, match=r"does not start: .*pg_control.*make reset"):
        server.ensure()


def test_remove_leaves_nothing(server: Server) -> None:
    server.ensure()

    server.remove()

    assert not server.folders.base.exists()
    assert not server.folders.run.exists()


def test_a_link_in_place_of_the_log_is_not_followed(server: Server, folder: Path) -> None:
    server.folders.base.mkdir()
    target = folder / "precious"
    target.write_text("untouched")
    server.folders.log.symlink_to(target)

    with pytest.raises(OSError, match="symbolic links"):
        server.ensure()

    assert target.read_text() == "untouched"
