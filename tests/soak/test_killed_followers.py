"""Whatever moment a process is killed at while it follows and keeps its bitmaps, the next one is never wrong."""

import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from directory.search.follower import Follower
from directory.search.keeping import Keeper
from directory.search.loading import load
from tests.directory.search.conftest import publish_all
from tests.directory.search.test_agreement import entries
from tests.directory.search.test_follower import WRITERS, change, connect
from tests.factories import reference
from tests.soak.dying import differences
from tests.soak.length import rounds

KILLS = 5
LONGEST_LIFE = 300
"""Milliseconds."""


class Writers:
    """Eight at a time that commit late, in any order, and roll back, until they are stopped."""

    def __init__(self, keys: list[int]) -> None:
        self.stopped = threading.Event()
        self.commits = 0
        self.errors: list[BaseException] = []
        self.threads = [threading.Thread(target=self._write, args=[keys[n::WRITERS], n]) for n in range(WRITERS)]

    def __enter__(self) -> "Writers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def _write(self, own: list[int], seed: int) -> None:
        chance = random.Random(seed)
        try:
            with connect() as writer:
                while not self.stopped.is_set():
                    for entry in sorted(chance.sample(own, chance.randint(1, 4))):
                        change(writer, entry)
                        self.stopped.wait(chance.random() / 50)
                    if chance.random() < 0.3:
                        writer.rollback()
                    else:
                        writer.commit()
                        self.commits += 1
        except BaseException as error:  # noqa: BLE001 - shown by the test
            self.errors.append(error)


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_at_any_moment_leaves_nothing_wrong_behind(tmp_path: Path, settings: Any):
    reference()
    keys = [entry.pk for entry in publish_all(*entries(80, seed=5))]
    settings.BITMAPS_FILE = file = tmp_path / "bitmaps"
    Follower(Keeper(every=0)).reading()
    chance = random.Random(7)
    began: list[str] = []
    command = [sys.executable, "-m", "tests.soak.dying", connection.settings_dict["NAME"], str(file)]
    with (
        Writers(keys) as writers,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as dying,
    ):
        assert dying.stdin is not None
        assert dying.stdout is not None
        for _round in rounds(KILLS):
            dying.stdin.write(f"{chance.randint(1, LONGEST_LIFE)}\n")
            dying.stdin.flush()
            began.append(dying.stdout.readline().strip())
            assert began[-1] in {"file", "database"}
        dying.stdin.close()

    assert not writers.errors
    assert writers.commits > len(began)
    assert began.count("file") > len(began) / 2
    after = Follower(Keeper(every=0)).reading()
    assert after.bitmaps is not None
    with transaction.atomic():
        assert differences(after.bitmaps, load()) == []
    sys.stdout.write(f"\n{len(began)} kills, {began.count('file')} began with the file; {writers.commits} commits\n")
