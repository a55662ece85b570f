"""Pictures that are sent in: kept, taken along with their proposal, and deleted when nothing needs them any more.

A picture is needed while

- an entry names it, or named it once: history can be restored (`published_at` says so);
- the proposal that it was sent with is a draft, or still has to be decided;
- that proposal was decided less than `KEEP_DECIDED` ago, since it may be appealed or reopened.

What nobody sent with a proposal waits for `KEEP_LOOSE`: somebody may have it in an open form.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.choices import ProposalState
from directory.models import Picture, Proposal, User
from sinet.common.images import KEPT_AS, draw

MOST_OF_A_PROPOSAL: Final = 20
"""How often a picture can be sent for one proposal, those included that were taken out again."""
FIRST_ROW: Final = 10
"""Below it the rows of the form are the pictures that the entry has already."""
KEEP_DECIDED: Final = timedelta(days=90)
KEEP_LOOSE: Final = timedelta(days=1)
_UNDECIDED: Final = (
    ProposalState.DRAFT,
    ProposalState.UNCONFIRMED,
    ProposalState.WAITING,
    ProposalState.IN_REVIEW,
    ProposalState.CHANGES_REQUESTED,
)
_FILE: Final = re.compile(r"^([0-9a-f]{64})-\d+\.\w+$")


@transaction.atomic
def keep_picture(*, file: UploadedFile, proposal: Proposal | None = None, by: User | None = None) -> Picture:
    """Draw a picture anew and keep it; nothing public names it yet. Raises `BadPicture`, or `ActionError`."""
    row = 0
    if proposal is not None:
        Proposal.objects.select_for_update().get(pk=proposal.pk)
        sent = Picture.objects.filter(proposal=proposal)
        if sent.count() >= MOST_OF_A_PROPOSAL:
            text = _("Pictures were sent %(most)d times for this proposal; more are not taken.")
            raise ActionError(text % {"most": MOST_OF_A_PROPOSAL})
        row = max(FIRST_ROW, (sent.aggregate(last=Max("row"))["last"] or 0) + 1)
    drawn = draw(file, name=file.name or "", size=file.size or 0)
    picture = Picture(
        digest=drawn.digest,
        format=KEPT_AS,
        width=drawn.width,
        height=drawn.height,
        widths=sorted(drawn.files),
        size=sum(map(len, drawn.files.values())),
        proposal=proposal,
        row=row,
        uploaded_by=by,
    )
    _lock(drawn.digest)
    for width, content in drawn.files.items():
        name = picture.file_name(width)
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
    picture.save()
    return picture


def _lock(digest: str) -> None:
    """Until the transaction ends, nobody else writes or deletes files of this name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sinet.picture:{digest}"])


def take_along(*, proposal: Proposal, documents: Iterable[dict[str, Any]]) -> None:
    """Pictures that were sent before there was a proposal belong to the one that names them first."""
    uids = [one["picture"] for document in documents for one in document.get("pictures") or []]
    if uids:
        Picture.objects.filter(uid__in=uids, proposal=None, published_at=None).update(proposal=proposal)


# --- what nothing needs any more -------------------------------------------------------------------
@transaction.atomic
def forget_pictures() -> int:
    """Delete the pictures that nothing needs (the rule stands above). Returns how many."""
    now = timezone.now()
    loose = Q(proposal=None, uploaded_at__lt=now - KEEP_LOOSE)
    decided = ~Q(proposal__state__in=_UNDECIDED) & Q(proposal__updated_at__lt=now - KEEP_DECIDED)
    unneeded = Picture.objects.filter(loose | (Q(proposal__isnull=False) & decided), published_at=None)
    return delete_pictures(unneeded.values_list("pk", flat=True))


def delete_pictures(keys: Iterable[int]) -> int:
    """Delete these pictures, and their files after the transaction, unless another picture has the same ones."""
    gone = list(Picture.objects.filter(pk__in=list(keys)))
    Picture.objects.filter(pk__in=[picture.pk for picture in gone]).delete()
    transaction.on_commit(lambda: _delete_files(gone))
    return len(gone)


def _delete_files(pictures: Iterable[Picture]) -> None:
    for picture in pictures:
        with transaction.atomic():
            _lock(picture.digest)
            if not Picture.objects.filter(digest=picture.digest).exists():
                for width in picture.widths:
                    default_storage.delete(picture.file_name(width))


def sweep_files() -> int:
    """Delete files that belong to no picture: a request may end between file and record. Returns how many."""
    count = 0
    before = timezone.now() - KEEP_LOOSE
    for folder in _names("pictures", folders=True):
        names = _names(f"pictures/{folder}")
        digests = {name: match[1] for name in names if (match := _FILE.match(name))}
        known = set(Picture.objects.filter(digest__in=set(digests.values())).values_list("digest", flat=True))
        for name in (name for name, digest in digests.items() if digest not in known):
            path = f"pictures/{folder}/{name}"
            if default_storage.get_modified_time(path) < before:
                default_storage.delete(path)
                count += 1
    return count


def _names(folder: str, *, folders: bool = False) -> list[str]:
    with suppress(FileNotFoundError):
        inside = default_storage.listdir(folder)
        return inside[0] if folders else inside[1]
    return []
