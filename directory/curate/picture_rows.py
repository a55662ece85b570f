"""The pictures of a document as rows of a form: those that are there, then an empty row for one more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from directory.access.accounts import curator_required, person
from directory.access.limits import refusal
from directory.actions.pictures import keep_picture
from directory.choices import PictureRole
from directory.models import Picture, Proposal, User
from directory.picture_files import file_of
from sinet.common.images import ACCEPT, BadPicture
from sinet.common.uploads import sent_file

MOST: Final = 20
NEW: Final = "new"
_TEXTS: Final = ("role", "text", "credit")
_KEYS: Final = {"role": "role", "text": "alternative_text", "credit": "credit"}


@dataclass(slots=True)
class Row:
    """One picture; the last row, for another one, has no file."""

    number: str
    role: str = PictureRole.PICTURE.value
    text: str = ""
    credit: str = ""
    file: Picture | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        return self.file.widths[0] if self.file else 0

    @property
    def height(self) -> int:
        return self.file.height_at(self.width) if self.file else 0


def rows_of(document: Mapping[str, Any], post: QueryDict, errors: Mapping[str, list[str]]) -> list[Row]:
    """The pictures, then the empty row with what has been typed into it; each with what is wrong."""
    pictures = list(document.get("pictures") or [])
    files = _files(one["picture"] for one in pictures)
    rows = [
        Row(str(number), one["role"], one["alternative_text"], one["credit"], files[one["picture"]])
        for number, one in enumerate(pictures)
        if one["picture"] in files
    ]
    typed = _text(post, NEW, "text") if errors.get(f"pictures.{NEW}") else ""
    rows.append(Row(NEW, _text(post, NEW, "role") or PictureRole.PICTURE.value, typed))
    for path, texts in errors.items():
        parts = path.split(".")
        row = next((row for row in rows if parts[0] == "pictures" and row.number == (parts[1:] or ["0"])[0]), None)
        if row is not None:
            row.errors += texts
    return rows


def _files(uids: Iterable[str]) -> dict[str, Picture]:
    return {str(one.uid): one for one in Picture.objects.filter(uid__in=list(uids))}


def choices() -> dict[str, Any]:
    """What the template of the rows needs beside them."""
    return {"picture_roles": [(role.value, role.label) for role in reversed(PictureRole)], "accept": ACCEPT}


def take(
    request: HttpRequest, document: dict[str, Any], made: dict[str, Any], proposal: Proposal | None
) -> dict[str, list[str]]:
    """Put what was sent into the document that was made, and keep the file that came along.

    `document` is what the form began with. Returns what is wrong with the file, by path.
    """
    post, user = request.POST, person(request)
    if "pictures-sent" not in post:
        return {}
    made["pictures"] = _sent(post, document, user)
    try:
        file = sent_file(request, f"picture-{NEW}-file")
        if file is None:
            return {}
        refused = refusal(request, what="picture")
        if refused:
            return {f"pictures.{NEW}": [refused]}
        kept = keep_picture(file=file, proposal=proposal, by=user)
    except BadPicture as error:
        return {f"pictures.{NEW}": [str(error)]}
    made["pictures"].append(_named(str(kept.uid), post, NEW))
    return {}


def _sent(post: QueryDict, document: Mapping[str, Any], user: User) -> list[dict[str, Any]]:
    """The rows that were sent and not ticked to be taken out. Nobody names a picture that they may not see."""
    numbers = [number for number in map(str, range(MOST)) if f"picture-{number}-remove" not in post]
    rows = {number: uid for number in numbers if (uid := _uid(post.get(f"picture-{number}-uid", "")))}
    own = {one["picture"] for one in document.get("pictures") or []}
    own |= set(_seen(user, set(rows.values()) - own))
    return [_named(uid, post, number) for number, uid in rows.items() if uid in own]


def _seen(user: User, uids: set[str]) -> list[str]:
    if not uids:
        return []
    return [str(uid) for uid in Picture.objects.for_curator(user).filter(uid__in=uids).values_list("uid", flat=True)]


def _uid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _named(uid: str, post: QueryDict, number: str) -> dict[str, Any]:
    said = {_KEYS[name]: _text(post, number, name) for name in _TEXTS}
    return {"picture": uid, **said, "role": said["role"] or PictureRole.PICTURE.value}


def _text(post: QueryDict, number: str, name: str) -> str:
    return post.get(f"picture-{number}-{name}", "").replace("\0", "").strip()[:2000]


def anchor_of(path: str) -> str:
    """The input of a row that an error of the document is about; empty for any other path."""
    first, _dot, rest = path.partition(".")
    if first != "pictures":
        return ""
    number = rest.partition(".")[0] or "0"
    return f"#picture-{number}-{'file' if number == NEW else 'text'}"


@curator_required
@require_safe
def picture(request: HttpRequest, uid: UUID, width: int) -> HttpResponse:
    """A picture as a member of a centre may see it, public or not, in the smallest file that is wide enough."""
    found = get_object_or_404(Picture.objects.for_curator(person(request)), uid=uid)
    return file_of(request, found, next((one for one in found.widths if one >= width), found.width))
