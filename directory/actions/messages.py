"""Messages to an initiative: passed on by mail to an address that the sender never sees."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.actions.mails import write_mail
from directory.actions.reports import receive_report
from directory.actions.secrets import hash_of, new_secret
from directory.choices import ProposalState
from directory.models import Entry, Message, Proposal, Report

CONFIRM_WITHIN: Final = timedelta(days=7)


class NoAddress(ActionError):
    """Nobody has given an address for this entry."""


class WrongLink(ActionError):
    """The link was used already, has expired or never existed."""


HAS_RECEIVER: Final = f"""EXISTS (
    SELECT FROM directory_proposal p
    LEFT JOIN directory_contactperson c ON c.proposal_id = p.id LEFT JOIN directory_submitter s ON s.id = p.submitter_id
    WHERE p.entry_id = e.id AND p.state = '{ProposalState.APPLIED}' AND s.bounced_at IS NULL
        AND (c.email <> '' OR s.email <> '')
)"""
"""Whether `receiver_of` knows an address for an entry `e`, without reading it: what the entry's page asks."""


def receiver_of(entry: Entry) -> tuple[str, str]:
    """Address and language of who looks after an entry: of its newest proposal with a contact person or sender.

    Both are empty where the centre knows none, or where mail to it came back.
    """
    proposals = Proposal.objects.filter(entry=entry, state=ProposalState.APPLIED).order_by("-pk")
    for proposal in proposals.select_related("contact", "submitter"):
        contact = getattr(proposal, "contact", None)
        submitter = proposal.submitter
        if submitter and submitter.bounced_at:
            continue
        address = (contact.email if contact else "") or (submitter.email if submitter else "")
        if address:
            return address, proposal.language
    return "", ""


@transaction.atomic
def write_message(
    *, entry: Entry, sender_name: str, sender_email: str, text: str, language: str, confirm_link: str
) -> Message:
    """Keep a message until its sender confirms it by mail. `confirm_link` ends where the secret goes.

    Raises `NoAddress`.
    """
    _receiver(entry)
    secret, secret_hash = new_secret()
    message = Message.objects.create(
        entry=entry,
        sender_name=sender_name[:200],
        sender_email=sender_email.strip().lower(),
        text=text[:5000],
        language=language,
        secret_hash=secret_hash,
    )
    context = {"title": entry.title, "link": confirm_link + secret}
    write_mail(kind="message_confirm", to=message.sender_email, language=language, context=context)
    return message


def _receiver(entry: Entry) -> tuple[str, str]:
    address, language = receiver_of(entry) if entry.is_public else ("", "")
    if not address:
        raise NoAddress(_("Nobody has left an address for this entry."))
    return address, language


def find_message(*, secret: str) -> Message | None:
    """The message of a sender's link while it is good."""
    since = timezone.now() - CONFIRM_WITHIN
    return Message.objects.select_related("entry").filter(secret_hash=hash_of(secret), created_at__gt=since).first()


@transaction.atomic
def confirm_message(*, secret: str, report_link: str) -> Message:
    """Pass a message on. `report_link` ends where the secret goes. Raises `WrongLink` or `NoAddress`."""
    message = Message.objects.select_for_update(of=["self"]).filter(secret_hash=hash_of(secret)).first()
    if message is None or message.created_at < timezone.now() - CONFIRM_WITHIN or message.confirmed_at:
        raise WrongLink(_("This link has been used already, or it is older than seven days."))
    address, language = _receiver(message.entry)
    report_secret, message.report_hash = new_secret()
    message.confirmed_at = timezone.now()
    message.save(update_fields=["confirmed_at", "report_hash"])
    context = {
        "title": message.entry.title,
        "sender": message.sender_name,
        "sender_email": message.sender_email,
        "text": message.text,
        "report_link": report_link + report_secret,
    }
    write_mail(kind="message", to=address, language=language, context=context)
    return message


def find_received(*, secret: str) -> Message | None:
    """The message of its receiver's link."""
    return Message.objects.select_related("entry").filter(report_hash=hash_of(secret)).first()


@transaction.atomic
def report_message(*, secret: str, language: str, status_link: str) -> tuple[Report, str]:
    """Report a message as spam or abuse to the centre, which sees its text. Raises `WrongLink`."""
    message = Message.objects.select_for_update(of=["self"]).filter(report_hash=hash_of(secret)).first()
    if message is None or message.reported_at:
        raise WrongLink(_("This message has been reported already, or it is not here any more."))
    message.reported_at = timezone.now()
    message.save(update_fields=["reported_at"])
    return receive_report(
        entry=message.entry,
        reason=Report.Reason.SPAM_MESSAGE,
        text=f"{message.sender_name} <{message.sender_email}>\n\n{message.text}"[:5000],
        status_link=status_link,
        language=language,
    )
