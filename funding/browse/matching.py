"""What fits: for an entry, for the answers to a few questions, and for a call or funder the initiatives."""

from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.browse import addresses
from directory.choices import Kind
from directory.models import Entry
from directory.search.cards import Brief, briefs
from directory.search.catalogue import kind_label
from directory.search.follower import reading
from funding import announcing
from funding.browse.calls import deadline_of
from funding.browse.questions import questions
from funding.matching.answers import Answers
from funding.matching.criteria import CRITERIA
from funding.matching.finding import INITIATIVES, Fit, fitting_initiatives, fitting_opportunities
from funding.matching.needs import Need, need_of_entry
from funding.matching.partners import Partner, possible_partners
from funding.matching.reasons import NAMES, names_of, reasons
from funding.models import Opportunity

_MOST: Final = 40
_MOST_INITIATIVES: Final = 100


@never_cache
@require_safe
def match(request: HttpRequest) -> HttpResponse:
    """A few questions, and what fits the answers. The answers stand in the address alone."""
    answers = Answers.read(request.GET)
    context = _page(_("What fits?"), request)
    context["alert_url"] = f"{reverse('contact:alert-answers')}?{answers.query}"
    if not request.GET:
        context["robots"] = ""  # the questions may be found by search engines, the answers not
    return _shown(request, context, answers, answers.need() if answers.given else None)


