"""The demo always has calls in every standing, and says of named funders only what their source says."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from directory.actions.reference import load_countries, load_sources, load_vocabularies
from directory.choices import MADE_UP, Channel, Standing
from directory.documents import read, validate
from directory.management.commands.load_reference import DATA
from directory.models import Entry
from funding.demo import examples
from funding.models import Call, FunderProfile
from tests.factories import publish

pytestmark = pytest.mark.django_db
NOTHING = {"funding", "themes", "elements", "applicants", "territories", "how_to_apply", "support_note", "apply_url"}


@pytest.fixture
def loaded() -> None:
    """What the demo refers to, the entries of the source that names funders, then the command."""
    import gzip
    import json

    from directory.actions import apply_bulk

    load_sources(rows=json.loads((DATA / "sources.json").read_text()))
    load_vocabularies(rows=json.loads((DATA / "vocabularies.json").read_text()))
    with gzip.open(DATA / "gazetteer" / "countries.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        load_countries(lines=lines)
    with gzip.open(DATA / "demo" / "buicasus.jsonl.gz", "rt", encoding="utf-8") as lines:
        apply_bulk(documents=map(json.loads, lines), channel=Channel.IMPORT, by=None, title="Demo")
    call_command("load_demo_funding", stdout=StringIO())


def test_the_examples_stand_in_every_way_and_say_that_they_are_examples(loaded: None) -> None:
    calls = Call.objects.public()
    now = timezone.now()
    assert {one: calls.standing(one, now).count() for one in Standing} == {
        Standing.OPEN: 4,
        Standing.CLOSING: 1,
        Standing.FORECAST: 1,
        Standing.CLOSED: 1,
    }
    assert all(call.entry.title.startswith("Example:") for call in calls.select_related("entry"))
    assert {call.entry.source_id for call in calls.select_related("entry")} == {"example"}


def test_the_examples_are_marked_as_made_up_in_lists_on_their_page_and_in_the_api(loaded: None, client: Client) -> None:
    # What is open, with what closes soon.
    assert client.get("/en/calls/?deadline=open").content.decode().count("Made up, an example") == 5
    assert "Made up, an example" in client.get("/en/funders/?q=Example").content.decode()
    entry = Entry.objects.get(slug="example-fund")
    assert "nothing of this exists" in client.get(entry.get_absolute_url()).content.decode()
    assert client.get(f"/api/v1/entries/{entry.uid}/").json()["source"]["key"] == MADE_UP
    real = Entry.objects.public().exclude(source=MADE_UP).first()
    assert real is not None
    assert "nothing of this exists" not in client.get(real.get_absolute_url()).content.decode()


def test_what_fits_is_there_before_the_first_night_and_says_that_it_is_made_up(loaded: None, client: Client) -> None:
    call = Call.objects.public().open_at(timezone.now()).select_related("entry").first()
    assert call is not None
    wanted = read(call.entry, public=True)
    terms = {"theme": wanted["terms"]["theme"]}
    maker = publish("project", "Maker", terms=terms, places=[{"country": wanted["places"][0]["country"]}])
    Call.objects.filter(closes_at__isnull=False).update(
        opens_at=timezone.now() - timedelta(days=90), closes_at=timezone.now() - timedelta(days=60)
    )
    call_command("load_demo_funding", stdout=StringIO())

    page = client.get(maker.get_absolute_url()).content.decode()
    shown = page[page.index('id="ways-heading"') :]
    assert shown.index("Example:") < shown.index("Made up, an example")


def test_the_days_of_the_examples_count_from_the_day_of_loading() -> None:
    now = timezone.now()
    first, later = (
        {document["uid"]: validate(document).to_json() for document in examples(moment)}
        for moment in (now, now + timedelta(days=365))
    )
    assert first.keys() == later.keys()
    assert first != later


def test_examples_that_have_all_closed_are_dated_anew(loaded: None) -> None:
    before = {str(call.pk): call.closes_at for call in Call.objects.all()}
    call_command("load_demo_funding", stdout=StringIO())
    assert {str(call.pk): call.closes_at for call in Call.objects.all()} == before
    Call.objects.filter(closes_at__isnull=False).update(
        opens_at=timezone.now() - timedelta(days=90), closes_at=timezone.now() - timedelta(days=60)
    )
    call_command("load_demo_funding", stdout=StringIO())
    assert Call.objects.open_at(timezone.now()).filter(closes_at__isnull=False).count() == 4


def test_named_funders_have_a_profile_without_terms_that_the_source_does_not_give(loaded: None) -> None:
    named = FunderProfile.objects.public().filter(entry__source="buicasus").select_related("entry")
    assert {profile.entry.title for profile in named} == {
        "Mikrofonden Sverige",
        "Vinnova, Sweden’s innovation agency",
        "I Fund (Fonds I)",
        "Banque des Territoires",
        "Social impact bonds",
        "Fundación Caja Navarra",
    }
    said = {
        (profile.entry.title, name)
        for profile in named
        for name in NOTHING
        if read(profile.entry, public=True)["funder"][name]
    }
    assert said == {("Mikrofonden Sverige", "applicants"), ("Social impact bonds", "funding")}
    assert not named.exclude(amount_min=None, amount_max=None).exists()
    assert all({"field": "funder"}.items() <= profile.entry.notes[-1].items() for profile in named)
    assert Entry.objects.public().filter(title="Banque des Territoires", kind="organisation").count() == 1
