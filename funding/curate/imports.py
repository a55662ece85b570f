"""Files of grants: sending one in, watching it being read, its report, taking it back."""

import csv
import io
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.access.accounts import curator_required, person
from directory.actions import ActionError
from directory.browse.origin import LICENCES, licence_of
from directory.curate.filters import name_of
from directory.curate.messages import say
from directory.models import Source
from funding.actions.importing import receive_and_enqueue, take_back
from funding.curate.words import VERDICTS, sentence_of_file_error
from funding.models import Grant, GrantImport
from funding.permissions import may_import, may_take_back
from funding.sources.files import MOST_BYTES
from sinet.common.text import fold, slugify

_SHOWN: Final = 200
"""Refused rows on the page; the download has all."""


class ImportForm(forms.Form):
    """Whose file it is, on what terms, and the file."""

    file = forms.FileField(label=gettext_lazy("File (JSON or CSV)"))
    source = forms.ModelChoiceField(
        Source.objects.filter(grant_imports__isnull=False).distinct().order_by("title"),
        required=False,
        label=gettext_lazy("Publisher"),
        empty_label=gettext_lazy("A new publisher:"),
        to_field_name="key",
    )
    title = forms.CharField(max_length=250, required=False, label=gettext_lazy("Name of the new publisher"))
    url = forms.URLField(max_length=500, required=False, label=gettext_lazy("Its website"), assume_scheme="https")
    licence = forms.CharField(max_length=100, required=False, label=gettext_lazy("Licence of the file"))
    credit = forms.CharField(max_length=500, required=False, label=gettext_lazy("Credit line"))

    def clean_file(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["file"]
        if (sent.size or 0) > MOST_BYTES:
            most = MOST_BYTES // 2**20
            raise forms.ValidationError(_("The file is too large: at most %(most)d MB.") % {"most": most})
        return sent

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("source"):
            for name in ("title", "licence"):
                if not cleaned.get(name):
                    self.add_error(name, _("Others need it: whose data it is, and what they may do with it."))
            if Source.objects.filter(pk=_key_of(cleaned.get("title") or "")).exists():
                self.add_error("title", _("There is a source of this name; choose it, or give another name."))
        return cleaned


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Every import, newest first; those who may import send a file in here."""
    user = person(request)
    allowed = may_import(user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent) if allowed else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            return HttpResponseRedirect(reverse("funding-curate:import", args=[_receive(request, form).uid]))
    errors = (
        [
            {"text": f"{form.fields[name].label}: {text}", "href": f"#id_{name}"}
            for name, texts in form.errors.items()
            for text in texts
        ]
        if form
        else []
    )
    context = {
        "section": "curate",
        "part": "grants",
        "heading": _("Grants: files taken in"),
        "imports": GrantImport.objects.select_related("source", "created_by").defer("content", "report")[:100],
        "form": form,
        "errors": errors,
        "licences": sorted(LICENCES),
        "most": MOST_BYTES // 2**20,
    }
    return render(request, "funding/curate/imports.html", context, status=422 if errors else 200)


def _key_of(title: str) -> str:
    """The key of a new source, in the letters that addresses have without being encoded."""
    return slugify(fold(title).encode("ascii", "ignore").decode(), max_length=40, default="grants")


@transaction.atomic
def _receive(request: HttpRequest, form: ImportForm) -> GrantImport:
    given = form.cleaned_data
    source = given["source"] or Source.objects.create(
        key=_key_of(given["title"]),
        title=given["title"],
        url=given["url"],
        licence=given["licence"],
        credit=given["credit"],
    )
    sent: UploadedFile = given["file"]
    return receive_and_enqueue(
        content=sent.read(),
        file_name=sent.name or "",
        source=source,
        licence=given["licence"],
        credit=given["credit"],
        by=person(request),
    )


@curator_required
@require_safe
def one_import(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far it is, then its report: numbers, refused rows, remarks."""
    found = get_object_or_404(GrantImport.objects.select_related("source", "created_by", "taken_back_by"), uid=uid)
    refused = found.report.get("refused", [])
    context = {
        "section": "curate",
        "part": "grants",
        "heading": found.file_name,
        "import": found,
        "is_open": found.state in (GrantImport.State.WAITING, GrantImport.State.RUNNING),
        "percent": round(100 * found.done / found.rows) if found.rows else 0,
        "by": name_of(found.created_by) if found.created_by else "",
        "taken_back_by": name_of(found.taken_back_by) if found.taken_back_by else "",
        "licence": licence_of(found.licence),
        "unchanged": found.accepted - found.added - found.changed,
        "shown": Grant.objects.public().filter(grant_import=found).count(),
        "file_error": sentence_of_file_error(found.error) if found.error else "",
        "refused": [_row(one) for one in refused[:_SHOWN]],
        "more": max(0, len(refused) - _SHOWN),
        "remarks": [
            {**one, "words": VERDICTS.get(one["what"], one["what"]), "example": next(iter(one["examples"]), None)}
            for one in found.report.get("remarks", [])
        ],
        "may_take_back": found.state == GrantImport.State.PUBLISHED and may_take_back(found, person(request)),
    }
    return render(request, "funding/curate/import.html", context)


def _row(refused: dict[str, Any]) -> dict[str, Any]:
    problems = [{**one, "words": VERDICTS.get(one["what"], one["what"])} for one in refused["problems"]]
    return {**refused, "problems": problems}


@curator_required
@require_safe
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The verdicts as a spreadsheet: every refused row, and every remark with its count and examples."""
    found = get_object_or_404(GrantImport.objects.defer("content"), uid=uid)
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["verdict", "row", "grant", "column", "value", "why", "count"])
    for refused in found.report.get("refused", []):
        for one in refused["problems"]:
            words = VERDICTS.get(one["what"], one["what"])
            writer.writerow(_cells("refused", refused["row"], refused["grant"], one["column"], one["value"], words, 1))
    for remark in found.report.get("remarks", []):
        words = VERDICTS.get(remark["what"], remark["what"])
        for one in remark["examples"]:
            writer.writerow(
                _cells("remark", one["row"], one["grant"], remark["column"], one["value"], words, remark["count"])
            )
    answer = HttpResponse(lines.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="grants-{found.uid}.csv"'
    return answer


def _cells(*values: Any) -> list[str]:
    """Values of strangers, none of which a spreadsheet takes for a formula."""
    return [f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text for text in map(str, values)]


@curator_required
@require_POST
def take_import_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Delete the grants of an import."""
    found = get_object_or_404(GrantImport.objects.defer("content", "report"), uid=uid)
    if not may_take_back(found, person(request)):
        raise PermissionDenied
    try:
        gone = take_back(grant_import=found, by=person(request))
    except ActionError as error:
        say(request, "error", str(error))
    else:
        say(
            request,
            "success",
            _("Taken back: %(count)d grants are no longer shown as this file has them.") % {"count": gone},
        )
    return HttpResponseRedirect(reverse("funding-curate:import", args=[uid]))
