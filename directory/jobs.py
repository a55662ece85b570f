"""What runs in the background, on the same PostgreSQL. Actions enqueue a job by its name, in their transaction.

Every job may run twice: after a crash it is started again.
"""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from directory.actions import batches
from directory.actions.mails import SEND_JOB
from directory.actions.pictures import forget_pictures, sweep_files
from directory.actions.tidying import expire_drafts
from directory.alerting import due_readers, tell
from directory.mailing import deliver
from directory.models import Mail

__all__ = ["alert", "carry_out", "expire", "forget_unneeded_pictures", "rescue", "send_mail", "tell_reader"]

STALLED_AFTER: Final = 60
"""Seconds without a heartbeat of its worker after which a running job counts as abandoned."""


@app.task(
    name=SEND_JOB,
    retry=RetryStrategy(max_attempts=3000, wait=60),  # a mail server may be down for two days
)
def send_mail(mail: int) -> None:
    """Send one mail of the outbox."""
    found = Mail.objects.filter(pk=mail).first()
    if found is not None:
        deliver(mail=found)


@app.task(name=batches.CARRY_OUT_JOB, retry=RetryStrategy(max_attempts=5, wait=30))
def carry_out(batch: int, position: int) -> None:
    """Carry out the next group of decisions that somebody made together."""
    batches.carry_out(batch=batch, position=position)


@app.periodic(cron="* * * * *")
@app.task(name="directory.rescue", queueing_lock="rescue", pass_context=False)
async def rescue(timestamp: int) -> None:
    """Start again what a killed worker left in "doing"; by itself the queue would leave it there for ever."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="directory.expire", queueing_lock="expire")
def expire(timestamp: int) -> None:
    """Forget drafts and unconfirmed proposals whose time is over, with the personal data in them."""
    expire_drafts(before=timezone.now() - timedelta(days=90))


@app.periodic(cron="47 3 * * *")
@app.task(name="directory.forget_pictures", queueing_lock="forget_pictures")
def forget_unneeded_pictures(timestamp: int) -> None:
    """Delete pictures that no entry, history or open proposal needs, and files that belong to none."""
    forget_pictures()
    sweep_files()


@app.periodic(cron="5 5 * * *")
@app.task(name="directory.alert", queueing_lock="alert")
def alert(timestamp: int) -> None:
    """Have everybody told what is new in their searches and entries, each by a job of their own."""
    for submitter in due_readers(now=timezone.now()):
        tell_reader.defer(submitter=submitter)


@app.task(name="directory.tell_reader", retry=RetryStrategy(max_attempts=5, wait=300))
def tell_reader(submitter: int) -> None:
    """Write to one person what is new. A mistake in one search holds up nobody else."""
    tell(submitter=submitter, now=timezone.now())
