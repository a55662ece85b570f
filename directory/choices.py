"""The closed lists that the code itself depends on. Everything a centre may change is a vocabulary term."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNDETERMINED: Final = "und"  # BCP 47: the language of this text is not known


class Kind(models.TextChoices):
    """What an entry is in the world."""

    ORGANISATION = "organisation", _("Organisation")
    PROJECT = "project", _("Project")
    CASE = "case", _("Best-practice case")
    PUBLICATION = "publication", _("Publication")
    EVENT = "event", _("Event")
    CALL = "call", _("Call")

    @property
    def path(self) -> str:
        """The plural word of the kind in addresses of pages and API."""
        return f"{self.value}s"

    @property
    def plural(self) -> Promise:
        return KIND_PLURALS[self]


KIND_PLURALS: Final[dict[Kind, Promise]] = {
    Kind.ORGANISATION: _("Organisations"),
    Kind.PROJECT: _("Projects"),
    Kind.CASE: _("Best-practice cases"),
    Kind.PUBLICATION: _("Publications"),
    Kind.EVENT: _("Events"),
    Kind.CALL: _("Calls"),
}


class State(models.TextChoices):
    """Whether an entry is public. A merged entry names its survivor."""

    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged into another entry")


class Precision(models.TextChoices):
    """How exact the coordinates of a place are."""

    ADDRESS = "address", _("Exact address")
    CITY = "city", _("Town or city")
    REGION = "region", _("Region")
    COUNTRY = "country", _("Country")


class Role(models.TextChoices):
    """How the subject of a relation stands to its object."""

    LEADS = "leads", _("leads")
    PARTNER = "partner", _("is a partner in")
    FUNDS = "funds", _("funds")
    CO_FUNDS = "co_funds", _("co-funds")
    ADVISES = "advises", _("advises")
    EVALUATES = "evaluates", _("evaluates")
    MEMBER_OF = "member_of", _("is a member of")
    PART_OF = "part_of", _("is part of")
    DOCUMENTS = "documents", _("documents")
    ADAPTED_FROM = "adapted_from", _("is adapted from")

    @property
    def inverse(self) -> Promise:
        """The same relation read from its object."""
        return ROLE_INVERSES[self]


ROLE_INVERSES: Final[dict[Role, Promise]] = {
    Role.LEADS: _("is led by"),
    Role.PARTNER: _("has as partner"),
    Role.FUNDS: _("is funded by"),
    Role.CO_FUNDS: _("is co-funded by"),
    Role.ADVISES: _("is advised by"),
    Role.EVALUATES: _("is evaluated by"),
    Role.MEMBER_OF: _("has as member"),
    Role.PART_OF: _("contains"),
    Role.DOCUMENTS: _("is documented by"),
    Role.ADAPTED_FROM: _("was adapted as"),
}


class Level(models.TextChoices):
    """The level of society at which a best-practice case works (BuiCaSuS)."""

    MICRO = "micro", _("Micro: people and groups")
    MESO = "meso", _("Meso: organisations and places")
    MACRO = "macro", _("Macro: rules and systems")


class Standing(models.TextChoices):
    """How something that opens and closes, such as a call, stands in time."""

    OPEN = "open", _("Open now")
    CLOSING = "closing", _("Closes soon")
    FORECAST = "forecast", _("Not open yet")
    CLOSED = "closed", _("Closed")

    @classmethod
    def of(cls, opens_at: datetime | None, closes_at: datetime | None, at: datetime) -> "Standing":
        """How it stands at a moment. What has no close is open until somebody says otherwise."""
        if opens_at and opens_at > at:
            return cls.FORECAST
        if closes_at and closes_at <= at:
            return cls.CLOSED
        return cls.CLOSING if closes_at and closes_at <= at + CLOSING_SOON else cls.OPEN


CLOSING_SOON: Final = timedelta(days=14)
"""So long before its close something counts as closing soon."""


class TextOrigin(models.TextChoices):
    """Who made a translation."""

    HUMAN = "human", _("Translated by a person")
    MACHINE = "machine", _("Translated by a machine")
    MACHINE_CHECKED = "machine_checked", _("Translated by a machine, checked by a person")


class PictureRole(models.TextChoices):
    """What a picture is to its entry."""

    LOGO = "logo", _("Logo")
    PICTURE = "picture", _("Picture")


class Channel(models.TextChoices):
    """The way by which a revision came in."""

    FORM = "form", _("Form")
    CURATOR = "curator", _("Curator")
    IMPORT = "import", _("Import")
    HARVEST = "harvest", _("Harvest from another node")
    API = "api", _("API")


MADE_UP: Final = "example"
"""The key of the source of what is made up, such as the demo's calls: said so wherever it is shown, and never offered
as similar to what is real, or as its partner."""


class RevisionState(models.TextChoices):
    """Where a revision stands. Applied, rejected and retracted are final."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPLIED = "applied", _("Applied")
    REJECTED = "rejected", _("Rejected")
    RETRACTED = "retracted", _("Retracted")


