"""Where a proposal begins: a new entry, a change, or the word that something has ended."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.access.limits import refusal
from directory.access.links import private
from directory.actions.proposals import start_draft
from directory.choices import Intent, Kind
from directory.documents import read
from directory.models import Entry
from directory.submit.convert import answers_for


@private
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Say what one needs, and ask what kind of entry it is. Only the button makes a draft."""
    kind = request.POST.get("kind", request.GET.get("kind", ""))
    error = ""
    if request.method == "POST":
        error = "" if kind in Kind.values else _("Choose what you want to add.")
        error = error or refusal(request, what="draft")
        if not error:
            _proposal, secret = start_draft(kind=Kind(kind), intent=Intent.NEW, language=get_language() or "en")
            return redirect("submit:step", secret, "what")
    context = {"kinds": _kinds(), "kind": kind, "error": error, "section": "submit"}
    context["errors"] = [{"text": error, "href": f"#id_kind_{Kind.ORGANISATION.value}"}] if error else []
    return render(request, "submit/start.html", context, status=422 if error else 200)


def _kinds() -> list[dict[str, str]]:
    hints = {
        Kind.ORGANISATION: _("An association, company, public body or group"),
        Kind.PROJECT: _("What one or several of them do together; the organisation can come along"),
        Kind.CASE: _("How an innovation went, step by step, told so that others can learn from it"),
        Kind.PUBLICATION: _("A report, guide or toolkit"),
        Kind.EVENT: _("A meeting, course or clinic"),
        Kind.CALL: _("An invitation to apply: of a funder for money, of a public body for solutions to its need"),
    }
    return [{"key": kind.value, "label": str(kind.label), "hint": hints[kind]} for kind in Kind]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Begin a change of a published entry, filled in as it is."""
    return _on_entry(request, kind, slug, Intent.CHANGE)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def ended(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Begin to say that what an entry is about is over."""
    return _on_entry(request, kind, slug, Intent.ENDED)


def _on_entry(request: HttpRequest, kind: str, slug: str, intent: Intent) -> HttpResponse:
    entry = Entry.objects.public().filter(kind=kind, slug=slug).first()
    if entry is None or (intent == Intent.ENDED and kind in (Kind.PUBLICATION, Kind.EVENT, Kind.CALL)):
        raise Http404
    error = ""
    if request.method == "POST":
        error = refusal(request, what="draft")
        if not error:
            answers = answers_for(read(entry, public=True)) if intent == Intent.CHANGE else {}
            language = get_language() or "en"
            _proposal, secret = start_draft(
                kind=Kind(kind), intent=intent, language=language, entry=entry, answers=answers
            )
            return redirect("submit:step", secret, "what" if intent == Intent.CHANGE else "ended")
    context = {"entry": entry, "intent": intent, "errors": [{"text": error, "href": "#main"}] if error else []}
    return render(request, "submit/begin_change.html", context, status=429 if error else 200)
