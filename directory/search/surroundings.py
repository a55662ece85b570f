"""What stands around an entry on its page: who it works with, and what is like it."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from directory.models import Entry
from directory.search.cards import briefs
from directory.search.neighbours import RELATIONS, Related, neighbourhood
from directory.search.shapes import Neighbourhood, Similar
from directory.search.similarity import AROUND, alike, similar

ASKS: Final = (RELATIONS, AROUND)
"""What the database is asked about an entry together with the entry itself (`directory.documents.hanging.shown_at`)."""


class Surroundings(NamedTuple):
    neighbourhood: Neighbourhood
    similar: list[Similar]
    """At most six, those first that share what is rarest."""


def surroundings(entry: Entry, answers: Sequence[Any], *, language: str) -> Surroundings:
    """From the answers to `ASKS`; one query, for the names."""
    relations, near = answers
    related, found = [Related(*row) for row in relations or ()], alike(entry, near or ())
    rows = briefs({one.other for one in related} | found.wanted, language)
    return Surroundings(neighbourhood(related, rows, language), similar(found, rows, language))
