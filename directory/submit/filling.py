"""The pages on which a proposal is filled in: one topic each, saved with every step."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.access.limits import refusal
from directory.access.links import absolute, private
from directory.actions import ActionError
from directory.actions.drafts import renew_secret, turn_into_change
from directory.actions.proposals import AT, mail_draft, save_answers
from directory.choices import Intent, Kind, ProposalState
from directory.documents import read
from directory.duplicates import Duplicate, likely_duplicates
from directory.models import Entry, Proposal
from directory.submit import organisations, partners, pictures, places, rights
from directory.submit.answers import Answers, Typed, typed
from directory.submit.asks import asks_of
from directory.submit.choices import countries
from directory.submit.convert import answers_for, picture_rows
from directory.submit.doors import find_proposal, is_lasting
from directory.submit.forms import StepForm, methods_by_element
from directory.submit.pages import notes_of, page, step_url, steps_of
from directory.submit.problems import Problem, problems_of

_CAN_CHANGE = (ProposalState.DRAFT, ProposalState.UNCONFIRMED, ProposalState.CHANGES_REQUESTED)


def draft_of(secret: str) -> Proposal:
    """The proposal of a link while it may be filled in. Raises `Lost` or `ActionError`."""
    proposal = find_proposal(secret)
    if proposal.state not in _CAN_CHANGE:
        raise ActionError(_("This proposal has been sent and can no longer be changed here."))
    return proposal


@private
@require_safe
def resume(request: HttpRequest, secret: str) -> HttpResponse:
    """Go on where the writer was; a change or an answer that nobody has begun yet opens at its first step."""
    proposal = find_proposal(secret)
    if proposal.state not in _CAN_CHANGE:
        return redirect("submit:status", secret)
    steps = steps_of(proposal)
    at = proposal.answers.get(AT, "")
    return HttpResponseRedirect(step_url(secret, at if at in steps else steps[0]))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, secret: str, name: str) -> HttpResponse:
    """One step: show it, or keep what was typed and go on."""
    proposal = draft_of(secret)
    if name not in steps_of(proposal) or name == "check":
        raise Http404
    if request.method != "POST":
        shown = step_problems(proposal, name) if "show" in request.GET else []
        return show_step(request, proposal, secret, name, shown)
    keep(proposal, name, typed(request.POST))
    if name == "evidence":
        problems = _keep_picture(request, proposal)
        if problems:
            return show_step(request, proposal, secret, name, problems)
    return _after(request, proposal, secret, name, request.POST.get("do", ""))


def keep(proposal: Proposal, name: str, values: Typed) -> None:
    """Save what was typed; what was unticked is not sent and counts as empty."""
    for ask in asks_of(Kind(proposal.kind), name):
        values.setdefault(ask.name, "")
    save_answers(proposal=proposal, step=name, values=values, title=_title(values), at=name)


def _keep_picture(request: HttpRequest, proposal: Proposal) -> list[Problem]:
    """Keep the file that came along; gives what is wrong with it."""
    number = pictures.next_row(picture_rows(proposal, Answers.of(proposal.answers)))
    wrong = pictures.keep_sent(request, proposal, number)
    if not wrong and request.POST.get("do") == "add-picture" and not request.FILES:
        wrong = _("Choose a file first.")
    return [Problem("evidence", f"picture-{number}-file", wrong)] if wrong else []


def _title(values: Typed) -> str:
    title = values.get("title", "")
    return " ".join(title.split())[:250] if isinstance(title, str) else ""


def _after(request: HttpRequest, proposal: Proposal, secret: str, name: str, do: str) -> HttpResponse:
    here = step_url(secret, name)
    if do == "later":
        return redirect("submit:later", secret)
    if do.startswith(("find-", "add-")):
        return HttpResponseRedirect(f"{here}#{_make_room(proposal, name, do)}")
    problems = step_problems(proposal, name)
    if problems:
        return show_step(request, proposal, secret, name, problems)
    if name == "what" and proposal.intent == Intent.NEW and proposal.state == ProposalState.DRAFT:
        answers = Answers.of(proposal.answers)
        if proposal.answers.get("_new") != _identity(answers) and _duplicates(answers):
            return redirect("submit:same", secret)
    steps = steps_of(proposal)
    following = steps[steps.index(name) + 1]
    save_answers(proposal=proposal, step=AT, values=following)
    return HttpResponseRedirect(step_url(secret, following))


# Of each repeated group: the first field of a row, how many rows there always are, and at most.
_ROWS: Final = {
    "place": ("query", 1, places.MOST),
    "link": ("url", 3, 40),
    "registration": ("id", 1, organisations.MOST),
}


def _make_room(proposal: Proposal, name: str, do: str) -> str:
    """Add an empty row where that was asked; the name of the place on the page to go back to."""
    what = do.partition("-")[2]
    if do == "add-picture":
        return "pictures"
    if not do.startswith("add-"):
        return what
    first, least, most = _ROWS.get(what, _ROWS["place"])
    number = max(Answers.of(proposal.answers).rows(what), least)
    field = f"{what}-{number}-{first}"
    if number < most:
        values = {**proposal.answers.get(name, {}), field: ""}
        save_answers(proposal=proposal, step=name, values=values)
    return f"id_{field}"


def step_problems(proposal: Proposal, name: str) -> list[Problem]:
    answers = Answers.of(proposal.answers)
    if name == "contact":
        return rights.contact_problems(proposal, answers)
    if name == "ended":
        return []
    return [problem for problem in problems_of(proposal, answers) if problem.step == name]


def show_step(
    request: HttpRequest, proposal: Proposal, secret: str, name: str, problems: list[Problem]
) -> HttpResponse:
    answers = Answers.of(proposal.answers)
    form = StepForm(Kind(proposal.kind), name, answers, notes_of(proposal))
    by_name: dict[str, str] = {}
    for problem in problems:
        by_name.setdefault(problem.name, problem.text)
        if problem.name in form.fields:
            form.add_error(problem.name, problem.text)
    extra = _extra(proposal, name, answers, by_name, secret)
    context = {"form": form, "wrong": by_name, "answers": answers.values, **extra}
    return page(request, f"step_{name}", proposal, secret, name, problems, **context)


def _extra(proposal: Proposal, name: str, answers: Answers, wrong: dict[str, str], secret: str) -> dict[str, Any]:
    """What a step shows beside its plain questions."""
    notes = notes_of(proposal)
    if name == "who":
        rows = [
            {
                "name": f"place-{number}",
                "row": row,
                "number": number,
                "matches": places.matches_for(row),
                "main": _is_main(answers, number),
                "wrong": _of_row(wrong, f"place-{number}-"),
                "note": _of_row(notes, f"place-{number}-"),
            }
            for number, row in enumerate(places.rows_of(answers))
        ]
        own = organisations.context_of(answers, wrong, notes) if proposal.kind == Kind.ORGANISATION else {}
        organisation = _organisation(proposal, answers, wrong)
        return {"rows": rows, "countries": countries(), "organisation": organisation, "notes": notes, **own}
    if name == "themes":
        return {"elements": methods_by_element(answers)}
    if name == "evidence":
        return {
            "pictures": pictures.context_of(picture_rows(proposal, answers), answers, secret, wrong),
            "links": _links(answers, wrong, notes),
        }
    if name == "contact":
        licence = rights.chosen_licence(proposal, answers)
        return {"licences": rights.licences(proposal), "licence": licence}
    return {}


def _links(answers: Answers, wrong: dict[str, str], notes: dict[str, str]) -> list[tuple[Any, ...]]:
    """The rows for links: name, label, address, what is wrong and what the centre asks."""
    count = max(3, answers.rows("link"))
    return [
        (
            one,
            answers.text(f"{one}-label"),
            answers.text(f"{one}-url"),
            _of_row(wrong, f"{one}-"),
            _of_row(notes, f"{one}-"),
        )
        for one in (f"link-{number}" for number in range(min(40, count)))
    ]


def _of_row(texts: dict[str, str], prefix: str) -> dict[str, str]:
    """What belongs to one row of a repeated group, by the row's own names."""
    return {name.removeprefix(prefix): text for name, text in texts.items() if name.startswith(prefix)}


