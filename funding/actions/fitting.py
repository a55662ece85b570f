"""Has looked for what fits entries as soon as they are published or changed; the night looks at all of them again."""

from collections.abc import Sequence
from typing import Any, Final

from procrastinate.contrib.django import app

from directory.actions.queueing import add_jobs
from directory.documents import Document
from directory.models import Entry
from funding.matching.finding import INITIATIVES

FIT_JOB: Final = "funding.fit_entries"
FIT_LOCK: Final = "funding.matches"
"""Of the jobs that write kept matches: one after the other, so that no two of them wait for each other's rows."""
_NEEDS: Final = frozenset({"seeks", "offers"})


def fit_soon(changed: Sequence[tuple[Entry, Document]]) -> None:
    """Enqueue, with the transaction that changes them, what looks for calls for initiatives, and for who helps whom."""
    initiatives: list[Any] = [entry.pk for entry, document in changed if document.kind in INITIATIVES]
    helpers: list[Any] = [entry.pk for entry, document in changed if document.terms.keys() & _NEEDS]
    if initiatives or helpers:
        job = app.configure_task(FIT_JOB, lock=FIT_LOCK)
        add_jobs([job.make_new_job(initiatives=initiatives, helpers=helpers)])
