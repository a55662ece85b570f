"""Takes an address out of everything that was written, also out of history (Regulation (EU) 2016/679, Art. 17)."""

import re
from collections.abc import Iterable
from typing import Any, Final

from django.contrib.admin.models import LogEntry
from django.db import models
from django.db.models.functions import Cast, Lower
from django.utils import timezone

from directory.actions.rewriting import redact_change_sets, redact_revisions
from directory.choices import Event, RevisionState
from directory.documents import upgrade, validate
from directory.documents.pointers import write_pointers
from directory.documents.references import References
from directory.documents.write import write_entries
from directory.extensions import registry
from directory.indexing import index
from directory.models import (
    Alert,
    Batch,
    CannedReply,
    Centre,
    ChangeSet,
    ContactPerson,
    Criterion,
    Decision,
    Entry,
    Mail,
    Message,
    Proposal,
    ProposalEvent,
    Report,
    Revision,
    SavedView,
    Tag,
    User,
)

GONE: Final = "[…]"
"""Stands where an address stood."""
_WEB_ADDRESS: Final = re.compile(r"(?:https?|mailto):\S+", re.IGNORECASE)
TEXTS: Final[tuple[tuple[type[models.Model], tuple[str, ...]], ...]] = (
    (Proposal, ("title", "on_behalf_of", "answers", "documents", "score_reasons")),
    (ProposalEvent, ("text", "field_notes")),
    (Report, ("place", "text", "statement", "ground", "appeal", "appeal_statement")),
    (Message, ("text", "sender_name")),
    (Mail, ("context", "error")),
    (ContactPerson, ("name", "phone")),
    (Alert, ("query",)),
    (Centre, ("name", "criteria")),
    (Criterion, ("labels", "texts")),
    (CannedReply, ("title", "text")),
    (SavedView, ("name", "query")),
    (Batch, ("query", "text")),
    (Decision, ("problem",)),
    (User, ("first_name", "last_name")),
    (LogEntry, ("object_repr", "change_message")),
)
"""What people write, beside history; apps above the directory name theirs in the registry."""
HISTORY: Final[dict[type[models.Model], tuple[str, ...]]] = {
    Revision: ("document", "note", "decision"),
    ChangeSet: ("title",),
}


class Redaction:
    """Knows one address in all its spellings."""

    def __init__(self, email: str) -> None:
        self.needles = (email.lower(), email.lower().replace("@", "%40"))
        name, _at, host = email.partition("@")
        address = rf"{re.escape(name)}(?:@|%40){re.escape(host)}"
        self.pattern = re.compile(rf"(?<![\w.+-]){address}(?![\w-]|\.\w)", re.IGNORECASE)

    def of(self, value: Any) -> Any:
        """The value without the address. A web address that has it goes as a whole: the rest would lead nowhere."""
        if isinstance(value, str):
            return "" if self._is_web_address(value) else self.pattern.sub(GONE, value)
        if isinstance(value, list):
            return [self.of(one) for one in value if not self._is_link(one)]
        if isinstance(value, dict):
            return {self.pattern.sub(GONE, key): self.of(one) for key, one in value.items()}
        return value

    def _is_link(self, value: Any) -> bool:
        return isinstance(value, dict) and self._is_web_address(str(value.get("url", "")))

    def _is_web_address(self, text: str) -> bool:
        return bool(_WEB_ADDRESS.fullmatch(text) and self.pattern.search(text))


def redact(email: str) -> dict[str, int]:
    """Take an address out of every text. Returns how many records of each sort were changed. Within a transaction."""
    redaction = Redaction(email)
    texts = (*TEXTS, *registry.texts)
    counts = {model._meta.model_name or "": len(_rewrite(model, fields, redaction)) for model, fields in texts}
    titles = {key: fields["title"] for key, fields in _redacted(ChangeSet, HISTORY[ChangeSet], redaction).items()}
    revisions = redact_revisions(_redacted(Revision, HISTORY[Revision], redaction))
    counts["revision"], counts["changeset"] = len(revisions), len(redact_change_sets(titles))
    counts["entry"] = renew(revisions)
    Tag.objects.filter(_naming("name", redaction), tagged=None).delete()
    return counts


def _rewrite(model: type[models.Model], fields: Iterable[str], redaction: Redaction) -> list[int]:
    """Write the texts of a table without the address. Returns the keys of the records that had it."""
    changed = _redacted(model, fields, redaction)
    for key, texts in changed.items():
        model._default_manager.filter(pk=key).update(**texts)
    return sorted(changed)


def _redacted(model: type[models.Model], fields: Iterable[str], redaction: Redaction) -> dict[int, dict[str, Any]]:
    """The texts of a table without the address, by record and field, where it stands in one."""
    changed: dict[int, dict[str, Any]] = {}
    for field in fields:
        rows = model._default_manager.alias(**{f"{field}_said": Lower(Cast(field, models.TextField()))})
        for key, value in rows.filter(_naming(f"{field}_said", redaction)).values_list("pk", field):
            if redaction.of(value) != value:
                changed.setdefault(key, {})[field] = redaction.of(value)
    return changed


def _naming(field: str, redaction: Redaction) -> models.Q:
    """Where a text may have the address."""
    return models.Q(*((f"{field}__icontains", needle) for needle in redaction.needles), _connector=models.Q.OR)


def renew(revisions: list[int]) -> int:
    """Write the entries of these revisions anew from what is left, and tell followers that something was erased."""
    applied = Revision.objects.filter(pk__in=revisions, state=RevisionState.APPLIED)
    entries = list(Entry.objects.select_for_update(of=["self"]).filter(pk__in=applied.values("entry")))
    now = timezone.now()
    references = References.load()
    current = Revision.objects.in_bulk([entry.revision_id for entry in entries if entry.revision_id])
    pairs = [(entry, validate(upgrade(current[entry.revision_id].document))) for entry in entries if entry.revision_id]
    for pair in pairs:
        write_entries([pair], references=references, now=now)
        write_pointers([pair])
    index(pairs, references=references, events={entry.pk: Event.ERASED for entry, _document in pairs}, now=now)
    return len(pairs)
