"""How long it takes to import grants and to match those they name, among the generated entries. All is rolled back.

The rows are those of four publishers where their file lies beside the project, else made-up ones in the same number.
"""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction

from directory.models import Entry, Source
from funding.actions.importing import receive, run
from funding.actions.matching import match_all
from funding.models import Grant, GrantParty
from tests.bench.costs import Costs
from tests.bench.generate import vocabulary

ROWS: Final = 5_525
_FILE: Final = Path(__file__).resolve().parents[3] / "shared" / "data" / "threesixtygiving_grants.json"
_KNOWN: Final = 5
"""Every so many recipients is named as one of the generated organisations."""
Say = Callable[[str], None]


def rows(names: list[str]) -> Iterator[dict[str, Any]]:
    """Made-up grants to nearly as many recipients, some of which bear one of these names."""
    chance, words = random.Random("grants"), vocabulary("en")[0]
    for number in range(ROWS):
        made_up = " ".join(chance.sample(words, 3)).title()
        recipient = {
            "id": f"GB-CHC-{200_000 + chance.randrange(4_656)}",
            "name": names[number % len(names)] if names and number % _KNOWN == 0 else made_up,
            "addressLocality": chance.choice(("Leeds", "Glasgow", "Cardiff", "Bristol", "Belfast")),
        }
        yield {
            "id": f"360G-made-up-{number}",
            "title": " ".join(chance.sample(words, 6)),
            "description": " ".join(chance.sample(words, 40)),
            "currency": "GBP",
            "amountAwarded": chance.randrange(100, 100_000),
            "awardDate": f"20{chance.randrange(10, 24)}-{chance.randrange(1, 13):02}-15",
            "fundingOrganization": [{"id": "GB-CHC-100000", "name": "Made-up trust"}],
            "recipientOrganization": [recipient],
        }


@transaction.atomic
def take_grants_in(count: int, say: Say) -> None:
    """Import a file, then compare all that it names anew, as every night; `count` generated entries are there."""
    names = Entry.objects.public().filter(kind="organisation").order_by("pk").values_list("title", flat=True)
    content = _FILE.read_bytes() if _FILE.exists() else json.dumps({"grants": list(rows(list(names[:ROWS])))}).encode()
    source = Source.objects.create(key="measuring-grants", title="Measuring", licence="CC0-1.0")
    file = receive(content=content, file_name="grants.json", source=source, licence="", credit="", by=None)
    say("\n| grants, seconds | by the clock | processor: Python + PostgreSQL |\n|---|---:|---:|")
    say(_row("{grants:,} grants to {parties:,} organisations, read and matched", lambda: run(file)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE funding_grantparty, funding_grantcandidate")
    say(_row("all of them compared anew with " + f"{count:,} entries", match_all))
    transaction.set_rollback(True)


def _row(name: str, action: Callable[[], object]) -> str:
    costs = Costs()
    costs.of(action)
    said = name.format(grants=Grant.objects.count(), parties=GrantParty.objects.count())
    return f"| {said} | {sum(costs.runs):.1f} | {costs.python:.1f} + {costs.writing:.1f} |"
