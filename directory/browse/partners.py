"""Who an entry works with, by role, in both directions: as lists and as a drawing."""

from dataclasses import dataclass
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.browse.texts import foreign
from directory.browse.time import between
from directory.choices import Kind
from directory.models import Entry
from directory.search.catalogue import kind_label
from directory.search.shapes import Neighbour, Neighbourhood
from sinet.common import ego

_SHOWN_AT_ONCE: Final = 30


@dataclass(frozen=True, slots=True)
class Partner:
    """The entry at the other end of a relation; `note` gives its kind and the years."""

    title: str
    url: str
    kind: str
    language: str
    note: str


@dataclass(frozen=True, slots=True)
class PartnerGroup:
    """The partners of one role, read from this entry: the first ones, and `more` that the page folds away."""

    role: str
    partners: list[Partner]
    more: list[Partner]


@dataclass(frozen=True, slots=True)
class Partners:
    groups: list[PartnerGroup]
    count: int
    drawings: list[ego.Drawing]
    """For wide and for narrow screens; none without partners."""
    legend: list[tuple[str, str]]
    """The kinds in the drawing: (kind, label)."""
    not_drawn: int


def partners_of(entry: Entry, neighbourhood: Neighbourhood, page: str) -> Partners:
    """The public relations of an entry in both directions."""
    groups = []
    for group in neighbourhood.groups:
        partners = [_partner(one, page) for one in group.neighbours]
        groups.append(PartnerGroup(capfirst(group.label), partners[:_SHOWN_AT_ONCE], partners[_SHOWN_AT_ONCE:]))
    return _drawn(entry, groups, page)


def _partner(other: Neighbour, page: str) -> Partner:
    label = kind_label(other.kind, page)
    years = between(other.starts_on, other.ends_on)
    note = f"{label}, {years}" if years else label
    return Partner(other.title, other.url, other.kind, foreign(other.language, page), note)


def _drawn(entry: Entry, groups: list[PartnerGroup], page: str) -> Partners:
    """The lists with their drawing; an entry with several roles is drawn once."""
    nodes: dict[str, ego.Partner] = {}
    for group in groups:
        for one in (*group.partners, *group.more):
            nodes.setdefault(one.url, ego.Partner(one.title, one.url, one.kind, group.role))
    centre = ego.Partner(entry.title, "", entry.kind, _("This entry"))
    shown = list(nodes.values())[: ego.MOST]
    kinds = {node.kind for node in (centre, *shown)}
    return Partners(
        groups=groups,
        count=len(nodes),
        drawings=[ego.draw_wide(centre, shown), ego.draw_narrow(centre, shown)] if shown else [],
        legend=[(kind, kind_label(kind, page)) for kind in Kind.values if kind in kinds],
        not_drawn=len(nodes) - len(shown),
    )
