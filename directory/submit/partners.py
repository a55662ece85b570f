"""The organisation behind a project, case, event or call: one of the directory, or a new one that comes along."""

from typing import Any, Final
from uuid import UUID

from directory.choices import Kind, Role
from directory.documents import read
from directory.duplicates import likely_duplicates
from directory.models import Entry
from directory.submit.answers import Answers
from sinet.common.ids import uuid7

NEW: Final = "new"
KINDS: Final = frozenset({Kind.PROJECT, Kind.CASE, Kind.EVENT, Kind.CALL})
Document = dict[str, Any]


def organisations_called(name: str) -> list[Entry]:
    """Public organisations whose name is like this one."""
    if len(name.strip()) < 3:
        return []
    keys = [found.pk for found in likely_duplicates({"title": name, "website": "", "places": []})]
    found = Entry.objects.public().filter(pk__in=keys, kind=Kind.ORGANISATION).in_bulk()
    return [found[key] for key in keys if key in found]


def chosen(answers: Answers) -> Entry | None:
    """The organisation of the directory that was chosen."""
    return organisation(answers.text("organisation-uid"))


def organisation(uid: str) -> Entry | None:
    """The public organisation with this identifier; None for what is no identifier."""
    try:
        wanted = UUID(uid)
    except ValueError:
        return None
    return Entry.objects.public().filter(kind=Kind.ORGANISATION, uid=wanted).first()


def must_choose(answers: Answers) -> bool:
    """Whether a name was typed that may be an organisation of the directory, and nobody said which."""
    name = answers.text("organisation")
    if not name.strip() or answers.text("organisation-uid") == NEW or chosen(answers):
        return False
    return bool(organisations_called(name))


def companion(answers: Answers, document: Document) -> Document | None:
    """The document of the organisation that leads what the other document is about; None where none was named.

    A call it funds. One of the directory gets the relation added to its document; a new one is a document of its own.
    """
    name = answers.text("organisation").strip()
    entry = chosen(answers)
    if entry is None and not name:
        return None
    role = Role.FUNDS if document["kind"] == Kind.CALL else Role.LEADS
    relation = {"role": role.value, "object": document["uid"]}
    if entry is not None:
        known = read(entry, public=False)
        return {**known, "relations": [*known["relations"], relation]}
    main = next((place for place in document["places"] if place.get("main")), None)
    places = [{"country": main["country"], "main": True}] if main and main["country"] else []
    return {
        "schema_version": 1,
        "kind": Kind.ORGANISATION.value,
        "uid": str(uuid7()),
        "language": document["language"],
        "title": name,
        "website": answers.text("organisation-website"),
        "places": places,
        "relations": [relation],
        "source": document["source"],
    }
