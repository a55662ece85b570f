"""How much of what a reader would want to know a document says."""

from typing import Any

from directory.documents.compare import fields_of
from directory.extensions import registry


def completeness(document: dict[str, Any]) -> int:
    """The share of wanted fields that a canonical document fills, in percent."""
    fields = fields_of(document)
    wanted = registry.shape(document["kind"]).wanted
    return round(100 * sum(any(path in fields for path in group) for group in wanted) / len(wanted))
