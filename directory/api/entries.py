"""Entries: lists of every kind, and the one document."""

from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from rest_framework.request import Request

from directory.api import filter_parameters as known
from directory.api.base import ReadView
from directory.api.openapi import describe
from directory.api.parameters import Asked, refuse, unknown_parameters
from directory.api.problems import Gone, Moved
from directory.api.representation import represent
from directory.choices import Kind, State
from directory.documents.hanging import Stored, stored, stored_as
from directory.extensions import Facet, ListOf, registry
from directory.models import Entry
from directory.search import Results, data_version, search

TAG = "Entries"
_LIST = (*known.VIEW, known.PAGE_SIZE, known.FIELDS, known.LANG)


class ResultList(ReadView):
    """The entries of a search, page by page."""

    kind: ClassVar[Kind | None] = None
    fixed: ClassVar[tuple[Facet, ...]] = ()
    also = frozenset({"fields", "lang", "page_size"})
    results: Results
    asked: Asked

    def prepare(self, request: Request) -> str:
        """Read the parameters; all that is wrong with them is said at once."""
        query = request._request.GET
        self.asked = Asked.read(query)
        self.results = search(
            query,
            kind=self.kind,
            fixed=self.fixed,
            language=self.asked.language or "en",
            page_size=self.asked.page_size,
            also=self.also,
        )
        refuse([*self.results.errors, *self.asked.errors])
        return self.results.version

    def _entries(self) -> list[Stored]:
        """The page's entries in order; without what was withdrawn this moment."""
        found = stored(self.results.page.entries)
        return [one for key in self.results.page.entries if (one := found.get(key)) and one.is_public]

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        page = self.results.page
        asked = self.asked
        return {
            "count": self.results.total,
            "next": _address(request, page.cursor),
            "previous": _address(request, page.previous_cursor),
            "also_searched": [] if self.results.is_exact else list(self.results.also_searched),
            "results": represent(
                self._entries(),
                root=self.root,
                fields=asked.fields,
                language=asked.language,
                near=self.results.near,
            ),
        }


@describe(
    "Entries of every kind",
    name="entries",
    tag=TAG,
    answer="EntryPage",
    parameters=(*known.FILTERS, *_LIST),
    problems=[400],
)
class EntryList(ResultList):
    """Entries of every kind that meet the filters, `count` of them.

    Follow `next` to read them all: an entry that changes meanwhile is neither lost nor met twice.
    """


def _list_of(kind: Kind) -> type[ResultList]:
    """Make the list of one kind. There it needs no parameter `kind`."""
    view = type(
        f"{kind.name.capitalize()}List",
        (ResultList,),
        {"kind": kind, "__doc__": f"As `entries/`, for entries of the kind `{kind.value}` alone."},
    )
    return describe(
        f"Entries of the kind {kind.value}",
        name=kind.path,
        tag=TAG,
        answer=f"{kind.name.capitalize()}Page",
        parameters=(*known.of_one_kind(kind), *_LIST),
        problems=[400],
    )(view)


def _own_list(one: ListOf) -> type[ResultList]:
    """Make a list of its own of some entries of a kind."""
    having = ", ".join(f"`{word}={value}`" for word, value in one.fixed)
    view = type(
        f"{one.name.capitalize()}List",
        (ResultList,),
        {"kind": one.kind, "fixed": one.fixed, "__doc__": f"As `{one.kind.path}/` with {having}."},
    )
    words = {word for word, _value in one.fixed}
    return describe(
        f"Entries of the list {one.path}",
        name=one.path,
        tag=TAG,
        answer=f"{one.kind.name.capitalize()}Page",
        parameters=(*(filter_ for filter_ in known.of_one_kind(one.kind) if filter_.name not in words), *_LIST),
        problems=[400],
    )(view)


OWN_LISTS = {one: _own_list(one) for one in registry.lists}
KIND_LISTS = {kind: _list_of(kind) for kind in Kind}


@describe(
    "One entry",
    name="entry",
    tag=TAG,
    answer="Entry",
    parameters=(known.FIELDS, known.LANG),
    problems=[400, 404, 410],
)
class EntryDetail(ReadView):
    """The document of one entry, with its addresses. A merged entry redirects (301) to the one that survives."""

    asked: Asked

    def prepare(self, request: Request) -> str:
        query = request._request.GET
        self.asked = Asked.read(query)
        refuse([*unknown_parameters(query, {"fields", "lang"}), *self.asked.errors])
        return data_version()

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        found = _public_entry(where["uid"], self.root)
        return represent([found], root=self.root, fields=self.asked.fields, language=self.asked.language)[0]


def _public_entry(uid: UUID, root: str) -> Stored:
    found = stored_as(uid)
    if found is None:
        raise Http404(f"There is no entry {uid}.")
    if found.is_public:
        return found
    if found.entry["state"] == State.MERGED:
        survivor = Entry.objects.get(pk=found.entry["merged_into_id"])
        raise Moved(f"{root}/api/v1/entries/{survivor.uid}/")
    raise Gone


def _address(request: Request, cursor: str) -> str | None:
    """Give the same address with another cursor; none where there is no such page."""
    if not cursor:
        return None
    kept = [
        (name, value)
        for name, values in request._request.GET.lists()
        for value in values
        if name not in {"cursor", "page"}
    ]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}")
