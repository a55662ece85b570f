"""Everything that somebody needs in order to decide about one proposal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from directory.actions.decisions import has_open_appeal, rejected_by
from directory.choices import Intent, Kind, ProposalState
from directory.curate import rows
from directory.curate.fields import Names
from directory.curate.filters import colleagues_in, name_of
from directory.curate.lines import reasons_of
from directory.curate.pins import Pins, pins_of
from directory.curate.rows import Row
from directory.documents import upgrade
from directory.documents.labels import label
from directory.models import CannedReply, Centre, Criterion, Entry, Proposal, ProposalEvent, Revision, User
from directory.permissions import may_ask_opinion, may_decide, may_give_opinion

ALIKE = {
    "website": _("has the same website"),
    "name": _("has a similar name"),
    "name-and-place": _("has a similar name in the same place"),
}


@dataclass(slots=True)
class Review:
    """A proposal as the review page shows it to one person."""

    proposal: Proposal
    user: User
    old: dict[str, Any] | None = None
    new: dict[str, Any] = field(default_factory=dict)
    companions: list[Revision] = field(default_factory=list)
    names: Names = field(default_factory=Names)

    @classmethod
    def of(cls, proposal: Proposal, user: User) -> "Review":
        review = cls(proposal, user)
        revision = proposal.revision
        if revision is not None:
            review.new = upgrade(revision.document)
            review.old = upgrade(revision.base.document) if revision.base else None
        if proposal.change_set_id:
            together = Revision.objects.filter(change_set=proposal.change_set_id).select_related("base").order_by("pk")
            review.companions = list(together.exclude(pk=proposal.revision_id or 0))
        documents = [one.document for one in review.companions]
        review.names = Names.of([document for document in (review.old, review.new, *documents) if document])
        return review

    @property
    def is_conflict(self) -> bool:
        """Whether the entry has changed since the proposal was made."""
        entry, revision = self.proposal.entry, self.proposal.revision
        return bool(self.proposal.is_open and entry and revision and entry.revision_id != revision.base_id)

    @property
    def changed(self) -> list[Row]:
        if self.old is None:
            return rows.whole_rows(self.new, self.names)
        return rows.changed_rows(self.old, self.new, self.names)

    @property
    def unchanged(self) -> list[Row]:
        if self.old is None:
            return []
        return rows.whole_rows(self.new, self.names, but=[row.path for row in self.changed])

    @property
    def pins(self) -> Pins | None:
        return pins_of(self.old, self.new)

    def context(self) -> dict[str, Any]:
        proposal = self.proposal
        changed = self.changed
        return {
            "section": "curate",
            "part": "queue",
            "heading": proposal.title,
            "proposal": proposal,
            "kind_label": Kind(proposal.kind).label,
            "intent_label": "" if proposal.intent == Intent.NEW else Intent(proposal.intent).label,
            "state_label": ProposalState(proposal.state).label,
            "is_new": self.old is None,
            "is_conflict": self.is_conflict,
            "rows": changed,
            "choosable": self._choosable(changed),
            "unchanged": self.unchanged,
            "pins": self.pins,
            "companions": [_companion(one, self.names) for one in self.companions],
            "alike": _alike(proposal),
            "reasons": reasons_of(proposal),
            "contact": getattr(proposal, "contact", None),
            "knows_sender": may_decide(proposal, self.user),
            "events": _events(proposal),
            **self._possible(),
        }

    def _choosable(self, changed: Sequence[Row]) -> list[str]:
        """The fields that can be taken over one by one."""
        if len(changed) < 2 or self.is_conflict:
            return []
        fixed = rows.NOT_CHOSEN | {"title", "source", "notes"} if self.old is None else frozenset()
        return [row.path for row in changed if row.path not in fixed]

    def _possible(self) -> dict[str, Any]:
        """What this person can do now, and what the forms need for it."""
        proposal, user = self.proposal, self.user
        mine = may_decide(proposal, user)
        appealed = proposal.state == ProposalState.REJECTED and has_open_appeal(proposal)
        centre = proposal.centre
        return {
            "may_decide": mine and proposal.is_open,
            "may_write": mine,
            "may_give_opinion": may_give_opinion(proposal, user),
            "is_appealed": appealed,
            "may_answer_appeal": appealed and mine and rejected_by(proposal) != user.pk,
            "criteria": criteria_for(centre),
            "replies": _replies(centre, proposal.language),
            "people": [(one.pk, name_of(one)) for one in colleagues_in([centre] if centre else [])] if mine else [],
            "other_centres": _other_centres(centre) if may_ask_opinion(proposal, user) else [],
        }


def criteria_for(centre: Centre | None) -> list[Criterion]:
    """The criteria by which a proposal can be rejected: its centre's; all where it has no centre."""
    found = Criterion.objects.current()
    return list(found.filter(centre=centre) if centre else found)


def _replies(centre: Centre | None, language: str) -> list[CannedReply]:
    """The replies of a centre, those in the submitter's language first."""
    found = CannedReply.objects.filter(centre=centre) if centre else CannedReply.objects.none()
    return sorted(found, key=lambda reply: (reply.language != language, reply.language, reply.title))


def _other_centres(centre: Centre | None) -> list[Centre]:
    return list(Centre.objects.exclude(pk=centre.pk) if centre else Centre.objects.all())


def _companion(revision: Revision, names: Names) -> dict[str, Any]:
    document = upgrade(revision.document)
    old = upgrade(revision.base.document) if revision.base else None
    return {
        "title": document["title"],
        "kind": document["kind"],
        "kind_label": Kind(document["kind"]).label,
        "is_new": old is None,
        "rows": rows.changed_rows(old, document, names) if old else rows.whole_rows(document, names),
    }


def _alike(proposal: Proposal) -> list[dict[str, Any]]:
    """The entries that may be the same, as they were found when the proposal came in, likeliest first."""
    entries = Entry.objects.in_bulk([one["entry"] for one in proposal.duplicates])
    return [
        {"entry": entries[one["entry"]], "reason": ALIKE.get(one["reason"], one["reason"])}
        for one in proposal.duplicates
        if one["entry"] in entries
    ]


def _events(proposal: Proposal) -> Sequence[dict[str, Any]]:
    events = proposal.events.select_related("by", "criterion").order_by("pk")
    return [
        {
            "event": event,
            "what": ProposalEvent.What(event.what).label,
            "by": name_of(event.by) if event.by else "",
            "notes": [(label(path), text) for path, text in event.field_notes.items()],
        }
        for event in events
    ]
