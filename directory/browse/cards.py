"""What searching gives of an entry, in the shapes that the components draw."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.browse.deadlines import deadline_in_words
from directory.browse.texts import foreign
from directory.choices import MADE_UP, Kind, Precision
from directory.models import EntryPlace, Term
from directory.search.shapes import Card as Found
from directory.search.shapes import Label as FoundLabel
from directory.search.shapes import Similar
from directory.search.terms import TermName
from sinet.common.cards import Card, Label
from sinet.common.languages import country_name
from sinet.common.numbers import decimal

ELEMENTS: Final = ("identify", "mobilise", "ideate", "realise", "change")
"""The keys of the five elements of the social-innovation process, in their order (BuiCaSuS)."""
_MOST_LABELS: Final = 4
_MOST_SHARED: Final = 3


def card_of(found: Found, page: str) -> Card:
    """A result on a page in the language `page`; `title` and `passage` are safe HTML with the words marked."""
    facts = (_deadline(found), _distance(found), _coarse(found), _source(found.source, found.source_title, page))
    return Card(
        kind=found.kind,
        kind_label=found.kind_label,
        url=found.url,
        title=SafeString(found.title_html),  # escaped by directory.search, but for its <mark>
        language=foreign(found.language, page),
        place=found.place_label,
        text=(text := SafeString(found.text_html)),
        passage=text,
        facts=[fact for fact in facts if fact],
        tags=[_label(label, page) for label in (*found.terms, *found.tags)[:_MOST_LABELS]],
        # A call funds elements of the process; it documents none.
        steps=[] if found.kind == Kind.CALL else steps_of(found.steps),
    )


@lru_cache(maxsize=1024)
def _source(key: str, title: str, _page: str) -> str:
    """What a list says of the source, in the language that is active."""
    if key == MADE_UP:
        return _("Made up, an example")
    return _("Source: %(name)s") % {"name": short_source(title)} if title else ""


def _distance(found: Found) -> str | None:
    """ "12 km away"; "about" where the point is not that of an address."""
    if found.distance_km is None:
        return None
    if found.distance_km < 1:
        return _("less than 1 km away")
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


def card_of_similar(found: Similar, page: str) -> Card:
    names = ", ".join(thing.label for thing in found.shared[:_MOST_SHARED])
    return Card(
        kind=found.kind,
        kind_label=found.kind_label,
        url=found.url,
        title=found.title,
        language=foreign(found.language, page),
        place=found.place_label,
        note=_("Shared: %(names)s") % {"names": names},
    )


@lru_cache(maxsize=4096)
def _label(label: FoundLabel, page: str) -> Label:
    return Label(label.label, value_url(label.facet, label.value, page))


@lru_cache(maxsize=4096)
def value_url(facet: str, value: str, _page: str | None) -> str:
    """The page of a term or tag in the language that is active; kept because pages repeat them."""
    if facet == "tag":
        return reverse("directory:tag", kwargs={"slug": value})
    return reverse("directory:term", kwargs={"vocabulary": facet, "key": value})


def term_url(term: Term) -> str:
    return value_url(term.vocabulary_id, term.key, get_language())


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


def element_keys(terms: Sequence[TermName]) -> list[str]:
    return [term.key for term in terms if term.vocabulary == "element"]
