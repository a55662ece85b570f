"""One line of the queue for each proposal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from directory.choices import Channel, Intent, Kind, ProposalState
from directory.curate.filters import name_of
from directory.models import Criterion, Proposal
from sinet.common.languages import country_name

RULES: dict[str, Promise] = {
    "trade": gettext_lazy("Words of a trade that advertises everywhere: %(text)s"),
    "call": gettext_lazy("Calls on the reader to buy: %(text)s"),
    "links": gettext_lazy("Links in the text: %(text)s"),
    "host": gettext_lazy("The name is a web address: %(text)s"),
    "empty": gettext_lazy("Says nothing but its name"),
    "short": gettext_lazy("Says very little (%(text)s characters)"),
    "capitals": gettext_lazy("The name is written in capitals"),
    "repeated": gettext_lazy("Repeats one word again and again: %(text)s"),
    "telephone": gettext_lazy("A telephone number in the text: %(text)s"),
    "unconnected": gettext_lazy("Neither theme nor place nor partner"),
    "nobody": gettext_lazy("No organisation stands behind it"),
    "known-host": gettext_lazy("Something with this website was rejected before: %(text)s"),
    "same-text": gettext_lazy("The same text came before: %(text)s"),
    "sent-often": gettext_lazy("Much was sent from the same address: %(text)s"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What the queue shows of a proposal."""

    proposal: Proposal
    uid: str
    url: str
    title: str
    kind: str
    kind_label: str
    intent: str
    places: str
    days: int
    age: str
    duplicates: int
    score: int
    reasons: list[str]
    state: str
    channel: str
    assigned: str
    options: Sequence[tuple[str, str]]
    """The decisions that can be chosen in the line: (value, words)."""


def queue_fields() -> tuple[str, ...]:
    """The columns that a line needs; documents and answers stay in the database."""
    columns = (
        "uid title kind intent countries received_at duplicates score score_reasons completeness state channel "
        "assigned_to__first_name assigned_to__last_name assigned_to__email centre revision change_set on_behalf_of"
    )
    return tuple(columns.split())


def lines_of(proposals: Iterable[Proposal], criteria: Sequence[Criterion]) -> list[Line]:
    """The lines of these proposals; each offers the criteria of its own centre."""
    options: dict[str | None, list[tuple[str, str]]] = {}
    found = []
    for one in proposals:
        if one.centre_id not in options:
            options[one.centre_id] = options_of([c for c in criteria if c.centre_id == one.centre_id])
        found.append(_line(one, options[one.centre_id]))
    return found


def options_of(criteria: Iterable[Criterion], *, with_centre: bool = False) -> list[tuple[str, str]]:
    """The decisions of a list, as the form sends them and in words."""
    reject = _("Reject: %(criterion)s")
    rejecting = [
        (f"reject:{one.pk}", reject % {"criterion": one.label()} + (f" ({one.centre.name})" if with_centre else ""))
        for one in criteria
    ]
    return [("accept", _("Accept")), *rejecting, ("assign:me", _("Assign to me"))]


def _line(proposal: Proposal, options: Sequence[tuple[str, str]]) -> Line:
    days = (timezone.now() - (proposal.received_at or proposal.created_at)).days
    page = get_language() or "en"
    return Line(
        proposal=proposal,
        uid=str(proposal.uid),
        url=reverse("curate:proposal", args=[proposal.uid]),
        title=proposal.title,
        kind=proposal.kind,
        kind_label=str(Kind(proposal.kind).label),
        intent="" if proposal.intent == Intent.NEW else str(Intent(proposal.intent).label),
        places=", ".join(country_name(code, page) for code in proposal.countries),
        days=days,
        age=ngettext("%(days)d day", "%(days)d days", days) % {"days": days} if days else _("today"),
        duplicates=len(proposal.duplicates),
        score=proposal.score,
        reasons=reasons_of(proposal),
        state="" if proposal.state == ProposalState.WAITING else str(ProposalState(proposal.state).label),
        channel="" if proposal.channel == Channel.FORM else str(Channel(proposal.channel).label),
        assigned=_("with %(name)s") % {"name": name_of(proposal.assigned_to)} if proposal.assigned_to else "",
        options=options,
    )


def reasons_of(proposal: Proposal) -> list[str]:
    """Each rule of the spam score that fired, with its points."""
    return [
        f"{str(RULES[one['rule']]) % {'text': one['text']} if one['rule'] in RULES else one['rule']} (+{one['points']})"
        for one in proposal.score_reasons
    ]
