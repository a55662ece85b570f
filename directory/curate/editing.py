"""Edit a proposal before it is published, or what is public; enter an entry on behalf of somebody."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.access.accounts import curator_required, person
from directory.actions import ActionError, Conflict, accepting
from directory.actions.behalf import enter_on_behalf
from directory.actions.changing import change
from directory.choices import UNDETERMINED, Kind
from directory.curate import editor, picture_rows, place_rows, relation_rows
from directory.curate.doors import entry_to_edit, number_of, proposal_to_decide, text_of
from directory.curate.messages import say
from directory.curate.picking import Pick
from directory.documents import DocumentError, read, upgrade, validate
from directory.documents.references import References
from directory.models import Entry, Proposal
from directory.permissions import may_see_history

Document = dict[str, Any]
Errors = dict[str, list[str]]


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change what was proposed and publish it: the proposal is applied, then the edit as a revision of its own."""
    proposal = proposal_to_decide(request, uid)
    back = reverse("curate:proposal", args=[uid])
    if not proposal.is_open or proposal.revision is None:
        say(request, "warning", _("This proposal has been decided already, or waits for its submitter."))
        return HttpResponseRedirect(back)
    document, errors, done = upgrade(proposal.revision.document), Errors(), False
    if request.method == "POST":
        try:
            document, errors, done = _sent(request, document, proposal, lambda made: _publish(request, proposal, made))
        except Conflict as error:
            say(request, "warning", str(error))
            return HttpResponseRedirect(reverse("curate:merge", args=[uid]) if proposal.entry_id else back)
    if done:
        say(request, "success", _("“%(title)s” is published with your edit.") % {"title": document["title"]})
        return HttpResponseRedirect(reverse("curate:queue"))
    context = {"heading": _("Edit, then publish"), "proposal": proposal, "back": back}
    return _form(request, document, errors, context)


def _sent(
    request: HttpRequest, document: Document, proposal: Proposal | None, do: Callable[[Document], object]
) -> tuple[Document, Errors, bool]:
    """The document as it was sent, what is wrong with it, and whether it was done. Lets `Conflict` pass."""
    made = editor.document_from(request.POST, document)
    errors = picture_rows.take(request, document, made, proposal)
    if errors or request.POST.get("do") == "find":
        return made, errors, False
    try:
        _check_picked(request, made)
        place_rows.settle_pins(made.get("places") or [], document.get("places") or [])
        do(made)
    except Conflict:
        raise
    except DocumentError as error:
        return made, error.errors, False
    except ActionError as error:
        return made, {"": [str(error)]}, False
    return made, {}, True


def _publish(request: HttpRequest, proposal: Proposal, document: Document) -> None:
    """Check first, so that nothing is half done; an unchanged document is no edit."""
    if number_of(request.POST.get("seen", "")) not in (None, proposal.revision_id):
        raise ActionError(_("The proposal has changed since you opened the page. Look at it again."))
    edited = _changed(proposal.revision.document if proposal.revision else {}, document)
    accepting.accept(proposal=proposal, by=person(request), text=text_of(request), document=edited)


def _changed(before: Document, document: Document) -> Document | None:
    """The document in its canonical form; None where it says what it said before. Raises `DocumentError`."""
    valid = validate(document)
    References.load().check(valid)
    return valid.to_json() if valid != validate(before) else None


def _check_picked(request: HttpRequest, document: Document) -> None:
    """Raise `DocumentError` where the name of an entry was typed and none was chosen."""
    inputs = editor.inputs_of(document, request.POST)
    questions = editor.open_questions(inputs) | relation_rows.open_questions(request.POST)
    if questions:
        raise DocumentError(questions)


