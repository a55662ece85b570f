"""Whether what is proposed is there already, and how the form goes on as a change of that."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.access.links import private
from directory.actions.drafts import turn_into_change
from directory.actions.proposals import save_answers
from directory.choices import Intent
from directory.documents import read
from directory.duplicates import Duplicate, likely_duplicates
from directory.models import Entry
from directory.submit.answers import Answers
from directory.submit.convert import answers_for
from directory.submit.doors import draft_of
from directory.submit.pages import page, step_url
from directory.submit.problems import Problem


def identity(answers: Answers) -> dict[str, str]:
    """What was compared when somebody said that the entry is new."""
    return {name: answers.text(name).strip() for name in ("title", "website")}


def found_alike(answers: Answers) -> list[tuple[Entry, Duplicate]]:
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
    found = found_alike(answers)
    if not found or proposal.intent != Intent.NEW:
        return HttpResponseRedirect(step_url(secret, "who"))
    problems = []
    if request.method == "POST":
        chosen = request.POST.get("same", "")
        if chosen == "new":
            save_answers(proposal=proposal, step="_new", values=identity(answers), at="who")
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
