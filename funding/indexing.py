"""Keeps what matching reads in step with public entries: called by the directory whenever it indexes some."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from directory.choices import Kind
from directory.documents import Document
from directory.documents.references import References
from directory.indexing import facet_numbers
from directory.models import Entry
from funding.documents.parts import CallPart, FunderPart
from funding.models import Opportunity
from sinet.common.money import in_euro

Facet = tuple[str, str]
_ABOUT: Final = ("challenge", "beneficiary", "sdg", "esf")


def index_opportunities(public: Sequence[tuple[Entry, Document]], gone: Sequence[int], references: References) -> None:
    """Write the opportunities of these entries anew. `gone`: entries that are no longer public."""
    keys = [entry.pk for entry, document in public if document.kind in (Kind.CALL, Kind.ORGANISATION)]
    if not keys and not gone:
        return
    Opportunity.objects.filter(pk__in=[*keys, *gone]).delete()
    made = [made for entry, document in public if (made := _opportunity(entry, document, references))]
    numbers = facet_numbers({facet for _row, lists in made for facets in lists.values() for facet in facets})
    for row, lists in made:
        for name, facets in lists.items():
            setattr(row, name, sorted({numbers[facet] for facet in facets}))
    Opportunity.objects.bulk_create([row for row, _lists in made])


def _opportunity(
    entry: Entry, document: Document, references: References
) -> tuple[Opportunity, dict[str, list[Facet]]] | None:
    """The row of a call or funder without its arrays, and what stands in them; None for any other entry."""
    if document.kind == Kind.CALL:
        part: CallPart = document.part  # type: ignore[assignment]  # a call's part is a CallPart
        row = Opportunity(entry=entry, is_call=True, opens_at=part.opens_at, closes_at=part.closes_at)
        return _priced(row, part), _of_call(document, references)
    profile: FunderPart | None = getattr(document, "funder", None)
    if profile is None:
        return None
    row = Opportunity(entry=entry, is_call=False, everywhere=profile.everywhere)
    return _priced(row, profile), _of_funder(profile, references)


def _of_call(document: Document, references: References) -> dict[str, list[Facet]]:
    terms = document.terms
    return {
        "territories": [("country", place.country) for place in document.places if place.country and not place.region]
        + [("region", f"{place.region.scheme}:{place.region.code}") for place in document.places if place.region],
        "applicants": _applicants(terms.get("applicant", ()), references),
        "themes": [("theme", key) for key in terms.get("theme", ())],
        "challenges": [(word, key) for word in _ABOUT for key in terms.get(word, ())],
        "elements": [("element", key) for key in terms.get("element", ())],
        "support": [("funding", key) for key in terms.get("funding", ())],
    }


def _of_funder(profile: FunderPart, references: References) -> dict[str, list[Facet]]:
    return {
        "territories": [("region" if ":" in code else "country", code) for code in profile.territories],
        "applicants": _applicants(profile.applicants, references),
        "themes": [("theme", key) for key in profile.themes],
        "elements": [("element", key) for key in profile.elements],
        "support": [("funding", key) for key in profile.funding],
    }


def _applicants(keys: Iterable[str], references: References) -> list[Facet]:
    """Who may apply, by the terms that organisations say their own type with; those beside stay as they are."""
    return [("type" if ("type", key) in references.terms else "applicant", key) for key in keys]


def _priced(row: Opportunity, part: CallPart | FunderPart) -> Opportunity:
    row.amount_min = _euro(part.amount_min, part.currency)
    row.amount_max = _euro(part.amount_max, part.currency)
    row.own_share = part.cofunding_share
    return row


def _euro(amount: Any, currency: str) -> Decimal | None:
    converted = in_euro(Decimal(amount), currency, timezone.localdate()) if amount is not None and currency else None
    return converted.amount if converted else None
