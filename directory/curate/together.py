"""Many decisions at once: first what they would do, line by line, then doing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from directory.access.accounts import curator_required, person
from directory.actions.together import MOST, Decision, Outcome, decide_together
from directory.choices import Kind
from directory.curate.filters import name_of
from directory.curate.messages import say
from directory.curate.queue import criteria_of
from directory.models import Criterion, Proposal, User
from directory.permissions import centres_of

_LONGEST = 2000


@dataclass(slots=True)
class Planned:
    """One line of the preview: what would happen, and what speaks against it."""

    decision: Decision
    what: str
    warnings: list[str] = field(default_factory=list)
    problem: str = ""
    outcome: Outcome | None = None

    @property
    def proposal(self) -> Proposal:
        return self.decision.proposal

    @property
    def value(self) -> str:
        """The decision as the form sends it."""
        if self.decision.criterion:
            return f"reject:{self.decision.criterion.pk}"
        return f"assign:{self.decision.to.pk}" if self.decision.to else self.decision.do

    @property
    def url(self) -> str:
        return reverse("curate:proposal", args=[self.proposal.uid])


@curator_required
@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """Show what the decisions of a page of the queue would do; with `do=apply`, carry them out and show how it went."""
    user = person(request)
    back = reverse("curate:queue") + (f"?{query}" if (query := _query(request.POST)) else "")
    plan = plan_of(request.POST, user)
    if not plan:
        say(request, "error", _("Nothing is chosen yet. Choose a decision in at least one line."))
        return HttpResponseRedirect(back)
    text = request.POST.get("text", "").replace("\0", "").strip()[:_LONGEST]
    context: dict[str, Any] = {"section": "curate", "plan": plan, "text": text, "back": back, "query": query}
    if request.POST.get("do") == "apply":
        _apply(plan, user, text)
        return render(request, "curate/together_done.html", {**context, **_sums(plan)})
    context["rejects"] = any(one.decision.do == "reject" for one in plan)
    context["ready"] = sum(not one.problem for one in plan)
    context["too_many"] = len(plan) >= MOST
    return render(request, "curate/together.html", context)


def _query(post: QueryDict) -> str:
    """The filters to go back to; they are checked when the queue reads them."""
    return QueryDict(post.get("query", "")[:1000]).urlencode()


def _apply(plan: list[Planned], user: User, text: str) -> None:
    ready = [one for one in plan if not one.problem]
    outcomes = decide_together(decisions=[one.decision for one in ready], by=user, text=text)
    for planned, outcome in zip(ready, outcomes, strict=True):
        planned.outcome = outcome
        planned.problem = outcome.problem


def _sums(plan: list[Planned]) -> dict[str, Any]:
    done = sum(one.outcome is not None and not one.problem for one in plan)
    made = [one.outcome.entry for one in plan if one.outcome and one.outcome.entry]
    change_set = made[0].revision.change_set if len(made) > 1 and made[0].revision else None
    return {"done": done, "left": len(plan) - done, "change_set": change_set}


# --- reading the form -----------------------------------------------------------------------------
def plan_of(post: QueryDict, user: User) -> list[Planned]:
    """The lines with a decision, in the order of the form, at most `MOST`.

    A line's own decision counts; ticked lines without one get that of the whole (`bulk`).
    """
    wanted = _wanted(post)
    rows = Proposal.objects.for_curator(user).filter(uid__in=list(wanted)).select_related("revision", "entry")
    proposals = {proposal.uid: proposal for proposal in rows}
    centres = list(centres_of(user))
    criteria = {one.pk: one for one in criteria_of(centres)}
    ours = {centre.key for centre in centres}
    plan = []
    for uid, value in wanted.items():
        if uid not in proposals:
            continue
        proposal = proposals[uid]
        planned = _planned(_decision(proposal, value, post, criteria, user))
        if not user.is_coordinator and proposal.centre_id not in ours:
            planned.problem = _("This proposal lies in the territory of another centre.")
        plan.append(planned)
    return plan


def _wanted(post: QueryDict) -> dict[UUID, str]:
    bulk = post.get("bulk", "")
    found: dict[UUID, str] = {}
    for name in post:
        if name.startswith("decision-") and post[name]:
            _keep(found, name.removeprefix("decision-"), str(post[name]))
    for value in post.getlist("selected") if bulk else ():
        _keep(found, value, bulk)
    return dict(list(found.items())[:MOST])


def _keep(found: dict[UUID, str], uid: str, value: str) -> None:
    try:
        found.setdefault(UUID(uid), value)
    except ValueError:
        return


def _decision(
    proposal: Proposal, value: str, post: QueryDict, criteria: Mapping[int, Criterion], user: User
) -> Decision:
    do, _colon, key = value.partition(":")
    seen = post.get(f"seen-{proposal.uid}", "")
    criterion = criteria.get(int(key)) if do == "reject" and key.isdecimal() and len(key) < 10 else None
    if criterion and criterion.centre_id != proposal.centre_id:
        criterion = _same_criterion(criterion, proposal, criteria.values())
    to = _colleague(key, proposal, user) if do == "assign" else None
    seen_pk = int(seen) if seen.isdecimal() and len(seen) < 19 else proposal.revision_id
    return Decision(proposal, do, criterion=criterion, to=to, seen=seen_pk)


def _same_criterion(chosen: Criterion, proposal: Proposal, criteria: Any) -> Criterion | None:
    """The criterion of the same key of the proposal's own centre."""
    return next((c for c in criteria if c.centre_id == proposal.centre_id and c.key == chosen.key), None)


