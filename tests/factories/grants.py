"""Made-up grants in the form of the 360Giving standard."""

import json
from typing import Any

from directory.models import Source
from funding.actions.importing import receive, run
from funding.models import GrantImport


def record(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A small valid grant; fields replace or add, None takes away."""
    whole = {
        "id": f"360G-example-{number}",
        "title": f"Grant number {number}",
        "description": "Towards a shared kitchen.",
        "currency": "GBP",
        "amountAwarded": 10_000,
        "awardDate": "2015-06-10",
        "fundingOrganization": [{"id": "GB-CHC-900001", "name": "Example Trust"}],
        "recipientOrganization": [{"id": "GB-CHC-1000001", "name": "Example kitchen"}],
        **fields,
    }
    return {name: value for name, value in whole.items() if value is not None}


def publisher(key: str = "example-trust", licence: str = "CC-BY-4.0") -> Source:
    return Source.objects.get_or_create(
        key=key, defaults={"title": key.replace("-", " ").title(), "licence": licence, "credit": f"By {key}"}
    )[0]


def take_in(*records: Any, source: Source | None = None, name: str = "grants.json", **fields: Any) -> GrantImport:
    """Import a file with these rows, as the job does."""
    return take_in_file(json.dumps({"grants": records}).encode(), source=source, name=name, **fields)


def take_in_file(
    content: bytes, *, source: Source | None = None, name: str = "grants.csv", **fields: Any
) -> GrantImport:
    given = {"licence": "", "credit": "", "by": None, **fields}
    found = receive(content=content, file_name=name, source=source or publisher(), **given)
    run(found)
    return GrantImport.objects.get(pk=found.pk)
