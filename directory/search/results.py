"""A search and its results: everything is worked out when it is first asked for."""

import base64
import binascii
import math
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.models import Entry
from directory.search import maps, panels, widening, windows
from directory.search.addresses import Pair, query_of
from directory.search.cards import cards
from directory.search.conditions import Conditions
from directory.search.filters import EntryFilter
from directory.search.ground import Box, Circle
from directory.search.hits import took_too_long
from directory.search.lexemes import Marks, marks
from directory.search.limited_selection import LimitedSelection
from directory.search.parameters import problem
from directory.search.selection import BitmapSelection, Mark, Selection
from directory.search.shapes import Card, Chip, Facet, MapView, Page, ParameterError, Sort, Wider
from directory.search.truth import SqlSelection


def search(
    params: QueryDict,
    *,
    kind: str | None = None,
    fixed: tuple[tuple[str, str], ...] = (),
    language: str,
    page_size: int = 25,
    also: frozenset[str] = frozenset(),
) -> "Results":
    """Search what is public with the parameters of an address. Never raises; see `Results.errors`.

    `kind` fixes the kind of entries, `fixed` the values of other facets: (word, value). `language` is the page's: for
    names, order and the texts on cards. `also` names parameters that the caller reads itself.
    """
    return Results(EntryFilter(params, kind=kind, fixed=fixed, language=language, also=also), page_size)


