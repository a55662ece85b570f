"""What the page of an organisation shows of grants: those it gave, and those it got."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.extensions import Panel
from directory.models import Entry
from funding.browse.lines import line_of
from funding.browse.sums import sum_in_words
from funding.models import Grant
from funding.models.grant import GrantQuerySet
from funding.search.totals import total_of
from sinet.common.prepared import prepared_cursor

_SHOWN: Final = 5
_ANY: Final = {
    role: f"""
SELECT EXISTS (
    SELECT FROM funding_grantparty p JOIN funding_grant g ON g.{role}_id = p.id AND g.is_current
    WHERE p.entry_id = %s::bigint
)
"""  # noqa: S608 - ours
    for role in ("funder", "recipient")
}
"""Most organisations have none: what the page of each of them asks is planned once."""
TEMPLATE: Final = "funding/_grants_panel.html"


def grants_given(entry: Entry, language: str) -> Panel | None:
    return _panel(entry, "funder", language)


def grants_received(entry: Entry, language: str) -> Panel | None:
    return _panel(entry, "recipient", language)


def _panel(entry: Entry, role: str, language: str) -> Panel | None:
    """The newest grants, what all of them add up to, and the way to the whole list; None where there are none."""
    if not _has_any(entry, role):
        return None
    found: GrantQuerySet = Grant.objects.public().filter(**{f"{role}__entry": entry})
    newest = list(found.select_related("funder__entry", "recipient__entry").newest()[:_SHOWN])
    total = total_of(found)
    context: dict[str, Any] = {
        "id": f"grants-{role}",
        "role": role,
        "heading": _("Grants given") if role == "funder" else _("Grants received"),
        "lines": [line_of(grant, language) for grant in newest],
        "total": sum_in_words(total, language),
        "more": total.count > len(newest),
        "url": f"{reverse('funding:grants')}?{role}={entry.uid}",
    }
    return Panel(TEMPLATE, context)


def _has_any(entry: Entry, role: str) -> bool:
    with prepared_cursor() as cursor:
        cursor.execute(_ANY[role], [entry.pk])
        return bool(cursor.fetchone()[0])
