"""What only an organisation is asked: which one it is part of, and where it is registered."""

from typing import Any, Final

from django.utils.translation import gettext as _

from directory.documents.registers import REGISTERS
from directory.models import Entry
from directory.submit import partners
from directory.submit.answers import Answers, Typed

NONE: Final = "none"
"""What is chosen when no organisation of the directory is meant."""
MOST: Final = 20
Document = dict[str, Any]


def parent_of(answers: Answers) -> Entry | None:
    """The organisation of the directory that was chosen."""
    return partners.organisation(answers.text("parent-uid")) if answers.text("parent").strip() else None


def problem_with_parent(answers: Answers) -> str:
    """What to say when a name was typed and nothing chosen; empty when all is well."""
    name = answers.text("parent")
    if not name.strip() or answers.text("parent-uid") == NONE or parent_of(answers):
        return ""
    if partners.organisations_called(name):
        return _("Which of these organisations is it? Choose one, or say that it is none of them.")
    return _("No organisation of the directory is called so. Leave it empty, or propose that one as well.")


def registrations_of(answers: Answers) -> list[tuple[int, dict[str, str]]]:
    """The registrations that were typed, with the number of their row."""
    rows = [
        (number, {name: answers.text(f"registration-{number}-{name}").strip() for name in ("scheme", "id")})
        for number in range(min(MOST, answers.rows("registration")))
    ]
    return [(number, one) for number, one in rows if one["id"]]


def typed_of(part: Document) -> Typed:
    """The answers that give this part of a document; a parent that is not public is not shown."""
    parent = partners.organisation(part.get("parent") or "")
    typed: Typed = {"parent": parent.title if parent else "", "parent-uid": str(parent.uid) if parent else ""}
    for number, one in enumerate(part.get("registrations") or []):
        typed |= {f"registration-{number}-scheme": one["scheme"], f"registration-{number}-id": one["id"]}
    return typed


def put(part: Document, answers: Answers, shown: Typed) -> Document:
    """The part with what was answered. A parent stays where neither name nor choice was touched."""
    made = {**part}
    names = ("parent", "parent-uid")
    if "parent" in answers.values and any(answers.text(name) != shown.get(name, "") for name in names):
        parent = parent_of(answers)
        made["parent"] = str(parent.uid) if parent else None
    if answers.rows("registration"):
        made["registrations"] = [one for _row, one in registrations_of(answers)]
    return made


def context_of(answers: Answers, wrong: dict[str, str], notes: dict[str, str]) -> dict[str, Any]:
    """What the step shows of it."""
    name, parent = answers.text("parent"), parent_of(answers)
    found = partners.organisations_called(name)
    rows = [
        {
            "name": f"registration-{number}",
            "scheme": answers.text(f"registration-{number}-scheme"),
            "id": answers.text(f"registration-{number}-id"),
            "wrong": wrong.get(f"registration-{number}-id", "") or wrong.get(f"registration-{number}-scheme", ""),
            "note": notes.get(f"registration-{number}-id", ""),
        }
        for number in range(max(1, min(MOST, answers.rows("registration"))))
    ]
    others = sorted({str(row["scheme"]) for row in rows} - REGISTERS.keys() - {""})
    return {
        "parent": {
            "field": "parent",
            "name": name,
            "uid": answers.text("parent-uid"),
            "found": found if parent is None or parent in found else [parent, *found],
        },
        "registrations": rows,
        "registers": [("", _("Choose a register")), *REGISTERS.items(), *((code, code) for code in others)],
    }


def lines_of(answers: Answers) -> list[tuple[str, str, str]]:
    """(field, question, answer) for the page on which everything is checked."""
    parent = parent_of(answers)
    lines = [("parent", _("Part of"), parent.title if parent else "")]
    for number, one in registrations_of(answers):
        register = str(REGISTERS.get(one["scheme"], one["scheme"]))
        lines.append((f"registration-{number}-id", _("Registered"), f"{register}: {one['id']}"))
    return lines
