"""Edit a proposal before it is published; enter an entry on behalf of somebody."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.access import curator_required, person
from directory.actions import ActionError, Conflict, decisions
from directory.actions.behalf import enter_on_behalf
from directory.choices import UNDETERMINED, Kind
from directory.curate import editor, picture_rows, place_rows, relation_rows
from directory.curate.doors import number_of, proposal_of, text_of
from directory.curate.messages import say
from directory.documents import DocumentError, upgrade, validate
from directory.documents.references import References
from directory.permissions import may_decide

Document = dict[str, Any]


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change what was proposed and publish it: the proposal is applied, then the edit as a revision of its own."""
    proposal = proposal_of(request, uid)
    if not may_decide(proposal, person(request)):
        raise PermissionDenied
    back = reverse("curate:proposal", args=[uid])
    if not proposal.is_open or proposal.revision is None:
        say(request, "warning", _("This proposal has been decided already, or waits for its submitter."))
        return HttpResponseRedirect(back)
    document = upgrade(proposal.revision.document)
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        made = editor.document_from(request.POST, document)
        errors = picture_rows.take(request, document, made, proposal)
    if request.method == "POST" and (errors or request.POST.get("do") == "find"):
        document = made
    elif request.method == "POST":
        try:
            _publish(request, proposal, made)
        except Conflict as error:
            say(request, "warning", str(error))
            return HttpResponseRedirect(reverse("curate:merge", args=[uid]) if proposal.entry_id else back)
        except DocumentError as error:
            document, errors = made, error.errors
        except ActionError as error:
            document, errors = made, {"": [str(error)]}
        else:
            say(request, "success", _("“%(title)s” is published with your edit.") % {"title": made["title"]})
            return HttpResponseRedirect(reverse("curate:queue"))
    context = {"heading": _("Edit, then publish"), "proposal": proposal, "back": back, "with_text": True}
    return _form(request, document, errors, context)


def _publish(request: HttpRequest, proposal: Any, document: Document) -> None:
    """Check first, so that nothing is half done; an unchanged document is no edit."""
    if number_of(request.POST.get("seen", "")) not in (None, proposal.revision_id):
        raise ActionError(_("The proposal has changed since you opened the page. Look at it again."))
    _check_picked(request, document)
    valid = validate(document)
    References.load().check(valid)
    edited = valid.to_json() if valid != validate(proposal.revision.document) else None
    decisions.accept(proposal=proposal, by=person(request), text=text_of(request), document=edited)


def _check_picked(request: HttpRequest, document: Document) -> None:
    """Raise `DocumentError` where the name of an entry was typed and none was chosen."""
    inputs = editor.inputs_of(document, request.POST)
    questions = editor.open_questions(inputs) | relation_rows.open_questions(request.POST)
    if questions:
        raise DocumentError(questions)


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter something on behalf of somebody: first the kind, then the form, then it waits in the queue."""
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    context: Document = {"heading": _("Enter for somebody"), "part": "enter", "back": reverse("curate:queue")}
    if kind not in Kind.values:
        kinds = [(one.value, one.label) for one in Kind]
        return render(request, "curate/enter.html", {**context, "section": "curate", "kinds": kinds})
    document = _empty(kind)
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        document = editor.document_from(request.POST, document)
        errors = picture_rows.take(request, {}, document, None)
        errors |= {} if request.POST.get("do") == "find" else _problems_on_behalf(request)
        try:
            proposal = None if errors or request.POST.get("do") == "find" else _enter(request, document)
        except DocumentError as error:
            proposal, errors = None, error.errors
        if proposal:
            say(request, "success", _("“%(title)s” is in the queue.") % {"title": proposal.title})
            return HttpResponseRedirect(reverse("curate:proposal", args=[proposal.uid]))
    context |= {"kind": kind, "kind_label": Kind(kind).label, "on_behalf": True}
    return _form(request, document, errors, context)


def _empty(kind: str) -> Document:
    language = get_language() or UNDETERMINED
    return {"schema_version": 1, "kind": kind, "language": language, "title": "", "places": [], "relations": []}


def _problems_on_behalf(request: HttpRequest) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
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


def _enter(request: HttpRequest, document: Document) -> Any:
    _check_picked(request, document)
    return enter_on_behalf(
        document=document,
        by=person(request),
        on_behalf_of=text_of(request, "on_behalf_of", 250),
        email=text_of(request, "email", 254),
        language=get_language() or "en",
    )


def _form(request: HttpRequest, document: Document, errors: dict[str, list[str]], context: Document) -> HttpResponse:
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
