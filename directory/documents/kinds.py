"""What the directory's own kinds are made of: table, document, the names of their fields."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from directory.choices import Kind, Level
from directory.documents.document import (
    CaseDocument,
    EventDocument,
    OrganisationDocument,
    ProjectDocument,
    PublicationDocument,
)
from directory.extensions import Field, Shape, registry
from directory.models.kinds import Case, Event, Organisation, Project, Publication

# Of several fields a reader wants, one is enough; every group weighs the same.
_COMMON: Final = (
    ("summary",),
    ("description",),
    ("website", "links"),
    ("places",),
    ("tags", "terms.theme"),
    ("relations",),
)

ORGANISATION: Final = Shape(
    kind=Kind.ORGANISATION,
    model=Organisation,
    document=OrganisationDocument,
    wanted=(*_COMMON, ("terms.type",), ("terms.size", "organisation.founded_on")),
    fields=(
        Field(name="founded_on", label=_("Founded")),
        Field(
            name="registrations",
            label=_("Registered"),
            look="records",
            columns=(
                Field(name="scheme", label=_("Code of the register"), hint=_("As at org-id.guide, such as SE-BLV.")),
                Field(name="id", label=_("Number")),
            ),
        ),
        Field(name="parent", label=_("Part of"), look="entry"),
    ),
)
PROJECT: Final = Shape(
    kind=Kind.PROJECT,
    model=Project,
    document=ProjectDocument,
    wanted=(*_COMMON, ("terms.status",), ("project.starts_on",), ("project.helped",), ("project.impact",)),
    fields=(
        Field(name="starts_on", label=_("Start")),
        Field(name="ends_on", label=_("End")),
        Field(name="helped", label=_("Who is helped"), look="text"),
        Field(name="works", label=_("How it works"), look="text"),
        Field(name="impact", label=_("Social impact"), look="text"),
        Field(name="reach", label=_("Reach"), look="text"),
        Field(name="open_licence", label=_("Open licence")),
    ),
    texts=(
        ("helped", _("Who is helped")),
        ("works", _("How it works")),
        ("impact", _("Social impact")),
        ("reach", _("Reach")),
    ),
)
CASE: Final = Shape(
    kind=Kind.CASE,
    model=Case,
    document=CaseDocument,
    wanted=(*_COMMON, ("terms.element", "terms.method"), ("case.context",), ("case.done",), ("case.results",)),
    fields=(
        Field(name="starts_on", label=_("Start")),
        Field(name="context", label=_("Context"), look="text"),
        Field(name="done", label=_("What was done"), look="text"),
        Field(name="results", label=_("Results"), look="text"),
        Field(name="success_factors", label=_("Success factors"), look="text"),
        Field(name="pitfalls", label=_("Pitfalls"), look="text"),
        Field(name="transfer", label=_("What it needs elsewhere"), look="text"),
        Field(
            name="level",
            label=_("Level"),
            look="select",
            choices=lambda: [(str(level.value), str(level.label)) for level in Level],
        ),
    ),
    texts=(
        ("context", _("Context")),
        ("done", _("What was done")),
        ("results", _("Results so far")),
        ("success_factors", _("What made it work")),
        ("pitfalls", _("Pitfalls")),
        ("transfer", _("What it needs elsewhere")),
    ),
)
PUBLICATION: Final = Shape(
    kind=Kind.PUBLICATION,
    model=Publication,
    document=PublicationDocument,
    wanted=(
        ("summary",),
        ("website", "publication.file_url"),
        ("publication.publisher",),
        ("publication.published_on",),
    ),
    fields=(
        Field(name="publisher", label=_("Publisher")),
        Field(name="serial_number", label=_("Serial number")),
        Field(name="published_on", label=_("Appeared")),
        Field(name="file_url", label=_("Address of the file")),
    ),
)
EVENT: Final = Shape(
    kind=Kind.EVENT,
    model=Event,
    document=EventDocument,
    wanted=(
        ("summary",),
        ("website", "event.online_url"),
        ("event.starts_at",),
        ("places", "event.venue"),
    ),
    fields=(
        Field(name="starts_at", label=_("Begins"), look="moment"),
        Field(name="ends_at", label=_("Ends"), look="moment"),
        Field(name="all_day", label=_("Lasts whole days"), look="tick"),
        Field(name="time_zone", label=_("Time zone"), is_code=True),
        Field(name="online_url", label=_("Address for taking part online")),
        Field(name="venue", label=_("Venue")),
    ),
)


def register() -> None:
    """Register them, in the order in which kinds stand on pages."""
    for shape in (ORGANISATION, PROJECT, CASE, PUBLICATION, EVENT):
        registry.add_kind(shape)
