"""Takes pictures out of everything that names them, also out of history, and deletes their files."""

from typing import Any

from django.db import models

from directory.actions.pictures import delete_pictures
from directory.actions.redacting import renew
from directory.actions.rewriting import redact_revisions
from directory.models import Picture, Proposal, Revision


def erase_pictures(pictures: models.QuerySet[Picture]) -> int:
    """Erase these pictures. Returns how many there were. Within a transaction.

    Entries that showed one are written anew, with an `erased` event for followers.
    """
    found = dict(pictures.values_list("pk", "uid"))
    uids = {str(uid) for uid in found.values()}
    if not uids:
        return 0
    renew(_rewrite(uids))
    of_documents = (("documents__contains", [{"pictures": [{"picture": uid}]}]) for uid in uids)
    for proposal in Proposal.objects.filter(models.Q(*of_documents, _connector=models.Q.OR)):
        proposal.documents = [_without(document, uids) for document in proposal.documents]
        proposal.save(update_fields=["documents"])
    return delete_pictures(found)


def _rewrite(uids: set[str]) -> list[int]:
    """Write the documents of revisions without these pictures. Returns the keys of those that had one."""
    naming = (("document__contains", {"pictures": [{"picture": uid}]}) for uid in uids)
    found = dict(Revision.objects.filter(models.Q(*naming, _connector=models.Q.OR)).values_list("pk", "document"))
    return redact_revisions({key: {"document": _without(document, uids)} for key, document in found.items()})


def _without(document: dict[str, Any], uids: set[str]) -> dict[str, Any]:
    left = [one for one in document.get("pictures") or [] if one["picture"] not in uids]
    origins = document.get("provenance", {})
    if not left:
        origins = {path: origin for path, origin in origins.items() if path != "pictures"}
    return {**document, "pictures": left} | ({"provenance": origins} if "provenance" in document else {})
