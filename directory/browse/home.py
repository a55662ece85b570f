"""The first page: what is there, counted, and a way in for each kind of visitor."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from directory.browse import addresses
from directory.browse.cards import ELEMENTS, card_of
from directory.browse.doors import DOORS
from directory.browse.europe import most_places
from directory.choices import Kind
from directory.search import overview, search
from directory.search.shapes import FacetCount, Overview
from sinet.common.cards import Card
from sinet.common.numbers import decimal
from sinet.common.public import public_page

_SHOWN: Final = (Kind.CASE, Kind.PROJECT, Kind.ORGANISATION)
_NEWEST: Final = 2
"""Cards of each kind that is shown."""
_CALLS: Final = 3
"""Those that close first."""

# What is done in each element of the process (BuiCaSuS), in our own words.
_STEP_TEXTS: Final[dict[str, Promise]] = {
    "identify": gettext_lazy("Find out who is affected, what they need and what has been tried."),
    "mobilise": gettext_lazy("Bring people, knowledge, money and mandates to one table."),
    "ideate": gettext_lazy("Build the idea with those who will use it, test it, change it."),
    "realise": gettext_lazy("Run it, pay for it, and take it to the next place."),
    "change": gettext_lazy("Show that it works, and shift rules and habits for good."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One element of the process with the cases that are counted under it."""

    title: str
    url: str
    text: str
    note: str


@public_page
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "browse/home.html", _context(request.path))


def _context(path: str) -> dict[str, Any]:
    language = get_language() or "en"
    counted = overview(language)
    places = most_places()
    return {
        "page_title": _("Social innovation in Europe"),
        "search_url": reverse("directory:search"),
        "suggest_url": f"{reverse('api:suggest')}?lang={language}",
        "map": places,
        "steps": steps(counted.elements, counted.kinds.get(Kind.CASE, 0)),
        "newest": [card for kind in _SHOWN for card in _newest(kind, language)],
        "calls": _closing_first(language),
        "calls_url": f"{reverse('directory:call-list')}?deadline=open",
        "all_entries": ngettext("%(count)s entry in all", "All %(count)s entries", counted.total)
        % {"count": decimal(counted.total)},
        "figures": _figures(counted),
        "countries": _countries(language),
        "doors": DOORS,
        "canonical": addresses.absolute(path),
        "alternates": addresses.alternates(path),
        "feed_url": addresses.feed_url(),
        "description": _(
            "Organisations, projects and tested practices of social innovation in Europe: who works on what, with whom."
        ),
    }


def steps(elements: Sequence[FacetCount], cases: int) -> list[Step]:
    """The five elements in their order, each linking to its cases."""
    counted = {element.value: element for element in elements}
    found = []
    for key in ELEMENTS:
        if key not in counted:
            continue
        number = counted[key].count
        note = ngettext("%(n)s of %(all)s cases", "%(n)s of %(all)s cases", cases)
        found.append(
            Step(
                title=counted[key].label,
                url=f"{reverse('directory:case-list')}?element={key}",
                text=str(_STEP_TEXTS[key]),
                note=note % {"n": decimal(number), "all": decimal(cases)},
            )
        )
    return found


def _newest(kind: Kind, language: str) -> list[Card]:
    found = search(QueryDict("sort=newest"), kind=kind.value, language=language, page_size=_NEWEST)
    return [card_of(card, language) for card in found.cards()]


def _closing_first(language: str) -> list[Card]:
    """Open calls with the time left, those that close first."""
    found = search(QueryDict("deadline=open"), kind=Kind.CALL.value, language=language, page_size=_CALLS)
    cards = [card_of(card, language) for card in found.cards()]
    return [replace(card, note=" · ".join(card.facts)) for card in cards]


def _figures(counted: Overview) -> list[dict[str, Any]]:
    """What is counted, each number leading to what it counts."""
    figures = [
        {"value": counted.kinds[kind], "label": kind.plural, "url": reverse(f"directory:{kind.value}-list")}
        for kind in Kind
        if counted.kinds.get(kind)
    ]
    countries = ngettext("country", "countries", counted.countries)
    relations = ngettext("relation between them", "relations between them", counted.relations)
    return [
        *figures,
        {"value": counted.countries, "label": countries, "url": reverse("directory:map")},
        {"value": counted.relations, "label": relations, "url": ""},
    ]


def _countries(language: str) -> list[dict[str, Any]]:
    """The countries with most entries, as bars."""
    facet = search(QueryDict(), language=language).facet("country")
    values = facet.values[:8]
    most = max((value.count for value in values), default=1)
    return [
        {
            "label": value.label,
            "value": value.count,
            "percent": round(100 * value.count / most, 1),
            "url": f"{reverse('directory:search')}?country={value.value}",
        }
        for value in values
    ]
