"""An organisation that gives says so in its document; it is listed, found and shown as a giver."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.actions import withdraw
from directory.actions.reference import load_vocabularies
from directory.documents import DocumentError, read, validate
from directory.models import Country, Entry
from tests.factories import document, publish, reference
from tests.factories.entries import VOCABULARIES

pytestmark = pytest.mark.django_db
FULL: dict[str, Any] = {
    "funding": ["grant"],
    "themes": ["health"],
    "elements": ["realise"],
    "applicants": ["ngo"],
    "territories": ["LV", "NUTS:SE22"],
    "everywhere": False,
    "amount_min": "500",
    "amount_max": "20000",
    "currency": "SEK",
    "cofunding_share": 12.5,
    "how_to_apply": "Write to *us*.",
    "apply_url": "https://example.org/how",
    "support_note": "Advice, too.",
}


@pytest.fixture(autouse=True)
def terms() -> None:
    reference()
    more = [
        {"key": "funding", "title": {"en": "Kind of support"}, "terms": [{"key": "grant", "labels": {"en": "Grant"}}]},
        {"key": "applicant", "title": {"en": "Applicant"}, "terms": [{"key": "ngo", "labels": {"en": "Associations"}}]},
    ]
    load_vocabularies(rows=[*VOCABULARIES, *more])


def fund(title: str = "Example fund", **values: Any) -> Entry:
    return publish("organisation", title, funder={**FULL, **values})


def titles(client: Client, query: str = "") -> list[str]:
    return sorted(hit["title"] for hit in client.get(f"/api/v1/funders/{query}").json()["results"])


def test_a_profile_is_read_as_it_was_written() -> None:
    entry = fund()
    found = read(entry, public=True)
    assert found["funder"] == FULL
    assert validate(found).to_json() == found


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"everywhere": True, "territories": ["SE"]}, "funder"),
        ({"amount_min": "2", "amount_max": "1", "currency": "EUR"}, "funder"),
        ({"amount_max": "1"}, "funder"),
        ({"territories": ["Sweden"]}, "funder.territories.0"),
        ({"cofunding_share": -1}, "funder.cofunding_share"),
    ],
)
def test_a_profile_that_contradicts_itself_is_refused(values: dict[str, Any], path: str) -> None:
    with pytest.raises(DocumentError) as refused:
        validate(document("organisation", funder=values))
    assert list(refused.value.errors) == [path]


def test_the_list_of_funders_holds_those_that_give_only(client: Client) -> None:
    fund("Gives")
    publish("organisation", "Does not give")
    hidden = fund("Hidden")
    withdraw(entry=hidden, by=None, note="")
    assert titles(client) == ["Gives"]
    assert titles(client, "?funding=grant&theme=health&applicant=ngo&element=realise") == ["Gives"]
    assert titles(client, "?q=grant") == ["Gives"]
    assert client.get("/api/v1/funders/?funder=yes").status_code == 400
    page = client.get("/en/funders/").content.decode()
    assert "Gives" in page
    assert "Does not give" not in page
    assert "Hidden" not in page
    assert client.get("/api/v1/organisations/?funder=yes").json()["count"] == 1
    assert client.get("/feeds/en/funders.atom").content.count(b"<entry>") == 1


@pytest.fixture
def countries() -> None:
    """Countries that the others of the tests do not need."""
    for code, name in (("GR", "Greece"), ("EE", "Estonia")):
        Country.objects.create(code=code, code3=name[:3].upper(), name=name, continent="EU")


@pytest.mark.usefixtures("countries")
def test_funders_are_found_by_where_they_give(client: Client) -> None:
    fund("Baltic", territories=["LV"])
    fund("Crete", territories=["NUTS:EL43"])
    fund("World", territories=[], everywhere=True)
    fund("Unknown", territories=[])

    assert titles(client, "?territory=LV") == ["Baltic", "World"]
    assert titles(client, "?territory=GR") == ["Crete", "World"]  # by its region, which NUTS calls EL
    assert titles(client, "?territory=NUTS:EL43") == ["Crete"]
    assert titles(client, "?territory=SE") == ["World"]
    assert client.get("/api/v1/funders/?territory=SE22").status_code == 400

    page = client.get("/en/funders/", {"territory": "LV"}).content.decode()
    assert "Baltic" in page
    assert "Crete" not in page


@pytest.mark.usefixtures("countries")
def test_each_place_is_counted_with_what_choosing_it_gives(client: Client) -> None:
    fund("Baltic", territories=["LV", "EE"])
    fund("World", territories=[], everywhere=True)
    publish("organisation", "Latvian but no funder", places=[{"country": "LV"}])

    facets = client.get("/api/v1/facets/?limit=100&territory=LV").json()["facets"]
    counts = {one["value"]: one["count"] for facet in facets if facet["key"] == "territory" for one in facet["values"]}
    assert counts["LV"] == counts["EE"] == 2
    assert counts["DK"] == 1
    label = next(facet["label"] for facet in facets if facet["key"] == "territory")
    assert label == "Gives in"
    assert all(len(titles(client, f"?territory={code}")) == count for code, count in counts.items())


def test_a_profile_that_says_nothing_yet_makes_a_funder_all_the_same(client: Client) -> None:
    entry = publish("organisation", "Quiet fund", funder={})
    assert titles(client) == ["Quiet fund"]
    assert "On what terms is not written down here yet" in client.get(entry.get_absolute_url()).content.decode()


def test_the_page_shows_the_organisation_as_a_giver_with_its_calls(client: Client) -> None:
    open_call = publish("call", "Open call", call={"closes_at": "2099-01-01T00:00:00Z"})
    closed = publish("call", "Closed call", call={"closes_at": "2020-01-01T00:00:00Z"})
    hidden = publish("call", "Hidden call")
    relations = [{"role": "funds", "object": str(one.uid)} for one in (closed, open_call, hidden)]
    entry = publish("organisation", "Example fund", funder=FULL, relations=relations)
    withdraw(entry=hidden, by=None, note="")
    page = client.get(entry.get_absolute_url()).content.decode()
    for words in ("SEK", "12.5", "Latvia", "SE22", "Write to <em>us</em>", "Advice, too.", "Grant", "Associations"):
        assert words in page, words
    assert "Hidden call" not in page
    panel = page[page.index('id="calls-heading"') :]
    assert panel.index("Open call") < panel.index("Closed call")


def test_nobody_else_has_the_panel(client: Client) -> None:
    assert "funder-heading" not in client.get(publish("organisation").get_absolute_url()).content.decode()


def test_calls_stand_on_the_page_of_their_funder_by_what_comes_next(client: Client) -> None:
    """What closes next, what has no last day, what opens next, what closed last."""

    def call(title: str, opens: int | None = None, closes: int | None = None) -> str:
        now = timezone.now()
        days = {"opens_at": opens, "closes_at": closes}
        part = {name: (now + timedelta(days=n)).isoformat() for name, n in days.items() if n is not None}
        return str(publish("call", title, call=part).uid)

    uids = [
        call("Long closed", closes=-90),
        call("Just closed", closes=-3),
        call("A far close", closes=60),
        call("Always open"),
        call("Soon open", opens=5, closes=9),
        call("Zero hour", closes=20),
    ]
    funder = publish("organisation", "Giver", relations=[{"role": "funds", "object": uid} for uid in uids])
    page = client.get(funder.get_absolute_url()).content.decode()
    lines = re.findall(r">([^<]+)</a> <span", page.partition('class="call-lines"')[2].partition("</ul>")[0])
    assert lines == ["Zero hour", "A far close", "Always open", "Soon open", "Just closed", "Long closed"]
