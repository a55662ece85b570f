"""A process begins with the file that another one left, and not where anything about it is in doubt."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from directory.actions import withdraw
from directory.indexing import rebuild
from directory.models import Change
from directory.search import bitmap_file
from directory.search.bitmap_file import Keepsake, database_identity, pack, read, write
from directory.search.changelog import Log
from directory.search.follower import Follower, forget
from directory.search.keeping import Keeper
from tests.directory.search.conftest import found, publish_all
from tests.directory.search.test_agreement import answer, entries
from tests.directory.search.test_follower import state, truth
from tests.factories import document, reference

pytestmark = pytest.mark.django_db(transaction=True)
QUERIES = ("", "q=garden", "theme=health", "near=55,12,400", "bbox=3,48,14,58", "verified_since=2022", "country=SE")


@pytest.fixture
def file(tmp_path: Path, settings: Any) -> Path:
    settings.BITMAPS_FILE = tmp_path / "search" / "bitmaps"
    reference()
    return settings.BITMAPS_FILE


def follower() -> Follower:
    """A new process, which writes what it has whenever something is new."""
    return Follower(Keeper(every=0))


def left_by(process: Follower) -> None:
    """The process reads what is public and leaves it in the file."""
    process.reading()
    thread = process._keeper.writing
    assert thread is not None
    thread.join()


def begins_with_the_file(process: Follower) -> bool:
    """Whether a new process uses the file; either way it must then know what the database knows."""
    process.reading()
    assert state(process) == truth()
    assert process.reading().version == Follower().reading().version
    return process.began_with_file


def test_a_process_that_began_with_the_file_answers_like_one_that_read_everything(file: Path, settings: Any):
    made = publish_all(*entries(60, seed=11))
    left_by(follower())
    withdraw(entry=made[3], by=None, note="")
    publish_all(*entries(5, seed=12))
    forget()
    began = [answer(query) for query in QUERIES]
    settings.BITMAPS_FILE = None
    forget()
    assert began == [answer(query) for query in QUERIES]
    assert found().total == 64


def test_reading_the_file_asks_the_database_for_the_changes_alone(file: Path):
    publish_all(*entries(30, seed=13))
    left_by(follower())
    assert begins_with_the_file(Follower())
    with connection.execute_wrapper(_refuse_all_rows):
        assert len(follower().reading().bitmaps.everything) == 30


def _refuse_all_rows(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert "directory_facetrow" not in sql or "ANY(" in sql, sql
    return execute(sql, params, many, context)


@pytest.mark.parametrize("place", [0, 7, 12, 40, -1])
def test_a_damaged_file_is_not_used(file: Path, place: int):
    publish_all(document())
    left_by(follower())
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(bytes(data))
    assert not begins_with_the_file(Follower())


@pytest.mark.parametrize("share", [0, 0.3, 0.99])
def test_a_file_that_ends_too_early_is_not_used(file: Path, share: float):
    publish_all(document())
    left_by(follower())
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    assert not begins_with_the_file(Follower())


def test_the_file_of_another_database_is_not_used(file: Path):
    publish_all(document())
    left_by(follower())
    assert database_identity().count("/") == 2
    assert read(file, "7301/00000002/5") is None
    assert read(file, "") is None
    assert read(file, database_identity()) is not None


def test_a_file_that_other_code_made_is_not_used(file: Path, monkeypatch: pytest.MonkeyPatch):
    publish_all(document())
    left_by(follower())
    monkeypatch.setattr(bitmap_file, "_MADE_BY", "later")
    assert not begins_with_the_file(Follower())


def kept_as(file: Path, **otherwise: Any) -> None:
    """Write the file anew as if the log had been another one."""
    kept = read(file, database_identity())
    assert kept is not None
    log: Log = replace(kept.log, **otherwise)
    write(file, pack(Keepsake(log, kept.bitmaps, kept.slots), database_identity())())


def test_a_file_that_saw_more_than_a_restored_database_holds_is_not_used(file: Path):
    publish_all(document(title="One"), document(title="Two"))
    left_by(follower())
    log = read(file, database_identity()).log
    kept_as(file, changes=log.changes + 1, change_sum=log.change_sum + 99)
    assert not begins_with_the_file(Follower())


def test_a_file_from_the_future_of_the_database_is_not_used(file: Path):
    publish_all(document())
    left_by(follower())
    ahead = int(Follower().reading().log.snapshot.split(":")[1]) + 1_000_000
    kept_as(file, snapshot=f"{ahead}:{ahead}:")
    assert not begins_with_the_file(Follower())


def test_a_file_is_not_used_where_the_same_numbers_now_belong_to_other_changes(file: Path):
    publish_all(document())
    left_by(follower())
    newest = Change.objects.latest("at")
    kept_as(file, changed_at=newest.at.replace(year=newest.at.year - 1))
    assert not begins_with_the_file(Follower())


def test_after_a_rebuilt_index_the_file_is_not_used(file: Path):
    publish_all(document(title="One"), document(title="Two"))
    left_by(follower())
    rebuild()
    assert not begins_with_the_file(Follower())


def test_a_process_leaves_the_file_that_another_one_wrote_lately(file: Path):
    publish_all(document())
    left_by(follower())
    written = file.read_bytes()
    publish_all(document(title="Later"))
    usual = Follower()
    usual.reading()
    assert (usual._keeper.writing, file.read_bytes()) == (None, written)
    left_by(follower())
    assert file.read_bytes() != written


def test_nothing_half_written_stays_behind(file: Path):
    publish_all(document())
    left_by(follower())
    assert [path.name for path in file.parent.iterdir()] == ["bitmaps"]


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_file(tmp_path: Path, settings: Any):
    reference()
    (tmp_path / "file").write_text("not a folder")
    settings.BITMAPS_FILE = tmp_path / "file" / "bitmaps"
    publish_all(document())
    left_by(follower())
    assert len(follower().reading().bitmaps.everything) == 1


def test_without_the_setting_nothing_is_written(tmp_path: Path, settings: Any):
    settings.BITMAPS_FILE = None
    reference()
    publish_all(document())
    process = follower()
    process.reading()
    assert process._keeper.writing is None
