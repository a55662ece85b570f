"""What runs in the background for funding. Every job may run twice: after a crash it is started again."""

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from funding.actions.fitting import FIT_JOB, FIT_LOCK
from funding.actions.importing import IMPORT_JOB, run
from funding.actions.introducing import introduce_all
from funding.actions.matching import match_all
from funding.matching.kept import keep_matches
from funding.models import GrantImport

__all__ = ["fit_entries", "import_grants", "introduce", "match", "recognise"]


@app.task(name=IMPORT_JOB)
def import_grants(grant_import: int) -> None:
    """Read a file of grants that somebody sent in."""
    found = GrantImport.objects.filter(pk=grant_import).first()
    if found is not None:
        run(found)


@app.periodic(cron="20 2 * * *")
@app.task(name="funding.match", queueing_lock="match", lock=FIT_LOCK)
def match(timestamp: int) -> None:
    """Find anew which calls fit which initiatives."""
    keep_matches(at=timezone.now())


@app.periodic(cron="50 2 * * *")
@app.task(name="funding.recognise", queueing_lock="recognise")
def recognise(timestamp: int) -> None:
    """Find anew which entries the organisations are that grants name."""
    match_all()


@app.periodic(cron="40 5 * * *")
@app.task(name="funding.introduce", queueing_lock="introduce")
def introduce(timestamp: int) -> None:
    """Ask those who had to wait whether they want to know each other, and end what nobody answered."""
    introduce_all(site=settings.SITE_URL, at=timezone.now())


@app.task(name=FIT_JOB)
def fit_entries(initiatives: list[int], helpers: list[int]) -> None:
    """Of new or changed entries: keep the calls that fit the initiatives, and ask those who could help each other."""
    now = timezone.now()
    if initiatives:
        keep_matches(at=now, among=initiatives)
    if helpers:
        introduce_all(site=settings.SITE_URL, at=now, among=helpers)
