"""Grants in the form in which the standard wants them passed on."""

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings

from directory.browse.origin import LICENCES
from directory.models import Source
from funding.models.grant import GrantQuerySet

VERSION: Final = "1.4"
MOST: Final = 50_000
"""Grants in one file."""


def package(grants: GrantQuerySet, *, address: str, page: str) -> dict[str, Any]:
    """The grants as a package of the 360Giving standard: each as its publisher gave it, as far as it is kept.

    `license` stands there where all come on the same terms; `sources` (ours, beside the standard) has the terms of
    each publisher.
    """
    used = Source.objects.filter(pk__in=grants.order_by().values("source")).order_by("key")
    imports = grants.order_by("-grant_import").values_list("grant_import__finished_at", flat=True)
    last = imports.first()
    terms = {LICENCES[source.licence][1] for source in used if source.licence in LICENCES}
    shared = terms.pop() if len(terms) == 1 and all(source.licence in LICENCES for source in used) else None
    return {
        "version": VERSION,
        "title": f"Grants in {settings.SITE_NAME}",
        "description": "Grants as their publishers gave them, without personal data and postal codes.",
        **({"issued": last.date().isoformat(), "modified": last.isoformat()} if last else {}),
        "publisher": {"name": settings.SITE_NAME, "website": settings.SITE_URL},
        "downloadURL": address,
        "accessURL": page,
        **({"license": shared} if shared else {}),
        "sources": [
            {"key": source.key, "title": source.title, "licence": source.licence, "credit": source.credit}
            for source in used
        ],
        "grants": list(records(grants)),
    }


def records(grants: GrantQuerySet) -> Iterable[dict[str, Any]]:
    """The records, newest award first."""
    return grants.newest().values_list("record", flat=True)[:MOST].iterator(chunk_size=2_000)
