"""What only a call has, and what an organisation says as a giver, as they stand in documents."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from directory.choices import Kind
from directory.documents.document import Document
from directory.documents.parts import Part, TimeZone
from directory.documents.values import Amount, Currency, Key, Line, Moment, PartialDate, Summary, Text, Url
from sinet.common.money import currencies

Line1 = Annotated[Line, StringConstraints(min_length=1)]
Keys = Annotated[list[Key], Field(max_length=60)]
Territory = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|NUTS:[A-Z]{2}[A-Z0-9]{0,3})$")]
"""A country (ISO 3166-1) or a region."""
Percent = Annotated[Annotated[float, Field(ge=0, le=100)] | None, AfterValidator(lambda p: p and round(p, 2))]


def check_money(least: Decimal | None, largest: Decimal | None, currency: str, *others: Decimal | None) -> None:
    """Refuse amounts in the wrong order, amounts without a currency, and currencies that there are none of."""
    if least is not None and largest is not None and largest < least:
        raise ValueError(_("The largest amount is smaller than the least one."))
    if not currency and any(amount is not None for amount in (least, largest, *others)):
        raise ValueError(_("Say in which currency the amounts are, such as EUR."))
    if currency and currency not in currencies():
        raise ValueError(_("There is no currency “%(code)s”.") % {"code": currency})


class Stage(Part):
    """One step of a call that has several."""

    label: Line1
    closes_at: Moment = None


class Outcome(Part):
    """One who was chosen, or one result of a call."""

    entry: UUID | None = None
    name: Line = ""
    amount: Amount = None
    note: Summary = ""
    on: PartialDate = ""

    @model_validator(mode="after")
    def _says_who(self) -> Self:
        if not (self.entry or self.name or self.note):
            raise ValueError(_("Say who was chosen, or what came of it."))
        return self


class MoneyPart(Part):
    """How much is given to one, and what has to be brought."""

    amount_min: Amount = None
    amount_max: Amount = None
    currency: Currency = ""
    cofunding_share: Percent = None


class CallPart(MoneyPart):
    opens_at: Moment = None
    closes_at: Moment = None
    time_zone: TimeZone = ""
    closes_all_day: bool = False
    rolling: bool = False
    stages: Annotated[list[Stage], Field(max_length=20)] = []
    budget: Amount = None
    programme: Line = ""
    eligibility: Text = ""
    questions: Annotated[list[Annotated[Line1, StringConstraints(max_length=600)]], Field(max_length=60)] = []
    apply_url: Url = ""
    outcomes: Annotated[list[Outcome], Field(max_length=300)] = []

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValueError(_("The end lies before the start."))
        moments = [stage.closes_at for stage in self.stages if stage.closes_at]
        if any(second < first for first, second in pairwise(moments)):
            raise ValueError(_("The stages stand in the order of time."))
        amounts = (outcome.amount for outcome in self.outcomes)
        check_money(self.amount_min, self.amount_max, self.currency, self.budget, *amounts)
        return self


class FunderPart(MoneyPart):
    funding: Keys = []
    themes: Keys = []
    elements: Keys = []
    applicants: Keys = []
    territories: Annotated[list[Territory], Field(max_length=300)] = []
    everywhere: bool = False
    how_to_apply: Text = ""
    apply_url: Url = ""
    support_note: Text = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.everywhere and self.territories:
            raise ValueError(_("Either it gives everywhere, or in these territories."))
        check_money(self.amount_min, self.amount_max, self.currency)
        return self


class CallDocument(Document):
    kind: Literal[Kind.CALL]
    call: CallPart = CallPart()
