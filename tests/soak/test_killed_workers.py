"""Whatever moment the worker is killed at, and while the mail server is down: no decision and no mail is lost."""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from directory.actions.decisions import reject, request_changes
from directory.models import Criterion, Mail, Proposal, ProposalEvent
from tests.directory.curate.conftest import waiting
from tests.directory.test_jobs import rescued
from tests.factories import document
from tests.soak.length import size
from tests.soak.post_office import PostOffice

DECISIONS = (60, 1_000)
KILLS = (4, 50)
LONGEST_LIFE = 4.0
"""Seconds after the worker has begun to work."""
DEADLINE = (120, 1_800)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    made = PostOffice()
    made.open()
    yield made
    made.close()


class Worker:
    """The worker of a site, on the database of the test, until it is killed."""

    def __init__(self, port: int, log: Path) -> None:
        given = connection.get_connection_params()
        address = f"postgresql://{given['user']}@/{given['dbname']}?host={quote(str(given.get('host', '')), safe='')}"
        own = {"DATABASE_URL": address, "SINET_MAIL_URL": f"smtp+plain://127.0.0.1:{port}", "SINET_MODE": "test"}
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "2"],
                cwd=settings.ROOT,
                env={**os.environ, **own},
                stdout=file,
                stderr=file,
            )

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def sql(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def time_passes() -> None:
    """More than a minute: the dead worker has given no sign of life, and what was to be tried again is due."""
    sql("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '2 minutes'")
    retries_are_due()


def retries_are_due() -> None:
    sql("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' AND scheduled_at > now()")


def decided(proposals: list[Proposal], by: Any, chance: random.Random) -> Iterator[None]:
    """Decide one after the other, by turns."""
    criterion = Criterion.objects.get(key="real")
    for number, proposal in enumerate(proposals):
        if number % 2:
            reject(proposal=proposal, by=by, criterion=criterion, text=f"No {number}")
        else:
            request_changes(proposal=proposal, by=by, text=f"Why {number}?")
        sleep(chance.random() / 100)
        yield


@pytest.mark.django_db(transaction=True)
def test_no_decision_and_no_mail_is_lost_however_often_the_worker_is_killed(curator, office, tmp_path):
    chance = random.Random(4)
    count, kills = size(*DECISIONS), size(*KILLS)
    proposals = [
        waiting(document(source=None, places=[{"country": "SE"}]), email=f"sender-{number}@example.org")
        for number in range(count)
    ]
    deciding = decided(proposals, curator, chance)
    per_life = -(-count // kills)
    down = range(kills // 3, kills // 3 + max(1, kills // 5))
    port, lost_jobs = office.port, 0
    for life in range(kills):
        if life == down.start:
            office.close()
        if life == down.stop:
            office.open()
        worker = Worker(port, tmp_path / "worker.log")
        for _decision in range(per_life):
            next(deciding, None)
        _wait_for_a_start(worker)
        sleep(chance.random() * LONGEST_LIFE / (1 if size(0, 1) else 4))
        worker.kill()
        lost_jobs += sql("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")[0][0]
        time_passes()
        asyncio.run(rescued())
        assert sql("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")[0][0] == 0
    assert next(deciding, "all decided") == "all decided"

    _let_it_finish(port, tmp_path / "worker.log")
    _check(proposals, office, lost_jobs)


def _wait_for_a_start(worker: Worker) -> None:
    end = monotonic() + 60
    while not sql("SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"):
        assert worker.process.poll() is None, "the worker ended by itself"
        assert monotonic() < end, "the worker does not start"
        sleep(0.05)


def _let_it_finish(port: int, log: Path) -> None:
    """The last worker is left alone until no mail waits."""
    worker = Worker(port, log)
    end = monotonic() + size(*DEADLINE)
    while Mail.objects.filter(state=Mail.State.WAITING).exists():
        assert monotonic() < end, f"{Mail.objects.filter(state='waiting').count()} mails still wait"
        retries_are_due()
        sleep(0.5)
    worker.kill()


def _check(proposals: list[Proposal], office: PostOffice, lost_jobs: int) -> None:
    states = Counter(Proposal.objects.values_list("state", flat=True))
    half = len(proposals) // 2
    assert states == {"rejected": half, "changes_requested": len(proposals) - half}
    assert ProposalEvent.objects.exclude(what="received").count() == len(proposals)
    assert Counter(Mail.objects.values_list("state", flat=True)) == {"sent": len(proposals)}

    by_receiver = defaultdict(list)
    for message in office.received:
        by_receiver[message["To"]].append(message)
    assert by_receiver.keys() == {f"sender-{number}@example.org" for number in range(len(proposals))}
    for receiver, messages in by_receiver.items():
        assert len({message["Message-ID"] for message in messages}) == 1, f"{receiver} got two different mails"
        assert len({message.get_payload() for message in messages}) == 1
    repeated = len(office.received) - len(by_receiver)
    assert repeated >= size(0, 1), "no worker died between sending and noting it: the test says little"
    sys.stdout.write(f"\n{len(proposals)} decisions, {size(*KILLS)} kills: {lost_jobs} jobs abandoned and taken up")
    sys.stdout.write(f" again, {repeated} mails sent twice under the same Message-ID, none lost\n")