# --- what is public -------------------------------------------------------------------------------
@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_entry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change an entry without a proposal, such as what came of a call after its close."""
    entry = entry_to_edit(request, uid)
    back = reverse("curate:entry-history", args=[uid])
    document, errors, done = read(entry, public=False), Errors(), False
    if request.method == "POST":
        try:
            document, errors, done = _sent(request, document, None, lambda made: _change(request, entry, made))
        except Conflict as error:
            say(request, "warning", str(error))
            return HttpResponseRedirect(back)
    if done:
        say(request, "success", _("“%(title)s” is published with your edit.") % {"title": document["title"]})
        return HttpResponseRedirect(back)
    context = {"heading": _("Change “%(title)s”") % {"title": entry.title}, "entry": entry, "back": back}
    return _form(request, document, errors, context)


def _change(request: HttpRequest, entry: Entry, document: Document) -> None:
    edited = _changed(read(entry, public=False), document)
    if edited is None:
        raise ActionError(_("You have changed nothing yet."))
    seen = number_of(request.POST.get("seen", "")) or 0
    change(entry=entry, document=edited, by=person(request), note=text_of(request, most=1000), seen=seen)


# --- for somebody ---------------------------------------------------------------------------------
@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter something on behalf of somebody: first the kind, then the form, then it waits in the queue."""
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    context: Document = {"heading": _("Enter for somebody"), "part": "enter", "back": reverse("curate:queue")}
    if kind not in Kind.values:
        kinds = [(one.value, one.label) for one in Kind]
        there = Pick.of("entry", request.GET.dict())
        there.found = [entry for entry in there.found if may_see_history(entry, person(request))]
        return render(request, "curate/enter.html", {**context, "section": "curate", "kinds": kinds, "there": there})
    document, errors, done = _empty(kind), Errors(), False
    entered: list[Proposal] = []
    if request.method == "POST":
        document, errors, done = _sent(request, document, None, lambda made: entered.append(_enter(request, made)))
    if done:
        say(request, "success", _("“%(title)s” is in the queue.") % {"title": entered[0].title})
        return HttpResponseRedirect(reverse("curate:proposal", args=[entered[0].uid]))
    context |= {"kind": kind, "kind_label": Kind(kind).label, "on_behalf": True}
    return _form(request, document, errors, context)


def _empty(kind: str) -> Document:
    language = get_language() or UNDETERMINED
    return {"schema_version": 1, "kind": kind, "language": language, "title": "", "places": [], "relations": []}


def _problems_on_behalf(request: HttpRequest) -> Errors:
    errors: Errors = {}
    if not text_of(request, "on_behalf_of", 250):
        errors["on_behalf_of"] = [_("Say on whose behalf you enter it. The page will say so.")]
    email = text_of(request, "email", 254)
    try:
        if email:
            validate_email(email)
    except ValidationError:
        errors["email"] = [_("This is not an e-mail address.")]
    if not text_of(request, "title"):
        errors["title"] = [_("Write the name.")]
    return errors


def _enter(request: HttpRequest, document: Document) -> Proposal:
    problems = _problems_on_behalf(request)
    if problems:
        raise DocumentError(problems)
    return enter_on_behalf(
        document=document,
        by=person(request),
        on_behalf_of=text_of(request, "on_behalf_of", 250),
        email=text_of(request, "email", 254),
        language=get_language() or "en",
    )


# --- the form -------------------------------------------------------------------------------------
def _form(request: HttpRequest, document: Document, errors: Errors, context: Document) -> HttpResponse:
    inputs = editor.inputs_of(document, request.POST)
    relations = relation_rows.rows_of(document, request.POST)
    relation_rows.put_errors(relations, errors)
    summary = editor.marked(inputs, {path: texts for path, texts in errors.items() if path not in _OWN})
    own = [{"text": text, "href": f"#id-{path}"} for path in _OWN for text in errors.get(path, [])]
    filled = {
        **context,
        **place_rows.choices(),
        "section": "curate",
        "inputs": inputs,
        "places": place_rows.rows_of(document.get("places") or []),
        "relations": relations,
        "roles": relation_rows.roles(),
        "pictures": picture_rows.rows_of(document, request.POST, errors),
        **picture_rows.choices(),
        "errors": [*own, *summary],
        "own_errors": {path: errors.get(path, []) for path in _OWN},
        "typed": request.POST,
    }
    return render(request, "curate/edit.html", filled, status=422 if errors else 200)


_OWN = ("on_behalf_of", "email")
