"""The registry itself: filled once by each app, then only read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from directory.choices import VOCABULARY_RULES, Kind
from directory.extensions.pages import (
    AnswersFinder,
    Derive,
    Finder,
    FollowUp,
    FormPart,
    ListOf,
    MakeFacts,
    MakePanel,
    Merge,
    OwnWays,
    PanelOf,
    Remind,
    Way,
)
from directory.extensions.parts import Section, Shape, Table, Territory

if TYPE_CHECKING:
    from django.db.models import Model

    from directory.models import Entry


class RegistryError(Exception):
    """Something was registered twice, or does not fit together: a mistake in an app's code."""


@dataclass(slots=True)
class Registry:
    """Everything that was registered."""

    _shapes: dict[str, Shape] = field(default_factory=dict)
    _sections: dict[str, tuple[Section, ...]] = field(default_factory=dict)
    _panels: dict[str, tuple[PanelOf, ...]] = field(default_factory=dict)
    _facts: dict[str, MakeFacts] = field(default_factory=dict)
    _forms: dict[str, tuple[FormPart, ...]] = field(default_factory=dict)
    _lists: tuple[ListOf, ...] = ()
    _pages: tuple[str, ...] = ()
    _api_lists: dict[str, str] = field(default_factory=dict)
    _merges: tuple[Merge, ...] = ()
    _derived: tuple[Derive, ...] = ()
    _follow_ups: tuple[FollowUp, ...] = ()
    _reminders: tuple[Remind, ...] = ()
    _own_ways: tuple[OwnWays, ...] = ()
    _finders: "dict[str, Finder[Entry]]" = field(default_factory=dict)
    _answers: AnswersFinder | None = None
    _texts: "tuple[tuple[type[Model], tuple[str, ...]], ...]" = ()
    _parts: frozenset[str] = frozenset()

    # --- filling it

    def add_kind(self, shape: Shape) -> None:
        """Say what a kind is made of."""
        if self._shapes.get(shape.kind) is shape:
            return
        if shape.kind in self._shapes:
            raise RegistryError(f"The kind “{shape.kind}” is registered already.")
        _check(shape)
        self._shapes[shape.kind] = shape
        self._parts |= {shape.key}

    def add_section(self, section: Section) -> None:
        """Add a part to the documents of a kind, after those that were added before."""
        if section in self.sections(section.kind):
            return
        if section.key in self._parts or section.key in Kind.values:
            raise RegistryError(f"A part “{section.key}” is registered already.")
        _check(section)
        self._sections[section.kind] = (*self.sections(section.kind), section)
        self._parts |= {section.key}

    def add_panel(self, make: MakePanel, *kinds: Kind, asks: str = "NULL") -> None:
        """Show something on the pages of entries of these kinds, between their texts and their partners."""
        panel = PanelOf(make, asks)
        for kind in kinds:
            if panel not in self.panels(kind):
                self._panels[kind] = (*self.panels(kind), panel)

    def add_facts(self, kind: Kind, facts: MakeFacts) -> None:
        """Say what a kind of the app shows of itself beside its texts."""
        self._facts[kind] = facts

    def add_form(self, part: FormPart) -> None:
        """Ask more in the form of a kind."""
        if part not in self.forms(part.kind):
            self._forms[part.kind] = (*self.forms(part.kind), part)

    def add_list(self, one: ListOf) -> None:
        """Give some entries of a kind a list of their own: page, API, feed, line in the sitemap."""
        if one not in self._lists:
            self._lists += (one,)

    def add_pages(self, *names: str) -> None:
        """Name addresses of pages for the sitemap."""
        self._pages += tuple(name for name in names if name not in self._pages)

    def add_api_list(self, word: str, name: str) -> None:
        """Name the address of a list of the app's own where the API begins."""
        self._api_lists[word] = name

    def add_merge(self, merge: Merge) -> None:
        """Have something done whenever an entry is merged into another."""
        if merge not in self._merges:
            self._merges += (merge,)

    def add_index(self, derive: Derive) -> None:
        """Have something derived from entries whenever they are indexed, in the same transaction."""
        if derive not in self._derived:
            self._derived += (derive,)

    def add_follow_up(self, follow: FollowUp) -> None:
        """Have something begun whenever entries become public or count under other facets, in the same transaction."""
        if follow not in self._follow_ups:
            self._follow_ups += (follow,)

    def add_reminder(self, remind: Remind) -> None:
        """Have those who watch an entry told when something of it falls due."""
        if remind not in self._reminders:
            self._reminders += (remind,)

    def add_answers(self, finder: AnswersFinder) -> None:
        """Have those told who have no entry, and answer questions instead."""
        self._answers = finder

    def add_finder(self, finder: "Finder[Entry]", *kinds: Kind) -> None:
        """Have those who ask told what is newly found for entries of these kinds."""
        self._finders |= dict.fromkeys(kinds, finder)

    def add_own_ways(self, find: OwnWays) -> None:
        """Show in the list of all that somebody has proposed what is found for the entries that came of it."""
        if find not in self._own_ways:
            self._own_ways += (find,)

    def add_texts(self, model: "type[Model]", *names: str) -> None:
        """Name fields that people's words stand in, from which erasing a person takes an address out."""
        if (model, names) not in self._texts:
            self._texts += ((model, names),)

    # --- reading it

    def shape(self, kind: str) -> Shape:
        """Raises KeyError for a kind that nobody registered."""
        return self._shapes[kind]

    def sections(self, kind: str) -> tuple[Section, ...]:
        return self._sections.get(kind, ())

    def tables(self, kind: str) -> tuple[Table, ...]:
        """The kind's own part, then its sections."""
        return self._shapes[kind], *self.sections(kind)

    @property
    def all_tables(self) -> tuple[Table, ...]:
        return tuple(table for kind in self._shapes for table in self.tables(kind))

    @property
    def all_sections(self) -> tuple[Section, ...]:
        return tuple(section for kind in self._shapes for section in self.sections(kind))

    @property
    def territories(self) -> tuple[Territory, ...]:
        return tuple(table.territory for table in self.all_tables if table.territory)

    @property
    def parts(self) -> frozenset[str]:
        """The names under which parts stand in documents: kinds and sections."""
        return self._parts

    def panels(self, kind: str) -> tuple[PanelOf, ...]:
        return self._panels.get(kind, ())

    def due(self, entry: "Entry", after: datetime, until: datetime) -> str:
        """What of an entry falls due between two moments, in the language that is active; empty for nothing."""
        return " ".join(filter(None, (remind(entry, after, until) for remind in self._reminders)))

    def falls_due(self, entry: "Entry", now: datetime) -> bool:
        """Whether anything of an entry is still to fall due."""
        return bool(self.due(entry, now, datetime.max.replace(tzinfo=UTC)))

    def own_ways(self, entries: "Sequence[Entry]") -> dict[int, list[Way]]:
        """Primary key → what is found for somebody's own public entries; those without are left out."""
        ways: dict[int, list[Way]] = {}
        for find in self._own_ways if entries else ():
            for key, way in find(entries).items():
                ways.setdefault(key, []).append(way)
        return ways

    def finder(self, kind: str) -> "Finder[Entry] | None":
        return self._finders.get(kind)

    @property
    def answers(self) -> AnswersFinder | None:
        return self._answers

    @property
    def derived(self) -> tuple[Derive, ...]:
        return self._derived

    @property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        return self._follow_ups

    def facts(self, kind: str) -> MakeFacts | None:
        return self._facts.get(kind)

    def forms(self, kind: str) -> tuple[FormPart, ...]:
        return self._forms.get(kind, ())

    @property
    def lists(self) -> tuple[ListOf, ...]:
        return self._lists

    @property
    def pages(self) -> tuple[str, ...]:
        return self._pages

    @property
    def api_lists(self) -> Mapping[str, str]:
        return self._api_lists

    @property
    def merges(self) -> tuple[Merge, ...]:
        return self._merges

    @property
    def texts(self) -> "tuple[tuple[type[Model], tuple[str, ...]], ...]":
        return self._texts


def _check(table: Table) -> None:
    columns = {one.name for one in table.model._meta.concrete_fields}
    strange = {one.name for one in table.fields} - columns
    if strange:
        raise RegistryError(f"{table.model.__name__} has no field {', '.join(sorted(strange))}.")
    unknown = set(table.terms.values()) - VOCABULARY_RULES.keys()
    if unknown:
        raise RegistryError(f"There is no vocabulary {', '.join(sorted(unknown))}.")


registry: Final = Registry()
"""The one of this process."""
