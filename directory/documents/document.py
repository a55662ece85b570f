"""The document: the one definition of a valid entry in JSON.

The API gives it out, a revision holds it, an import produces it, a harvest reads it, an export writes it.
"""

from collections import Counter
from datetime import date
from functools import cached_property, lru_cache
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model, field_validator, model_validator

from directory.choices import UNDETERMINED, VOCABULARY_RULES, Kind, Precision, Role, State, TextOrigin
from directory.documents.parts import (
    CasePart,
    EventPart,
    OrganisationPart,
    Part,
    ProjectPart,
    PublicationPart,
    check_order,
)
from directory.documents.pictures import MOST_PICTURES, NamedPicture, in_order
from directory.documents.values import (
    CountryCode,
    Key,
    Language,
    Latitude,
    Line,
    Longitude,
    PartialDate,
    Slug,
    Summary,
    TagName,
    Text,
    Title,
    Url,
)
from directory.extensions import Section, Table, registry

SCHEMA_VERSION: Final = 1


class Link(Part):
    label: Line = ""
    url: Annotated[Url, StringConstraints(min_length=1)]


class Region(Part):
    scheme: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    version: Annotated[str, StringConstraints(max_length=20)] = ""
    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]


class Place(Part):
    country: CountryCode = ""
    region: Region | None = None
    city: Annotated[Line, StringConstraints(max_length=200)] = ""
    geoname: Annotated[int, Field(ge=1, le=2_147_483_647)] | None = None
    address: Annotated[Summary, StringConstraints(max_length=300)] = ""
    latitude: Latitude = None
    longitude: Longitude = None
    precision: Precision | Literal[""] = ""
    main: bool = False
    hidden: bool = False

    @model_validator(mode="after")
    def _paired(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(_("Give both coordinates or neither."))
        if self.latitude is not None and not self.precision:
            raise ValueError(_("Say how exact the coordinates are: address, city, region or country."))
        if self.latitude is None and not (self.country or self.city or self.region):
            raise ValueError(_("Give at least a country, a town or coordinates."))
        return self


class RelationPart(Part):
    role: Role
    object: UUID
    starts_on: PartialDate = ""
    ends_on: PartialDate = ""

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        check_order(self.starts_on, self.ends_on)
        return self


class Translation(Part):
    title: Annotated[str, StringConstraints(max_length=250, strip_whitespace=True)] = ""
    summary: Summary = ""
    description: Text = ""
    origin: TextOrigin = TextOrigin.HUMAN
    source_hash: Annotated[str, StringConstraints(max_length=64)] = ""


class Origin(Part):
    key: Key
    record: Annotated[Line, StringConstraints(max_length=500)] = ""
    licence: Annotated[Line, StringConstraints(max_length=100)] = ""
    credit: Summary = ""
    retrieved_on: date | None = None


class FieldOrigin(Part):
    source: Key
    confirmed_on: date | None = None


class Note(Part):
    field: Annotated[Line, StringConstraints(min_length=1)]
    text: Annotated[Summary, StringConstraints(min_length=1)]


class Document(BaseModel):
    """An entry. Empty stands for unknown: "", null or an empty list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[1] = 1
    kind: Kind
    uid: UUID | None = None
    slug: Slug = ""
    state: State = State.PUBLISHED
    merged_into: UUID | None = None
    language: Language = UNDETERMINED
    title: Title
    summary: Summary = ""
    description: Text = ""
    website: Url = ""
    links: Annotated[list[Link], Field(max_length=30)] = []
    pictures: Annotated[list[NamedPicture], Field(max_length=1 + MOST_PICTURES)] = []
    terms: dict[str, Annotated[list[Key], Field(max_length=60)]] = {}
    tags: Annotated[list[TagName], Field(max_length=30)] = []
    places: Annotated[list[Place], Field(max_length=60)] = []
    relations: Annotated[list[RelationPart], Field(max_length=300)] = []
    texts: dict[Language, Translation] = {}
    centre: Key | None = None
    source: Origin | None = None
    provenance: dict[Annotated[str, StringConstraints(max_length=80)], FieldOrigin] = {}
    verified_on: date | None = None
    notes: Annotated[list[Note], Field(max_length=60)] = []

    @property
    def part(self) -> Part:
        """What only this kind has."""
        part: Part = getattr(self, self.kind.value)
        return part

    def section(self, name: str) -> Part | None:
        """A part that an app has added to this kind, where the entry has it."""
        return getattr(self, name, None)

    @property
    def parts(self) -> list[tuple[Table, Part]]:
        """The parts with tables of their own that this entry has: what its kind has, then sections."""
        own: list[tuple[Table, Part]] = [(registry.shape(self.kind), self.part)]
        return own + [(one, part) for one in registry.sections(self.kind) if (part := self.section(one.key))]

    @cached_property
    def canonical(self) -> dict[str, Any]:
        """The canonical form: every key, JSON values only. Made once; who would change it takes `to_json`."""
        return self.model_dump(mode="json")

    def with_values(self, **values: Any) -> Self:
        """A copy with other values of some fields, which are of the right types already: they are not validated."""
        copied = self.model_copy(update=values)
        copied.__dict__.pop("canonical", None)
        return copied

    def to_json(self) -> dict[str, Any]:
        """The canonical form, as a dictionary of one's own (what stands in it is shared)."""
        return dict(self.canonical)

    @field_validator("terms")
    @classmethod
    def _known_vocabularies(cls, terms: dict[str, list[str]], info: Any) -> dict[str, list[str]]:
        """Known vocabularies only, no empty lists, no term twice; kept in a fixed order."""
        for key, values in terms.items():
            rule = VOCABULARY_RULES.get(key)
            if rule is None:
                raise ValueError(
                    _("There is no vocabulary “%(key)s”. There are: %(valid)s.")
                    % {"key": key, "valid": ", ".join(VOCABULARY_RULES)}
                )
            if rule.single and len(values) > 1:
                raise ValueError(_("“%(key)s” takes one term only.") % {"key": key})
            kind = info.data.get("kind")
            if values and kind and kind not in rule.kinds:
                raise ValueError(_("An entry of this kind has no “%(key)s”.") % {"key": key})
        return {key: sorted(set(terms[key])) for key in sorted(terms) if terms[key]}

    @field_validator("tags")
    @classmethod
    def _tags_once(cls, tags: list[str]) -> list[str]:
        """One tag once, whatever its capitals; in alphabetical order."""
        return sorted({tag.casefold(): tag for tag in reversed(tags)}.values())

    @field_validator("pictures")
    @classmethod
    def _pictures_in_order(cls, pictures: list[NamedPicture]) -> list[NamedPicture]:
        return in_order(pictures)

    @field_validator("places")
    @classmethod
    def _one_main_place(cls, places: list[Place]) -> list[Place]:
        """Where none is said to be the main place, it is the first."""
        mains = sum(place.main for place in places)
        if mains > 1:
            raise ValueError(_("Only one place can be the main one."))
        if places and not mains:
            return [places[0].model_copy(update={"main": True}), *places[1:]]
        return places

    @field_validator("relations")
    @classmethod
    def _relations_once(cls, relations: list[RelationPart]) -> list[RelationPart]:
        def key(one: RelationPart) -> tuple[str, str, str]:
            return one.role, str(one.object), one.starts_on

        twice = [relation for relation, count in Counter(map(key, relations)).items() if count > 1]
        if twice:
            raise ValueError(_("The relation “%(role)s” to the same entry stands here twice.") % {"role": twice[0][0]})
        return sorted(relations, key=key)

    @field_validator("texts")
    @classmethod
    def _texts_with_words(cls, texts: dict[str, Translation]) -> dict[str, Translation]:
        return {
            language: text for language, text in sorted(texts.items()) if text.title or text.summary or text.description
        }

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.state == State.MERGED) != (self.merged_into is not None):
            raise ValueError(_("A merged entry, and no other, names the entry that survives."))
        if self.language in self.texts:
            raise ValueError(_("The text in the entry's own language is no translation."))
        if self.uid and any(relation.object == self.uid for relation in self.relations):
            raise ValueError(_("An entry cannot be related to itself."))
        return self


class OrganisationDocument(Document):
    kind: Literal[Kind.ORGANISATION]
    organisation: OrganisationPart = OrganisationPart()


class ProjectDocument(Document):
    kind: Literal[Kind.PROJECT]
    project: ProjectPart = ProjectPart()


class CaseDocument(Document):
    kind: Literal[Kind.CASE]
    case: CasePart = CasePart()


class PublicationDocument(Document):
    kind: Literal[Kind.PUBLICATION]
    publication: PublicationPart = PublicationPart()


class EventDocument(Document):
    kind: Literal[Kind.EVENT]
    event: EventPart = EventPart()


def document_class(kind: str) -> type[Document]:
    """The document of a kind, with the sections that apps have added to it."""
    return _with_sections(registry.shape(kind).document, registry.sections(kind))


@lru_cache(maxsize=64)
def _with_sections(plain: type[Document], sections: tuple[Section, ...]) -> type[Document]:
    if not sections:
        return plain
    parts: dict[str, Any] = {section.key: (section.part | None, None) for section in sections}
    return create_model(plain.__name__, __base__=plain, __module__=plain.__module__, **parts)
