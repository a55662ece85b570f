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

_SHOWN: Final = 5
_ANY: Final = """EXISTS (
    SELECT FROM funding_grantparty p JOIN funding_grant g ON g.{role}_id = p.id AND g.is_current
    WHERE p.entry_id = e.id
)"""
GAVE: Final = _ANY.format(role="funder")
GOT: Final = _ANY.format(role="recipient")
"""Whether an organisation `e` gave or got any grant; most did not."""
TEMPLATE: Final = "funding/_grants_panel.html"


def grants_given(entry: Entry, language: str, gave: object) -> Panel | None:
    return _panel(entry, "funder", language) if gave else None


def grants_received(entry: Entry, language: str, got: object) -> Panel | None:
    return _panel(entry, "recipient", language) if got else None


def _panel(entry: Entry, role: str, language: str) -> Panel:
    """The newest grants, what all of them add up to, and the way to the whole list."""
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
