"""Taking a file of grants in, and taking it back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from directory.actions import ActionError
from directory.actions.queueing import add_jobs
from directory.documents.rows import copy_in
from directory.models import Notice, Source, User
from funding.actions.matching import match
from funding.actions.parties import party_key, write_parties
from funding.models import Grant, GrantImport
from funding.sources.files import FileError, Rows, read_file
from funding.sources.records import read_record
from funding.sources.standard import MONTH_ONLY
from funding.sources.verdicts import Account, Verdict, What
from sinet.common.money import in_euro

IMPORT_JOB: Final = "funding.import_grants"
_NAMESPACE: Final = UUID("4f1a7c1e-3a0e-5d0b-9a3c-360000000360")
_EVERY: Final = 1000
"""Rows between two notes of how far it is."""
Records = dict[str, dict[str, Any]]

_SHOW_AGAIN: Final = """
UPDATE funding_grant g SET is_current = true FROM (
    SELECT DISTINCT ON (identifier) id FROM funding_grant
    WHERE source_id = %s AND identifier = ANY(%s) ORDER BY identifier, grant_import_id DESC
) newest WHERE g.id = newest.id
"""


def receive(
    *, content: bytes, file_name: str, source: Source, licence: str, credit: str, by: User | None
) -> GrantImport:
    """Keep a file until it is read, without reading it."""
    return GrantImport.objects.create(
        content=content,
        file_name=file_name[:250],
        source=source,
        licence=licence or source.licence,
        credit=credit or source.credit,
        created_by=by,
    )


@transaction.atomic
def receive_and_enqueue(**given: Any) -> GrantImport:
    """As `receive`; a job reads it. Imports run one after the other."""
    found = receive(**given)
    add_jobs([app.configure_task(IMPORT_JOB, lock="grants").make_new_job(grant_import=found.pk)])
    return found


def run(grant_import: GrantImport) -> None:
    """Read the file and publish its grants, matched: all rows that are right, the others with their verdicts.

    Called again for what is done already (a job may run twice), it does nothing. A file that cannot be read at all
    makes the import fail.
    """
    if grant_import.state not in (GrantImport.State.WAITING, GrantImport.State.RUNNING):
        return
    try:
        rows = read_file(bytes(grant_import.content or b""))
    except FileError as error:
        _fail(grant_import, error)
        return
    _note(grant_import, state=GrantImport.State.RUNNING, rows=len(rows.rows), done=0)
    records, account = read_rows(rows, progress=lambda done: _note(grant_import, done=done))
    _publish(grant_import, records, account)


def read_rows(rows: Rows, progress: Callable[[int], None] | None = None) -> tuple[Records, Account]:
    """Rows → records by their identifier, and the account of every row. Of two with one identifier the first counts."""
    records: Records = {}
    account = Account()
    for number, raw in enumerate(rows.rows, start=1):
        record, verdicts = read_record(raw, rows.columns)
        if record and record["id"] in records:
            verdicts.append(Verdict.on(rows.columns.get("id", "id"), record["id"], What.TWICE))
            record = None
        name = str(raw.get("id", ""))[:200] if isinstance(raw, dict) else ""
        account.add(number, name, verdicts, is_accepted=record is not None)
        if record:
            records[record["id"]] = record
        if progress and number % _EVERY == 0:
            progress(number)
    return records, account


def _note(grant_import: GrantImport, **values: Any) -> None:
    for name, value in values.items():
        setattr(grant_import, name, value)
    GrantImport.objects.filter(pk=grant_import.pk).update(**values)


def _fail(grant_import: GrantImport, error: FileError) -> None:
    _note(grant_import, state=GrantImport.State.FAILED, error=str(error), content=None, finished_at=timezone.now())


@transaction.atomic
def _publish(grant_import: GrantImport, records: Records, account: Account) -> None:
    source = Source.objects.select_for_update().get(pk=grant_import.source_id)
    before = dict(
        Grant.objects.public().filter(source=source, identifier__in=list(records)).values_list("identifier", "record")
    )
    parties = write_parties(
        source=source.key,
        organisations=[
            record[role][0]
            for record in records.values()
            for role in ("fundingOrganization", "recipientOrganization")
            if role in record
        ],
    )
    Grant.objects.public().filter(source=source, identifier__in=list(before)).update(is_current=False)
    copy_in(_grant(grant_import, record, parties) for record in records.values())
    match(parties.values())
    _tell_followers()
    _note(
        grant_import,
        state=GrantImport.State.PUBLISHED,
        finished_at=timezone.now(),
        content=None,
        done=account.rows,
        rows=account.rows,
        accepted=account.accepted,
        refused=len(account.refused),
        added=len(records.keys() - before.keys()),
        changed=sum(records[name] != record for name, record in before.items()),
        report=account.as_dict(),
    )


def _grant(grant_import: GrantImport, record: dict[str, Any], parties: dict[str, int]) -> Grant:
    amount = Decimal(str(record["amountAwarded"]))
    awarded_on = date.fromisoformat(record["awardDate"])
    euro = in_euro(amount, record["currency"], awarded_on)
    locations = [place["countryCode"] for place in record.get("beneficiaryLocation", []) if "countryCode" in place]
    programme: dict[str, Any] = next(iter(record.get("grantProgramme", [])), {})
    recipient = next(iter(record.get("recipientOrganization", [])), None)
    return Grant(
        uid=grant_uid(grant_import.source_id, record["id"]),
        source_id=grant_import.source_id,
        grant_import=grant_import,
        identifier=record["id"],
        title=record["title"],
        amount=amount,
        currency=record["currency"],
        amount_in_euro=euro.amount if euro else None,
        rate_on=euro.rate_on if euro else None,
        awarded_on=awarded_on,
        is_month_only=record.get(MONTH_ONLY) == "month",
        funder_id=parties[party_key(grant_import.source_id, record["fundingOrganization"][0])],
        recipient_id=parties[party_key(grant_import.source_id, recipient)] if recipient else None,
        programme=programme.get("title") or programme.get("code") or "",
        countries=list(dict.fromkeys(locations)),
        scope=record.get("locationScope", ""),
        record=record,
    )


def grant_uid(source: str, identifier: str) -> UUID:
    """The identifier of a grant in our addresses: the same at every import."""
    return uuid5(_NAMESPACE, f"{source}\n{identifier}")


def _tell_followers() -> None:
    """Pages that are kept show grants: what follows the data looks again."""
    Notice.objects.create(topic=Notice.Topic.NAMES)


@transaction.atomic
def take_back(*, grant_import: GrantImport, by: User | None) -> int:
    """Delete the grants of an import; those that an older one brought too are shown as that has them.

    The import stays on record, with its report. Gives how many grants are gone. Raises `ActionError`.
    """
    found = GrantImport.objects.select_for_update().get(pk=grant_import.pk)
    if found.state != GrantImport.State.PUBLISHED:
        raise ActionError(_("Only what is published can be taken back."))
    source = Source.objects.select_for_update().get(pk=found.source_id)
    shown = list(Grant.objects.public().filter(grant_import=found).values_list("identifier", flat=True))
    Grant.objects.filter(grant_import=found).delete()
    with connection.cursor() as cursor:
        cursor.execute(_SHOW_AGAIN, [source.pk, shown])
    found.state = GrantImport.State.TAKEN_BACK
    found.taken_back_by, found.taken_back_at = by, timezone.now()
    found.save(update_fields=["state", "taken_back_by", "taken_back_at"])
    _tell_followers()
    return len(shown)
