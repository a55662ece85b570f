"""Who works with whom: the public relations of one entry."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from django.utils.translation import override

from directory.choices import Role
from directory.search.addresses import entry_url
from directory.search.cards import Brief
from directory.search.shapes import Neighbour, Neighbourhood, RoleGroup

_MOST_RELATIONS: Final = 500
RELATIONS: Final = f"""(
SELECT json_agg(json_build_array(r.inverse, r.role, r.other, r.starts_on, r.ends_on)) FROM (
    (SELECT FALSE AS inverse, o.role, o.object_id AS other, o.starts_on, o.ends_on
        FROM directory_relation o JOIN directory_facetrow f ON f.entry_id = o.object_id
        WHERE o.subject_id = e.id ORDER BY o.role, o.id LIMIT {_MOST_RELATIONS})
    UNION ALL
    (SELECT TRUE, o.role, o.subject_id, o.starts_on, o.ends_on
        FROM directory_relation o JOIN directory_facetrow f ON f.entry_id = o.subject_id
        WHERE o.object_id = e.id ORDER BY o.role, o.id LIMIT {_MOST_RELATIONS})
) r WHERE EXISTS (SELECT FROM directory_facetrow f WHERE f.entry_id = e.id)
)"""  # noqa: S608 - ours
"""The public relations of an entry `e` in both directions, as `Related`; what is public has a row of facets."""


class Related(NamedTuple):
    """A relation as it is read from one of its ends."""

    inverse: bool
    role: str
    other: int
    starts_on: str
    ends_on: str


def neighbourhood(related: Sequence[Related], rows: Mapping[int, Brief], language: str) -> Neighbourhood:
    """Relations in both directions, grouped by role; `rows` has the entries at their other ends."""
    return Neighbourhood(
        groups=(*_groups(related, rows, language, inverse=False), *_groups(related, rows, language, inverse=True))
    )


@lru_cache(maxsize=256)
def role_label(role: str, language: str, *, inverse: bool) -> str:
    with override(language):
        return str(Role(role).inverse if inverse else Role(role).label)


def _groups(
    related: Sequence[Related], rows: Mapping[int, Brief], language: str, *, inverse: bool
) -> Iterable[RoleGroup]:
    by_role: dict[str, list[Neighbour]] = {role: [] for role in Role.values}
    for one in related:
        row = rows.get(one.other)
        if row and one.inverse == inverse:
            by_role[one.role].append(_neighbour(row, one, language))
    for role, neighbours in by_role.items():
        if neighbours:
            yield RoleGroup(role, inverse, role_label(role, language, inverse=inverse), tuple(neighbours))


def _neighbour(row: Brief, related: Related, language: str) -> Neighbour:
    shown, title, _summary = row.shown(language)
    return Neighbour(
        pk=row.pk,
        uid=str(row.uid),
        kind=row.kind,
        title=title,
        url=entry_url(row.kind, row.slug, language),
        language=shown,
        place_label=row.place_label(language),
        starts_on=related.starts_on,
        ends_on=related.ends_on,
    )
