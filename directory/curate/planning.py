"""What the form of the queue decides, and what each decision would do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.actions.batches import MOST
from directory.choices import Kind
from directory.curate.filters import Filters, name_of
from directory.curate.queue import criteria_of
from directory.models import Criterion, Decision, Proposal, User
from directory.permissions import centres_of

LONG: Final = ("answers", "documents", "revision__document", "entry__description")
"""What is long of a proposal, and stays in the database: no line shows it."""
Do = Decision.Do


@dataclass(slots=True)
class Planned:
    """One line of the preview: what would happen, and what speaks against it."""

    decision: Decision
    what: str
    problem: str = ""
    warnings: list[str] = field(default_factory=list)

    @property
    def proposal(self) -> Proposal:
        return self.decision.proposal

    @property
    def url(self) -> str:
        return reverse("curate:proposal", args=[self.proposal.uid])


# --- reading the form -----------------------------------------------------------------------------
def decisions_of(post: QueryDict, user: User) -> list[Decision]:
    """The decisions that the form asks for, at most `MOST`; each says why it cannot be carried out.

    A line's own decision counts; lines without one get that of the whole (`bulk`) where they are ticked, or where all
    are meant that the filters leave (`all`).
    """
    wanted = _wanted(post, user)
    rows = Proposal.objects.for_curator(user).filter(uid__in=list(wanted)).select_related("revision", "entry")
    proposals = {proposal.uid: proposal for proposal in rows.defer(*LONG)}
    form = _Form(post, user)
    found = [form.decision(proposals[uid], value) for uid, value in wanted.items() if uid in proposals]
    for decision in found:
        decision.problem = planned(decision).problem or form.problem(decision.proposal)
    return found


def _wanted(post: QueryDict, user: User) -> dict[UUID, str]:
    bulk = post.get("bulk", "")
    found: dict[UUID, str] = {}
    for name in post:
        if name.startswith("decision-") and post[name]:
            _keep(found, name.removeprefix("decision-"), str(post[name]))
    for value in post.getlist("selected") if bulk else ():
        _keep(found, value, bulk)
    if bulk and post.get("all"):
        left = Filters.of(QueryDict(post.get("query", "")[:1000]), user).proposals()
        found = dict.fromkeys(left.values_list("uid", flat=True)[:MOST], bulk) | found
    return dict(list(found.items())[:MOST])


def _keep(found: dict[UUID, str], uid: str, value: str) -> None:
    try:
        found.setdefault(UUID(uid), value)
    except ValueError:
        return


class _Form:
    """The decisions that a form can ask this person for."""

    def __init__(self, post: QueryDict, user: User) -> None:
        self.post, self.user = post, user
        centres = list(centres_of(user))
        self.ours = {centre.key for centre in centres}
        self.criteria = {one.pk: one for one in criteria_of(centres)}
        self.colleagues: dict[tuple[str, str | None], User | None] = {}

    def decision(self, proposal: Proposal, value: str) -> Decision:
        do, _colon, key = value.partition(":")
        seen = self.post.get(f"seen-{proposal.uid}", "")
        return Decision(
            proposal=proposal,
            do=do if do in Do.values else "",
            criterion=self._criterion(key, proposal) if do == Do.REJECT else None,
            to=self._colleague(key, proposal) if do == Do.ASSIGN else None,
            seen=int(seen) if seen.isdecimal() and len(seen) < 19 else proposal.revision_id,
        )

    def problem(self, proposal: Proposal) -> str:
        if self.user.is_coordinator or proposal.centre_id in self.ours:
            return ""
        return _("This proposal lies in the territory of another centre.")

    def _criterion(self, key: str, proposal: Proposal) -> Criterion | None:
        """The criterion, or that of the same key of the proposal's own centre."""
        chosen = self.criteria.get(int(key)) if key.isdecimal() and len(key) < 10 else None
        if chosen is None or chosen.centre_id == proposal.centre_id:
            return chosen
        return _same_criterion(chosen, proposal, self.criteria)

    def _colleague(self, key: str, proposal: Proposal) -> User | None:
        if key in ("me", str(self.user.pk)):
            return self.user
        asked = key, proposal.centre_id
        if asked not in self.colleagues:
            self.colleagues[asked] = _member(key, proposal.centre_id)
        return self.colleagues[asked]


def _same_criterion(chosen: Criterion, proposal: Proposal, criteria: Mapping[int, Criterion]) -> Criterion | None:
    own: Iterable[Criterion] = (one for one in criteria.values() if one.centre_id == proposal.centre_id)
    return next((one for one in own if one.key == chosen.key), None)


def _member(key: str, centre: str | None) -> User | None:
    if not centre or not key.isdecimal() or len(key) >= 10:
        return None
    return User.objects.filter(centres=centre, is_active=True, pk=int(key)).first()


# --- what would happen ----------------------------------------------------------------------------
def planned(decision: Decision) -> Planned:
    """The line of the preview for a decision."""
    found = _WORDS[decision.do](decision) if decision.do in _WORDS else Planned(decision, "")
    if not found.what:
        found.problem = _("There is no such decision.")
    elif decision.do != Do.ASSIGN and not decision.proposal.is_open:
        found.problem = _("It has been decided already, or waits for its submitter.")
    elif decision.do != Do.ASSIGN and decision.seen != decision.proposal.revision_id:
        found.problem = _("It has changed since you opened the queue. Look at it again.")
    return found


def _accepting(decision: Decision) -> Planned:
    proposal = decision.proposal
    entry = proposal.entry
    if entry is None:
        found = Planned(decision, _("Will be published: %(kind)s") % {"kind": Kind(proposal.kind).label})
        if proposal.duplicates:
            count = len(proposal.duplicates)
            words = ngettext("%(count)d entry may be the same", "%(count)d entries may be the same", count)
            found.warnings.append(words % {"count": count})
    else:
        found = Planned(decision, _("Will change the entry “%(title)s”") % {"title": entry.title})
        if proposal.revision and entry.revision_id != proposal.revision.base_id:
            found.problem = _("Conflict: the entry has changed since. Open it to compare both.")
    if proposal.change_set_id:
        found.warnings.append(_("Other entries come along with it."))
    if proposal.score >= 30:
        found.warnings.append(_("Spam score %(score)d") % {"score": proposal.score})
    return found


def _rejecting(decision: Decision) -> Planned:
    if decision.criterion is None:
        return Planned(decision, "")
    return Planned(decision, _("Will be rejected: %(criterion)s") % {"criterion": decision.criterion.label()})


def _assigning(decision: Decision) -> Planned:
    if decision.to is None:
        return Planned(decision, "")
    return Planned(decision, _("Will be assigned to %(name)s") % {"name": name_of(decision.to)})


_WORDS: Any = {Do.ACCEPT: _accepting, Do.REJECT: _rejecting, Do.ASSIGN: _assigning}
