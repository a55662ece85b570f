"""The filters of pages and API: one class, the words that visitors use."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from directory.extensions import registry
from directory.models import Entry
from directory.search import windows
from directory.search.catalogue import FACETS, kind_label
from directory.search.conditions import Choice, Conditions, matching
from directory.search.follower import Reading, reading
from directory.search.lexemes import tsquery
from directory.search.parameters import (
    MOST_ERRORS,
    MOST_VALUES,
    is_tracking,
    problem,
    read_box,
    read_circle,
    read_day,
    read_moment,
    read_one,
    read_page,
    read_yes,
    unknown_parameter,
    unknown_value,
    values_of,
)
from directory.search.query import MOST_CHARACTERS, MOST_WORDS, Question, clean, parse
from directory.search.shapes import ParameterError
from directory.search.shorthand import spread
from directory.search.synonyms import Widened, widen

SORTS: Final = ("match", "newest", "name", "near", windows.WORD)
_OTHERS: Final = {
    "q": gettext_lazy("Search for"),
    "bbox": gettext_lazy("Part of the map"),
    "near": gettext_lazy("Near"),
    "without_point": gettext_lazy("Without an exact place"),
    "updated_since": gettext_lazy("Changed since"),
    "verified_since": gettext_lazy("Confirmed since"),
    "exact": gettext_lazy("Only the words as typed"),
}
_VIEW: Final = ("sort", "page", "cursor")
FILTERS: Final = {"q": _OTHERS["q"], **FACETS, **_OTHERS}
"""Every filter: its word in addresses, its name on pages."""
WORDS: Final = (*FILTERS, *_VIEW)
"""Every parameter of a list, the same on pages and in the API."""


class EntryFilter(django_filters.FilterSet):
    """Reads the parameters of an address into conditions. What it cannot use stands in `problems`, and only there.

    A wrong parameter counts as not given. `kind` fixes the kind of entries: then it is no parameter. `fixed` does the
    same with values of other facets: (word, value). `also` names parameters that the caller reads itself.
    """

    class Meta:
        model = Entry
        fields: list[str] = []

    def __init__(
        self,
        data: QueryDict | None = None,
        queryset: QuerySet[Entry] | None = None,
        *,
        kind: str | None = None,
        fixed: tuple[tuple[str, str], ...] = (),
        language: str | None = None,
        also: frozenset[str] = frozenset(),
        basis: Reading | None = None,
        **others: Any,
    ) -> None:
        self.queryset = queryset
        self.kind = kind
        self.fixed = dict(fixed)
        self.at = windows.present_minute()
        self.language = language or get_language() or "en"
        self.also = also
        self.basis = basis or reading()
        self.data = spread(data if data is not None else QueryDict(), self.basis.catalogue)
        self.request = others.get("request")
        self.form_prefix = None
        self.problems: list[ParameterError] = []
        self.remarks: list[ParameterError] = []
        """What is worth saying of a search that is valid."""
        self.given: list[tuple[str, str]] = []
        """The parameters in force as they are written, without page and cursor."""
        self.conditions = self._read()

    @classmethod
    def get_filters(cls) -> "OrderedDict[str, django_filters.Filter]":
        """One filter for each word, for who lists them (the API's schema)."""
        return OrderedDict(
            (word, django_filters.Filter(field_class=forms.CharField, field_name=word, label=label))
            for word, label in FILTERS.items()
        )

    @cached_property
    def filters(self) -> "OrderedDict[str, django_filters.Filter]":
        filters: OrderedDict[str, django_filters.Filter] = self.base_filters
        return filters

    def is_valid(self) -> bool:
        return not self.problems

    @property
    def errors(self) -> dict[str, list[str]]:
        """Parameter → messages."""
        found: dict[str, list[str]] = {}
        for error in self.problems:
            found.setdefault(error.parameter, []).append(error.message)
        return found

    @cached_property
    def qs(self) -> QuerySet[Entry]:
        """The public entries that meet the conditions."""
        found = matching(self.conditions, self.at)
        return found if self.queryset is None else self.queryset.filter(pk__in=found)

    def _read(self) -> Conditions:
        self._refuse_unknown()
        choices = [choice for facet in FACETS if facet != "kind" and (choice := self._choice(facet))]
        kinds = self._kinds()
        self.question = self._question()
        """What was asked, without what else it may mean."""
        self.exact = bool(self._one("exact", read_yes))
        self.widened = self._widen(self.question)
        question = self.widened.question
        box = self._one("bbox", read_box)
        near = self._one("near", read_circle)
        without_point = bool(self._one("without_point", read_yes))
        updated_since = self._one("updated_since", read_moment)
        verified_since = self._one("verified_since", read_day)
        self.sort = self._sort(question, near=near is not None)
        self.page = read_one(self.data, "page", read_page, self.problems) or 1
        self.cursor: str = read_one(self.data, "cursor", str, self.problems) or ""
        if self.cursor and "page" in self.data:
            self.problems.append(problem("page", "", _("Give either “page” or “cursor”.")))
        return Conditions(
            choices=(kinds, *choices) if kinds else tuple(choices),
            question=question,
            tsquery=tsquery(question, self.languages) if self.asked else "",
            typed=tsquery(self.question, self.languages) if question != self.question else "",
            box=box,
            near=near,
            without_point=without_point,
            updated_since=updated_since,
            verified_since=verified_since,
        )

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages in which there are texts."""
        return tuple(sorted(self.basis.catalogue.by_facet["language"].values()))

    @cached_property
    def asked(self) -> str:
        """The text of the search, cleaned; empty where none is asked for."""
        return clean(next(iter(values_of(self.data, "q")), ""))[:MOST_CHARACTERS]

    def _refuse_unknown(self) -> None:
        for word in self.data:
            if word in WORDS or word in self.also or is_tracking(word):
                continue
            if len(self.problems) == MOST_ERRORS:
                break
            self.problems.append(unknown_parameter(word, self.data.get(word) or "", (*WORDS, *sorted(self.also))))

    def _choice(self, facet: str) -> Choice | None:
        values = values_of(self.data, facet)
        catalogue = self.basis.catalogue
        if facet in self.fixed:
            for value in values[:1]:
                self._add(problem(facet, value, _("This list is made by “%(word)s” already.") % {"word": facet}))
            return facet, frozenset({catalogue.number(facet, self.fixed[facet])})
        if len(values) > MOST_VALUES:
            message = ngettext(
                "At most %(count)d value is possible here.", "At most %(count)d values are possible here.", MOST_VALUES
            )
            self._add(problem(facet, values[MOST_VALUES], message % {"count": MOST_VALUES}))
        known = []
        for value in values[:MOST_VALUES]:
            if catalogue.is_valid(facet, value):
                known.append(catalogue.number(facet, value))
                self.given.append((facet, value))
            else:
                label = catalogue.facet_label(facet, self.language)
                self._add(unknown_value(facet, label, value, catalogue.valid(facet)))
        return (facet, frozenset(known)) if known else None

    def _kinds(self) -> Choice | None:
        if self.kind is None:
            return self._choice("kind")
        others = [value for value in values_of(self.data, "kind") if value != self.kind]
        if others:
            label = kind_label(self.kind, self.language, plural=True)
            message = _("This list holds one kind only: %(kind)s.") % {"kind": label}
            self._add(problem("kind", others[0], message, [self.kind]))
        return "kind", frozenset({self.basis.catalogue.number("kind", self.kind)})

    def _question(self) -> Question:
        values = values_of(self.data, "q")
        if len(values) > 1:
            self._add(problem("q", values[1], _("Give “%(word)s” once only.") % {"word": "q"}))
        question = parse(values[0]) if values else Question()
        if self.asked:
            self.given.insert(0, ("q", self.asked))
        if question.cut:
            message = _("Only the first %(words)d words and %(characters)d characters are searched for.")
            self.remarks.append(problem("q", values[0], message % {"words": MOST_WORDS, "characters": MOST_CHARACTERS}))
        return question

    def _widen(self, question: Question) -> Widened:
        widened = widen(question, self.basis.catalogue, self.basis.version)
        return Widened(question, widened.also) if self.exact else widened

    def asking(self, text: str) -> Conditions:
        """The same conditions with other words."""
        question = self._widen(parse(text)).question
        return replace(self.conditions, question=question, tsquery=tsquery(question, self.languages), typed="")

    def _sort(self, question: Question, *, near: bool) -> str:
        default = self.default_sort(question, near=near)
        values = values_of(self.data, "sort")
        if not values:
            return default
        sort = values[0]
        if sort not in SORTS:
            self._add(unknown_value("sort", _("Order"), sort, SORTS))
            return default
        if sort == "near" and not near:
            self._add(problem("sort", sort, _("To sort by distance, say from where with “near”.")))
            return default
        # Without words all match alike, and among alike the newest come first.
        sort = default if sort == "match" and not question else sort
        if sort != default:
            self.given.append(("sort", sort))
        return sort

    def default_sort(self, question: Question, *, near: bool) -> str:
        """The order that nobody has to ask for: the best match, the nearest, what closes next, the newest."""
        if question or near:
            return "match" if question else "near"
        return windows.WORD if self.is_told_by_time else "newest"

    @property
    def is_told_by_time(self) -> bool:
        """Whether the list holds only what opens and closes."""
        return self.kind is not None and registry.shape(self.kind).window is not None

    def _one(self, word: str, read: Callable[[str], Any]) -> Any:
        value = read_one(self.data, word, read, self.problems)
        if value is not None:
            self.given.append((word, values_of(self.data, word)[0]))
        return value

    def _add(self, error: ParameterError) -> None:
        if len(self.problems) < 2 * MOST_ERRORS:
            self.problems.append(error)
