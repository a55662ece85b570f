"""What a part of a document is made of: that of a kind, or a further section."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from django.utils.functional import Promise

from directory.choices import Kind

if TYPE_CHECKING:
    from django.db.models import Model

    from directory.documents.document import Document
    from directory.documents.parts import Part
    from directory.documents.references import References

Facet = tuple[str, str]
"""(filter word, value)."""
Look = Literal["line", "text", "lines", "tick", "moment", "number", "select", "checks", "entry", "records"]


PRESENT: Final = "yes"
"""The value under which an entry that has a section counts in the facet of the section's name."""


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
