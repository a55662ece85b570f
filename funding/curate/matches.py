"""The doubtful ones: is an organisation that grants name the same as an entry? Decided by keyboard, many at once."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from directory.access.accounts import curator_required, person
from directory.actions import ActionError
from directory.curate.doors import number_of
from directory.curate.messages import say
from funding.actions.deciding import decide, reopen
from funding.models import Grant, GrantCandidate
from funding.models.party import CandidateQuerySet
from sinet.common.languages import country_name
from sinet.common.pager import pager

PAGE_SIZE: Final = 25
CHOICES: Final = ("same", "different", "later")


@dataclass(frozen=True, slots=True)
class Line:
    """One question."""

    candidate: GrantCandidate
    place: str
    entry_place: str
    evidence: list[str]
    against: list[str]
    grants: int

    @property
    def is_later(self) -> bool:
        return self.candidate.decision == GrantCandidate.Decision.LATER


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def matches(request: HttpRequest) -> HttpResponse:
    """What waits in this person's territory, the strongest evidence first; those put off come last."""
    user = person(request)
    if request.method == "POST":
        _decide(request)
        return HttpResponseRedirect(f"{request.path}?page={number_of(request.POST.get('page', '')) or 1}")
    found = GrantCandidate.objects.for_curator(user).waiting()
    total = found.count()
    last = max(1, -(-total // PAGE_SIZE))
    number = min(number_of(request.GET.get("page", "")) or 1, last)
    shown = _ordered(found)[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    decided = GrantCandidate.objects.for_curator(user).filter(decision__in=["same", "different"])
    context = {
        "section": "curate",
        "part": "grants",
        "heading": _("Grants: who is who"),
        "total": total,
        "number": number,
        "lines": [_line(one) for one in shown],
        "decided": decided.select_related("party", "entry", "decided_by").order_by("-decided_at")[:10],
        "pager": pager(number, last, lambda page: f"{request.path}?page={page}"),
    }
    return render(request, "funding/curate/matches.html", context)


def _ordered(found: CandidateQuerySet) -> CandidateQuerySet:
    named = Grant.objects.public().order_by().filter(Q(recipient=OuterRef("party")) | Q(funder=OuterRef("party")))
    counted = named.annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    strength = Sum(
        Case(When(same_registration=True, then=8), default=0)
        + Case(When(same_host=True, then=4), default=0)
        + Case(When(same_place=True, then=2), default=0),
        output_field=IntegerField(),
    )
    return (
        found.select_related("party", "entry")
        .prefetch_related("entry__places")
        .annotate(
            put_off=Case(When(decision="later", then=1), default=0),
            strength=strength,
            grants=Coalesce(Subquery(counted), 0),
        )
        .order_by("put_off", F("strength").desc(), "-likeness", "party__name", "pk")
    )


def _line(candidate: GrantCandidate) -> Line:
    party, language = candidate.party, get_language() or "en"
    places = [one for one in candidate.entry.places.all() if not one.is_hidden]
    percent = round(candidate.likeness * 100)
    speaks = [
        (candidate.same_registration, _("same registration number")),
        (candidate.same_host, _("same website")),
        (candidate.same_place, _("same town")),
        (percent >= 100, _("same name")),
        (40 <= percent < 100, _("names alike to %(percent)d %%") % {"percent": percent}),
    ]
    doubts = [
        (percent < 40, _("names differ")),
        (bool(party.host) and bool(candidate.entry.website) and not candidate.same_host, _("other website")),
        (bool(party.city) and bool(places) and not candidate.same_place, _("other town")),
    ]
    return Line(
        candidate=candidate,
        place=", ".join(part for part in (party.city, country_name(party.country, language)) if part),
        entry_place="; ".join(f"{one.city}, {country_name(one.country, language)}".strip(", ") for one in places[:3]),
        evidence=[words for holds, words in speaks if holds],
        against=[words for holds, words in doubts if holds],
        grants=getattr(candidate, "grants", 0),
    )


def _decide(request: HttpRequest) -> None:
    """Carry out what was chosen in the lines; the lines that are ticked get the choice for all."""
    bulk = request.POST.get("bulk", "")
    ticked = set(request.POST.getlist("selected"))
    chosen: dict[int, str] = {}
    for name, value in request.POST.items():
        key = number_of(name.removeprefix("decision-")) if name.startswith("decision-") else None
        decision = bulk if bulk in CHOICES and str(key) in ticked else value
        if key is not None and decision in CHOICES:
            chosen[key] = decision
    if not chosen:
        say(request, "info", _("Nothing was chosen."))
        return
    try:
        count = decide(candidates=chosen, by=person(request))
    except ActionError as error:
        say(request, "error", str(error))
        return
    say(request, "success", ngettext("%(n)d decision is kept.", "%(n)d decisions are kept.", count) % {"n": count})


@curator_required
@require_POST
def undo_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one decision back, so that it waits again."""
    found = get_object_or_404(GrantCandidate.objects.for_curator(person(request)), pk=pk)
    try:
        reopen(candidate=found, by=person(request))
    except ActionError as error:
        say(request, "error", str(error))
    else:
        say(request, "success", _("The decision is taken back; it waits again."))
    return HttpResponseRedirect(reverse("funding-curate:matches"))
