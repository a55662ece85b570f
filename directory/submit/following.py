"""The status of a proposal, and all proposals of one address."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.access.limits import refusal
from directory.access.links import Lost, absolute, private
from directory.actions import ActionError
from directory.actions.proposals import appeal, find_token, mail_my_proposals, retract
from directory.choices import Kind, ProposalState
from directory.extensions import Way, registry
from directory.models import Criterion, Proposal, ProposalEvent, Token
from directory.submit import rights
from directory.submit.answers import Answers, without_nul
from directory.submit.asks import all_asks
from directory.submit.doors import find_proposal, link_of
from directory.submit.pages import asked, reading_centre, what_it_is
from directory.submit.problems import field_of

_CAN_RETRACT = (
    ProposalState.DRAFT,
    ProposalState.UNCONFIRMED,
    ProposalState.WAITING,
    ProposalState.IN_REVIEW,
    ProposalState.CHANGES_REQUESTED,
)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, secret: str) -> HttpResponse:
    """Where a proposal stands, what was said, and what its sender can do now."""
    proposal = find_proposal(secret)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        errors = _act(request, proposal)
        if not errors:
            return redirect("submit:status", secret)
    return render(
        request, "submit/status.html", _context(request, proposal, secret, errors), status=422 if errors else 200
    )


def _act(request: HttpRequest, proposal: Proposal) -> list[dict[str, str]]:
    """Take it back or appeal; gives what was wrong."""
    do = request.POST.get("do", "")
    text = without_nul(request.POST.get("text", "")).strip()
    if do == "retract" and not request.POST.get("sure"):
        return [{"text": _("Tick the box to say that you want to take it back."), "href": "#id_sure"}]
    if do == "appeal" and not 10 <= len(text) <= 5000:
        return [{"text": _("Say in 10 to 5,000 characters why the decision is wrong."), "href": "#id_text"}]
    try:
        if do == "retract":
            retract(proposal=proposal)
        elif do == "appeal":
            appeal(proposal=proposal, text=text)
    except ActionError as error:
        return [{"text": str(error), "href": "#main"}]
    return []


def _context(request: HttpRequest, proposal: Proposal, secret: str, errors: list[dict[str, str]]) -> dict[str, Any]:
    events = list(proposal.events.filter(is_internal=False).select_related("criterion"))
    appeals = [event for event in events if event.what == ProposalEvent.What.APPEALED]
    event = asked(proposal)
    return {
        "proposal": proposal,
        "secret": secret,
        "what": what_it_is(proposal),
        "state_label": ProposalState(proposal.state).label,
        "errors": errors,
        "text": request.POST.get("text", ""),
        "ahead": _ahead(proposal),
        "criteria": _criteria(proposal),
        "events": [{"event": one, "notes": _notes(proposal, one)} for one in events],
        "asked": event,
        "asked_notes": _notes(proposal, event) if event else [],
        "can_continue": proposal.state in (ProposalState.DRAFT, ProposalState.UNCONFIRMED),
        "can_retract": proposal.state in _CAN_RETRACT,
        "can_appeal": proposal.state == ProposalState.REJECTED and not appeals,
        "entry": proposal.entry if proposal.entry and proposal.entry.is_public else None,
    }


def _ahead(proposal: Proposal) -> int | None:
    """How many older proposals its centre still has to decide; None when it is not in the queue."""
    if not proposal.is_open:
        return None
    older = Proposal.objects.open().filter(centre=proposal.centre, received_at__lt=proposal.received_at)
    return older.exclude(pk=proposal.pk).count()


def _criteria(proposal: Proposal) -> list[Criterion]:
    """What the centre that decides, or will decide, has published as its criteria."""
    centre = proposal.centre or reading_centre(Answers.of(proposal.answers))
    return list(Criterion.objects.current().filter(centre=centre)) if centre else []


def _notes(proposal: Proposal, event: ProposalEvent) -> list[dict[str, str]]:
    """What was asked about single fields, with the question that each belongs to."""
    kind = Kind(proposal.kind)
    labels = {ask.name: str(ask.label_for(kind)) for ask in all_asks()}
    return [
        {"label": labels.get(field_of(path, kind)[1], _("Place") if path.startswith("place") else path), "text": text}
        for path, text in event.field_notes.items()
    ]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Ask for the link to all one's proposals. The answer never tells whether there are any."""
    email = without_nul(request.POST.get("email", "")).strip()
    error = ""
    if request.method == "POST":
        error = rights.email_problem(email) or refusal(request, what="mine", email=email)
        if not error:
            link = absolute(reverse("submit:mine-list", args=["-"])[:-1])
            mail_my_proposals(email=email, language=get_language() or "en", link=link)
            return HttpResponseRedirect(f"{reverse('submit:mine')}?sent=1")
    context = {
        "email": email,
        "error": error,
        "errors": [{"text": error, "href": "#id_email"}] if error else [],
        "sent": "sent" in request.GET,
    }
    return render(request, "submit/mine.html", context, status=422 if error else 200)


@private
@require_safe
def mine_list(request: HttpRequest, secret: str) -> HttpResponse:
    """All proposals of the address to which the link was mailed, for a day."""
    token = find_token(secret=secret, purpose=Token.Purpose.MINE)
    if token is None:
        raise Lost
    proposals = (
        Proposal.objects.filter(submitter=token.submitter_id)
        .exclude(state=ProposalState.EXPIRED)
        .select_related("entry")
        .order_by("-pk")[:500]
    )
    ways = _ways(proposals)
    rows = [
        {
            "proposal": proposal,
            "what": what_it_is(proposal),
            "state": ProposalState(proposal.state).label,
            "url": reverse("submit:status", args=[link_of(secret, proposal)]),
            "entry": proposal.entry if proposal.entry and proposal.entry.is_public else None,
            "ways": ways.get(proposal.pk, []),
        }
        for proposal in proposals
    ]
    return render(request, "submit/mine_list.html", {"rows": rows, "expires_at": token.expires_at})


def _ways(proposals: Iterable[Proposal]) -> dict[int, list[Way]]:
    """Proposal → what is found for the public entry that came of it, of several for one entry at the newest."""
    newest: dict[int, Proposal] = {}
    for proposal in proposals:
        if proposal.state == ProposalState.APPLIED and proposal.entry and proposal.entry.is_public:
            newest.setdefault(proposal.entry.pk, proposal)
    found = registry.own_ways([proposal.entry for proposal in newest.values() if proposal.entry])
    return {newest[key].pk: ways for key, ways in found.items()}
