"""What a call is made of, and the section that makes an organisation a funder."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from directory.choices import Kind
from directory.documents.references import References
from directory.extensions import PRESENT, Facet, Field, ListOf, Section, Shape, Territory
from funding.documents.parts import CallDocument, CallPart, FunderPart
from funding.models import Call, FunderProfile
from sinet.common.languages import iso_country

FUNDER: Final = "funder"
"""The name of the section, and the filter by it."""
_MONEY: Final = (
    Field(name="amount_min", label=_("Least amount"), look="number"),
    Field(name="amount_max", label=_("Largest amount"), look="number"),
    Field(name="currency", label=_("Currency"), is_code=True),
    Field(name="cofunding_share", label=_("Own share in percent"), look="number"),
)
_STAGE: Final = (
    Field(name="label", label=_("Name")),
    Field(name="closes_at", label=_("Closes"), look="moment"),
)
_OUTCOME: Final = (
    Field(name="entry", label=_("Who was chosen, by the name of the entry"), look="entry"),
    Field(name="name", label=_("Name")),
    Field(name="amount", label=_("Amount"), look="number"),
    Field(name="on", label=_("Day")),
    Field(name="note", label=_("Remark")),
)


def _window(part: CallPart) -> tuple[Any, Any, str]:
    return part.opens_at, part.closes_at, part.time_zone


CALL: Final = Shape(
    kind=Kind.CALL,
    model=Call,
    document=CallDocument,
    window=_window,
    wanted=(
        ("summary",),
        ("website", "call.apply_url"),
        ("call.closes_at", "call.rolling"),
        ("call.amount_max", "call.budget"),
        ("call.eligibility", "terms.applicant"),
        ("terms.funding", "terms.procurement"),
        ("places",),
        ("terms.theme",),
    ),
    fields=(
        Field(name="opens_at", label=_("Opens"), look="moment"),
        Field(name="closes_at", label=_("Closes"), look="moment"),
        Field(name="time_zone", label=_("Time zone"), is_code=True),
        Field(name="closes_all_day", label=_("Only the day of the close is known"), look="tick"),
        Field(name="rolling", label=_("Decides as applications come in"), look="tick"),
        Field(name="stages", label=_("Stages"), look="records", columns=_STAGE),
        Field(name="budget", label=_("Budget"), look="number"),
        *_MONEY,
        Field(name="programme", label=_("Programme")),
        Field(name="eligibility", label=_("Who may apply"), look="text"),
        Field(name="questions", label=_("Questions of the application"), look="lines"),
        Field(name="apply_url", label=_("Address for applying")),
        Field(name="outcomes", label=_("Outcomes"), look="records", columns=_OUTCOME),
    ),
    texts=(("eligibility", _("Who may apply")),),
    calendar="funding:calls-calendar",
)
TERRITORY: Final = Territory("territory", _("Gives in"))
"""The filter of funders by where they give."""


def _territories(part: FunderPart, references: References) -> set[Facet]:
    """A region counts for its country too, and who gives everywhere gives in every country."""
    begins = [code.partition(":")[2][:2] for code in part.territories if ":" in code]
    codes = {*part.territories, *(iso_country(begin) for begin in begins)}
    return {(TERRITORY.word, code) for code in (references.countries if part.everywhere else codes)}


FUNDER_PROFILE: Final = Section(
    name=FUNDER,
    kind=Kind.ORGANISATION,
    model=FunderProfile,
    part=FunderPart,
    label=_("Gives funding or other support"),
    facets=_territories,
    territory=TERRITORY,
    fields=(
        Field(name="funding", label=_("Kinds of support"), look="checks", vocabulary="funding"),
        Field(name="themes", label=_("Themes it funds"), look="checks", vocabulary="theme"),
        Field(name="elements", label=_("Process steps it funds"), look="checks", vocabulary="element"),
        Field(name="applicants", label=_("Who may apply"), look="checks", vocabulary="applicant"),
        Field(name="territories", label=_("Countries and regions it gives in"), look="lines", is_code=True),
        Field(name="everywhere", label=_("Gives everywhere"), look="tick"),
        *_MONEY,
        Field(name="how_to_apply", label=_("How to apply"), look="text"),
        Field(name="apply_url", label=_("Address for applying")),
        Field(name="support_note", label=_("Other support"), look="text"),
    ),
)
FUNDERS: Final = ListOf(path="funders", kind=Kind.ORGANISATION, fixed=((FUNDER, PRESENT),), title=_("Funders"))
