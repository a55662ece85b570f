"""Brings a document into the form in which a revision keeps it."""

from datetime import date
from typing import Any

from directory.documents import Document, validate
from directory.documents.provenance import provenance_of
from directory.documents.references import References
from sinet.common.ids import uuid7


def prepare(
    document: dict[str, Any],
    *,
    base: dict[str, Any] | None,
    channel: str,
    references: References,
    day: date,
) -> Document:
    """Validate a document and fill in what follows from it: identifier, centre by country, origin of each field.

    Raises `DocumentError`. Entries that the document points to are checked when it is applied.
    """
    valid = validate(document)
    references.check(valid)
    return valid.with_values(
        uid=valid.uid or uuid7(),
        centre=valid.centre or _centre(valid, references),
        provenance=provenance_of(valid.canonical, base=base, channel=channel, day=day),
    )


def _centre(document: Document, references: References) -> str | None:
    """The centre whose territory has the main place."""
    countries = [place.country for place in sorted(document.places, key=lambda place: not place.main)]
    return next(
        (references.centre_of_country[code] for code in countries if code in references.centre_of_country),
        None,
    )
