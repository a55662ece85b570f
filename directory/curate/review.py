"""The review page of a proposal and the decisions that are sent from it."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directory.access.accounts import curator_required, person
from directory.actions import ActionError, Conflict, accepting, decisions
from directory.actions.errors import NotAllowed
from directory.curate.doors import number_of, proposal_of, text_of
from directory.curate.messages import say
from directory.curate.reviewing import Review, criteria_for
from directory.documents import DocumentError
from directory.models import CannedReply, Centre, Proposal, User
from directory.permissions import may_decide

SECTIONS: Final = ("accept", "fields", "ask", "reject", "opinion", "note", "assign", "appeal")


class Refused(ActionError):
    """What was sent cannot be carried out; `field` is where to mend it."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field


@curator_required
@require_safe
def review(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The proposal beside the public entry, and everything that helps to decide."""
    proposal = proposal_of(request, uid)
    return _page(request, proposal, opened=request.GET.get("do", ""))


@curator_required
@require_POST
def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Carry out one decision; when it is refused, the page comes back with the reason and with what was typed."""
    proposal = proposal_of(request, uid)
    do = request.POST.get("do", "")
    try:
        if do not in _ACTS:
            raise Refused(_("There is no such decision."), "main")
        _check_seen(request, proposal)
        done = _ACTS[do](request, proposal, person(request))
    except Conflict as error:
        say(request, "warning", str(error))
        return HttpResponseRedirect(reverse("curate:merge" if proposal.entry_id else "curate:proposal", args=[uid]))
    except (ActionError, DocumentError) as error:
        if isinstance(error, NotAllowed) and not may_decide(proposal, person(request)):
            raise PermissionDenied from error
        fresh = proposal_of(request, uid)
        return _page(request, fresh, opened=do, errors=_errors(error), status=409 if _is_over(fresh, do) else 422)
    say(request, "success", done)
    return HttpResponseRedirect(_next(request, proposal, do))


def _is_over(proposal: Proposal, do: str) -> bool:
    return do in ("accept", "fields", "ask", "reject") and not proposal.is_open


def _errors(error: ActionError | DocumentError) -> list[dict[str, str]]:
    if isinstance(error, DocumentError):
        return [{"text": text, "href": "#main"} for texts in error.errors.values() for text in texts]
    return [{"text": str(error), "href": f"#{getattr(error, 'field', 'main')}"}]


def _next(request: HttpRequest, proposal: Proposal, do: str) -> str:
    """Back to the queue when it is decided, else to the proposal."""
    if do in ("accept", "fields", "ask", "reject"):
        return reverse("curate:queue")
    return reverse("curate:proposal", args=[proposal.uid])


def _page(
    request: HttpRequest,
    proposal: Proposal,
    *,
    opened: str = "",
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = Review.of(proposal, person(request)).context()
    typed = {name: value for name, value in request.POST.items() if name not in {"csrfmiddlewaretoken", "do"}}
    notes = {name.removeprefix("note-"): value for name, value in typed.items() if name.startswith("note-")}
    context |= {"opened": opened if opened in SECTIONS else "", "errors": errors or [], "typed": typed}
    context["asks"] = [{"row": row, "note": notes.get(row.path, "")} for row in context["rows"]]
    context["fields"] = request.POST.getlist("field")
    return render(request, "curate/review.html", context, status=status)


def _check_seen(request: HttpRequest, proposal: Proposal) -> None:
    """A decision is about the revision that was on the page, not about another that has come since."""
    seen = number_of(request.POST.get("seen", ""))
    if seen is not None and seen != proposal.revision_id:
        raise Refused(_("The proposal has changed since you opened the page. Look at it again."), "main")


# --- the decisions --------------------------------------------------------------------------------
def reply_and_text(request: HttpRequest, proposal: Proposal) -> str:
    """What is told to the submitter: the canned reply that was chosen, then what was written."""
    pk = number_of(request.POST.get("reply", ""))
    reply = CannedReply.objects.filter(pk=pk, centre=proposal.centre).first() if pk and proposal.centre else None
    return "\n\n".join(part for part in (reply.text if reply else "", text_of(request)) if part)[:5000]


def _accept(request: HttpRequest, proposal: Proposal, by: User) -> str:
    entry = accepting.accept(proposal=proposal, by=by, text=reply_and_text(request, proposal))
    return _("“%(title)s” is published.") % {"title": entry.title}


def _fields(request: HttpRequest, proposal: Proposal, by: User) -> str:
    chosen = request.POST.getlist("field")
    if not chosen and proposal.entry_id:
        raise Refused(_("Tick at least one field."), "fields")
    entry = accepting.accept(proposal=proposal, by=by, text=reply_and_text(request, proposal), fields=chosen)
    return _("“%(title)s” is published with the fields that you chose.") % {"title": entry.title}


def _ask(request: HttpRequest, proposal: Proposal, by: User) -> str:
    notes = {
        name.removeprefix("note-"): text_of(request, name, 1000)
        for name in request.POST
        if name.startswith("note-") and text_of(request, name)
    }
    text = reply_and_text(request, proposal)
    if not text and not notes:
        raise Refused(_("Write what is asked for, as a whole or beside a field."), "ask-text")
    decisions.request_changes(proposal=proposal, by=by, text=text, field_notes=notes)
    return _("Asked for changes. The proposal comes back when it is answered.")


def _reject(request: HttpRequest, proposal: Proposal, by: User) -> str:
    pk = number_of(request.POST.get("criterion", ""))
    criterion = next((one for one in criteria_for(proposal.centre) if one.pk == pk), None)
    if criterion is None:
        raise Refused(_("Choose the criterion that is not met."), "reject")
    decisions.reject(proposal=proposal, by=by, criterion=criterion, text=reply_and_text(request, proposal))
    return _("“%(title)s” is rejected. Its sender is told why.") % {"title": proposal.title}


def _note(request: HttpRequest, proposal: Proposal, by: User) -> str:
    decisions.note(proposal=proposal, by=by, text=_needed(request, "note-text"))
    return _("The note is kept. Only the centre sees it.")


def _assign(request: HttpRequest, proposal: Proposal, by: User) -> str:
    pk = number_of(request.POST.get("to", ""))
    to = User.objects.filter(pk=pk, centres=proposal.centre, is_active=True).first() if pk else None
    to = by if pk == by.pk else to
    if pk and to is None:
        raise Refused(_("Choose somebody of the centre."), "assign-to")
    decisions.assign(proposal=proposal, to=to, by=by)
    return _("It is assigned.") if to else _("It is assigned to nobody.")


def _start(request: HttpRequest, proposal: Proposal, by: User) -> str:
    decisions.start_review(proposal=proposal, by=by)
    return _("You are looking at it; others see that.")


def _opinion(request: HttpRequest, proposal: Proposal, by: User) -> str:
    centre = Centre.objects.filter(key=request.POST.get("centre", "")).exclude(pk=proposal.centre_id or "").first()
    if centre is None:
        raise Refused(_("Choose a centre to ask."), "opinion-centre")
    decisions.ask_opinion(proposal=proposal, by=by, centre=centre, text=text_of(request))
    return _("%(centre)s can see the proposal now and say what it thinks.") % {"centre": centre.name}


def _give_opinion(request: HttpRequest, proposal: Proposal, by: User) -> str:
    decisions.give_opinion(proposal=proposal, by=by, text=_needed(request, "opinion-text"))
    return _("Your opinion is with the centre that asked.")


def _appeal(request: HttpRequest, proposal: Proposal, by: User) -> str:
    uphold = {"uphold": True, "reopen": False}.get(request.POST.get("answer", ""))
    if uphold is None:
        raise Refused(_("Say whether the decision stands."), "appeal")
    decisions.decide_appeal(proposal=proposal, by=by, uphold=uphold, text=_needed(request, "appeal-text"))
    return _("The decision stands.") if uphold else _("The rejection is taken back; the proposal is in the queue.")


def _needed(request: HttpRequest, field: str) -> str:
    text = text_of(request)
    if not text:
        raise Refused(_("Write something here."), field)
    return text


_ACTS: Final[dict[str, Callable[[HttpRequest, Proposal, User], Any]]] = {
    "accept": _accept,
    "fields": _fields,
    "ask": _ask,
    "reject": _reject,
    "note": _note,
    "assign": _assign,
    "start": _start,
    "opinion": _opinion,
    "give-opinion": _give_opinion,
    "appeal": _appeal,
}
