"""The fields of a document by name, and their values in words that a curator reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.choices import PictureRole, Precision, Role, State, TextOrigin
from directory.documents.labels import label, part_fields, part_labels
from directory.extensions import Field, registry
from directory.models import Entry, Term
from sinet.common.languages import country_name, language_name
from sinet.common.urls import display_host

_FIRST: Final = ("title", "summary", "description", "website")
_LAST: Final = tuple("tags places relations links pictures texts language notes source state merged_into".split())


def row_of(path: str, name: str) -> tuple[int, str] | None:
    """Where a path leads in the list `name`: (2, "city") for "places.2.city"; None for a path to anything else."""
    number, _dot, inner = path.removeprefix(f"{name}.").partition(".")
    return (int(number), inner) if path.startswith(f"{name}.") and number.isdecimal() else None


def place_in_order(path: str) -> tuple[int, int, str]:
    """Where a field stands among others: the texts, then what only the kind has, then terms, then the rest."""
    name = path.partition(".")[0]
    if name in _FIRST:
        return (0, _FIRST.index(name), path)
    if name in _LAST:
        return (3, _LAST.index(name), path)
    own = list(part_labels())
    return (1, own.index(path), path) if path in own else (2, 0, path)


@dataclass(slots=True)
class Names:
    """What the keys and identifiers in some documents are called: terms by their label, entries by their title."""

    terms: dict[tuple[str, str], str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[dict[str, Any]]) -> "Names":
        """Look up all that these documents name, with two queries."""
        documents = list(documents)
        keys = {key for document in documents for values in (document.get("terms") or {}).values() for key in values}
        keys |= {key for document in documents for key in _own_terms(document)}
        uids = {uid for document in documents for uid in _uids(document)}
        terms = Term.objects.filter(key__in=keys) if keys else ()
        entries = Entry.objects.filter(uid__in=uids) if uids else ()
        proposed = {document["uid"]: document for document in documents if document.get("uid")}
        names = {str(entry.uid): entry for entry in entries}
        for uid, document in proposed.items():
            names.setdefault(uid, Entry(title=document["title"], kind=document["kind"]))
        return cls({(term.vocabulary_id, term.key): term.label() for term in terms}, names)


def _own_terms(document: dict[str, Any]) -> Iterable[str]:
    """The keys of terms that parts name."""
    for table in registry.tables(document["kind"]):
        part = document.get(table.key) or {}
        for name in table.terms:
            yield from part.get(name) or ()


def _uids(document: dict[str, Any]) -> Iterable[str]:
    yield from (relation["object"] for relation in document.get("relations") or [])
    parent = (document.get("organisation") or {}).get("parent")
    yield from (uid for uid in (parent, document.get("merged_into")) if uid)
    for table in registry.tables(document["kind"]):
        records = ((key, (document.get(table.key) or {}).get(name) or []) for name, key in table.pointers)
        yield from (one[key] for key, found in records for one in found if one.get(key))


def is_list(path: str) -> bool:
    """Whether the field is a list, of which single items come and go."""
    if path in {"links", "pictures", "tags", "places", "relations", "notes"} or path.startswith("terms."):
        return True
    field = part_fields().get(path)
    return field is not None and field.look in ("lines", "checks", "records")


def items(path: str, value: Any, names: Names) -> list[str]:
    """The items of a list in words."""
    if not value:
        return []
    if path.startswith("terms."):
        vocabulary = path.partition(".")[2]
        return [names.terms.get((vocabulary, key), key) for key in value]
    field = part_fields().get(path)
    if field:
        return [_own_item(field, one, names) for one in value]
    show = _SHOW_ITEM.get(path)
    return [show(one, names) if show else str(one) for one in value]


def _own_item(field: Field, one: Any, names: Names) -> str:
    """An item of what a kind or a section has."""
    if field.vocabulary:
        return names.terms.get((field.vocabulary, one), str(one))
    if field.columns:
        said = ((column, one.get(column.name)) for column in field.columns)
        return " · ".join(_own_text(column, value, names) for column, value in said if value)
    return str(one)


def text(path: str, value: Any, names: Names) -> str:
    """A value as one text; empty for nothing."""
    if value in (None, "", [], {}, False):
        return ""
    if is_list(path):
        return "\n".join(items(path, value, names))
    if path.startswith("texts."):
        return _translation(value)
    field = part_fields().get(path)
    if field:
        return _own_text(field, value, names)
    show = _SHOW.get(path)
    return show(value, names) if show else str(value)


def _own_text(field: Field, value: Any, names: Names) -> str:
    if field.look == "tick":
        return _("Yes")
    if field.look == "entry":
        return _entry(value, names)
    if field.choices:
        return dict(field.choices()).get(value, str(value))
    return str(value)


def _translation(value: dict[str, Any]) -> str:
    origin = str(TextOrigin(value.get("origin") or TextOrigin.HUMAN).label)
    parts = [value.get("title"), value.get("summary"), value.get("description"), f"({origin})"]
    return "\n\n".join(part for part in parts if part)


def _place(place: dict[str, Any], _names: Names) -> str:
    country = country_name(place["country"], get_language() or "en") if place["country"] else ""
    region = (place.get("region") or {}).get("code", "")
    where = ", ".join(part for part in (place["address"], place["city"], region, country) if part)
    point = ""
    if place["latitude"] is not None:
        precision = str(Precision(place["precision"]).label) if place["precision"] else ""
        point = f"{place['latitude']:.4f}, {place['longitude']:.4f} ({precision})"
    marks = [_("main place")] if place["main"] else []
    marks += [_("exact place hidden")] if place["hidden"] else []
    return " · ".join(part for part in (where, point, *marks) if part)


def _relation(relation: dict[str, Any], names: Names) -> str:
    role = str(Role(relation["role"]).label)
    other = names.entries.get(relation["object"])
    years = " – ".join(part for part in (relation["starts_on"], relation["ends_on"]) if part)
    title = f"“{other.title}”" if other else relation["object"]
    return f"{role}: {title}" + (f" ({years})" if years else "")


def _picture(picture: dict[str, Any], _names: Names) -> str:
    role = str(PictureRole(picture["role"]).label)
    return f"{role}: {picture['alternative_text']}" + (f" ({picture['credit']})" if picture["credit"] else "")


def _entry(uid: str, names: Names) -> str:
    return names.entries[uid].title if uid in names.entries else uid


def _source(source: dict[str, Any], _names: Names) -> str:
    parts = [source["key"], source["record"], source["licence"], source["credit"]]
    return " · ".join(part for part in parts if part)


_SHOW_ITEM: Final[dict[str, Any]] = {
    "links": lambda link, _names: f"{link['label'] or display_host(link['url'])}: {link['url']}",
    "pictures": _picture,
    "places": _place,
    "relations": _relation,
    "notes": lambda note, _names: f"{label(note['field'])}: {note['text']}",
}
_SHOW: Final[dict[str, Any]] = {
    "state": lambda value, _names: str(State(value).label),
    "language": lambda value, _names: language_name(value, get_language() or "en"),
    "merged_into": _entry,
    "source": _source,
}
