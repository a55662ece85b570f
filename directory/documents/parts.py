"""What only one kind of entry has, as it stands in a document under the kind's own name."""

from typing import Annotated, Self
from uuid import UUID
from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from directory.choices import Level
from directory.documents.values import Line, Moment, PartialDate, Text, Url


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def check_order(first: str, last: str) -> None:
    """Refuse partial dates of which the last lies before the first, as far as both are known."""
    known = min(len(first), len(last))
    if known and last[:known] < first[:known]:
        raise ValueError(_("The end lies before the start."))


class Registration(Part):
    scheme: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,3}(-[A-Z0-9]+)+$|^XI-[A-Z]+$", max_length=30)]
    """The code of the register's list at org-id.guide, such as GB-CHC."""
    id: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]


class OrganisationPart(Part):
    founded_on: PartialDate = ""
    registrations: Annotated[list[Registration], Field(max_length=20)] = []
    parent: UUID | None = None


class ProjectPart(Part):
    starts_on: PartialDate = ""
    ends_on: PartialDate = ""
    helped: Text = ""
    works: Text = ""
    impact: Text = ""
    reach: Text = ""
    open_licence: Annotated[Line, StringConstraints(max_length=200)] = ""

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        check_order(self.starts_on, self.ends_on)
        return self


class CasePart(Part):
    starts_on: PartialDate = ""
    context: Text = ""
    done: Text = ""
    results: Text = ""
    success_factors: Text = ""
    pitfalls: Text = ""
    transfer: Text = ""
    level: Annotated[str, StringConstraints(pattern="^(|" + "|".join(Level.values) + ")$")] = ""


class PublicationPart(Part):
    publisher: Line = ""
    serial_number: Annotated[Line, StringConstraints(max_length=100)] = ""
    published_on: PartialDate = ""
    file_url: Url = ""


def _time_zone(name: str) -> str:
    if name and name not in available_timezones():
        raise ValueError(_("Write a time zone of the IANA list, such as Europe/Stockholm."))
    return name


TimeZone = Annotated[str, StringConstraints(max_length=60), AfterValidator(_time_zone)]
"""A name of the IANA list, or empty."""


class EventPart(Part):
    starts_at: Moment = None
    ends_at: Moment = None
    all_day: bool = False
    time_zone: TimeZone = ""
    online_url: Url = ""
    venue: Line = ""

    @model_validator(mode="after")
    def _times_in_order(self) -> Self:
        if self.ends_at and not self.starts_at:
            raise ValueError(_("Give the start as well as the end."))
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValueError(_("The end lies before the start."))
        return self
