"""Jobs are written in the transaction that causes them, and so begin after it and are gone when it is."""

from collections.abc import Iterable
from typing import Final

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

_QUEUE: Final = JobManager(DjangoConnector())
"""On the connection of Django in a worker too: on its own a job would be there, and begin, before what it is about."""


def add_jobs(jobs: Iterable[Job]) -> None:
    """Enqueue jobs, made by `app.configure_task(...).make_new_job(...)`, in the caller's transaction."""
    found = list(jobs)
    if found:
        _QUEUE.batch_defer_jobs(found)
