"""Reads of what is public: filters, full text, facets, maps, suggestions, what is alike. Below the faces."""

from directory.search.counting import overview
from directory.search.filters import WORDS, EntryFilter
from directory.search.follower import changed_at, data_version
from directory.search.parameters import is_tracking
from directory.search.results import Results, search
from directory.search.shapes import (
    Card,
    Chip,
    Facet,
    FacetCount,
    Label,
    MapView,
    Marker,
    Neighbour,
    Neighbourhood,
    Overview,
    Page,
    ParameterError,
    Pin,
    RoleGroup,
    Shared,
    Similar,
    Sort,
    Suggestion,
    Suggestions,
    Wider,
)
from directory.search.suggesting import suggest
from directory.search.surroundings import surroundings

__all__ = [
    "WORDS",
    "Card",
    "Chip",
    "EntryFilter",
    "Facet",
    "FacetCount",
    "Label",
    "MapView",
    "Marker",
    "Neighbour",
    "Neighbourhood",
    "Overview",
    "Page",
    "ParameterError",
    "Pin",
    "Results",
    "RoleGroup",
    "Shared",
    "Similar",
    "Sort",
    "Suggestion",
    "Suggestions",
    "Wider",
    "changed_at",
    "data_version",
    "is_tracking",
    "overview",
    "search",
    "suggest",
    "surroundings",
]
