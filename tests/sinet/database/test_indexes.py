"""A migration that builds indexes holds up nobody, and can be run again wherever it was interrupted."""

from threading import Thread
from time import sleep

import psycopg
import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.django_db(transaction=True)
INDEXES = ("entry_pictures", "facet_row_windows")


@pytest.fixture
def without_indexes():
    run_migration(backwards=True)
    yield
    run_migration()


@pytest.fixture
def writer():
    """Somebody who has changed entries and not committed yet."""
    with connected() as other:
        other.execute("LOCK TABLE directory_entry IN ROW EXCLUSIVE MODE")
        yield other


def connected() -> psycopg.Connection:
    return psycopg.connect(**connection.get_connection_params() | {"autocommit": False})


def run_migration(*, backwards: bool = False) -> None:
    """The one that builds them, by itself."""
    loader = MigrationLoader(connection)
    migration = loader.get_migration("directory", "0029_build_indexes")
    state = loader.project_state([("directory", "0028_zone_of_windows")])
    with connection.schema_editor(atomic=migration.atomic) as editor:
        (migration.unapply if backwards else migration.apply)(state, editor)


def run_migration_and_leave() -> None:
    run_migration()
    connection.close()


def wait_until_somebody_waits() -> None:
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND locktype = 'virtualxid'")
            if cursor.fetchone() is not None:
                return
        sleep(0.1)
    raise AssertionError("the index waits for nobody")


def built() -> dict[str, bool]:
    """The indexes that are there, and whether each was built to the end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relname = ANY(%s)",
            [list(INDEXES)],
        )
        return dict(cursor.fetchall())


def give_up_after(timeout: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [timeout])


def test_an_interrupted_migration_can_be_run_again(without_indexes, writer):
    assert built() == {}
    give_up_after("300ms")
    with pytest.raises(OperationalError):
        run_migration()
    give_up_after("0")
    assert built() == {"entry_pictures": False}
    writer.rollback()

    run_migration()

    assert built() == dict.fromkeys(INDEXES, True)


def test_others_write_while_an_index_waits_for_one_of_them(without_indexes, writer):
    building = Thread(target=run_migration_and_leave)
    building.start()
    wait_until_somebody_waits()

    with connected() as another:
        another.execute("SET lock_timeout = '2s'")
        another.execute("UPDATE directory_entry SET title = title")

    writer.rollback()
    building.join()
    assert built() == dict.fromkeys(INDEXES, True)


def test_an_index_that_is_there_stays():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'entry_pictures'::regclass::oid")
        before = cursor.fetchone()

    run_migration()

    with connection.cursor() as cursor:
        cursor.execute("SELECT 'entry_pictures'::regclass::oid")
        assert cursor.fetchone() == before
