"""What an app adds is read, written, checked, compared, found and shown like what the directory has itself."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

import pytest
from django.apps.registry import Apps
from django.db import connection, models
from django.test import Client
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from pydantic import Field as Limits

from directory import extensions
from directory.actions.errors import BulkError
from directory.choices import Kind, State
from directory.documents import DocumentError, compare, json_schema, read, validate
from directory.documents.completeness import completeness
from directory.documents.labels import label
from directory.documents.parts import Part
from directory.documents.values import Amount, Key, Line, Moment
from directory.extensions import Field, Panel, Registry, RegistryError, Section, registry
from directory.models import Entry
from directory.search.truth import count_values
from tests.factories import document, publish

pytestmark = pytest.mark.django_db


class Guest(Part):
    entry: UUID | None = None
    name: Line = ""


class KitchenPart(Part):
    """A made-up section: an organisation that cooks."""

    seats: Annotated[int, Limits(ge=1)] | None = None
    dishes: list[Line] = []
    themes: list[Key] = []
    price: Amount = None
    opens_at: Moment = None
    guests: list[Guest] = []


WORDS: dict[str, Promise] = {
    name: gettext_lazy(name) for name in ("seats", "dishes", "themes", "price", "opens_at", "guests", "name", "entry")
}
GUEST = (Field(name="entry", label=WORDS["entry"], look="entry"), Field(name="name", label=WORDS["name"]))
FULL: dict[str, Any] = {
    "seats": 40,
    "dishes": ["Gruel of barley", "Bread"],
    "themes": ["mental-health"],
    "price": "4.50",
    "opens_at": "2027-01-02T11:30:00Z",
    "guests": [{"entry": None, "name": "Everybody"}],
}


@pytest.fixture
def kitchen(db: None) -> Iterator[Section]:
    """The section, registered as an app would, with its table."""

    class Kitchen(models.Model):
        entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="+")
        seats = models.IntegerField(null=True)
        dishes = models.JSONField(default=list)
        themes = models.JSONField(default=list)
        price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
        opens_at = models.DateTimeField(null=True)
        guests = models.JSONField(default=list)

        class Meta:
            app_label = "directory"
            apps = Apps()

        def __str__(self) -> str:
            return f"kitchen {self.entry_id}"

    with connection.schema_editor() as editor:
        editor.create_model(Kitchen)
    section = Section(
        name="kitchen",
        kind=Kind.ORGANISATION,
        part=KitchenPart,
        model=Kitchen,
        label=gettext_lazy("Cooks"),
        fields=(
            Field(name="seats", label=WORDS["seats"]),
            Field(name="dishes", label=WORDS["dishes"], look="lines"),
            Field(name="themes", label=WORDS["themes"], look="checks", vocabulary="theme"),
            Field(name="guests", label=WORDS["guests"], look="records", columns=GUEST),
        ),
        facets=lambda part, _references: [("tag", "soup")] if part.seats else [],
    )
    before = {name: getattr(registry, name) for name in Registry.__slots__}
    for name in ("_shapes", "_sections", "_panels"):
        setattr(registry, name, dict(before[name]))
    registry.add_section(section)
    yield section
    for name, value in before.items():
        setattr(registry, name, value)


def cook(**values: Any) -> Entry:
    return publish("organisation", kitchen={**FULL, **values})


def facets(entry: Entry) -> set[tuple[str, str]]:
    from directory.models import FacetValue

    numbers = count_values(Entry.objects.filter(pk=entry.pk))
    return set(FacetValue.objects.filter(pk__in=numbers).values_list("facet", "value"))


def test_a_section_is_read_as_it_was_written(kitchen: Section) -> None:
    entry = cook()
    found = read(entry, public=True)
    assert found["kitchen"] == FULL
    assert validate(found).to_json() == found


def test_an_entry_without_the_section_says_null_and_has_no_row(kitchen: Section) -> None:
    entry = publish("organisation")
    assert read(entry, public=True)["kitchen"] is None
    assert kitchen.model._default_manager.count() == 0
    assert "kitchen" not in read(publish("project"), public=True)


def test_a_section_is_changed_and_taken_away(kitchen: Section) -> None:
    entry = cook()
    other = cook()
    publish("organisation", uid=str(entry.uid), kitchen={**FULL, "seats": 3})
    assert read(entry, public=True)["kitchen"]["seats"] == 3
    publish("organisation", uid=str(entry.uid), kitchen=None)
    assert read(entry, public=True)["kitchen"] is None
    assert list(kitchen.model._default_manager.values_list("pk", flat=True)) == [other.pk]


def test_what_is_wrong_in_a_section_is_named_by_its_path(kitchen: Section) -> None:
    with pytest.raises(DocumentError) as refused:
        validate(document("organisation", kitchen={"seats": 0}))
    assert list(refused.value.errors) == ["kitchen.seats"]
    with pytest.raises(DocumentError) as refused:
        validate(document("project", kitchen={}))
    assert list(refused.value.errors) == ["kitchen"]


def test_a_section_names_only_terms_that_are_there(kitchen: Section) -> None:
    with pytest.raises(BulkError, match=r"kitchen\.themes\.1"):
        cook(themes=["health", "cooking"])


def test_an_entry_counts_under_the_terms_and_the_facets_of_its_section(kitchen: Section) -> None:
    found = facets(cook())
    assert {("theme", "mental-health"), ("theme", "health"), ("tag", "soup")} <= found
    assert ("tag", "soup") not in facets(cook(seats=None))


def test_the_words_of_a_section_are_found(kitchen: Section, client: Client) -> None:
    cook()
    assert client.get("/api/v1/entries/?q=barley").json()["count"] == 1


def test_a_section_points_to_public_entries_only(kitchen: Section) -> None:
    guest, hidden = publish("project"), publish("project", state=State.WITHDRAWN)
    entry = cook(guests=[{"entry": str(one.uid), "name": "A"} for one in (guest, hidden)])
    public = read(entry, public=True)["kitchen"]["guests"]
    assert [one["entry"] for one in public] == [str(guest.uid), None]
    kept = read(entry, public=False)["kitchen"]["guests"]
    assert [one["entry"] for one in kept] == [str(guest.uid), str(hidden.uid)]


def test_a_section_cannot_point_to_what_is_not_there(kitchen: Section) -> None:
    with pytest.raises(BulkError, match=r"kitchen\.guests\.0\.entry"):
        cook(guests=[{"entry": "0190a5c8-0000-7000-8000-000000000000", "name": "Nobody"}])


def test_a_section_that_says_nothing_yet_is_a_change_all_the_same(kitchen: Section) -> None:
    plain = validate(document("organisation")).to_json()
    empty = validate(document("organisation", kitchen={})).to_json()
    full = validate(document("organisation", kitchen={"seats": 2})).to_json()
    assert [change.path for change in compare(plain, empty)] == ["kitchen"]
    assert [change.path for change in compare(empty, full)] == ["kitchen.seats"]
    assert completeness(plain) == completeness(full)
    assert (label("kitchen"), label("kitchen.dishes")) == ("Cooks", "dishes")


def test_the_schema_of_the_kind_describes_its_sections(kitchen: Section) -> None:
    schema = json_schema("organisation")
    assert schema["properties"]["kitchen"]["anyOf"][0] == {"$ref": "#/$defs/KitchenPart"}
    assert "kitchen" not in json_schema("project")["properties"]


def test_the_api_gives_the_section_out(kitchen: Section, client: Client) -> None:
    entry = cook()
    assert client.get(f"/api/v1/entries/{entry.uid}/").json()["kitchen"] == FULL


def test_a_panel_stands_on_the_pages_of_its_kind_where_it_has_something_to_show(
    kitchen: Section, client: Client
) -> None:
    registry.add_panel(
        lambda entry, page, _asked: (
            Panel("components/alert.html", {}) if kitchen.model._default_manager.filter(pk=entry.pk).exists() else None
        ),
        Kind.ORGANISATION,
    )
    for entry, shown in [(cook(), 1), (publish("organisation"), 0), (publish("project"), 0)]:
        response = client.get(entry.get_absolute_url())
        templates = [panel.template for panel in response.context["panels"]]
        assert templates.count("components/alert.html") == shown


def test_a_merge_moves_along_what_is_the_apps_own(kitchen: Section) -> None:
    moved: list[tuple[Entry, Entry]] = []
    registry.add_merge(lambda survivor, absorbed: moved.append((survivor, absorbed)))
    survivor, absorbed = publish("organisation"), publish("organisation")
    publish("organisation", uid=str(absorbed.uid), state=State.MERGED, merged_into=str(survivor.uid))
    assert moved == [(survivor, absorbed)]


def test_what_does_not_fit_together_is_refused_at_once(kitchen: Section) -> None:
    registry.add_section(kitchen)  # the same once more, as when Django calls `ready` twice
    assert registry.sections("organisation").count(kitchen) == 1
    with pytest.raises(RegistryError, match="registered already"):
        registry.add_section(replace(kitchen))
    with pytest.raises(RegistryError, match="registered already"):
        registry.add_kind(replace(registry.shape("project")))
    words = {"name": "cellar", "kind": Kind.PROJECT, "part": KitchenPart, "label": WORDS["seats"]}
    with pytest.raises(RegistryError, match="Kitchen has no field wine"):
        registry.add_section(Section(model=kitchen.model, fields=(Field(name="wine", label=WORDS["seats"]),), **words))
    with pytest.raises(RegistryError, match="no vocabulary wines"):
        registry.add_section(
            Section(
                model=kitchen.model,
                fields=(Field(name="themes", label=WORDS["themes"], vocabulary="wines"),),
                **words,
            )
        )


def test_every_kind_is_registered() -> None:
    assert [registry.shape(kind).kind for kind in Kind] == list(Kind)
    assert {kind.value for kind in Kind} <= registry.parts
    assert extensions.registry is registry
