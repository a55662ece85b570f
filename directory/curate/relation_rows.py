"""The relations of a document as rows of a form: those that are there, then an empty row for one more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.choices import Role
from directory.curate.fields import Names, row_of
from directory.curate.picking import Pick

MOST: Final = 300
_TEXTS: Final = ("role", "starts_on", "ends_on")


@dataclass(slots=True)
class Row:
    """One relation. Of one that is there only role and dates change: another entry is another relation."""

    number: int
    role: str = ""
    starts_on: str = ""
    ends_on: str = ""
    title: str = ""
    uid: str = ""
    pick: Pick | None = None
    """In the empty row."""
    errors: list[str] = field(default_factory=list)


def rows_of(document: Mapping[str, Any], post: QueryDict | None = None) -> list[Row]:
    """The relations, then the empty row with what has been typed into it."""
    relations = list(document.get("relations") or [])
    names = Names.of([{**document, "uid": None}])
    rows = [
        Row(
            number,
            one["role"],
            one.get("starts_on") or "",
            one.get("ends_on") or "",
            names.entries[one["object"]].title if one["object"] in names.entries else one["object"],
            one["object"],
        )
        for number, one in enumerate(relations)
    ]
    return [*rows, _new(len(relations), post or QueryDict())]


def _new(number: int, post: QueryDict) -> Row:
    typed = next((one for one in _numbers(post) if Pick.of(f"relation-{one}", post.dict()).is_open), None)
    if typed is None:
        return Row(number, pick=Pick(f"relation-{number}"))
    pick = Pick.of(f"relation-{typed}", post.dict())
    pick.name = f"relation-{number}"
    role, starts_on, ends_on = (_text(post, typed, name) for name in _TEXTS)
    return Row(number, role, starts_on, ends_on, pick=pick)


def _numbers(post: QueryDict) -> list[int]:
    found = {name.split("-")[1] for name in post if name.startswith("relation-") and name.endswith("-role")}
    return sorted(int(number) for number in found if number.isdecimal() and len(number) < 4)[:MOST]


def were_sent(post: QueryDict) -> bool:
    return bool(_numbers(post))


def relations_from(post: QueryDict) -> list[dict[str, Any]]:
    """The relations that were sent: those that name an entry and were not ticked to be taken out."""
    made = []
    for number in _numbers(post):
        uid = post.get(f"relation-{number}-object", "").replace("\0", "").strip()
        if uid and f"relation-{number}-remove" not in post:
            role, starts_on, ends_on = (_text(post, number, name) for name in _TEXTS)
            made.append({"role": role, "object": uid, "starts_on": starts_on or None, "ends_on": ends_on or None})
    return made


def open_questions(post: QueryDict) -> dict[str, list[str]]:
    """What must be chosen before the form can be used: by the path of the relation that it would be."""
    number = len(relations_from(post))
    picks = [Pick.of(f"relation-{one}", post.dict()) for one in _numbers(post)]
    return {f"relations.{number}.object": [pick.question()] for pick in picks if pick.is_open}


def _text(post: QueryDict, number: int, name: str) -> str:
    return post.get(f"relation-{number}-{name}", "").replace("\0", "").strip()[:40]


def put_errors(rows: list[Row], errors: Mapping[str, list[str]]) -> None:
    """Show what is wrong with a relation in its row."""
    for path, texts in errors.items():
        found = row_of(path, "relations")
        if found and found[0] < len(rows):
            rows[found[0]].errors += texts


def anchor_of(path: str) -> str:
    """The input of a row that an error of the document is about; empty for any other path."""
    found = row_of(path, "relations")
    if not found:
        return ""
    number, name = found
    return f"#relation-{number}-{'query' if name in ('object', '') else name}"


def roles() -> list[tuple[str, str]]:
    """The roles as half a sentence: this entry … the other."""
    return [("", _("Choose")), *((str(role.value), str(role.label)) for role in Role)]
