"""The pages on which a proposal is filled in: one topic each, saved with every step."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.access.links import private
from directory.actions.proposals import AT, save_answers
from directory.choices import Intent, Kind, ProposalState
from directory.models import Proposal
from directory.submit import organisations, partners, pictures, places, rights
from directory.submit.answers import Answers, Typed, typed
from directory.submit.asks import asks_of
from directory.submit.choices import countries
from directory.submit.convert import picture_rows
from directory.submit.doors import CAN_CHANGE, draft_of, find_proposal
from directory.submit.forms import StepForm, methods_by_element
from directory.submit.pages import notes_of, page, step_url, steps_of
from directory.submit.problems import Problem, problems_of
from directory.submit.same import found_alike, identity


@private
@require_safe
def resume(request: HttpRequest, secret: str) -> HttpResponse:
    """Go on where the writer was; a change or an answer that nobody has begun yet opens at its first step."""
    proposal = find_proposal(secret)
    if proposal.state not in CAN_CHANGE:
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
        if proposal.answers.get("_new") != identity(answers) and found_alike(answers):
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