class Intent(models.TextChoices):
    """What a proposal wants to do."""

    NEW = "new", _("Add an entry")
    CHANGE = "change", _("Change an entry")
    ENDED = "ended", _("Say that it has ended")


class ProposalState(models.TextChoices):
    """Where a proposal stands. The first two are the submitter's alone; a centre sees it from `waiting` on."""

    DRAFT = "draft", _("Draft")
    UNCONFIRMED = "unconfirmed", _("Sent, waiting for your confirmation by mail")
    WAITING = "waiting", _("Waiting for the competence centre")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPLIED = "applied", _("Published")
    REJECTED = "rejected", _("Rejected")
    RETRACTED = "retracted", _("Taken back")
    EXPIRED = "expired", _("Expired")


class Event(models.TextChoices):
    """What the change log tells a follower about an entry."""

    CREATED = "created", _("Created")
    CHANGED = "changed", _("Changed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")
    ERASED = "erased", _("Erased")


@dataclass(frozen=True, slots=True)
class VocabularyRule:
    """What the code knows of a vocabulary: its key, which is also its filter word, and how entries use it."""

    key: str
    label: Promise
    single: bool = False
    kinds: frozenset[Kind] = frozenset(Kind)
    """Those whose documents may name its terms among their `terms`."""
    counted: frozenset[Kind] = frozenset()
    """Further kinds that count under its terms, because a section of theirs names them."""


_WORK = frozenset({Kind.ORGANISATION, Kind.PROJECT, Kind.CASE})
_CALL = frozenset({Kind.CALL})
_FUNDER = frozenset({Kind.ORGANISATION})

# In the order in which the filters stand on a page.
VOCABULARIES: Final[tuple[VocabularyRule, ...]] = (
    VocabularyRule("element", _("Process step")),
    VocabularyRule("method", _("Support method")),
    VocabularyRule("theme", _("Theme")),
    VocabularyRule("challenge", _("Challenge")),
    VocabularyRule("beneficiary", _("Who is helped")),
    VocabularyRule("technology", _("Technology")),
    VocabularyRule("focus", _("Digital focus")),
    VocabularyRule("sector", _("Public sector")),
    VocabularyRule("sdg", _("Sustainable Development Goal")),
    VocabularyRule("activity", _("Field of activity")),
    VocabularyRule("esf", _("ESF+ objective")),
    VocabularyRule("type", _("Type of organisation"), single=True, kinds=frozenset({Kind.ORGANISATION})),
    VocabularyRule("size", _("Size"), single=True, kinds=frozenset({Kind.ORGANISATION})),
    VocabularyRule("status", _("Status"), single=True, kinds=frozenset({Kind.PROJECT, Kind.CASE})),
    VocabularyRule("scale", _("Scale"), kinds=_WORK),
    VocabularyRule("evidence", _("Evidence"), single=True, kinds=frozenset({Kind.PROJECT, Kind.CASE})),
    VocabularyRule("funding", _("Kind of support"), kinds=_CALL, counted=_FUNDER),
    VocabularyRule("applicant", _("Who may apply"), kinds=_CALL, counted=_FUNDER),
    VocabularyRule("procurement", _("Kind of procurement"), kinds=_CALL),
    VocabularyRule("seeks", _("Looks for"), kinds=_WORK),
    VocabularyRule("offers", _("Offers"), kinds=_WORK),
)
VOCABULARY_RULES: Final[dict[str, VocabularyRule]] = {rule.key: rule for rule in VOCABULARIES}
