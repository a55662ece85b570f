"""What a search asks for, and the same as conditions on rows of entries."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Exists, F, FloatField, Func, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from directory.choices import Precision
from directory.models import Entry, EntryPlace
from directory.search import windows
from directory.search.ground import Box, Circle
from directory.search.query import Question

Choice = tuple[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Conditions:
    """All must hold; of one facet any value will do. Hashable, so that answers can be remembered by it."""

    choices: tuple[Choice, ...] = ()
    """(facet, numbers of its values)."""
    question: Question = field(default_factory=Question)
    tsquery: str = ""
    typed: str = ""
    """The tsquery of the words as typed, where other names were added to them; it orders and selects nothing."""
    box: Box | None = None
    near: Circle | None = None
    without_point: bool = False
    updated_since: datetime | None = None
    verified_since: date | None = None

    def without(self, name: str) -> "Conditions":
        """The same without one filter, by the word it has in addresses."""
        if name == "q":
            return replace(self, question=Question(), tsquery="", typed="")
        if name == "bbox":
            return replace(self, box=None)
        if name == "near":
            return replace(self, near=None)
        if name == "without_point":
            return replace(self, without_point=False)
        if name == "updated_since":
            return replace(self, updated_since=None)
        if name == "verified_since":
            return replace(self, verified_since=None)
        return replace(self, choices=tuple(choice for choice in self.choices if choice[0] != name))

    def chosen(self, facet: str) -> frozenset[int]:
        return next((numbers for name, numbers in self.choices if name == facet), frozenset())

    @property
    def names(self) -> tuple[str, ...]:
        """The words of the filters in force."""
        others = {
            "q": self.tsquery,
            "bbox": self.box,
            "near": self.near,
            "without_point": self.without_point,
            "updated_since": self.updated_since,
            "verified_since": self.verified_since,
        }
        return (*(name for name, _numbers in self.choices), *(name for name, value in others.items() if value))


class Kilometres(Func):
    function = "sinet_km"
    output_field = FloatField()


def visible_points() -> QuerySet[EntryPlace]:
    """The places that may be shown on a map. The middle of a country is no place that anybody would look for."""
    return EntryPlace.objects.filter(is_hidden=False, latitude__isnull=False).exclude(precision=Precision.COUNTRY)


def inside(box: Box) -> Q:
    return Q(latitude__gte=box.south, latitude__lte=box.north, longitude__gte=box.west, longitude__lte=box.east)


def distance_from(circle: Circle) -> Kilometres:
    return Kilometres(Value(circle.latitude), Value(circle.longitude), F("latitude"), F("longitude"))


def points_near(circle: Circle) -> QuerySet[EntryPlace]:
    """The places that may be shown within a circle, each with its distance `km`."""
    points = visible_points().filter(inside(circle.box)).annotate(km=distance_from(circle))
    return points.filter(km__lte=circle.radius_km)


def matching(conditions: Conditions, at: datetime | None = None) -> QuerySet[Entry]:
    """The public entries that meet the conditions: the truth by which every quicker way is measured.

    `at` is the moment for what time tells (`directory.search.windows`), now if it is not said.
    """
    return Entry.objects.public().filter(*_where(conditions, at), facet_row__isnull=False)


def _where(conditions: Conditions, at: datetime | None) -> Iterator[Q | Exists]:
    for facet, numbers in conditions.choices:
        if facet == windows.WORD:
            yield windows.where(numbers, at or windows.present_minute())
        else:
            yield Q(facet_row__facets__overlap=sorted(numbers))
    if conditions.tsquery:
        yield Q(pk__in=RawSQL("SELECT entry_id FROM sinet_matches(%s::tsquery)", [conditions.tsquery]))
    own = OuterRef("pk")
    if conditions.box:
        yield Exists(visible_points().filter(inside(conditions.box), entry=own))
    if conditions.near:
        yield Exists(points_near(conditions.near).filter(entry=own))
    if conditions.without_point:
        yield ~Q(Exists(visible_points().filter(entry=own)))
    if conditions.updated_since:
        yield Q(facet_row__updated_at__gte=conditions.updated_since)
    if conditions.verified_since:
        yield Q(facet_row__verified_on__gte=conditions.verified_since)
