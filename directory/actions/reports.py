"""Reports about what is published: received, decided with a statement of reasons to both sides, appealed once.

Regulation (EU) 2022/2065 (Digital Services Act), Art. 16, 17 and 20.
"""

from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError, AlreadyDecided, NotAllowed
from directory.actions.mails import write_mail
from directory.actions.revise import apply, propose, withdraw
from directory.actions.secrets import hash_of, new_secret
from directory.choices import Channel
from directory.documents import upgrade
from directory.models import Entry, Proposal, Report, User
from directory.permissions import in_charge_of, may_decide_report

State = Report.State
STAYS: Final = "stays"
CORRECTED: Final = "corrected"
WITHDRAWN: Final = "withdrawn"
OUTCOMES: Final = (STAYS, CORRECTED, WITHDRAWN)


@transaction.atomic
def receive_report(
    *,
    entry: Entry,
    reason: str,
    text: str,
    status_link: str,
    email: str = "",
    place: str = "",
    language: str = "en",
    good_faith: bool = False,
) -> tuple[Report, str]:
    """Take in a report and acknowledge it by mail. Returns it with the secret of its private link.

    `status_link` ends where the secret goes.
    """
    secret, secret_hash = new_secret()
    report = Report.objects.create(
        secret_hash=secret_hash,
        entry=entry,
        centre=in_charge_of(entry).first(),
        reason=reason,
        place=place,
        text=text,
        email=email.strip().lower(),
        language=language,
        good_faith=good_faith,
    )
    context = {"title": entry.title, "report": str(report.uid), "link": status_link + secret}
    write_mail(kind="report_received", to=report.email, language=language, context=context)
    return report, secret


def find_report(secret: str) -> tuple[Report | None, bool]:
    """The report of a private link, and whether the link is of those whose entry was reported."""
    wanted = hash_of(secret)
    found = Report.objects.select_related("entry", "centre").filter(Q(secret_hash=wanted) | Q(affected_hash=wanted))
    report = found.first()
    return report, report is not None and report.secret_hash != wanted


@transaction.atomic
def decide_report(*, report: Report, by: User, outcome: str, statement: str, ground: str = "") -> Report:
    """Decide a report. `withdrawn` takes the entry down; `corrected` says that it has been corrected.

    Raises `NotAllowed`, `AlreadyDecided`, or `ActionError` without a statement of reasons.
    """
    report = _locked(report, by)
    if report.state != State.RECEIVED:
        raise AlreadyDecided(_("This report has been decided already."))
    _check(outcome, statement)
    report.state = State.DISMISSED if outcome == STAYS else State.UPHELD
    report.decided_at = timezone.now()
    report.decided_by = by
    report.statement = statement
    report.ground = ground[:250]
    report.save()
    _carry_out(report, outcome, by)
    _tell(report, statement)
    return report


@transaction.atomic
def appeal_report(*, report: Report, text: str) -> Report:
    """Ask once for another look at the decision about a report."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.state not in (State.UPHELD, State.DISMISSED):
        raise ActionError(_("Only a decision that has not been appealed before can be appealed."))
    report.state = State.APPEALED
    report.appeal = text[:5000]
    report.appealed_at = timezone.now()
    report.save()
    return report


@transaction.atomic
def decide_report_appeal(*, report: Report, by: User, outcome: str, statement: str) -> Report:
    """Answer an appeal, never by whom the decision came from. What was taken down and may stay is public again."""
    report = _locked(report, by)
    if report.state != State.APPEALED:
        raise AlreadyDecided(_("There is no open appeal."))
    if report.decided_by_id == by.pk:
        raise NotAllowed(_("An appeal is answered by another person of the centre, or by a coordinator."))
    _check(outcome, statement)
    report.state = State.APPEAL_DISMISSED if outcome == STAYS else State.APPEAL_UPHELD
    report.appeal_statement = statement
    report.save()
    if outcome == WITHDRAWN:
        _carry_out(report, outcome, by)
        _tell(report, statement)
    else:
        _tell(report, statement, restored=_bring_back(report, by))
    return report


def _locked(report: Report, by: User) -> Report:
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not may_decide_report(report, by):
        raise NotAllowed(_("This report lies in the territory of another centre."))
    return report


def _check(outcome: str, statement: str) -> None:
    if outcome not in OUTCOMES:
        raise ActionError(_("Say what happens with the content."))
    if not statement.strip():
        raise ActionError(_("Write the statement of reasons: both sides get it."))


def _carry_out(report: Report, outcome: str, by: User) -> None:
    entry = Entry.objects.get(pk=report.entry_id)
    if outcome == WITHDRAWN and entry.is_public:
        report.withdrawal = withdraw(entry=entry, by=by, note=_("After a report."))
        report.save(update_fields=["withdrawal"])


def _bring_back(report: Report, by: User) -> bool:
    """Undo the withdrawal of a report by a revision on top of it, unless something else has happened since."""
    entry = Entry.objects.select_for_update().get(pk=report.entry_id)
    taken_down = report.withdrawal
    if taken_down is None or taken_down.base is None or entry.revision_id != taken_down.pk:
        return False
    note = _("After an appeal against a report.")
    before = upgrade(taken_down.base.document)
    revision = propose(document=before, channel=Channel.CURATOR, by=by, note=note, entry=entry)
    apply(revision=revision, by=by)
    return True


def _tell(report: Report, statement: str, *, restored: bool = False) -> None:
    """Send the decision to who reported and to those whose proposals became the entry."""
    secret, report.affected_hash = new_secret()
    report.save(update_fields=["affected_hash"])
    context = {
        "title": report.entry.title,
        "report": str(report.uid),
        "state": report.state,
        "statement": statement,
        "ground": report.ground,
        "reported": False,
        "restored": restored,
    }
    write_mail(kind="report_decided", to=report.email, language=report.language, context=context)
    proposals = Proposal.objects.filter(entry=report.entry_id, state="applied").exclude(submitter=None)
    told = {report.email}
    for proposal in proposals.select_related("submitter").order_by("-pk"):
        submitter = proposal.submitter
        if submitter and submitter.email not in told:
            told.add(submitter.email)
            context = {**context, "reported": True, "secret": secret}
            write_mail(kind="report_decided", to=submitter.email, language=proposal.language, context=context)