@never_cache
@require_safe
def match_entry(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """What fits an organisation or project, by what its entry says; what it does not say can be added."""
    entry = get_object_or_404(Entry.objects.public(), kind=kind, slug=slug)
    if kind not in INITIATIVES:
        raise Http404
    answers = Answers.read(request.GET, for_entry=True)
    need = need_of_entry(entry, support=answers.support, amount=answers.euro, own_share=answers.own_share)
    context = _page(_("What fits?"), request) | {
        "entry": entry,
        "alert_url": reverse("contact:alert-finds", args=[kind, slug]),
    }
    return _shown(request, context, answers, need)


def _shown(request: HttpRequest, context: dict[str, Any], answers: Answers, need: Need | None) -> HttpResponse:
    language, at = get_language() or "en", timezone.now()
    rows: list[dict[str, Any]] = []
    if need is not None and not answers.errors:
        fits = fitting_opportunities(need, at=at, most=_MOST, also_misses=True)
        rows = _opportunities(fits, need, at, language)
    context |= {
        "questions": questions(answers, language, for_entry="entry" in context),
        "errors": answers.errors,
        "asked": need is not None and not answers.errors,
        "is_empty": need is None and not answers.errors and "ask" in request.GET,
        "calls": [row for row in rows if row["is_call"] and row["fits"] and row["score"]],
        "funders": [row for row in rows if not row["is_call"] and row["fits"] and row["score"]],
        "unknown": [row for row in rows if row["fits"] and not row["score"]],
        "misses": [row for row in rows if not row["fits"]],
    }
    return render(request, "funding/match.html", context, status=422 if answers.errors else 200)


def _opportunities(fits: list[Fit], need: Need, at: datetime, language: str) -> list[dict[str, Any]]:
    found = Opportunity.objects.select_related("entry__call", "entry__funder").in_bulk([fit.entry for fit in fits])
    shown = briefs([fit.entry for fit in fits], language)
    return [
        _row(fit, shown[fit.entry], language)
        | {
            "is_call": found[fit.entry].is_call,
            "time": deadline_of(found[fit.entry].entry.call, at) if found[fit.entry].is_call else "",
            "reasons": reasons(fit, need, found[fit.entry], language),
        }
        for fit in fits
        if fit.entry in found and fit.entry in shown
    ]


def _row(fit: Fit, brief: Brief, language: str) -> dict[str, Any]:
    return _named(brief, language) | {
        "score": fit.score,
        "fits": fit.fits,
        "verified_on": brief.verified_on,
        "updated_at": brief.updated_at,
        "facets": brief.facets or [],
    }


def _named(brief: Brief, language: str) -> dict[str, Any]:
    """An entry as rows name it, in the page's language where there is a text in it."""
    text_language, title, summary = brief.shown(language)
    return {
        "url": reverse(f"directory:{brief.kind}-detail", args=[brief.slug]),
        "kind": brief.kind,
        "kind_label": kind_label(brief.kind, language),
        "title": title,
        "summary": summary,
        "language": "" if text_language == language else text_language,
        "place": brief.place_label(language),
    }


@never_cache
@require_safe
def initiatives(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The initiatives that fit a call or a funder, with what is known of their evidence and freshness."""
    entry, opportunity = opportunity_of(kind, slug)
    language = get_language() or "en"
    rows = initiative_rows(opportunity, language, most=_MOST_INITIATIVES)
    context = _page(_("Initiatives that fit"), request) | {
        "entry": entry,
        "rows": rows,
        "is_cut": len(rows) == _MOST_INITIATIVES,
        "most": _MOST_INITIATIVES,
        "sheet_url": reverse("funding:initiatives-sheet", args=[kind, slug]),
        "alert_url": _alert_url(entry),
    }
    return render(request, "funding/initiatives.html", context)


def _alert_url(entry: Entry) -> str:
    """Where to ask for news of initiatives that fit: for a call, until it closes."""
    if entry.kind != Kind.CALL or announcing.INITIATIVES.over(entry, timezone.now()):
        return ""
    return reverse("contact:alert-finds", args=[entry.kind, entry.slug])


def opportunity_of(kind: str, slug: str) -> tuple[Entry, Opportunity]:
    """Raises Http404 for what is no public call or funder."""
    if kind not in (Kind.CALL, Kind.ORGANISATION):
        raise Http404
    entry = get_object_or_404(Entry.objects.public(), kind=kind, slug=slug)
    return entry, get_object_or_404(Opportunity, pk=entry.pk)


def initiative_rows(opportunity: Opportunity, language: str, *, most: int) -> list[dict[str, Any]]:
    """Best first: entry, score, what is met and missed by name, evidence, freshness."""
    fits = fitting_initiatives(opportunity, most=most)
    shown = briefs([fit.entry for fit in fits], language)
    catalogue = reading().catalogue
    rows = []
    for fit in fits:
        if fit.entry not in shown:
            continue
        row = _row(fit, shown[fit.entry], language)
        values = [catalogue.values[number] for number in row["facets"] if number in catalogue.values]
        row["evidence"] = ", ".join(
            catalogue.label(word, value, language) for word, value in values if word == "evidence"
        )
        row["met"] = [str(NAMES[one.key]) for one in CRITERIA if fit.verdicts[one.key]]
        row["missed"] = [str(NAMES[one.key]) for one in CRITERIA if fit.verdicts[one.key] is False]
        rows.append(row)
    return rows


@never_cache
@require_safe
def partners(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Who could work together with an initiative, and what speaks for it."""
    if kind not in INITIATIVES:
        raise Http404
    entry = get_object_or_404(Entry.objects.public(), kind=kind, slug=slug)
    language = get_language() or "en"
    found = possible_partners(entry.pk)
    shown = briefs([one.entry for one in found], language)
    rows = [
        _named(shown[one.entry], language) | {"score": one.score, "reasons": _why(one, language)}
        for one in found
        if one.entry in shown
    ]
    return render(
        request, "funding/partners.html", _page(_("Possible partners"), request) | {"entry": entry, "rows": rows}
    )


def _why(partner: Partner, language: str) -> list[str]:
    catalogue = reading().catalogue

    def names(word: str, keys: tuple[str, ...]) -> str:
        return ", ".join(catalogue.label(word, key, language) for key in keys)

    said = [
        _("It offers what this one looks for: %(names)s") % {"names": names("offers", partner.gives)}
        if partner.gives
        else "",
        _("It looks for what this one offers: %(names)s") % {"names": names("seeks", partner.takes)}
        if partner.takes
        else "",
        _("Shared: %(names)s") % {"names": names_of(partner.shared, language)} if partner.shared else "",
        _("Works in another country") if partner.is_elsewhere else "",
    ]
    return [text for text in said if text]


def _page(title: str, request: HttpRequest) -> dict[str, Any]:
    return {
        "section": "funding",
        "page_title": title,
        "heading": title,
        "crumbs": [{"label": _("Funding"), "url": reverse("funding:money")}, {"label": title, "url": ""}],
        "robots": "noindex, follow",
        "canonical": addresses.absolute(request.path),
        "alternates": addresses.alternates(request.get_full_path()),
    }
