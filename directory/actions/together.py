"""Several proposals decided at once: each on its own feet, so that one that fails holds up no other.

Every change that becomes public has the pages worked out anew that were kept, so decisions become public together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from directory.actions.accepting import accept_together
from directory.actions.decisions import assign, reject
from directory.actions.errors import ActionError
from directory.documents import DocumentError
from directory.models import ChangeSet, Decision, Proposal, User


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What is said of all decisions."""

    by: User
    text: str
    change_set: ChangeSet | None


def decide_together(
    *, decisions: Sequence[Decision], by: User, text: str = "", change_set: ChangeSet | None = None
) -> list[str]:
    """Carry out decisions in their order and in one transaction; what is accepted belongs to the change set.

    Every decision stands or fails alone: gives for each why nothing was done, empty where it was. Each gets a
    transaction of its own where the database breaks that off, as it does when two wait for each other.
    """
    work = _Work(by=by, text=text, change_set=change_set)
    try:
        with transaction.atomic():
            locked = Proposal.objects.select_for_update().filter(pk__in=[one.proposal_id for one in decisions])
            now = dict(locked.order_by("pk").values_list("pk", "revision_id"))
            runs = [list(run) for _do, run in groupby(decisions, key=lambda decision: decision.do)]
            return [problem for run in runs for problem in _carry_out(run, now, work)]
    except DatabaseError:
        if len(decisions) == 1:
            raise
        return [decide_together(decisions=[one], by=by, text=text, change_set=change_set)[0] for one in decisions]


def _carry_out(run: Sequence[Decision], now: Mapping[int, int | None], work: _Work) -> list[str]:
    """Carry out decisions of one sort together; what is refused is halved until only the one at fault is left out.

    `now` has the revision of each proposal, by the proposal's key.
    """
    try:
        with transaction.atomic():
            _decide(run, now, work)
    except (ActionError, DocumentError) as error:
        if len(run) == 1:
            return [_words_of(error)]
        middle = len(run) // 2
        return [*_carry_out(run[:middle], now, work), *_carry_out(run[middle:], now, work)]
    return [""] * len(run)


def _decide(run: Sequence[Decision], now: Mapping[int, int | None], work: _Work) -> None:
    if any(one.seen is not None and one.seen != now.get(one.proposal_id) for one in run):
        raise ActionError(_("It has changed since you opened the page. Look at it again."))
    if run[0].do == Decision.Do.ACCEPT:
        proposals = [one.proposal for one in run]
        accept_together(proposals=proposals, by=work.by, text=work.text, change_set=work.change_set)
        return
    for one in run:
        if one.do == Decision.Do.REJECT and one.criterion:
            reject(proposal=one.proposal, by=work.by, criterion=one.criterion, text=work.text)
        elif one.do == Decision.Do.ASSIGN:
            assign(proposal=one.proposal, to=one.to, by=work.by)
        else:
            raise ActionError(_("There is no such decision."))


def _words_of(error: ActionError | DocumentError) -> str:
    if isinstance(error, ActionError):
        return str(error)
    return " ".join([message for found in error.errors.values() for message in found][:3])
