"""Grants: the list with its filters and sums, and one grant."""

from typing import Any, Final
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from directory.browse import addresses
from directory.browse.origin import licence_of
from directory.browse.time import between
from directory.models import Source
from funding.browse.lines import line_of, party_of
from funding.browse.sums import sum_in_words
from funding.models import Grant, GrantParty
from funding.search.filters import LABELS, SORTS, GrantFilters
from funding.search.totals import total_of
from funding.sources.standard import SCOPES
from sinet.common.cards import Fact, Value
from sinet.common.languages import country_name
from sinet.common.money import display
from sinet.common.numbers import decimal
from sinet.common.pager import pager
from sinet.common.public import public_page

PAGE_SIZE: Final = 25
_MOST_OPTIONS: Final = 200
_ALSO: Final = frozenset({"sort", "page"})


@public_page
def grants(request: HttpRequest) -> HttpResponse:
    """One page of the grants that the filters leave, with what all of them add up to."""
    language = get_language() or "en"
    filters = GrantFilters.read(request.GET, also=_ALSO)
    sort = request.GET.get("sort", "newest")
    sort = sort if sort in SORTS else "newest"
    found = filters.grants()
    total = total_of(found)
    last = max(1, -(-total.count // PAGE_SIZE))
    number = min(_number(request.GET.get("page", "")), last)
    start = (number - 1) * PAGE_SIZE
    shown = found.select_related("funder__entry", "recipient__entry").order_by(*SORTS[sort])[start : start + PAGE_SIZE]
    ordered = {"sort": None if sort == "newest" else sort}
    path = request.path
    count = decimal(total.count)
    heading = ngettext("%(count)s grant", "%(count)s grants", total.count) % {"count": count}
    context = {
        **_page(_("Grants"), request, path + filters.query(**ordered, page=number if number > 1 else None)),
        "robots": "noindex, follow" if len(filters.chosen) > 1 or filters.errors or sort != "newest" else "",
        "results_heading": heading,
        "lines": [line_of(grant, language) for grant in shown],
        "total": sum_in_words(total, language),
        "fields": _fields(filters),
        "years": [("since", LABELS["since"]), ("until", LABELS["until"])],
        "typed": filters.chosen,
        "errors": [f"{LABELS.get(one.parameter, one.parameter)}: {one.message}" for one in filters.errors],
        "sorts": [{"value": key, "label": _label_of_sort(key), "selected": key == sort} for key in SORTS],
        "is_filtered": bool(filters.chosen),
        "json_url": reverse("funding-api:grants-package") + filters.query(),
        "csv_url": reverse("funding-api:grants-table") + filters.query(),
        "api_url": reverse("funding-api:grant-list") + filters.query(),
        "pager": pager(number, last, lambda page: path + filters.query(**ordered, page=page if page > 1 else None)),
    }
    return render(request, "funding/grant_list.html", context)


def _label_of_sort(key: str) -> str:
    return {"newest": _("Newest first"), "oldest": _("Oldest first"), "largest": _("Largest first")}[key]


def _number(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and text.isascii() and len(text) < 7 else 1


def _page(title: str, request: HttpRequest, canonical: str) -> dict[str, Any]:
    return {
        "section": "explore",
        "page_title": title,
        "heading": title,
        "crumbs": [{"label": title, "url": ""}],
        "canonical": addresses.absolute(canonical),
        "alternates": addresses.alternates(canonical),
    }


def _fields(filters: GrantFilters) -> list[dict[str, Any]]:
    """The filters that are chosen from what there is."""
    every = Grant.objects.public().order_by()
    language = get_language() or "en"
    funders = GrantParty.objects.filter(pk__in=every.values("funder")).order_by("name")
    programmes = every.exclude(programme="").values("programme").annotate(n=Count("pk")).order_by("-n", "programme")
    codes = {code for codes in every.values_list("countries", flat=True).distinct() for code in codes}
    sources = Source.objects.filter(pk__in=every.values("source")).order_by("title")
    choices = {
        "funder": [(_key_of(one), one.name) for one in funders.select_related("entry")[:_MOST_OPTIONS]],
        "programme": sorted((row["programme"], row["programme"]) for row in programmes[:_MOST_OPTIONS]),
        "country": sorted(((code, country_name(code, language)) for code in codes), key=lambda pair: pair[1]),
        "source": [(one.key, one.title) for one in sources],
    }
    return [
        {
            "name": word,
            "label": LABELS[word],
            "options": [
                {"value": value, "label": label, "chosen": value == filters.chosen.get(word)}
                for value, label in options
            ],
        }
        for word, options in choices.items()
        if options
    ]


def _key_of(party: GrantParty) -> str:
    return str(party.entry.uid) if party.entry and party.entry.is_public else party.identifier


@public_page
def grant(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One grant as its publisher gave it, with where it comes from and on what terms."""
    found = get_object_or_404(
        Grant.objects.public().select_related("funder__entry", "recipient__entry", "source", "grant_import"), uid=uid
    )
    language = get_language() or "en"
    context = {
        **_page(found.title, request, request.path),
        "crumbs": [{"label": _("Grants"), "url": reverse("funding:grants")}, {"label": found.title[:60], "url": ""}],
        "grant": found,
        "line": line_of(found, language),
        "description": found.record["description"],
        "facts": _facts(found, language),
        "funder": party_of(found.funder),
        "recipient": party_of(found.recipient) if found.recipient else None,
        "licence": licence_of(found.grant_import.licence),
        "json_url": reverse("funding-api:grant-detail", kwargs={"uid": uid}),
        "takedown_url": f"{reverse('directory:licences')}#correct",
    }
    return render(request, "funding/grant_detail.html", context)


def _facts(found: Grant, language: str) -> list[Fact]:
    record = found.record
    planned: dict[str, Any] = next(iter(record.get("plannedDates", [])), {})
    places = [place.get("name") or _country(place, language) for place in record.get("beneficiaryLocation", [])]
    facts: list[tuple[str, list[str]]] = [
        (_("Programme"), [found.programme]),
        (_("Planned"), [between(planned.get("startDate", ""), planned.get("endDate", ""))]),
        (_("Months"), [decimal(planned["duration"]) if planned.get("duration") else ""]),
        (_("For people in"), list(dict.fromkeys(places))),
        (_("Reach"), [str(_scope_words(found.scope))]),
        (_("Asked for"), [_money(record, "amountAppliedFor", found.currency, language)]),
        (_("Paid out"), [_money(record, "amountDisbursed", found.currency, language)]),
        (_("From an open call"), [{"Yes": _("yes"), "No": _("no")}.get(record.get("fromOpenCall", ""), "")]),
        (_("Identifier"), [found.identifier]),
    ]
    return [Fact(label, [Value(text) for text in texts if text]) for label, texts in facts if any(texts)]


def _country(place: dict[str, Any], language: str) -> str:
    return country_name(place["countryCode"], language) if "countryCode" in place else ""


def _money(record: dict[str, Any], name: str, currency: str, language: str) -> str:
    """An amount that is known; publishers write 0 for "not known" here."""
    return display(record[name], currency, language) if record.get(name) else ""


def _scope_words(code: str) -> str:
    words = {
        "GLS010": _("the world"),
        "GLS020": _("several countries"),
        "GLS030": _("a country"),
        "GLS040": _("a region"),
        "GLS050": _("a municipality"),
        "GLS060": _("a neighbourhood"),
    }
    return words.get(code, "") if code in SCOPES else ""
