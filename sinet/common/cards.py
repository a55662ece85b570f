"""One entry as lists and cards show it, and one value of a filter: the shapes that components draw."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A term or tag as a small link."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use; `url` is the same search without it, `group` the filter's name, or empty."""

    label: str
    url: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact; `language` where the text is in another language than the page."""

    text: str
    url: str = ""
    external: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of an entry, by its name."""

    label: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Card:
    """One entry in a list, as components/cards.html and components/hits.html draw it.

    `title` and `passage` are escaped unless they are safe HTML.
    """

    kind: str
    kind_label: str
    url: str
    title: str
    language: str = ""
    """Of the texts, where it is not that of the page."""
    place: str = ""
    text: str = ""
    passage: str = ""
    facts: Sequence[str] = ()
    tags: Sequence[Label] = ()
    steps: Sequence[bool] = ()
    """Which of the five elements of the process it documents; empty for none."""
    note: str = ""
    """At the foot of a card: what it has in common with the entry shown, or how long it is open."""
    position: str = ""
    """ "55.61,13.0", for a map that stands beside."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet with its box; `element` (1 to 5) gives it the colour of a process step."""

    value: str
    label: str
    count: int
    selected: bool = False
    element: int | None = None


@dataclass(frozen=True, slots=True)
class FacetBox:
    """A filter as components/facets.html draws it: its first values, and `more` behind a fold."""

    key: str
    label: str
    open: bool
    values: Sequence[Option]
    more: Sequence[Option] = ()
    total: int = 0
    """How many values there are in all, where they are too many to be shown at once."""
    find_url: str = ""
    """The page of all values, which also finds some by their names."""
