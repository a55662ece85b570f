"""The records of the directory."""

from directory.models.alert import Alert
from directory.models.batch import Batch, Decision
from directory.models.centre import Centre, CentreMember
from directory.models.entry import Entry, EntryText, FormerSlug
from directory.models.erasure import Erasure
from directory.models.fingerprint import Fingerprint
from directory.models.gazetteer import City, Country
from directory.models.index import Change, FacetRow, FacetValue, NameRow, Notice, SearchRow, Word
from directory.models.invitation import Invitation
from directory.models.kinds import Case, Event, Organisation, Project, Publication
from directory.models.limit import Tally
from directory.models.mail import Mail
from directory.models.moderation import CannedReply, Criterion, SavedView
from directory.models.picture import Picture
from directory.models.place import EntryPlace
from directory.models.proposal import ContactPerson, Proposal, ProposalEvent, Submitter, Token
from directory.models.relation import Relation
from directory.models.report import Message, Report
from directory.models.revision import ChangeSet, Revision
from directory.models.source import Source
from directory.models.tag import Tag, TaggedEntry
from directory.models.user import User
from directory.models.vocabulary import Term, Vocabulary

__all__ = [
    "Alert",
    "Batch",
    "CannedReply",
    "Case",
    "Centre",
    "CentreMember",
    "Change",
    "ChangeSet",
    "City",
    "ContactPerson",
    "Country",
    "Criterion",
    "Decision",
    "Entry",
    "EntryPlace",
    "EntryText",
    "Erasure",
    "Event",
    "FacetRow",
    "FacetValue",
    "Fingerprint",
    "FormerSlug",
    "Invitation",
    "Mail",
    "Message",
    "NameRow",
    "Notice",
    "Organisation",
    "Picture",
    "Project",
    "Proposal",
    "ProposalEvent",
    "Publication",
    "Relation",
    "Report",
    "Revision",
    "SavedView",
    "SearchRow",
    "Source",
    "Submitter",
    "Tag",
    "TaggedEntry",
    "Tally",
    "Term",
    "Token",
    "User",
    "Vocabulary",
    "Word",
]