class Results:
    """What a search found. Everything in it is of one and the same state of the data."""

    def __init__(self, asked: EntryFilter, page_size: int) -> None:
        self.asked = asked
        self.page_size = page_size
        self.kind = asked.kind
        self.language = asked.language
        self.sort = asked.sort

    @cached_property
    def selection(self) -> Selection:
        return self.selection_of(self.asked.conditions)

    def selection_of(self, conditions: Conditions) -> Selection:
        basis = self.asked.basis
        catalogue = basis.catalogue
        mine = frozenset(
            number for number, code in catalogue.by_facet["language"].items() if code.split("-")[0] == self.language
        )
        if basis.bitmaps is None:
            return LimitedSelection(SqlSelection(conditions, catalogue.by_facet, mine, self.asked.at))
        return BitmapSelection(basis.bitmaps, conditions, basis.version, catalogue.by_facet, mine, self.asked.at)

    # --- what was asked

    @property
    def q(self) -> str:
        return self.asked.asked

    @property
    def also_searched(self) -> tuple[str, ...]:
        """Other names of what the words name: they are searched for too, unless only the words as typed are wanted."""
        return self.asked.widened.also

    @property
    def is_exact(self) -> bool:
        """Whether only the words as typed are searched for."""
        return self.asked.exact

    @property
    def near(self) -> Circle | None:
        return self.asked.conditions.near

    @property
    def is_filtered(self) -> bool:
        return any(word != "sort" for word, _value in self.asked.given)

    @property
    def errors(self) -> tuple[ParameterError, ...]:
        """What could not be used of the address; also a page that is not there."""
        wrong = self._place[1]
        if self.took_too_long:
            message = _("This search took too long. Try fewer or rarer words.")
            wrong = (*wrong, problem("q", self.q, message))
        return (*self.asked.problems, *wrong)

    @property
    def remarks(self) -> tuple[ParameterError, ...]:
        """What pages say beside the errors; programs know how many results there are, and need not be refused."""
        return tuple(self.asked.remarks)

    @property
    def took_too_long(self) -> bool:
        """Whether the database broke the search off; then nothing is found, and `errors` says why."""
        if isinstance(self.selection, LimitedSelection):
            return self.selection.took_too_long
        return took_too_long(self.asked.conditions.tsquery)

    @property
    def version(self) -> str:
        """The state of the data; of what time tells, with the minute."""
        version = self.asked.basis.version
        by_time = self.sort == windows.WORD or self.asked.conditions.chosen(windows.WORD)
        return f"{version}@{self.asked.at:%Y%m%d%H%M}" if by_time else version

    @property
    def changed_at(self) -> datetime | None:
        return self.asked.basis.log.changed_at

    # --- addresses

    @property
    def query(self) -> str:
        """The search as an address writes it, without page and cursor."""
        return query_of(self.asked.given)

    def with_query(self, **changes: str | Iterable[str] | None) -> str:
        """The same search with parameters replaced; None takes one away, a list gives several values."""
        pairs: list[Pair] = [pair for pair in self.asked.given if pair[0] not in changes]
        for word, value in changes.items():
            values = [] if value is None else [value] if isinstance(value, str) else value
            pairs += [(word, one) for one in values]
        return query_of(pairs)

    def page_query(self, number: int) -> str:
        return self.with_query(page=str(number) if number > 1 else None)

    # --- results

    @property
    def total(self) -> int:
        return self.selection.total

    @cached_property
    def _place(self) -> tuple[int, tuple[ParameterError, ...]]:
        """How many results stand before the page, and what was wrong with the wish."""
        last = max(0, self.total - 1) // self.page_size * self.page_size
        if self.asked.cursor:
            mark = _read_cursor(self.asked.cursor, self.sort)
            if mark is None:
                message = _("This is not the cursor of such a search. Begin without one.")
                return 0, (problem("cursor", self.asked.cursor, message),)
            return self.selection.after(mark, sort=self.sort), ()
        wanted = (self.asked.page - 1) * self.page_size
        if wanted > last:
            pages = last // self.page_size + 1
            message = _("There is no page %(page)d; the last one is %(last)d.")
            return last, (problem("page", str(self.asked.page), message % {"page": self.asked.page, "last": pages}),)
        return wanted, ()

    @cached_property
    def page(self) -> Page:
        start, size = self._place[0], self.page_size
        entries = self.selection.entries(start, start + size, sort=self.sort, language=self.language)
        return Page(
            number=start // size + 1,
            count=max(1, math.ceil(self.total / size)),
            entries=tuple(entries),
            first=start + 1 if entries else 0,
            last=start + len(entries),
            cursor=self._cursor(start + size) if start + size < self.total else "",
            previous_cursor=self._cursor(max(0, start - size)) if start > 0 else "",
        )

    def _cursor(self, offset: int) -> str:
        mark = self.selection.mark(offset, sort=self.sort, language=self.language)
        text = f"{self.sort}:{mark.offset}:{mark.slot}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def entries(self) -> list[Entry]:
        """The rows of the page's entries in order."""
        rows = Entry.objects.public().in_bulk(self.page.entries)
        return [rows[key] for key in self.page.entries if key in rows]

    def cards(self) -> list[Card]:
        """What a list shows of the page's entries; one query, two where passages are looked for."""
        return cards(
            self.page.entries,
            language=self.language,
            catalogue=self.asked.basis.catalogue,
            marks=self.marks,
            distances=self.selection.distances(self.page.entries),
        )

    @cached_property
    def marks(self) -> Marks:
        question = self.asked.conditions.question
        return marks(question, self.asked.languages) if question else Marks()

    # --- panels

    @cached_property
    def panel(self) -> panels.Panel:
        return panels.Panel(self.asked, self.selection)

    def facets(self, *, limit: int | None = panels.LONG) -> list[Facet]:
        """Every facet that has values here; of a long one (tags, regions) the `limit` most frequent, all for None."""
        return self.panel.facets(limit)

    def facet(self, key: str, *, limit: int | None = panels.LONG) -> Facet:
        """One facet; it may have no values. Raises KeyError for a word that is none."""
        return self.panel.facet(key, limit)

    def chips(self) -> list[Chip]:
        return self.panel.chips()

    def sorts(self) -> list[Sort]:
        return self.panel.sorts()

    def wider(self) -> list[Wider]:
        """Up to three ways out of an empty result, each with a count above zero."""
        return widening.wider(self) if self.total == 0 else []

    def meant(self) -> Wider | None:
        """Among few results: the same with an unknown word replaced by one that finds more."""
        return widening.meant(self)

    def points(
        self, bbox: Box | tuple[float, float, float, float] | None = None, zoom: int = 4, *, pins: bool = True
    ) -> MapView:
        """The results on a map: inside `bbox` (west, south, east, north), else the address's, else Europe.

        The rectangle of the address says what is looked at, not what is found: what lies outside is counted as such.
        Without `pins` the markers name no entries, which spares the query for them.
        """
        asked = self.asked.conditions
        box = Box(*bbox) if isinstance(bbox, tuple) else bbox or asked.box
        found = self.selection_of(asked.without("bbox")) if asked.box else self.selection
        return maps.view(found, box or maps.EUROPE, zoom, self.language, pins=pins)


def _read_cursor(text: str, sort: str) -> Mark | None:
    """Where a page begins; None for anything that is not a cursor of this order."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        made_for, offset, slot = base64.urlsafe_b64decode(padded).decode("ascii").split(":")
        mark = Mark(int(offset), int(slot))
    except (ValueError, binascii.Error):
        return None
    most = 2**31
    return mark if made_for == sort and 0 <= mark.offset < most and 0 <= mark.slot < most else None
