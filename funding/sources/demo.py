"""The grants of the demo: the rows of two publishers out of a file of several, without what is never kept."""

from collections.abc import Iterable
from typing import Any, Final

from funding.sources.standard import PERSONAL

PUBLISHERS: Final = {
    "lloyds-bank-foundation": "GB-CHC-327114",
    "indigo-trust": "360G-indigotrust",
}
"""Key of the source → identifier of the funder, as both stand in the files."""


def rows_of(rows: Iterable[dict[str, Any]], funder: str) -> list[dict[str, Any]]:
    """The rows of a funder as they are, with all their defects, but without postal codes and personal data."""
    return [_bare(row) for row in rows if row["fundingOrganization"][0]["id"] == funder]


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if name not in PERSONAL}
    return [_bare(one) for one in value] if isinstance(value, list) else value
