"""The words in the addresses of entries: readable, one per kind, kept for good."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain, count
from operator import or_

from django.db.models import Q

from directory.documents.document import Document
from directory.models import Entry, FormerSlug
from sinet.common.text import slugify

_LENGTH = 100
_AT_ONCE = 50
"""Slugs that somebody has are looked up so many at a time."""


def free_slugs(pairs: Sequence[tuple[Entry, Document]]) -> list[str]:
    """A slug for each entry: the document's, else the present one, else one made from the title.

    One that another entry of the kind has, or once had, gets a number behind it. An entry that leaves its slug
    keeps it as a former one, so that the old address goes on to work.
    """
    wanted = [(str(document.kind), _wanted(entry, document)) for entry, document in pairs]
    taken = _taken(
        {slug for (entry, _document), (_kind, slug) in zip(pairs, wanted, strict=True) if not _has(entry, slug)}
    )
    taken |= _numbered([one for one, times in Counter(wanted).items() if one in taken or times > 1])
    slugs: list[str] = []
    for (entry, _document), (kind, slug) in zip(pairs, wanted, strict=True):
        free = next(word for word in _in_turn(slug) if _is_free(taken.get((kind, word)), entry))
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
    return _owners(Q(slug__in=words)) if words else {}


def _numbered(words: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Entry | int]:
    """Who has slugs that are one of these, of a kind, with something behind it."""
    taken: dict[tuple[str, str], Entry | int] = {}
    for start in range(0, len(words), _AT_ONCE):
        some = words[start : start + _AT_ONCE]
        taken |= _owners(reduce(or_, (Q(kind=kind, slug__startswith=f"{slug}-") for kind, slug in some)))
    return taken


def _owners(condition: Q) -> dict[tuple[str, str], Entry | int]:
    taken: dict[tuple[str, str], Entry | int] = {}
    for kind, slug, pk in FormerSlug.objects.filter(condition).values_list("kind", "slug", "entry_id"):
        taken[kind, slug] = pk
    for kind, slug, pk in Entry.objects.filter(condition).values_list("kind", "slug", "pk"):
        taken[kind, slug] = pk
    return taken


def _in_turn(slug: str) -> Iterator[str]:
    """The slug itself, then with a number behind it."""
    return chain([slug], (f"{slug}-{number}" for number in count(2)))


def _is_free(owner: Entry | int | None, entry: Entry) -> bool:
    return owner is None or owner is entry or (not entry._state.adding and owner == entry.pk)


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