def _colleague(key: str, proposal: Proposal, user: User) -> User | None:
    if key in ("me", str(user.pk)):
        return user
    found = (
        User.objects.filter(centres=proposal.centre_id, is_active=True) if proposal.centre_id else User.objects.none()
    )
    return found.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None


# --- what would happen ----------------------------------------------------------------------------
def _planned(decision: Decision) -> Planned:
    planned = _WORDS[decision.do](decision) if decision.do in _WORDS else Planned(decision, "")
    if not planned.what:
        planned.problem = _("There is no such decision.")
    elif decision.do != "assign" and not decision.proposal.is_open:
        planned.problem = _("It has been decided already, or waits for its submitter.")
    elif decision.do != "assign" and decision.seen != decision.proposal.revision_id:
        planned.problem = _("It has changed since you opened the queue. Look at it again.")
    return planned


def _accepting(decision: Decision) -> Planned:
    proposal = decision.proposal
    entry = proposal.entry
    if entry is None:
        planned = Planned(decision, _("Will be published: %(kind)s") % {"kind": Kind(proposal.kind).label})
        if proposal.duplicates:
            count = len(proposal.duplicates)
            words = ngettext("%(count)d entry may be the same", "%(count)d entries may be the same", count)
            planned.warnings.append(words % {"count": count})
    else:
        planned = Planned(decision, _("Will change the entry “%(title)s”") % {"title": entry.title})
        if proposal.revision and entry.revision_id != proposal.revision.base_id:
            planned.problem = _("Conflict: the entry has changed since. Open it to compare both.")
    if proposal.change_set_id:
        planned.warnings.append(_("Other entries come along with it."))
    if proposal.score >= 30:
        planned.warnings.append(_("Spam score %(score)d") % {"score": proposal.score})
    return planned


def _rejecting(decision: Decision) -> Planned:
    if decision.criterion is None:
        return Planned(decision, "")
    return Planned(decision, _("Will be rejected: %(criterion)s") % {"criterion": decision.criterion.label()})


def _assigning(decision: Decision) -> Planned:
    if decision.to is None:
        return Planned(decision, "")
    return Planned(decision, _("Will be assigned to %(name)s") % {"name": name_of(decision.to)})


_WORDS: Any = {"accept": _accepting, "reject": _rejecting, "assign": _assigning}
