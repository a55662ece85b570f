"""What an app above the directory adds to it: kinds of entry, further parts of a kind, and what its pages show.

The directory never imports such an app. The app fills the registry in the `ready` of its configuration, as the
directory does for its own kinds (registering the same object again changes nothing, for Django may call `ready`
twice); afterwards it is only read. Reading is a look-up in a dictionary, once for a
document or a page: what costs more (SQL, classes) is made from it once and kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from django.utils.functional import Promise

from directory.choices import VOCABULARY_RULES, Kind

if TYPE_CHECKING:
    from django.db.models import Model

    from directory.browse.facts import Group
    from directory.documents.document import Document
    from directory.documents.parts import Part
    from directory.documents.references import References
    from directory.models import Entry
    from directory.submit.answers import Answers
    from directory.submit.asks import Ask

Facet = tuple[str, str]
"""(filter word, value)."""
Look = Literal["line", "text", "lines", "tick", "moment", "number", "select", "checks", "entry", "records"]


PRESENT: Final = "yes"
"""The value under which an entry that has a section counts in the facet of the section's name."""


class RegistryError(Exception):
    """Something was registered twice, or does not fit together: a mistake in an app's code."""


def _no_facets(_part: Any, _references: "References") -> Iterable[Facet]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a part: its name in words, and how a curator sees and edits it."""

    name: str
    label: Promise
    look: Look = "line"
    """`lines`: a list of texts; `records`: a list of objects; `entry`: the identifier of an entry or null.

    An entry is one of the same kind, in a column of `records` one of any kind.
    """
    columns: "tuple[Field, ...]" = ()
    """Of `records`: what each of them says, in the order of a row of the editor."""
    hint: str | Promise = ""
    """What the editor says under the name."""
    vocabulary: str = ""
    """Of a field that names terms (`checks`): the key of their vocabulary."""
    choices: Callable[[], list[tuple[str, str]]] | None = None
    """Of a `select`: (value, words)."""
    is_code: bool = False
    """Whether its text is no words to search for, such as a time zone."""


@dataclass(frozen=True, slots=True)
class Territory:
    """A filter whose values are countries (`SE`) and regions (`NUTS:SE22`): its word in addresses, and its name."""

    word: str
    label: Promise


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """A part of documents that lies in a table of its own.

    The model is one-to-one with the entry, which is its primary key; its other fields are named as those of the part.
    """

    kind: Kind
    model: "type[Model]"
    fields: tuple[Field, ...] = ()
    facets: "Callable[[Any, References], Iterable[Facet]]" = _no_facets
    """What the part counts under in lists, beside the terms it names."""
    territory: "Territory | None" = None
    """The filter by places that is no place of the entry itself; its values come by `facets`."""

    @property
    def key(self) -> str:
        """The name of the part in documents."""
        return self.kind.value

    @property
    def pointers(self) -> tuple[tuple[str, str], ...]:
        """(field, column): in a list of records, what holds the identifier of another entry or null."""
        return _pointers(self)

    @property
    def terms(self) -> dict[str, str]:
        """Field → vocabulary, of the fields that name terms."""
        return {field.name: field.vocabulary for field in self.fields if field.vocabulary}


@cache
def _pointers(table: Table) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, column.name) for one in table.fields for column in one.columns if column.look == "entry")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape(Table):
    """What a kind of entry is made of."""

    document: "type[Document]"
    wanted: tuple[tuple[str, ...], ...]
    """What a reader would want to know: groups of paths of which one is enough (`directory.documents.completeness`)."""
    window: "Callable[[Any], tuple[datetime | None, datetime | None, str]] | None" = None
    """The part → when it opens and closes (None: unknown) and its time zone (or empty), of a kind told by time."""
    texts: tuple[tuple[str, Promise], ...] = ()
    """(field, heading) of the long texts of its page, in their order."""
    calendar: str = ""
    """The name of the address at which a list of the kind is given as iCalendar."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section(Table):
    """A further part of the documents of a kind, which an entry has or has not."""

    name: str
    part: "type[Part]"
    label: Promise
    """What it means that an entry has it; also the name of the filter by it, whose word is the section's name."""

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Panel:
    """Something an app shows on the page of an entry: a template, and the context it is drawn with."""

    template: str
    context: Mapping[str, Any]
    tells: bool = True
    """Whether it says something of the entry; ways to other pages do not."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of its own of some entries of a kind: those of one value of a facet."""

    path: str
    """Its plural word in addresses of pages, API and feeds: `funders`."""
    kind: Kind
    fixed: tuple[Facet, ...]
    title: Promise

    @property
    def name(self) -> str:
        """The word by which its addresses are named: `funder`, as for a kind."""
        return self.path.removesuffix("s")


