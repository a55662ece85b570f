"""Old documents are upgraded when they are read, so that history never has to be rewritten."""

from collections.abc import Callable
from typing import Any

from directory.documents.document import SCHEMA_VERSION
from directory.documents.errors import DocumentError
from directory.documents.pictures import without_derived

# What the API adds to a document for its readers; whoever sends a document back need not take it off.
DERIVED = frozenset({"url", "api_url", "id", "published_at", "updated_at", "completeness", "distance_km"})

Step = Callable[[dict[str, Any]], dict[str, Any]]


def _from_0(document: dict[str, Any]) -> dict[str, Any]:
    """Version 0, the drafts before the first release, had no version and one place under `place`."""
    place = document.pop("place", None)
    if place and "places" not in document:
        document["places"] = [place]
    return document


STEPS: dict[int, Step] = {0: _from_0}
"""From each version to the next."""


def upgrade(document: dict[str, Any]) -> dict[str, Any]:
    """Bring a document of any version to the present one, without what the API derives. The argument stays as it is."""
    result = {key: value for key, value in document.items() if key not in DERIVED}
    if result.get("pictures"):
        result["pictures"] = without_derived(result["pictures"])
    version = result.get("schema_version", 0)
    if not isinstance(version, int) or isinstance(version, bool) or not 0 <= version <= SCHEMA_VERSION:
        raise DocumentError(
            {"schema_version": [f"This node reads versions 0 to {SCHEMA_VERSION}; the document has {version!r}."]}
        )
    for step in range(version, SCHEMA_VERSION):
        result = STEPS[step](result)
    return {**result, "schema_version": SCHEMA_VERSION}
