"""Background work: what a killed worker leaves behind is started again, and nothing else is touched."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from directory.actions.mails import write_mail
from directory.jobs import STALLED_AFTER, rescue, send_mail
from directory.models import Mail


def taken(*, heartbeat: timedelta) -> int:
    """Take the next job as a worker would whose last sign of life is so long ago. Returns the job's key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id", [heartbeat]
        )
        (worker,) = cursor.fetchone()
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker])
        return int(cursor.fetchone()[0])


def mailed(title: str) -> Mail:
    mail = write_mail(kind="confirm", to=f"{title}@example.org", language="en", context={"title": title})
    assert mail is not None
    return mail


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_killed_worker_runs_again_and_one_that_is_alive_is_left_alone():
    lost, alive = mailed("lost"), mailed("alive")
    abandoned = taken(heartbeat=timedelta(seconds=STALLED_AFTER + 5))
    running = taken(heartbeat=timedelta(seconds=1))
    assert dict(ProcrastinateJob.objects.values_list("pk", "status")) == {abandoned: "doing", running: "doing"}

    states = asyncio.run(rescued())

    assert states == {abandoned: "todo", running: "doing"}
    assert taken(heartbeat=timedelta(0)) == abandoned
    send_mail(**ProcrastinateJob.objects.get(pk=abandoned).args)
    assert [message.to for message in outbox.outbox] == [[lost.recipient]]
    assert {mail.pk: mail.state for mail in Mail.objects.all()} == {lost.pk: "sent", alive.pk: "waiting"}


async def rescued() -> dict[int, str]:
    """Run the rescue as a worker does. Returns the state of every job afterwards."""
    with app.replace_connector(app.connector.get_worker_connector()) as queue:
        async with queue.open_async():
            await rescue.func(timestamp=0)
            jobs = await queue.job_manager.list_jobs_async()
    return {job.id: job.status for job in jobs}


@pytest.mark.django_db(transaction=True)
def test_a_worker_writes_a_mail_and_its_job_in_one_transaction():
    before = ProcrastinateJob.objects.count()

    seen = asyncio.run(jobs_seen_meanwhile())

    assert seen == before
    assert ProcrastinateJob.objects.count() == before + 1


async def jobs_seen_meanwhile() -> int:
    """Write a mail as a job of a worker does, and count the jobs that others see before it is committed."""

    def write() -> int:
        with transaction.atomic():
            mailed("half written")
            with ThreadPoolExecutor(1) as other:
                seen = other.submit(count_jobs).result()
        connection.close()
        return seen

    with app.replace_connector(app.connector.get_worker_connector()) as queue:
        async with queue.open_async():
            return await asyncio.to_thread(write)


def count_jobs() -> int:
    count = ProcrastinateJob.objects.count()
    connection.close()
    return count
