"""What the pages of the form have in common: where one is, who reads it, what is wrong."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.choices import Intent, Kind, ProposalState
from directory.models import Centre, Proposal, ProposalEvent
from directory.submit import places
from directory.submit.answers import Answers
from directory.submit.asks import STEP_TITLES, STEPS
from directory.submit.problems import Problem, field_of


@dataclass(frozen=True, slots=True)
class Progress:
    """One step in the line above the form."""

    key: str
    title: str
    url: str
    state: str
    """done, now or ahead."""


def steps_of(proposal: Proposal) -> tuple[str, ...]:
    """The steps of this proposal, in their order."""
    if proposal.intent == Intent.ENDED:
        return ("ended", "contact", "check")
    if proposal.state == ProposalState.CHANGES_REQUESTED:
        return tuple(step for step in STEPS if step != "contact")
    return STEPS


def step_url(secret: str, step: str) -> str:
    if step == "check":
        return reverse("submit:check", args=[secret])
    return reverse("submit:step", args=[secret, step])


def page(
    request: HttpRequest,
    template: str,
    proposal: Proposal,
    secret: str,
    step: str,
    problems: list[Problem],
    **context: Any,
) -> HttpResponse:
    """A page of the form; with problems it answers 422 to a POST, and its title says so."""
    steps = steps_of(proposal)
    number = steps.index(step)
    title = str(STEP_TITLES[step])
    shared = {
        "proposal": proposal,
        "secret": secret,
        "step": step,
        "heading": title,
        "page_title": _("Error: %(title)s") % {"title": title} if problems else title,
        "number": number + 1,
        "count": len(steps),
        "progress": _progress(steps, number, secret),
        "back": step_url(secret, steps[number - 1]) if number else "",
        "errors": [{"text": problem.text, "href": _href(problem, step, secret)} for problem in problems],
        "centre": reading_centre(Answers.of(proposal.answers)),
        "what": what_it_is(proposal),
        "save_url": reverse("submit:save", args=[secret, step]) if step != "check" else "",
    }
    wrong = request.method == "POST" and problems
    return render(request, f"submit/{template}.html", shared | context, status=422 if wrong else 200)


def _progress(steps: tuple[str, ...], at: int, secret: str) -> list[Progress]:
    states = ["done" if number < at else "now" if number == at else "ahead" for number in range(len(steps))]
    return [
        Progress(step, str(STEP_TITLES[step]), step_url(secret, step), state)
        for step, state in zip(steps, states, strict=True)
    ]


def _href(problem: Problem, step: str, secret: str) -> str:
    """To the field, on this page or on that of its step."""
    anchor = f"#id_{problem.name}" if problem.name else "#main"
    return anchor if problem.step in (step, "check") else f"{step_url(secret, problem.step)}?show=1{anchor}"


def what_it_is(proposal: Proposal) -> str:
    """One line above the heading: what this form is about."""
    kind = Kind(proposal.kind).label
    if proposal.intent == Intent.NEW:
        return _("New entry: %(kind)s") % {"kind": kind}
    title = proposal.entry.title if proposal.entry else proposal.title
    if proposal.intent == Intent.ENDED:
        return _("“%(title)s” has ended") % {"title": title}
    return _("Change of “%(title)s”") % {"title": title}


def reading_centre(answers: Answers) -> Centre | None:
    """The centre that will read this, as far as the countries say it."""
    countries = [row.country for row in places.rows_of(answers) if row.country]
    found = Centre.objects.filter(countries__overlap=countries).first() if countries else None
    return found or Centre.objects.filter(is_default=True).first()


def asked(proposal: Proposal) -> ProposalEvent | None:
    """What the centre asked for and still waits for."""
    if proposal.state != ProposalState.CHANGES_REQUESTED:
        return None
    return proposal.events.filter(what=ProposalEvent.What.CHANGES_REQUESTED).last()


def notes_of(proposal: Proposal) -> dict[str, str]:
    """The centre's notes by the field that they are about."""
    event = asked(proposal)
    notes = event.field_notes if event else {}
    return {field_of(path, Kind(proposal.kind))[1]: text for path, text in notes.items()}
