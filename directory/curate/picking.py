"""Picking another entry by its name: typed, looked up, chosen among those that are called so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.access.accounts import curator_required
from directory.choices import Kind
from directory.models import Entry
from directory.search.suggesting import titled

_MOST: Final = 8
_LOOKED_AT: Final = 60
"""Titles that are asked for where only one kind of entry is wanted."""


@dataclass(slots=True)
class Pick:
    """A field for an entry. `name` is the beginning of its inputs' names: `<name>-query` and `<name>-object`."""

    name: str
    kind: str = ""
    """The only kind that may be chosen; empty for any."""
    query: str = ""
    was: str = ""
    """What was chosen before the form was sent."""
    chosen: Entry | None = None
    found: list[Entry] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, sent: Mapping[str, Any], *, kind: str = "", uid: str = "") -> "Pick":
        """What was typed and chosen; `uid` is chosen where nothing was sent."""
        query = _clean(str(sent.get(f"{name}-query", "")))
        chosen = _entry(str(sent.get(f"{name}-object", uid) or ""))
        found = [entry for entry in entries_called(query, kind=kind) if entry != chosen]
        return cls(name, kind, query, str(sent.get(f"{name}-was", uid)), chosen, found)

    @property
    def uid(self) -> str:
        return str(self.chosen.uid) if self.chosen else ""

    @property
    def is_open(self) -> bool:
        """Whether a name was typed and nothing new chosen."""
        return bool(self.query) and self.uid == self.was

    def question(self) -> str:
        """What to say while it is open."""
        if self.found:
            return _("Choose one of the entries that are called so, or empty the field.")
        return _("No public entry is called so. Write another name, or empty the field.")


def entries_called(text: str, *, kind: str = "") -> list[Entry]:
    """Public entries whose title has words that begin like these, at most eight."""
    keys = titled(text, _LOOKED_AT if kind else _MOST)
    found = Entry.objects.public().filter(pk__in=keys, **({"kind": kind} if kind else {})).in_bulk()
    return [found[key] for key in keys if key in found][:_MOST]


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()[:250]


def _entry(uid: str) -> Entry | None:
    try:
        return Entry.objects.filter(uid=UUID(uid)).first() if uid else None
    except ValueError:
        return None


@curator_required
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The entries to choose from while a name is being typed: ?name=relation-0&kind=&relation-0-query=."""
    kind = request.GET.get("kind", "")
    name = "".join(sign for sign in request.GET.get("name", "")[:60] if sign.isalnum() or sign in "-_.")
    pick = Pick.of(name, request.GET.dict(), kind=kind if kind in Kind.values else "")
    return render(request, "curate/_pick_options.html", {"pick": pick})
