"""/admin/ for operators: vocabularies, sources, centres, accounts, jobs. Entries and revisions are read-only."""

from directory.admin.entries import ChangeSetAdmin, EntryAdmin, RevisionAdmin
from directory.admin.jobs import JobAdmin
from directory.admin.people import CentreAdmin, ErasureAdmin, InvitationAdmin, UserAdmin
from directory.admin.vocabularies import SourceAdmin, TermAdmin, VocabularyAdmin

__all__ = [
    "CentreAdmin",
    "ChangeSetAdmin",
    "EntryAdmin",
    "ErasureAdmin",
    "InvitationAdmin",
    "JobAdmin",
    "RevisionAdmin",
    "SourceAdmin",
    "TermAdmin",
    "UserAdmin",
    "VocabularyAdmin",
]
