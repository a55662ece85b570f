"""Who works with whom: the public relations of one entry."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import override

from directory.choices import Role
from directory.models import Entry, Relation
from directory.search.addresses import entry_url
from directory.search.cards import Brief, briefs
from directory.search.shapes import Edge, Neighbour, Neighbourhood, Node, RoleGroup

_MOST_RELATIONS: Final = 500
_MOST_NODES: Final = 16


def neighbourhood(entry: Entry, *, language: str) -> Neighbourhood:
    """The relations of an entry in both directions, grouped by role; a figure of its first neighbours.

    The figure also has the relations that the neighbours have among each other.
    """
    public = Relation.objects.public()
    own = list(public.filter(subject=entry.pk).order_by("role", "pk")[:_MOST_RELATIONS])
    others = list(public.filter(object=entry.pk).order_by("role", "pk")[:_MOST_RELATIONS])
    if not own and not others:
        return Neighbourhood()
    keys = list(dict.fromkeys([r.object_id for r in own] + [r.subject_id for r in others]))
    rows = briefs([entry.pk, *keys], language)
    groups = [
        *_groups(own, rows, language, inverse=False),
        *_groups(others, rows, language, inverse=True),
    ]
    nodes, edges = _figure(entry.pk, keys, own + others, rows, language)
    return Neighbourhood(groups=tuple(groups), nodes=nodes, edges=edges)


def role_label(role: str, language: str, *, inverse: bool) -> str:
    with override(language):
        return str(Role(role).inverse if inverse else Role(role).label)


def _groups(
    relations: Iterable[Relation], rows: dict[int, Brief], language: str, *, inverse: bool
) -> Iterable[RoleGroup]:
    by_role: dict[str, list[Neighbour]] = {role: [] for role in Role.values}
    for relation in relations:
        row = rows.get(relation.subject_id if inverse else relation.object_id)
        if row:
            by_role[relation.role].append(_neighbour(row, relation, language))
    for role, neighbours in by_role.items():
        if neighbours:
            yield RoleGroup(role, inverse, role_label(role, language, inverse=inverse), tuple(neighbours))


def _neighbour(row: Brief, relation: Relation, language: str) -> Neighbour:
    shown, title, _summary = row.shown(language)
    return Neighbour(
        pk=row.pk,
        uid=str(row.uid),
        kind=row.kind,
        title=title,
        url=entry_url(row.kind, row.slug, language),
        language=shown,
        place_label=row.place_label(language),
        starts_on=relation.starts_on,
        ends_on=relation.ends_on,
    )


def _figure(
    entry: int, keys: Sequence[int], relations: Iterable[Relation], rows: dict[int, Brief], language: str
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    shown = [key for key in keys if key in rows][:_MOST_NODES]
    if entry not in rows or not shown:
        return (), ()
    among = Relation.objects.public().filter(subject__in=shown, object__in=shown).order_by("pk")
    drawn = {entry, *shown}
    edges = tuple(
        Edge(r.subject_id, r.object_id, r.role, role_label(r.role, language, inverse=False))
        for r in [*relations, *among[:_MOST_RELATIONS]]
        if r.subject_id in drawn and r.object_id in drawn
    )
    nodes = [_node(rows[entry], language, 0.0, 0.0)]
    for place, key in enumerate(shown):
        angle = 2 * math.pi * place / len(shown) - math.pi / 2
        nodes.append(_node(rows[key], language, round(math.cos(angle), 3), round(math.sin(angle), 3)))
    return tuple(nodes), edges


def _node(row: Brief, language: str, x: float, y: float) -> Node:
    return Node(row.pk, row.kind, row.shown(language)[1], entry_url(row.kind, row.slug, language), x, y)
