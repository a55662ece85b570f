"""The records of the directory."""

from directory.models.centre import Centre, CentreMember
from directory.models.entry import Entry, EntryText, FormerSlug
from directory.models.gazetteer import City, Country
from directory.models.index import Change, FacetRow, FacetValue, Notice, SearchRow, Word
from directory.models.kinds import Case, Event, Organisation, Project, Publication
from directory.models.place import EntryPlace
from directory.models.relation import Relation
from directory.models.revision import ChangeSet, Revision
from directory.models.source import Source
from directory.models.tag import Tag, TaggedEntry
from directory.models.user import User
from directory.models.vocabulary import Term, Vocabulary

__all__ = [
    "Case",
    "Centre",
    "CentreMember",
    "Change",
    "ChangeSet",
    "City",
    "Country",
    "Entry",
    "EntryPlace",
    "EntryText",
    "Event",
    "FacetRow",
    "FacetValue",
    "FormerSlug",
    "Notice",
    "Organisation",
    "Project",
    "Publication",
    "Relation",
    "Revision",
    "SearchRow",
    "Source",
    "Tag",
    "TaggedEntry",
    "Term",
    "User",
    "Vocabulary",
    "Word",
]
