"""How much of what a reader would want to know a document says."""

from typing import Any, Final

from directory.choices import Kind
from directory.documents.compare import fields_of

# Each wanted field is a group of paths of which one is enough; every group weighs the same.
_COMMON: Final = (
    ("summary",),
    ("description",),
    ("website", "links"),
    ("places",),
    ("tags", "terms.theme"),
    ("relations",),
)
WANTED: Final[dict[Kind, tuple[tuple[str, ...], ...]]] = {
    Kind.ORGANISATION: (*_COMMON, ("terms.type",), ("terms.size", "organisation.founded_on")),
    Kind.PROJECT: (
        *_COMMON,
        ("terms.status",),
        ("project.starts_on",),
        ("project.helped",),
        ("project.impact",),
    ),
    Kind.CASE: (
        *_COMMON,
        ("terms.element", "terms.method"),
        ("case.context",),
        ("case.done",),
        ("case.results",),
    ),
    Kind.PUBLICATION: (
        ("summary",),
        ("website", "publication.file_url"),
        ("publication.publisher",),
        ("publication.published_on",),
    ),
    Kind.EVENT: (
        ("summary",),
        ("website", "event.online_url"),
        ("event.starts_at",),
        ("places", "event.venue"),
    ),
}


def completeness(document: dict[str, Any]) -> int:
    """The share of wanted fields that a canonical document fills, in percent."""
    fields = fields_of(document)
    wanted = WANTED[Kind(document["kind"])]
    return round(100 * sum(any(path in fields for path in group) for group in wanted) / len(wanted))
