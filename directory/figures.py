"""How a centre is doing, computed from what happened."""

from datetime import timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from directory.choices import ProposalState
from directory.models import Centre, Proposal, ProposalEvent
from directory.models.proposal import OPEN_STATES

PERIOD: Final = timedelta(days=365)
_DAYS = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY days), percentile_cont(0.9) WITHIN GROUP (ORDER BY days)
FROM (
    SELECT extract(epoch FROM decided_at - received_at) / 86400 AS days
    FROM directory_proposal
    WHERE centre_id = %s AND state IN ('applied', 'rejected') AND decided_at >= %s
) AS decided
"""


def figures_of(centre: Centre) -> dict[str, Any]:
    """Waiting now; of the last 365 days the days to a decision (median, 90th percentile), share accepted, reasons.

    Days are fractions; shares are in percent; None where nothing was decided.
    """
    since = timezone.now() - PERIOD
    ours = Proposal.objects.filter(centre=centre)
    accepted = ours.filter(state=ProposalState.APPLIED, decided_at__gte=since).count()
    rejected = ours.filter(state=ProposalState.REJECTED, decided_at__gte=since).count()
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, [centre.pk, since])
        median, slowest = cursor.fetchone()
    return {
        "waiting": ours.filter(state__in=OPEN_STATES).count(),
        "accepted": accepted,
        "rejected": rejected,
        "share": round(100 * accepted / (accepted + rejected)) if accepted + rejected else None,
        "median": None if median is None else round(float(median), 1),
        "slowest": None if slowest is None else round(float(slowest), 1),
        "reasons": _reasons(centre, since),
    }


def _reasons(centre: Centre, since: Any) -> list[dict[str, Any]]:
    """How often each criterion was named in a rejection, most often first."""
    events = ProposalEvent.objects.filter(
        proposal__centre=centre, what=ProposalEvent.What.REJECTED, at__gte=since, criterion__isnull=False
    ).select_related("criterion")
    counts: dict[str, int] = {}
    for event in events:
        if event.criterion:
            counts[event.criterion.label()] = counts.get(event.criterion.label(), 0) + 1
    return [{"label": label, "count": count} for label, count in sorted(counts.items(), key=lambda one: -one[1])]
