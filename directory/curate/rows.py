"""Two documents side by side: a row for each field that differs, with what is gone and new marked in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from directory.choices import State
from directory.curate import fields
from directory.curate.difference import Piece, after_side, before_side, differences
from directory.curate.fields import Names
from directory.documents import FieldChange, compare
from directory.documents.compare import fields_of
from directory.documents.labels import label

# Follows from other fields, or is filled in by the directory itself.
HIDDEN: Final = frozenset({"slug", "centre", "verified_on"})
NOT_CHOSEN: Final = frozenset({"kind", "state", "language"})


@dataclass(frozen=True, slots=True)
class Row:
    """One field. Of a list, a piece is an item; of a text, a passage."""

    path: str
    label: str
    is_list: bool
    before: list[Piece]
    after: list[Piece]

    @property
    def is_new(self) -> bool:
        return not self.before


def changed_rows(old: dict[str, Any], new: dict[str, Any], names: Names) -> list[Row]:
    """The fields that differ, in the order of the new document."""
    return _in_order(_row(change, names) for change in compare(old, new) if change.path not in HIDDEN)


def whole_rows(document: dict[str, Any], names: Names, but: Sequence[str] = ()) -> list[Row]:
    """All fields that have a value, without a comparison."""
    return _in_order(
        _row(FieldChange(path, value, value), names)
        for path, value in fields_of(document).items()
        if path not in HIDDEN and path not in but and path != "kind" and (path, value) != ("state", State.PUBLISHED)
    )


def _in_order(found: Iterable[Row]) -> list[Row]:
    """As a reader wants them: name and texts first, where it comes from last."""
    return sorted(found, key=lambda row: fields.place_in_order(row.path))


def _row(change: FieldChange, names: Names) -> Row:
    path = change.path
    if path == "pictures":
        before, after = change.before or [], change.after or []
        return Row(
            path, label(path), True, pictures(before, after, "gone", names), pictures(after, before, "new", names)
        )
    if fields.is_list(path):
        before, after = (fields.items(path, value, names) for value in (change.before, change.after))
        return Row(path, label(path), True, _marked(before, after, "gone"), _marked(after, before, "new"))
    pieces = differences(fields.text(path, change.before, names), fields.text(path, change.after, names))
    return Row(path, label(path), False, before_side(pieces), after_side(pieces))


def pictures(ones: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]], sort: Any, names: Names) -> list[Piece]:
    """The pictures of one side; those that the other side lacks, or describes otherwise, are marked."""
    words = fields.items("pictures", ones, names)
    return [
        Piece("same" if one in others else sort, text, one["picture"]) for one, text in zip(ones, words, strict=True)
    ]


def _marked(items: list[str], others: list[str], sort: Any) -> list[Piece]:
    """The items of one side; those that the other side lacks are marked."""
    left = Counter(others)
    found = []
    for item in items:
        found.append(Piece("same" if left[item] > 0 else sort, item))
        left[item] -= 1
    return found