def _is_main(answers: Answers, number: int) -> bool:
    return answers.text("place-main") == str(number) or (not answers.text("place-main") and number == 0)


def _organisation(proposal: Proposal, answers: Answers, wrong: dict[str, str]) -> dict[str, Any] | None:
    """The question after the organisation behind it, with those that may be meant."""
    if proposal.kind not in partners.KINDS or proposal.intent != Intent.NEW:
        return None
    name = answers.text("organisation")
    one = partners.chosen(answers)
    found = partners.organisations_called(name)
    return {
        "field": "organisation",
        "name": name,
        "uid": answers.text("organisation-uid"),
        "website": answers.text("organisation-website"),
        "wrong_website": wrong.get("organisation-website", ""),
        "found": found if one is None or one in found else [one, *found],
    }


@private
@require_POST
def save(request: HttpRequest, secret: str, name: str) -> HttpResponse:
    """Keep what stands in a step while it is being written."""
    proposal = draft_of(secret)
    if name not in steps_of(proposal):
        raise Http404
    keep(proposal, name, typed(request.POST))
    return JsonResponse({"saved_at": timezone.now().isoformat()})


# --- is it one of these? --------------------------------------------------------------------------


def _identity(answers: Answers) -> dict[str, str]:
    """What was compared when somebody said that the entry is new."""
    return {name: answers.text(name).strip() for name in ("title", "website")}


