"""What searching gives to pages and API: plain values, already in the language of the page.

A `query` is the part of an address behind the path, with its question mark ("?country=SE&q=garden", or "?" where
nothing is left), always without page and cursor; a page puts its own path before it.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ParameterError:
    """Why a parameter could not be used. It then counts as absent; nothing else is lost."""

    parameter: str
    value: str
    """What was given, cut to 100 characters."""
    message: str
    valid: tuple[str, ...] = ()
    """The values, or for an unknown parameter the parameters, that there are; of very many the most used."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One value of a facet with the number of results it would have."""

    value: str
    label: str
    count: int
    selected: bool
    query: str
    """The search with this value added; taken away where it is selected."""
    depth: int = 0
    """0 for a term without a broader one, 1 below it..."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values: hidden without results unless selected; most first (process steps in their order).

    Several values of one facet are "any of", so the counts of a facet ignore its own selection.
    """

    key: str
    label: str
    values: tuple[FacetCount, ...]
    more: int = 0
    """How many further values there are in a long facet (tags), of which only the most used are given."""

    @property
    def selected(self) -> int:
        return sum(value.selected for value in self.values)


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force."""

    parameter: str
    value: str
    label: str
    """What the visitor chose, such as "Sweden"."""
    facet: str
    """The name of the filter, such as "Country"."""
    query: str
    """The search without it."""


@dataclass(frozen=True, slots=True)
class Sort:
    key: str
    label: str
    selected: bool
    query: str


@dataclass(frozen=True, slots=True)
class Wider:
    """A way out of an empty result: it has `count` results, more than none."""

    reason: str
    """`filter` (without the most restrictive one), `word` (a word that is there) or `language`."""
    label: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of results."""

    number: int
    """From 1."""
    count: int
    """How many pages there are, at least 1."""
    entries: tuple[int, ...]
    """Primary keys in order."""
    first: int
    """The place of the first result among all, from 1; 0 on an empty page."""
    last: int
    cursor: str
    """Where the next page begins; empty on the last."""
    previous_cursor: str
    """Where the page before begins; empty on the first."""

    @property
    def has_next(self) -> bool:
        return self.number < self.count

    @property
    def has_previous(self) -> bool:
        return self.number > 1


@dataclass(frozen=True, slots=True)
class Label:
    """A term, tag or other facet value on a card."""

    facet: str
    value: str
    label: str
    url: str
    """The search for it."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of one entry."""

    pk: int
    uid: str
    kind: str
    kind_label: str
    title: str
    title_html: str
    """The title, escaped, with hits in <mark>."""
    url: str
    place_label: str
    """ "Malmö, Sweden"; empty when no place is known."""
    text_html: str
    """The summary, or the passage where the words were found: escaped, with <mark>; may be empty."""
    language: str
    """BCP 47, of the text shown."""
    original_language: str
    steps: tuple[str, ...]
    """Which of the five elements of the process are documented, by key, in their order."""
    terms: tuple[Label, ...]
    """A few: themes, kind of organisation..."""
    tags: tuple[Label, ...]
    source: str
    source_title: str
    updated_on: date
    verified_on: date | None
    distance_km: float | None = None
    precision: str = ""
    """How exact the point of the main place is; nothing where it is hidden or has none."""
    window: tuple[datetime | None, datetime | None, str] | None = None
    """When it opens and closes, and the time zone of its clock, of a kind that lists tell by time."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A point on the map: one entry, or a cluster of several."""

    latitude: float
    longitude: float
    count: int
    """Entries here."""
    entries: tuple["Pin", ...]
    """Those that stand here, where the marker cannot be taken apart: one, or the first twenty on one spot."""
    bbox: tuple[float, float, float, float] | None
    """west, south, east, north: where to zoom to take a cluster apart; none for one entry, or all on one spot."""
    area: tuple[float, float, float, float]
    """A rectangle that holds them: as `bbox` of a list it gives them all."""


@dataclass(frozen=True, slots=True)
class Pin:
    pk: int
    kind: str
    title: str
    url: str
    precision: str
    """How exact the point is: address, city or region."""
    place: str
    """Town and country of the place at this point."""
    distance_km: float | None = None
    """With `near`: how far the entry is."""


@dataclass(frozen=True, slots=True)
class MapView:
    """The results inside a rectangle."""

    markers: tuple[Marker, ...]
    """At most 60."""
    shown: int
    """Entries with a point inside the rectangle, each counted once."""
    repeated: int
    """How much more the markers' counts add up to: entries with several places stand at each of them."""
    outside: int
    """Entries with points, but none inside the rectangle."""
    without_point: int
    """Entries of the whole result that no point can be shown for."""
    bbox: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Suggestion:
    group: str
    """entry, term, tag or place."""
    label: str
    detail: str
    """The kind of the entry, the name of the vocabulary, the country of the place."""
    url: str
    count: int = 0
    """Entries behind it; 0 for an entry or a place."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    entries: tuple[Suggestion, ...] = ()
    terms: tuple[Suggestion, ...] = ()
    tags: tuple[Suggestion, ...] = ()
    places: tuple[Suggestion, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries or self.terms or self.tags or self.places)


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that two entries have in common."""

    kind: str
    """A facet (theme, tag, country...), `city`, or `entry` when both are related to it."""
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Similar:
    pk: int
    uid: str
    kind: str
    kind_label: str
    title: str
    url: str
    language: str
    place_label: str
    shared: tuple[Shared, ...]
    """Rarest first, at least one."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A public entry at the other end of a relation."""

    pk: int
    uid: str
    kind: str
    title: str
    url: str
    language: str
    place_label: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Those to whom an entry stands in one role, read from the entry: "leads", or "is led by"."""

    role: str
    inverse: bool
    """Whether the relation belongs to the other entry's document."""
    label: str
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The public relations of an entry in both directions."""

    groups: tuple[RoleGroup, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(group.neighbours) for group in self.groups)

    def __bool__(self) -> bool:
        return bool(self.groups)


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands in the directory, counted."""

    total: int
    kinds: dict[str, int]
    countries: int
    relations: int
    elements: tuple[FacetCount, ...]
    """The five elements of the process in their order with their cases, also those without any."""
