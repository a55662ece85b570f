"""Check and send; confirm by the link in the mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.access.limits import TRAP, refusal
from directory.access.links import absolute, private
from directory.actions.drafts import form_source, renew_secret, set_language
from directory.actions.proposals import WrongToken, answer, confirm, find_token, send
from directory.actions.secrets import hash_of
from directory.choices import Intent, Kind, ProposalState
from directory.documents import DocumentError
from directory.models import Proposal, Token
from directory.submit import convert, guard, rights
from directory.submit.answers import Answers, without_nul
from directory.submit.doors import draft_of, find_proposal, is_lasting
from directory.submit.pages import page
from directory.submit.problems import Problem, field_of, problems_of
from directory.submit.summary import summary_of


@private
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, secret: str) -> HttpResponse:
    """Everything once more, and the button that sends it."""
    proposal = draft_of(secret)
    answers = Answers.of(proposal.answers)
    form_source()
    problems = all_problems(proposal, answers)
    if request.method != "POST":
        return _show(request, proposal, secret, answers, problems if "show" in request.GET else [])
    answering = proposal.state == ProposalState.CHANGES_REQUESTED
    if not problems and not answering:
        problems = _guarded(request, proposal, answers)
    if not problems:
        try:
            documents = _documents(proposal, answers)
        except DocumentError as error:
            problems = _problems(error, proposal)
    if problems:
        return _show(request, proposal, secret, answers, problems)
    if answering:
        answer(proposal=proposal, document=documents[0], text=without_nul(request.POST.get("text", ""))[:5000])
        return redirect("submit:status", secret)
    return redirect("submit:sent", _send(proposal, documents, answers, secret))


def all_problems(proposal: Proposal, answers: Answers) -> list[Problem]:
    """Everything that stands in the way of sending."""
    problems = [] if proposal.intent == Intent.ENDED else problems_of(proposal, answers)
    if proposal.state != ProposalState.CHANGES_REQUESTED:
        problems += rights.contact_problems(proposal, answers)
    return problems


def _guarded(request: HttpRequest, proposal: Proposal, answers: Answers) -> list[Problem]:
    """What the guards against spam say."""
    if request.POST.get(TRAP):
        return [Problem("check", TRAP, _("Leave the field “Nickname” empty: it is there to catch programs."))]
    payload = request.POST.get("altcha", "")
    solved = guard.is_solved(payload, proposal)
    if payload and not solved:
        text = _("The check against programs had run out. It has been made anew: please send again.")
        return [Problem("check", "", text)]
    message = refusal(request, what="send", email=rights.contact_of(answers)["email"], solved=solved)
    return [Problem("check", "", message)] if message else []


def _documents(proposal: Proposal, answers: Answers) -> list[dict[str, Any]]:
    if proposal.intent == Intent.ENDED:
        return [convert.ended_document(proposal, answers)]
    return convert.documents_to_send(proposal, answers, licence=rights.chosen_licence(proposal, answers))


def _problems(error: DocumentError, proposal: Proposal) -> list[Problem]:
    kind = Kind(proposal.kind)
    return [Problem(*field_of(path, kind), text) for path, texts in error.errors.items() for text in texts]


def _send(proposal: Proposal, documents: list[dict[str, Any]], answers: Answers, secret: str) -> str:
    """Send it, with links that last. Returns the secret of the private link."""
    if not is_lasting(secret):
        secret = renew_secret(proposal=proposal)
    set_language(proposal=proposal, language=get_language() or proposal.language)
    contact = rights.contact_of(answers)
    send(
        proposal=proposal,
        documents=documents,
        email=contact["email"],
        contact=contact,
        licence=rights.chosen_licence(proposal, answers),
        status_link=absolute(reverse("submit:status", args=[secret])),
        confirm_link=absolute(reverse("submit:confirm", args=["-"])[:-1]),
    )
    return secret


def _show(
    request: HttpRequest, proposal: Proposal, secret: str, answers: Answers, problems: list[Problem]
) -> HttpResponse:
    trapped = [problem for problem in problems if problem.name == TRAP]
    context = {
        "parts": summary_of(proposal, answers, secret),
        "challenge": guard.challenge_for(proposal),
        "trap": TRAP,
        "trapped": request.POST.get(TRAP, "") if trapped else "",
        "answering": proposal.state == ProposalState.CHANGES_REQUESTED,
        "text": request.POST.get("text", ""),
        "nothing": proposal.intent == Intent.CHANGE and not convert.changes_of(proposal, answers),
    }
    return page(request, "check", proposal, secret, "check", problems, **context)


@private
@require_safe
def sent(request: HttpRequest, secret: str) -> HttpResponse:
    """Say that a mail is on its way that must be confirmed."""
    proposal = find_proposal(secret)
    if proposal.state == ProposalState.DRAFT:
        return redirect("submit:resume", secret)
    if proposal.state != ProposalState.UNCONFIRMED:
        return redirect("submit:status", secret)
    return render(request, "submit/sent.html", {"proposal": proposal, "secret": secret})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of the link in the mail. Its button confirms; looking at it, as mail scanners do, changes nothing."""
    if request.method == "POST":
        try:
            confirm(secret=secret)
        except WrongToken:
            return _confirmation(request, secret)
        except DocumentError:
            return _confirmation(request, secret, outdated=True)
        return redirect("submit:confirm", secret)
    return _confirmation(request, secret)


def _confirmation(request: HttpRequest, secret: str, *, outdated: bool = False) -> HttpResponse:
    """To confirm, confirmed already, too late, or not known: each says what can be done."""
    token = (
        Token.objects.filter(secret_hash=hash_of(secret), purpose=Token.Purpose.CONFIRM)
        .select_related("proposal__centre")
        .first()
    )
    good = find_token(secret=secret, purpose=Token.Purpose.CONFIRM) is not None
    used = token is not None and token.used_at is not None
    state = "outdated" if outdated else "open" if good else "used" if used else "late" if token else "unknown"
    context = {
        "state": state,
        "proposal": token.proposal if token else None,
        "secret": secret,
        "was_late": bool(token and token.expires_at < timezone.now()),
    }
    status = 200 if state in ("open", "used") else 409 if state == "outdated" else 410
    return render(request, "submit/confirm.html", context, status=status)