def _duplicates(answers: Answers) -> list[tuple[Entry, Duplicate]]:
    return with_entries({"title": answers.text("title"), "website": answers.text("website"), "places": []})


def with_entries(document: dict[str, Any]) -> list[tuple[Entry, Duplicate]]:
    """Public entries that may be the same, with the reason."""
    found = likely_duplicates(document)
    entries = Entry.objects.public().in_bulk([duplicate.pk for duplicate in found])
    return [(entries[duplicate.pk], duplicate) for duplicate in found if duplicate.pk in entries]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def same(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask whether it is one of the entries that are there; then the form goes on as a change of that one."""
    proposal = draft_of(secret)
    answers = Answers.of(proposal.answers)
    found = _duplicates(answers)
    if not found or proposal.intent != Intent.NEW:
        return HttpResponseRedirect(step_url(secret, "who"))
    problems = []
    if request.method == "POST":
        chosen = request.POST.get("same", "")
        if chosen == "new":
            save_answers(proposal=proposal, step="_new", values=_identity(answers), at="who")
            return HttpResponseRedirect(step_url(secret, "who"))
        entry = next((entry for entry, _duplicate in found if str(entry.uid) == chosen), None)
        if entry is not None:
            turn_into_change(proposal=proposal, entry=entry, answers=_carried_over(entry, proposal.answers))
            return HttpResponseRedirect(f"{step_url(secret, 'what')}?carried=1")
        problems = [Problem("what", "same", _("Choose one, or say that it is new."))]
    return page(request, "same", proposal, secret, "what", problems, found=found)


def _carried_over(entry: Entry, typed_before: dict[str, Any]) -> dict[str, Any]:
    """The entry's answers with what was typed put over them; the name stays that of the entry."""
    answers: dict[str, Any] = answers_for(read(entry, public=True))
    for name, value in typed_before.get("what", {}).items():
        if value and name not in ("title", "language"):
            answers["what"][name] = value
    return answers


# --- later ----------------------------------------------------------------------------------------


@private
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest, secret: str) -> HttpResponse:
    """Mail the private link of a draft, so that it can be taken up again."""
    proposal = draft_of(secret)
    email = request.POST.get("email", Answers.of(proposal.answers).text("email")).replace("\0", "").strip()
    problems = []
    if request.method == "POST":
        message = rights.email_problem(email) or refusal(request, what="draft-mail", email=email)
        if not message:
            if not is_lasting(secret):
                secret = renew_secret(proposal=proposal)
            proposal.language = get_language() or proposal.language
            mail_draft(proposal=proposal, email=email, link=absolute(reverse("submit:resume", args=[secret])))
            return HttpResponseRedirect(f"{reverse('submit:later', args=[secret])}?sent=1")
        problems = [Problem(steps_of(proposal)[0], "email", message)]
    first = steps_of(proposal)[0]
    sent_to = proposal.submitter.email if proposal.submitter and "sent" in request.GET else ""
    return page(
        request,
        "later",
        proposal,
        secret,
        first,
        problems,
        email=email,
        sent_to=sent_to,
        resume=reverse("submit:resume", args=[secret]),
        wrong={p.name: p.text for p in problems},
    )
