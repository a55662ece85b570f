"""Where each field of a document comes from, and when it was last confirmed."""

from datetime import date
from typing import Any

from directory.documents.compare import fields_of
from directory.documents.document import FieldOrigin

# About the entry as a whole: its state, address and origin are no facts with a source of their own.
_NO_FACTS = frozenset({"kind", "slug", "state", "merged_into", "centre", "source", "verified_on", "notes", "language"})


def provenance_of(
    document: dict[str, Any], *, base: dict[str, Any] | None, channel: str, day: date
) -> dict[str, FieldOrigin]:
    """The origin of every field of a canonical document that has a value.

    What the document says itself stays. A field that is as it was in the base keeps the base's origin. Any other
    comes from the document's source (on the day it was retrieved), else from the channel, today.
    """
    source = document.get("source") or {}
    own = {
        "source": source.get("key") or channel,
        "confirmed_on": source.get("retrieved_on") if source.get("key") else day.isoformat(),
    }
    before = fields_of(base) if base else {}
    origins = {**(base or {}).get("provenance", {})}
    said = document.get("provenance", {})
    result: dict[str, FieldOrigin] = {}
    made: dict[tuple[str, Any], FieldOrigin] = {}
    for path, value in fields_of(document).items():
        if path in _NO_FACTS:
            continue
        unchanged = path in origins and before.get(path) == value
        its_own = path in said and (unchanged or said[path] != origins.get(path))
        origin = said[path] if its_own else origins[path] if unchanged else own
        key = str(origin["source"]), origin["confirmed_on"]
        if key not in made:
            made[key] = FieldOrigin(source=key[0], confirmed_on=date.fromisoformat(key[1]) if key[1] else None)
        result[path] = made[key]
    return result
