"""What runs in the background for funding. Every job may run twice: after a crash it is started again."""

from procrastinate.contrib.django import app

from funding.actions.importing import IMPORT_JOB, run
from funding.models import GrantImport

__all__ = ["import_grants"]


@app.task(name=IMPORT_JOB)
def import_grants(grant_import: int) -> None:
    """Read a file of grants that somebody sent in."""
    found = GrantImport.objects.filter(pk=grant_import).first()
    if found is not None:
        run(found)
