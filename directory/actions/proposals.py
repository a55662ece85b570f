"""What submitters do: keep a draft, send it, confirm it, answer, take it back, appeal."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.actions.mails import write_mail
from directory.actions.receiving import close_revision, open_revisions, receive, take_up
from directory.actions.revise import propose
from directory.actions.secrets import hash_of, new_secret
from directory.choices import Channel, Intent, Kind, ProposalState, RevisionState
from directory.models import (
    ContactPerson,
    Entry,
    Proposal,
    ProposalEvent,
    Submitter,
    Token,
)

CONFIRM_WITHIN = timedelta(days=7)
MINE_WITHIN = timedelta(hours=24)
AT = "_at"
"""Among the answers: the step that the writer has come to. What begins with an underscore is no answer."""
_CLOSED = (ProposalState.APPLIED, ProposalState.REJECTED, ProposalState.RETRACTED, ProposalState.EXPIRED)


class WrongToken(ActionError):
    """The link was used already, has expired or never existed."""


@transaction.atomic
def start_draft(
    *, kind: Kind, intent: Intent, language: str, entry: Entry | None = None, answers: dict[str, Any] | None = None
) -> tuple[Proposal, str]:
    """Begin a draft. Returns it with the secret of its private link, which is nowhere else."""
    secret, secret_hash = new_secret()
    proposal = Proposal.objects.create(
        secret_hash=secret_hash,
        intent=intent,
        kind=kind,
        entry=entry,
        base=entry.revision if entry else None,
        language=language,
        answers=answers or {},
        title=entry.title if entry else "",
    )
    return proposal, secret


@transaction.atomic
def save_answers(*, proposal: Proposal, step: str, values: Any, title: str = "", at: str = "") -> None:
    """Keep what was typed in one step, as it was typed, right or wrong; `at` is the step that one is at from now on.

    Raises `ActionError` once the proposal is with the centre and nothing is asked of the submitter.
    """
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.state not in (ProposalState.DRAFT, ProposalState.UNCONFIRMED, ProposalState.CHANGES_REQUESTED):
        raise ActionError(_("This proposal can no longer be changed here."))
    locked.answers = {**locked.answers, step: values} | ({AT: at} if at else {})
    locked.title = title or locked.title
    locked.updated_at = timezone.now()
    locked.save(update_fields=["answers", "title", "updated_at"])
    proposal.answers, proposal.title = locked.answers, locked.title


@transaction.atomic
def mail_draft(*, proposal: Proposal, email: str, link: str) -> None:
    """Send the private link of a draft to its writer."""
    _set_submitter(proposal, email)
    write_mail(kind="draft", to=email, language=proposal.language, context={"link": link, "title": proposal.title})


@transaction.atomic
def send(
    *,
    proposal: Proposal,
    documents: list[dict[str, Any]],
    email: str,
    contact: dict[str, str],
    licence: str,
    status_link: str,
    confirm_link: str,
) -> None:
    """Send a finished proposal: it enters the queue when its writer confirms by mail.

    `documents`: the entry's document first. `confirm_link` ends where the token's secret goes.
    """
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state not in (ProposalState.DRAFT, ProposalState.UNCONFIRMED):
        raise ActionError(_("This proposal has been sent already."))
    now = timezone.now()
    submitter = _set_submitter(proposal, email)
    proposal.documents = documents
    proposal.licence = licence
    proposal.rights_declared_at = now
    proposal.state = ProposalState.UNCONFIRMED
    proposal.title = documents[0]["title"][:250]
    proposal.updated_at = now
    proposal.save()
    ContactPerson.objects.update_or_create(proposal=proposal, defaults=contact)
    secret, secret_hash = new_secret()
    Token.objects.create(
        secret_hash=secret_hash,
        purpose=Token.Purpose.CONFIRM,
        submitter=submitter,
        proposal=proposal,
        expires_at=now + CONFIRM_WITHIN,
    )
    context = {"link": confirm_link + secret, "status": status_link, "title": proposal.title}
    write_mail(kind="confirm", to=email, language=proposal.language, context=context)


def _set_submitter(proposal: Proposal, email: str) -> Submitter:
    submitter, _created = Submitter.objects.get_or_create(
        email=email.strip().lower(), defaults={"language": proposal.language}
    )
    if proposal.submitter_id != submitter.pk:
        Proposal.objects.filter(pk=proposal.pk).update(submitter=submitter)
        proposal.submitter = submitter
    return submitter


def find_token(*, secret: str, purpose: str) -> Token | None:
    """The token of a link while it is good: not used, not expired."""
    return Token.objects.filter(
        secret_hash=hash_of(secret), purpose=purpose, used_at=None, expires_at__gt=timezone.now()
    ).first()


@transaction.atomic
def confirm(*, secret: str) -> Proposal:
    """Use the link of the confirmation mail: the proposal enters the queue. Raises `WrongToken`."""
    token = (
        Token.objects.select_for_update()
        .filter(secret_hash=hash_of(secret), purpose=Token.Purpose.CONFIRM, used_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if token is None or token.proposal is None:
        raise WrongToken(_("This link has been used already, or it is older than seven days."))
    token.used_at = timezone.now()
    token.save(update_fields=["used_at"])
    proposal = Proposal.objects.select_for_update().get(tokens=token)
    if proposal.state != ProposalState.UNCONFIRMED:
        return proposal
    receive(proposal=proposal, documents=proposal.documents)
    write_mail(
        kind="received",
        to=token.submitter.email,
        language=proposal.language,
        context={"title": proposal.title, "proposal": str(proposal.uid)},
    )
    return proposal


@transaction.atomic
def answer(*, proposal: Proposal, document: dict[str, Any], text: str = "") -> Proposal:
    """Answer what the centre asked: a new revision on the same base takes the place of the old one."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != ProposalState.CHANGES_REQUESTED or proposal.revision is None:
        raise ActionError(_("Nothing is asked of you at the moment."))
    old = proposal.revision
    new = propose(
        document=document,
        channel=Channel(proposal.channel),
        entry=proposal.entry,
        base=proposal.base,
        change_set=old.change_set,
    )
    close_revision(old, state=RevisionState.RETRACTED, by=None, note=_("Replaced by the submitter's answer."))
    take_up(proposal, new)
    proposal.save()
    ProposalEvent.objects.create(proposal=proposal, what=ProposalEvent.What.ANSWERED, text=text)
    return proposal


