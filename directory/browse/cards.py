"""What searching gives of an entry, in the shapes that the components draw."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.browse.deadlines import deadline_in_words
from directory.browse.texts import foreign
from directory.choices import Kind, Precision
from directory.models import EntryPlace, Term
from directory.search.shapes import Card as Found
from directory.search.shapes import Label as FoundLabel
from directory.search.shapes import Similar
from sinet.common.languages import country_name
from sinet.common.numbers import decimal

ELEMENTS: Final = ("identify", "mobilise", "ideate", "realise", "change")
"""The keys of the five elements of the social-innovation process, in their order (BuiCaSuS)."""
_MOST_LABELS: Final = 4
_MOST_SHARED: Final = 3


@dataclass(frozen=True, slots=True)
class Label:
    """A term or tag as a small link."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """One entry in a list, as components/cards.html and components/hits.html draw it."""

    kind: str
    kind_label: str
    url: str
    title: str
    language: str = ""
    place: str = ""
    text: str = ""
    passage: str = ""
    facts: list[str] = field(default_factory=list)
    tags: list[Label] = field(default_factory=list)
    steps: list[bool] = field(default_factory=list)
    shared: str = ""


def card_of(found: Found) -> Card:
    """A result; `title` and `text` are safe HTML with the words of the search marked."""
    facts = [
        _deadline(found),
        _distance(found),
        _coarse(found),
        _("Source: %(name)s") % {"name": short_source(found.source_title)} if found.source else None,
    ]
    return Card(
        kind=found.kind,
        kind_label=found.kind_label,
        url=found.url,
        title=mark_safe(found.title_html),  # escaped by directory.search, but for its <mark>
        language=foreign(found.language, get_language() or "en"),
        place=found.place_label,
        text=mark_safe(found.text_html),
        passage=mark_safe(found.text_html),
        facts=[fact for fact in facts if fact],
        tags=[_label(label) for label in (*found.terms, *found.tags)[:_MOST_LABELS]],
        steps=steps_of(found.steps),
    )


def _distance(found: Found) -> str | None:
    """ "12 km away"; "about" where the point is not that of an address."""
    if found.distance_km is None:
        return None
    is_exact = found.precision == Precision.ADDRESS
    sentence = _("%(km)s km away") if is_exact else _("about %(km)s km away")
    return sentence % {"km": decimal(found.distance_km, 0)}


def _coarse(found: Found) -> str | None:
    return _("The point is the middle of the region.") if found.precision == Precision.REGION else None


def _deadline(found: Found) -> str | None:
    return deadline_in_words(*found.window) if found.window else None


def short_source(title: str) -> str:
    """What a source is called before its explanations: "Social and Solidarity Economy map"."""
    return re.split(r"[(,:]", title, maxsplit=1)[0].strip()


def card_of_similar(found: Similar) -> Card:
    names = ", ".join(thing.label for thing in found.shared[:_MOST_SHARED])
    return Card(
        kind=found.kind,
        kind_label=found.kind_label,
        url=found.url,
        title=found.title,
        language=foreign(found.language, get_language() or "en"),
        place=found.place_label,
        shared=_("Shared: %(names)s") % {"names": names},
    )


def _label(label: FoundLabel) -> Label:
    return Label(label.label, _label_url(label.facet, label.value, get_language()))


@lru_cache(maxsize=4096)
def _label_url(facet: str, value: str, _language: str | None) -> str:
    """The page of a term or tag, kept per language because lists repeat them."""
    if facet == "tag":
        return reverse("directory:tag", kwargs={"slug": value})
    return reverse("directory:term", kwargs={"vocabulary": facet, "key": value})


def term_url(term: Term) -> str:
    return reverse("directory:term", kwargs={"vocabulary": term.vocabulary_id, "key": term.key})


def kind_list_url(kind: str) -> str:
    return reverse(f"directory:{Kind(kind).value}-list")


def place_name(place: EntryPlace | None, page: str) -> str:
    """ "Malmö, Sweden" in the language of the page; a hidden place shows its country only."""
    if place is None:
        return ""
    country = country_name(place.country, page) if place.country else ""
    return ", ".join(part for part in ("" if place.is_hidden else place.city, country) if part)


def steps_of(keys: Iterable[str]) -> list[bool]:
    """Which of the five elements are among these keys; empty when none is."""
    found = set(keys)
    return [key in found for key in ELEMENTS] if found.intersection(ELEMENTS) else []


def element_keys(terms: Sequence[Term]) -> list[str]:
    return [term.key for term in terms if term.vocabulary_id == "element"]
