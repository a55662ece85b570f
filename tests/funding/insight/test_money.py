"""Where the money goes: counts that can be counted by hand."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from directory.actions import withdraw
from directory.models import Source
from funding.insight import figures
from funding.insight.flows import WIDTH, draw
from funding.models import Grant, GrantImport, GrantParty
from tests.factories import publish

pytestmark = pytest.mark.django_db
LATVIA, SWEDEN = [{"country": "LV"}], [{"country": "SE"}]
CHARTS = ["country", "theme", "element", "years", "spots", "flows"]


def grant(recipient, *, euro: int = 1000, on: str = "2015-05-17", is_current: bool = True, name: str = "g") -> Grant:
    """A grant to an entry, as an import would leave it."""
    source = Source.objects.get(key="first")
    taken, _made = GrantImport.objects.get_or_create(source=source, file_name="test.json", licence="CC0-1.0")
    party = {"identifier": "x", "folded": "x", "state": "matched", "ground": "curator"}
    funder, _made = GrantParty.objects.get_or_create(key="funder", defaults={"name": "A trust", "folded": "a trust"})
    to, _made = GrantParty.objects.get_or_create(
        key=f"to-{recipient.pk}", defaults={**party, "name": recipient.title, "entry": recipient}
    )
    return Grant.objects.create(
        uid=recipient.uid,
        source=source,
        identifier=f"{name}-{recipient.pk}",
        grant_import=taken,
        is_current=is_current,
        title="A grant",
        amount=euro,
        currency="EUR",
        amount_in_euro=euro,
        rate_on=on,
        awarded_on=on,
        funder=funder,
        recipient=to,
        countries=["LV"],
        record={},
    )


@pytest.fixture
def world(db):
    """Three initiatives in Latvia and one in Sweden: one has a grant, one is funded by an entry."""
    granted = publish("project", "Granted", places=LATVIA, terms={"theme": ["health"], "element": ["realise"]})
    funded = publish("project", "Funded", places=SWEDEN, terms={"theme": ["work"]})
    publish("organisation", "Poor", places=LATVIA, terms={"theme": ["health"]})
    publish(
        "organisation", "Giver", places=LATVIA, funder={"territories": ["SE"], "themes": ["work"]},
        relations=[{"role": "funds", "object": str(funded.uid)}],
    )  # fmt: skip
    publish("case", "A case is no initiative", places=LATVIA, terms={"theme": ["health"]})
    grant(granted, euro=3000)
    grant(granted, euro=9000, is_current=False, name="old")
    soon = (timezone.now() + timedelta(days=3)).isoformat()
    publish("call", "Open", places=SWEDEN, terms={"theme": ["work"]}, call={"closes_at": soon})
    publish("call", "Closed", places=LATVIA, terms={"theme": ["health"]}, call={"closes_at": "2020-01-01T00:00:00Z"})
    return granted, funded


def test_each_initiative_counts_once_where_it_is_with_or_without_known_funding(world):
    at = timezone.now()
    rows = {row.value: row for row in figures.by_value("country", at)}
    counted = {
        value: (row.initiatives, row.funded, row.funders, row.calls, row.grants, int(row.euro))
        for value, row in rows.items()
    }
    assert counted == {"LV": (3, 1, 0, 0, 1, 3000), "SE": (1, 1, 1, 1, 0, 0)}
    assert (rows["LV"].share, rows["SE"].share) == (33.3, 100.0)
    themes = {
        row.value: (row.initiatives, row.funded, row.funders, row.grants) for row in figures.by_value("theme", at)
    }
    assert themes == {"health": (2, 1, 0, 1), "work": (2, 1, 1, 0)}
    total = figures.totals(at)
    assert (total.initiatives, total.funded, total.funders, total.calls, total.grants) == (4, 2, 1, 1, 1)


def test_a_white_spot_is_a_theme_in_a_country_with_initiatives_and_no_open_call(world):
    spots = [(spot.value, spot.country, spot.initiatives) for spot in figures.white_spots(timezone.now())]
    assert spots == [("health", "LV", 2), ("work", "LV", 1)]


@pytest.mark.parametrize("named", ["health", "mental-health"])
def test_a_call_for_a_broad_theme_covers_what_is_narrower_and_the_other_way_round(db, named):
    publish("project", "Minds", places=LATVIA, terms={"theme": ["mental-health"]})
    before = [(spot.value, spot.initiatives) for spot in figures.white_spots(timezone.now())]
    publish("call", "Open", places=LATVIA, terms={"theme": [named]}, call={})
    assert (before, figures.white_spots(timezone.now())) == ([("health", 1), ("mental-health", 1)], [])


def test_who_funds_a_narrower_theme_funds_the_broad_one_and_counts_once(db):
    publish("organisation", "Giver", funder={"themes": ["mental-health", "health"]})
    rows = figures.by_value("theme", timezone.now())
    assert [(row.value, row.funders) for row in rows] == [("health", 1), ("mental-health", 1)]


def test_what_is_withdrawn_counts_nowhere(world):
    granted, funded = world
    withdraw(entry=granted, by=None, note="test")
    withdraw(entry=funded, by=None, note="test")
    total = figures.totals(timezone.now())
    assert (total.initiatives, total.funded) == (2, 0)


def test_the_page_states_findings_and_each_chart_has_a_table_and_a_file_with_the_same_numbers(client, world):
    page = client.get("/en/funding/").content.decode()
    assert "In every country with initiatives at least one has known funding" in page
    assert "The largest white spot: Health in Latvia, 2 initiatives and no open call" in page
    assert "Most was granted in 2015: €3,000" in page
    assert page.count("Show as a table") == 6
    for key in CHARTS:
        assert f"/en/funding/data/{key}.csv" in page
    lines = list(csv.reader(StringIO(client.get("/en/funding/data/country.csv").content.decode("utf-8-sig"))))
    assert lines[1] == ["Latvia", "3", "1", "33.3", "0", "0", "1", "3000.00"]
    assert client.get("/en/funding/data/nothing.csv").status_code == 404


def test_for_one_country_only_what_is_there_counts(client, world):
    at = timezone.now()
    of = {code: figures.totals(at, code) for code in ("LV", "SE", "DK")}
    assert [(one.initiatives, one.funded, one.funders, one.calls, one.grants) for one in of.values()] == [
        (3, 1, 0, 0, 1), (1, 1, 1, 1, 0), (0, 0, 0, 0, 0),
    ]  # fmt: skip
    themes = [(row.value, row.initiatives, row.funders) for row in figures.by_value("theme", at, "SE")]
    assert themes == [("work", 1, 1)]
    assert [(row.year, row.grants) for row in figures.by_year("LV")] == [(2015, 1)]
    assert (figures.by_year("SE"), figures.flows("SE"), figures.white_spots(at, "SE")) == ([], [], [])
    page = client.get("/en/funding/?country=LV").content.decode()
    assert "Where the money goes: Latvia" in page
    assert "“Health” has the most initiatives with known funding: 1 of 2" in page
    assert "/en/funding/data/theme.csv?country=LV" in page
    assert "country.csv" not in page
    lines = list(csv.reader(StringIO(client.get("/en/funding/data/theme.csv?country=SE").content.decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == ["Employment"]


def test_a_country_of_which_nothing_is_known_has_a_page_and_what_is_no_country_has_none(client, world):
    page = client.get("/en/funding/?country=DK").content.decode()
    assert "No initiative with a theme yet" in page
    assert "No initiative with a process step yet" in page
    assert "No theme or challenge of an initiative is without an open call" in page
    assert page.count(">No grants yet</h2>") == 2
    assert client.get("/en/funding/?country=QQ").status_code == 404
    assert client.get("/en/funding/data/theme.csv?country=nowhere").status_code == 404


def test_one_initiative_is_said_in_the_singular(client, world):
    publish("project", "Lonely", places=SWEDEN, terms={"theme": ["health"]})
    assert "Health in Sweden, 1 initiative and no open call" in client.get("/en/funding/?country=SE").content.decode()


def test_years_without_a_grant_stand_in_the_line_too(client, world):
    _granted, funded = world
    grant(funded, euro=5, on="2012-01-01", name="early")
    assert [(year.year, year.grants) for year in figures.by_year()] == [(2012, 1), (2013, 0), (2014, 0), (2015, 1)]
    lines = client.get("/en/funding/data/years.csv").content.decode("utf-8-sig").splitlines()
    assert lines[2] == "2013,0,0"


def test_an_empty_directory_has_a_page_too(client, db):
    page = client.get("/en/funding/")
    assert page.status_code == 200
    assert "No initiatives yet" in page.content.decode()
    assert "No grants yet" in page.content.decode()
    assert all(client.get(f"/en/funding/data/{key}.csv").status_code == 200 for key in CHARTS)


def test_bands_fill_the_bars_that_they_join():
    drawing = draw([("A", "x", "LV", 30.0), ("A", "y", "SE", 10.0), ("B", "x", "SE", 20.0)])
    heights = {(node.column, node.label): node.height for node in drawing.nodes}
    assert heights[0, "A"] == pytest.approx(2 * heights[0, "B"], abs=0.2)
    assert sum(band.width for band in drawing.bands) == pytest.approx(2 * (heights[0, "A"] + heights[0, "B"]), abs=0.5)
    assert all(0 <= node.x <= WIDTH and node.y + node.height <= drawing.height for node in drawing.nodes)


def test_many_funders_become_one_bar_of_others_and_nothing_is_no_drawing():
    drawing = draw([(f"Funder {number}", "x", "LV", float(number + 1)) for number in range(40)])
    assert len([node for node in drawing.nodes if node.column == 0]) == 8
    assert draw([]) is None
    assert draw([("A", "x", "LV", 0.0)]) is None
