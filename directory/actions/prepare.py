"""Brings a document into the form in which a revision keeps it."""

from datetime import date
from typing import Any

from directory.documents import Document, validate
from directory.documents.document import Translation
from directory.documents.provenance import provenance_of
from directory.documents.references import References
from directory.models.entry import text_hash
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
        texts=_texts(valid, base),
        provenance=provenance_of(valid.canonical, base=base, channel=channel, day=day),
    )


def _texts(document: Document, base: dict[str, Any] | None) -> dict[str, Translation]:
    """The translations, each with the hash of what it was made from; one that is as before keeps its hash."""
    own = text_hash(document.title, document.summary, document.description)
    before = (base or {}).get("texts", {})
    texts: dict[str, Translation] = {}
    for language, text in document.texts.items():
        known = before.get(language, {})
        same = all(known.get(name) == getattr(text, name) for name in ("title", "summary", "description"))
        made_from = text.source_hash or (known.get("source_hash", "") if same else own)
        texts[language] = text.model_copy(update={"source_hash": made_from})
    return texts


def _centre(document: Document, references: References) -> str | None:
    """The centre whose territory has the main place."""
    countries = [place.country for place in sorted(document.places, key=lambda place: not place.main)]
    return next(
        (references.centre_of_country[code] for code in countries if code in references.centre_of_country),
        None,
    )
