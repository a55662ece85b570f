"""What an app adds to pages and forms, and what it has done when something happens to an entry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.http import QueryDict
from django.utils.functional import Promise

from directory.choices import Event, Kind
from directory.extensions.parts import Facet

if TYPE_CHECKING:
    from directory.browse.facts import Group
    from directory.documents.document import Document
    from directory.documents.references import References
    from directory.models import Entry
    from directory.submit.answers import Answers
    from directory.submit.asks import Ask


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


@dataclass(frozen=True, slots=True)
class Way:
    """A link that says what lies behind it."""

    url: str
    label: str


OwnWays = Callable[["Sequence[Entry]"], Mapping[int, Way]]
"""(public entries): primary key → what somebody finds for their own entry, in the language that is active."""
MakeFacts = Callable[["Entry", str], "list[Group]"]
"""(entry, language of the page) → the kind's own facts for the box beside the texts."""
MakePanel = Callable[["Entry", str, Any], Panel | None]
"""(entry, language of the page, answer to what it asks) → the panel, or None where there is nothing to show."""


@dataclass(frozen=True, slots=True)
class PanelOf:
    """How a panel is made, and what the database is asked for it together with the entry."""

    make: MakePanel
    asks: str
    """An expression in SQL about the entry, whose row is `e` there."""


Merge = Callable[["Entry", "Entry"], None]
"""(survivor, absorbed): moves along what is the app's own, in the transaction of the merge."""
Remind = Callable[["Entry", datetime, datetime], str]
"""(entry, after, until): what falls due between these moments, in the language that is active; empty for nothing."""


Finds = tuple[list[tuple[int, str]], int]
"""([(primary key of an entry that was found, what speaks for it)], how many beside), the best first."""


@dataclass(frozen=True, slots=True)
class News:
    """What became public, changed or went between two snapshots of the database."""

    after: str
    until: str
    events: Mapping[int, frozenset[str]]
    """Entry → what happened to it."""

    @property
    def created(self) -> list[int]:
        return [entry for entry, events in self.events.items() if Event.CREATED in events]


About = TypeVar("About")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder(Generic[About]):
    """What an app finds as time goes by and tells by mail to those who ask, such as calls that fit a project.

    It is about an entry, or about answers to questions as they stand in an address (`AnswersFinder`).
    """

    ask: Promise
    label: Promise
    """The same as a heading, with %(title)s for what it is about."""
    name: Callable[[About], str]
    """What it is about, in the language that is active."""
    explanation: Promise
    url: Callable[[About], str]
    """The page of all that is found."""
    over: Callable[[About, datetime], str]
    """(about, now): why nothing more will be found, in the language that is active; empty while it may."""
    new: Callable[[About, News, datetime, int], Finds]
    """(about, news, now, most): what was found with these news, in the language that is active."""

    def heading(self, about: About) -> str:
        return str(self.label) % {"title": self.name(about)}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersFinder(Finder[str]):
    """What is found for somebody without an entry."""

    read: Callable[[QueryDict], str]
    """The answers in an address, in one form and nothing beside; empty where there are none or one is wrong."""


Derive = Callable[["Sequence[tuple[Entry, Document]]", Sequence[int], "References"], None]
"""(public entries with their documents, keys of those no longer public, the terms): keeps what is derived in step."""
FollowUp = Callable[["Sequence[tuple[Entry, Document]]"], None]
"""(entries that have just become public or count under other facets, with their documents): begins what follows."""
