"""The pictures of the form: rows of what the entry has and of what was sent, and one row for the next file."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.access.limits import refusal
from directory.access.links import private
from directory.actions import ActionError
from directory.actions.pictures import FIRST_ROW, MOST_OF_A_PROPOSAL, keep_picture
from directory.choices import PictureRole
from directory.documents import upgrade
from directory.documents.pictures import LONGEST_ALTERNATIVE, MOST_PICTURES
from directory.models import Picture, Proposal
from directory.picture_files import file_of
from directory.submit.answers import Answers, Typed
from directory.submit.doors import find_proposal
from sinet.common.images import ACCEPT, MOST_BYTES, BadPicture
from sinet.common.uploads import sent_file

Named = dict[str, Any]
"""A picture as a document names it."""


@dataclass(slots=True)
class Row:
    """A picture with what was typed beside it."""

    number: int
    file: Picture
    role: str
    text: str
    credit: str
    is_removed: bool

    @property
    def name(self) -> str:
        return f"picture-{self.number}"

    @property
    def named(self) -> Named:
        return {
            "picture": str(self.file.uid),
            "role": self.role,
            "alternative_text": self.text,
            "credit": self.credit,
        }


def rows_of(proposal: Proposal, answers: Answers, before: list[Named]) -> list[Row]:
    """The pictures that the entry has (`before`), then those that were sent with this proposal."""
    sent = {one.row: one for one in Picture.objects.filter(proposal=proposal, uploaded_by=None).order_by("row")}
    there = {str(one.uid): one for one in Picture.objects.filter(uid__in=[one["picture"] for one in before])}
    rows = [
        _row(number, there[named["picture"]], answers, named)
        for number, named in enumerate(before)
        if named["picture"] in there
    ]
    return rows + [_row(number, file, answers, {}) for number, file in sent.items()]


def _row(number: int, file: Picture, answers: Answers, named: Named) -> Row:
    def said(name: str, key: str, default: str = "") -> str:
        typed = f"picture-{number}-{name}"
        return answers.text(typed) if typed in answers.values else named.get(key, default)

    role = said("role", "role", PictureRole.PICTURE)
    return Row(
        number=number,
        file=file,
        role=role if role in PictureRole.values else PictureRole.PICTURE.value,
        text=said("text", "alternative_text"),
        credit=said("credit", "credit"),
        is_removed=bool(answers.text(f"picture-{number}-removed")),
    )


def typed_of(before: list[Named]) -> Typed:
    """The rows that show these pictures."""
    typed: Typed = {}
    for number, named in enumerate(before):
        for name, key in (("role", "role"), ("text", "alternative_text"), ("credit", "credit")):
            typed[f"picture-{number}-{name}"] = str(named[key])
    return typed


def described_only(rows: list[Row], answers: Answers) -> str:
    """The field in which a file is missing: something is said about a picture that was not sent. Empty where none."""
    name = f"picture-{next_row(rows)}"
    return f"{name}-file" if any(answers.text(f"{name}-{part}").strip() for part in ("text", "credit")) else ""


def next_row(rows: list[Row]) -> int:
    """The number of the row in which the next picture is sent."""
    return max([FIRST_ROW, *(row.number + 1 for row in rows)])


def keep_sent(request: HttpRequest, proposal: Proposal, number: int) -> str:
    """Keep the picture that came with the form. Returns why it could not be kept; empty when it was, or none came."""
    try:
        file = sent_file(request, f"picture-{number}-file")
        if file is None:
            return ""
        refused = refusal(request, what="picture")
        if refused:
            return refused
        keep_picture(file=file, proposal=proposal)
    except (BadPicture, ActionError) as error:
        return str(error)
    return ""


def context_of(rows: list[Row], answers: Answers, secret: str, wrong: dict[str, str]) -> dict[str, Any]:
    """What the template of the rows needs."""
    number = next_row(rows)
    name = f"picture-{number}"
    new = {part: answers.text(f"{name}-{part}") for part in ("role", "text", "credit")}
    may_send = sum(row.number >= FIRST_ROW for row in rows) < MOST_OF_A_PROPOSAL
    return {
        "rows": [{"row": row, "src": _preview(secret, row.file), **_look(row.name, row, wrong)} for row in rows],
        "new": {"name": name, "row": new, **_look(name, new, wrong)} if may_send else None,
        "roles": [(role.value, role.label) for role in PictureRole],
        "limit": LONGEST_ALTERNATIVE,
        "most": MOST_PICTURES,
        "megabytes": MOST_BYTES >> 20,
        "bytes": MOST_BYTES,
        "accept": ACCEPT,
        "wrong": wrong.get("pictures", ""),
    }


def _look(name: str, row: Row | dict[str, str], wrong: dict[str, str]) -> dict[str, Any]:
    """The name of the row, its errors, and the size at which its picture is shown."""
    found: dict[str, Any] = {
        "name": name,
        "wrong": {part: wrong.get(f"{name}-{part}", "") for part in ("file", "role", "text", "credit")},
    }
    if isinstance(row, Row):
        width = row.file.widths[0]
        found |= {"width": width, "height": row.file.height_at(width)}
    return found


def _preview(secret: str, file: Picture) -> str:
    return reverse("submit:picture", args=[secret, file.uid, file.widths[0]])


def lines_of(rows: list[Row], secret: str) -> list[tuple[str, str, str, str]]:
    """(field, question, answer, address of the picture) for the page on which all is checked."""
    return [
        (
            f"{row.name}-text",
            str(PictureRole(row.role).label),
            _("taken out") if row.is_removed else " · ".join(filter(None, [row.text, row.credit])) or "–",
            _preview(secret, row.file),
        )
        for row in rows
    ]


@private
@require_safe
def picture(request: HttpRequest, secret: str, uid: UUID, width: int) -> HttpResponse:
    """A picture of a proposal, for whom its private link is; also one that the entry has already."""
    proposal = find_proposal(secret)
    known = Picture.objects.filter(proposal=proposal)
    if proposal.base is not None:
        shown = upgrade(proposal.base.document).get("pictures") or []
        known |= Picture.objects.filter(uid__in=[one["picture"] for one in shown])
    return file_of(request, get_object_or_404(known, uid=uid), width)
