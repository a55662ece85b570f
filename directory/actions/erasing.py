"""Erases a person's data everywhere, and remembers by a keyed hash that it did, for back-ups that are older."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from directory.actions.erasing_pictures import erase_pictures
from directory.actions.errors import NotAllowed
from directory.actions.redacting import HISTORY, TEXTS, redact
from directory.choices import ProposalState
from directory.extensions import registry
from directory.models import (
    Batch,
    CentreMember,
    ContactPerson,
    Erasure,
    Invitation,
    Mail,
    Message,
    Picture,
    Proposal,
    Report,
    SavedView,
    Submitter,
    User,
)
from directory.permissions import may_erase

LEDGER: Final = "erasures.jsonl"
"""The ledger's second copy, in `SINET_VAR`: a database that is restored has lost what came after its back-up."""
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_UNSENT: Final = (ProposalState.DRAFT, ProposalState.UNCONFIRMED, ProposalState.EXPIRED)
HOLDERS: Final[tuple[tuple[Any, str], ...]] = (
    (Submitter, "email"),
    (ContactPerson, "email"),
    (Mail, "recipient"),
    (Report, "email"),
    (Message, "sender_email"),
    (Invitation, "email"),
    (User, "email"),
    (EmailAddress, "email"),
)


def erase_person(*, email: str, by: User | None) -> Erasure:
    """Erase what is known of the person of an address; `by` is None on the command line alone.

    Deleted: submitter with links, contact person, drafts, mails to the address, messages of its sender, invitations,
    answers as typed, sessions, and the pictures sent with the person's proposals, wherever they stand. An account is
    closed and loses its name. In every other text, history included, the address is blotted out; entries that showed
    it are written anew, with an `erased` event. Decisions stay on record.
    """
    if by is not None and not may_erase(by):
        raise NotAllowed(_("Only an operator erases a person's data."))
    email = email.strip().lower()
    with transaction.atomic():
        what = _delete(email) | {f"redacted_{name}": count for name, count in redact(email).items()}
        erasure = Erasure.objects.create(key=key_of(email), by=by, what={k: n for k, n in what.items() if n})
        transaction.on_commit(lambda: _note_outside(erasure))
    return erasure


def _delete(email: str) -> dict[str, int]:
    """Delete or empty the records that are the person's own. Returns how many of each sort."""
    own = Proposal.objects.filter(submitter__email__iexact=email)
    counts = {"picture": erase_pictures(Picture.objects.filter(proposal__in=own))}
    counts["contact"] = _gone(ContactPerson.objects.filter(proposal__in=own))
    counts["contact"] += _gone(ContactPerson.objects.filter(email__iexact=email))
    counts["draft"] = _gone(own.filter(state__in=_UNSENT))
    counts["proposal"] = own.update(answers={}, on_behalf_of="")
    counts["mail"] = _gone(Mail.objects.filter(recipient__iexact=email))
    counts["message"] = _gone(Message.objects.filter(sender_email__iexact=email))
    counts["report"] = Report.objects.filter(email__iexact=email).update(email="")
    counts["invitation"] = _gone(Invitation.objects.filter(email__iexact=email))
    counts["submitter"] = _gone(Submitter.objects.filter(email__iexact=email))
    counts["account"] = _close_accounts(email)
    counts["session"] = _end_sessions(email)
    counts["job"] = _forget_jobs(email)
    counts["file"] = _forget_files(email)
    return counts


def _gone(found: Any) -> int:
    """How many were there; they are deleted, with what hangs on them."""
    count: int = found.count()
    found.delete()
    return count


def _close_accounts(email: str) -> int:
    """History needs its authors: an account stays as somebody without name, address, roles and ways in."""
    users = list(User.objects.filter(email__iexact=email))
    for user in users:
        for owned in (CentreMember, SavedView, Authenticator, EmailAddress):
            owned.objects.filter(user=user).delete()
        Batch.objects.filter(by=user).delete()
        LogEntry.objects.filter(user=user).delete()
        user.email = f"erased-{user.pk}@erased.invalid"
        user.first_name = user.last_name = ""
        user.is_active = user.is_staff = user.is_superuser = user.is_coordinator = False
        user.set_unusable_password()
        user.save()
    EmailAddress.objects.filter(email__iexact=email).delete()
    return len(users)


def _end_sessions(email: str) -> int:
    """Sessions keep the address of somebody who is about to sign in."""
    found = [one.pk for one in Session.objects.iterator() if email in json.dumps(one.get_decoded()).lower()]
    return _gone(Session.objects.filter(pk__in=found))


def _forget_jobs(email: str) -> int:
    """Jobs name records by key; should an address stand in one, the job goes, unless it runs at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status <> 'doing'"
            " AND (strpos(lower(args::text), %s) > 0 OR strpos(lower(coalesce(lock, '')), %s) > 0)",
            [email, email],
        )
        return int(cursor.rowcount)


def _forget_files(email: str) -> int:
    """Where mails are written into a folder, the files that have the address."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not folder:
        return 0
    found = [path for path in Path(folder).glob("*.log") if email.encode() in path.read_bytes().lower()]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


# --- the ledger -------------------------------------------------------------------------------------
def key_of(email: str, secret: str | None = None) -> str:
    """The keyed hash of an address; without the site's secret key nobody can try addresses."""
    return salted_hmac("sinet.erasures", email.strip().lower(), secret=secret, algorithm="sha256").hexdigest()


def _note_outside(erasure: Erasure) -> None:
    line = {"key": erasure.key, "at": erasure.at.isoformat(), "what": erasure.what}
    with (settings.VAR / LEDGER).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def replay(*, lines: Iterable[str] = ()) -> list[Erasure]:
    """Erase once more whoever is in the ledger (the table and `lines`, its copy) and is back with a back-up.

    Raises `ValueError` for a line that is none of a ledger.
    """
    wanted = set(Erasure.objects.values_list("key", flat=True))
    wanted |= {str(json.loads(line)["key"]) for line in lines if line.strip()}
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    back = sorted({one for one in _addresses() if any(key_of(one, secret) in wanted for secret in secrets)})
    return [erase_person(email=email, by=None) for email in back]


def _addresses() -> Iterator[str]:
    """Every address in the database, in lower case."""
    for model, field in HOLDERS:
        for address in model.objects.values_list(field, flat=True).distinct():
            yield address.lower()
    for model, columns in (*TEXTS, *registry.texts, *HISTORY.items()):
        for column in columns:
            yield from _addresses_in(model._meta.db_table, column)


def _addresses_in(table: str, column: str) -> Iterator[str]:
    query = f"SELECT DISTINCT {column}::text FROM {table} WHERE strpos({column}::text, '@') > 0"  # noqa: S608 - ours
    with connection.cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(500):
            for (text,) in rows:
                yield from (address.lower() for address in _ADDRESS.findall(text))
