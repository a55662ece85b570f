"""What stands around an entry on its page: who it works with, and what is like it."""

from typing import NamedTuple

from directory.models import Entry
from directory.search.cards import briefs
from directory.search.neighbours import neighbourhood, related_to
from directory.search.shapes import Neighbourhood, Similar
from directory.search.similarity import alike, similar


class Surroundings(NamedTuple):
    neighbourhood: Neighbourhood
    similar: list[Similar]
    """At most six, those first that share what is rarest."""


def surroundings(entry: Entry, *, language: str) -> Surroundings:
    """Three queries: for relations, for what is near, and for the names of both."""
    related, found = related_to(entry.pk), alike(entry)
    rows = briefs({one.other for one in related} | found.wanted, language)
    return Surroundings(neighbourhood(related, rows, language), similar(found, rows, language))