@transaction.atomic
def retract(*, proposal: Proposal) -> None:
    """Take a proposal back. It stays on record; nothing of it becomes public."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state in _CLOSED:
        raise ActionError(_("This proposal has been decided already."))
    for revision in open_revisions([proposal]):
        close_revision(revision, state=RevisionState.RETRACTED, by=None, note=_("Taken back by the submitter."))
    now = timezone.now()
    proposal.state = ProposalState.RETRACTED
    proposal.decided_at = proposal.updated_at = now
    proposal.save()
    ProposalEvent.objects.create(proposal=proposal, what=ProposalEvent.What.RETRACTED, at=now)


@transaction.atomic
def appeal(*, proposal: Proposal, text: str) -> None:
    """Ask once for another look at a rejection, by another person of the centre or a coordinator."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != ProposalState.REJECTED:
        raise ActionError(_("Only a rejection can be appealed."))
    if proposal.events.filter(what=ProposalEvent.What.APPEALED).exists():
        raise ActionError(_("This decision has been appealed already; a second appeal is not possible."))
    ProposalEvent.objects.create(proposal=proposal, what=ProposalEvent.What.APPEALED, text=text)


@transaction.atomic
def mail_my_proposals(*, email: str, language: str, link: str) -> None:
    """Send one private link to all proposals of an address; says nothing where there are none."""
    submitter = Submitter.objects.filter(email=email.strip().lower()).first()
    if submitter is None:
        return
    secret, secret_hash = new_secret()
    Token.objects.create(
        secret_hash=secret_hash,
        purpose=Token.Purpose.MINE,
        submitter=submitter,
        expires_at=timezone.now() + MINE_WITHIN,
    )
    write_mail(kind="mine", to=submitter.email, language=language, context={"link": link + secret})
