"""The words in the addresses of entries: readable, one per kind, kept for good."""

from collections.abc import Sequence

from django.db.models import Q

from directory.documents.document import Document
from directory.models import Entry, FormerSlug
from sinet.common.text import slugify

_LENGTH = 100


def free_slugs(pairs: Sequence[tuple[Entry, Document]]) -> list[str]:
    """A slug for each entry: the document's, else the present one, else one made from the title.

    One that another entry of the kind has, or once had, gets a number behind it. An entry that leaves its slug
    keeps it as a former one, so that the old address goes on to work.
    """
    wanted = [_wanted(entry, document) for entry, document in pairs]
    taken = _taken({slug for (entry, _document), slug in zip(pairs, wanted, strict=True) if not _has(entry, slug)})
    slugs: list[str] = []
    for (entry, document), slug in zip(pairs, wanted, strict=True):
        kind = str(document.kind)
        free = _first_free(kind, slug, entry, taken)
        taken[kind, free] = entry
        slugs.append(free)
    _keep_former(pairs, slugs)
    return slugs


def _wanted(entry: Entry, document: Document) -> str:
    if document.slug:
        return document.slug
    return slugify(document.title, max_length=_LENGTH) if entry._state.adding else entry.slug


def _has(entry: Entry, slug: str) -> bool:
    """Whether it is the entry's already, so that no other has it."""
    return not entry._state.adding and entry.slug == slug


def _taken(words: set[str]) -> dict[tuple[str, str], Entry | int]:
    """Who has these slugs now or had them."""
    if not words:
        return {}
    taken: dict[tuple[str, str], Entry | int] = {}
    for kind, slug, pk in FormerSlug.objects.filter(slug__in=words).values_list("kind", "slug", "entry_id"):
        taken[kind, slug] = pk
    for kind, slug, pk in Entry.objects.filter(slug__in=words).values_list("kind", "slug", "pk"):
        taken[kind, slug] = pk
    return taken


def _first_free(kind: str, slug: str, entry: Entry, taken: dict[tuple[str, str], Entry | int]) -> str:
    owner = taken.get((kind, slug))
    if owner is None or owner is entry or (not entry._state.adding and owner == entry.pk):
        return slug
    numbered = Q(kind=kind, slug__startswith=f"{slug}-")
    used = set(Entry.objects.filter(numbered).exclude(pk=entry.pk).values_list("slug", flat=True))
    used |= set(FormerSlug.objects.filter(numbered).exclude(entry=entry.pk or 0).values_list("slug", flat=True))
    number = 2
    while f"{slug}-{number}" in used or (kind, f"{slug}-{number}") in taken:
        number += 1
    return f"{slug}-{number}"


def _keep_former(pairs: Sequence[tuple[Entry, Document]], slugs: list[str]) -> None:
    left = [
        FormerSlug(entry=entry, kind=entry.kind, slug=entry.slug)
        for (entry, _document), slug in zip(pairs, slugs, strict=True)
        if not entry._state.adding and entry.slug != slug
    ]
    if left:
        FormerSlug.objects.bulk_create(left, ignore_conflicts=True)
        for (entry, _document), slug in zip(pairs, slugs, strict=True):
            FormerSlug.objects.filter(entry=entry.pk, slug=slug).delete()