Typed = dict[str, str | list[str]]
"""Answers of a form by the names of the questions, as they were typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """What an app asks in the form by which visitors propose entries of a kind."""

    kind: Kind
    asks: "tuple[Ask, ...]"
    typed_of: Callable[[Mapping[str, Any]], Typed]
    """A document → the answers to the questions that are not `plain`."""
    put: "Callable[[dict[str, Any], Answers], None]"
    """Puts the answers to those into the document; called only when one of them has changed."""
    whole: str
    """The question beside which an error stands that is about the part as a whole."""


MakeFacts = Callable[["Entry", str], "list[Group]"]
"""(entry, language of the page) → the kind's own facts for the box beside the texts."""
Span = Callable[[Any], str]
"""The part of an entry → its time in a few words, for lists of partners."""
MakePanel = Callable[["Entry", str], Panel | None]
"""(entry, language of the page) → the panel, or None where there is nothing to show."""
Merge = Callable[["Entry", "Entry"], None]
"""(survivor, absorbed): moves along what is the app's own, in the transaction of the merge."""
Remind = Callable[["Entry", datetime, datetime], str]
"""(entry, after, until): what falls due between these moments, in the language that is active; empty for nothing."""


Finds = tuple[list[tuple[int, str]], int]
"""([(primary key of an entry that was found, what speaks for it)], how many beside), the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """What an app finds for entries as time goes by, and tells by mail to those who ask: calls that fit a project."""

    ask: Promise
    label: Promise
    """The same as a heading, with %(title)s for the entry."""
    explanation: Promise
    url: Callable[["Entry"], str]
    """The page of all that is found for an entry."""
    new: "Callable[[Entry, tuple[str, str], datetime, int], Finds]"
    """(entry, two snapshots, now, most): what was found between them, in the language that is active."""


Derive = Callable[["Sequence[tuple[Entry, Document]]", Sequence[int], "References"], None]
"""(public entries with their documents, keys of those no longer public, the terms): keeps what is derived in step."""


@dataclass(slots=True)
class Registry:
    """Everything that was registered."""

    _shapes: dict[str, Shape] = field(default_factory=dict)
    _sections: dict[str, tuple[Section, ...]] = field(default_factory=dict)
    _panels: dict[str, tuple[MakePanel, ...]] = field(default_factory=dict)
    _facts: dict[str, tuple[MakeFacts, Span]] = field(default_factory=dict)
    _forms: dict[str, tuple[FormPart, ...]] = field(default_factory=dict)
    _lists: tuple[ListOf, ...] = ()
    _pages: tuple[str, ...] = ()
    _api_lists: dict[str, str] = field(default_factory=dict)
    _merges: tuple[Merge, ...] = ()
    _derived: tuple[Derive, ...] = ()
    _reminders: tuple[Remind, ...] = ()
    _finders: dict[str, Finder] = field(default_factory=dict)
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

    def add_panel(self, make: MakePanel, *kinds: Kind) -> None:
        """Show something on the pages of entries of these kinds, between their texts and their partners."""
        for kind in kinds:
            if make in self.panels(kind):
                continue
            self._panels[kind] = (*self.panels(kind), make)

    def add_facts(self, kind: Kind, facts: MakeFacts, span: Span) -> None:
        """Say what a kind of the app shows of itself beside its texts, and in lists of partners."""
        self._facts[kind] = facts, span

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

    def add_reminder(self, remind: Remind) -> None:
        """Have those who watch an entry told when something of it falls due."""
        if remind not in self._reminders:
            self._reminders += (remind,)

    def add_finder(self, finder: Finder, *kinds: Kind) -> None:
        """Have those who ask told what is newly found for entries of these kinds."""
        self._finders |= dict.fromkeys(kinds, finder)

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

    def panels(self, kind: str) -> tuple[MakePanel, ...]:
        return self._panels.get(kind, ())

    @property
    def reminders(self) -> tuple[Remind, ...]:
        return self._reminders

    def finder(self, kind: str) -> Finder | None:
        return self._finders.get(kind)

    @property
    def derived(self) -> tuple[Derive, ...]:
        return self._derived

    def facts(self, kind: str) -> tuple[MakeFacts, Span] | None:
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
