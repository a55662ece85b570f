"""Grants by the API: the list, one grant, and files of the standard that come back equal."""

import csv
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from directory.actions import withdraw
from funding.models import Grant
from tests.factories import publish
from tests.factories.grants import publisher, record, take_in, take_in_file

pytestmark = pytest.mark.django_db
STANDARD = Path(__file__).resolve().parents[1] / "standard"
LIST, JSON, CSV = "/api/v1/grants/", "/api/v1/grants/grants.json", "/api/v1/grants/grants.csv"


FORMATS = FormatChecker(formats=())
"""Of jsonschema's own those of moments and addresses need further packages."""
FORMATS.checks("date-time")(
    lambda text: bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text))
)
FORMATS.checks("uri")(lambda text: bool(text and urlsplit(text).scheme and urlsplit(text).netloc))


def ask(path: str) -> Any:
    return Client().get(path).json()


def validator() -> Draft202012Validator:
    schemas = [json.loads(path.read_text()) for path in STANDARD.glob("*.json")]
    grant = next(schema for schema in schemas if "grants" not in schema["properties"])
    package = next(schema for schema in schemas if "grants" in schema["properties"])
    named = package["properties"]["grants"]["items"]["$ref"]  # it names the schema of a grant by an older version
    registry = Registry().with_resource(named, DRAFT202012.create_resource(grant))
    return Draft202012Validator(package, registry=registry, format_checker=FORMATS)


def mixed() -> list[dict[str, Any]]:
    return [
        record(1, awardDate="08/2013", plannedDates=[{"startDate": "19 April 2013", "duration": "11"}]),
        record(2, awardDate="26/03/2001 00:00", amountAwarded=0, url="http://example.org", dateModified="02/11/2015"),
        record(
            3, title="MITﾒs game", beneficiaryLocation=[{"countryCode": "KE"}], locationScope="GLS030", fromOpenCall="Y"
        ),
        record(4, recipientOrganization=None, recipientIndividual={"id": "p", "name": "Kim"}, amountAwarded=12.5),
        record(5, grantProgramme=[{"title": "Enable", "url": "https://example.org/x"}], currency="SEK"),
    ]


def test_an_export_is_valid_by_the_schema_of_the_standard() -> None:
    take_in(*mixed())

    whole = ask(JSON)

    assert len(whole["grants"]) == 5
    assert [error.message for error in validator().iter_errors(whole)] == []


def test_the_validator_finds_what_is_wrong() -> None:
    """A control: without a currency, and with a day that is none."""
    take_in(*mixed())
    whole = ask(JSON)
    del whole["grants"][0]["currency"]
    whole["grants"][1]["awardDate"] = "soon"

    assert len(list(validator().iter_errors(whole))) == 2


@pytest.mark.parametrize("path", [JSON, CSV])
def test_what_is_exported_and_imported_again_is_equal(path: str) -> None:
    take_in(*mixed())
    before = dict(Grant.objects.public().values_list("identifier", "record"))

    again = take_in_file(Client().get(path).content)

    assert (again.accepted, again.refused, again.added, again.changed) == (5, 0, 0, 0)
    assert dict(Grant.objects.public().values_list("identifier", "record")) == before
    assert ask(JSON)["grants"] == sorted(before.values(), key=lambda one: one["awardDate"], reverse=True) or path


def test_a_package_names_the_licence_that_all_share_and_the_terms_of_each() -> None:
    take_in(record(1), source=publisher("one", "CC0-1.0"))
    assert ask(JSON)["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"

    take_in(record(2), source=publisher("two", "CC-BY-4.0"))

    whole = ask(JSON)
    assert "license" not in whole
    assert [(one["key"], one["licence"]) for one in whole["sources"]] == [("one", "CC0-1.0"), ("two", "CC-BY-4.0")]


def test_a_grant_names_the_entries_that_it_is_from_and_to() -> None:
    funder = publish(title="Example Trust", organisation={"registrations": [{"scheme": "GB-CHC", "id": "900001"}]})
    take_in(record(1))

    [result] = ask(LIST)["results"]

    assert result["grant"] == record(1)
    assert (result["funder"]["entry"], result["funder"]["matched_by"]) == (str(funder.uid), "registration")
    assert result["recipient"] == {
        "identifier": "GB-CHC-1000001", "name": "Example kitchen", "entry": None, "entry_url": None, "matched_by": "",
    }  # fmt: skip
    assert (result["amount_in_euro"], result["rate_on"]) == ("13728.72", "2015-06-10")
    assert ask(f"{LIST}{result['uid']}/") == result


def test_an_entry_that_is_withdrawn_is_named_by_no_grant() -> None:
    funder = publish(title="Example Trust", organisation={"registrations": [{"scheme": "GB-CHC", "id": "900001"}]})
    take_in(record(1))

    withdraw(entry=funder, by=None, note="")

    named = ask(LIST)["results"][0]["funder"]
    assert (named["name"], named["entry"], named["entry_url"], named["matched_by"]) == ("Example Trust", None, None, "")


def test_only_what_is_public_is_given() -> None:
    first = take_in(record(1))
    take_in(record(1, title="Newer"))
    uid = Grant.objects.public().get().uid

    assert [one["grant"]["title"] for one in ask(LIST)["results"]] == ["Newer"]
    assert ask(f"{LIST}{uid}/")["grant"]["title"] == "Newer"
    assert first.pk != Grant.objects.public().get().grant_import_id
    assert Client().get(f"{LIST}00000000-0000-7000-8000-000000000000/").status_code == 404


def test_following_next_meets_every_grant_once_and_previous_leads_back() -> None:
    take_in(*(record(n, awardDate=f"2015-0{n % 3 + 1}-01") for n in range(1, 8)))
    path, seen, pages = f"{LIST}?page_size=3", [], []
    while path:
        page = ask(path)
        pages.append(page)
        seen += [one["grant"]["id"] for one in page["results"]]
        path = page["next"]

    assert len(seen) == len(set(seen)) == pages[0]["count"] == 7
    assert ask(pages[1]["previous"])["results"] == pages[0]["results"]
    assert pages[0]["previous"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("since=2015", [1, 2]),
        ("until=2014", [3]),
        ("since=2015-06&until=2015-06", [1]),
        ("country=KE", [3]),
        ("currency=sek", [2]),
        ("amount_min=5000", [1]),
        ("amount_max=5000", [2, 3]),
        ("programme=Enable", [2]),
        ("scope=GLS030", [3]),
        ("q=number+3", [3]),
        ("q=other", [2]),
        ("recipient=GB-CHC-7", [2]),
        ("funder=GB-CHC-900001", [1, 2, 3]),
        ("source=nobody", []),
        ("utm_source=x", [1, 2, 3]),
    ],
)
def test_each_filter_leaves_what_it_says(query: str, found: list[int]) -> None:
    other, kenya = [{"id": "GB-CHC-7", "name": "Other house"}], [{"countryCode": "KE"}]
    programme = [{"title": "Enable"}]
    take_in(
        record(1, awardDate="2015-06-30"),
        record(2, currency="SEK", awardDate="2016-01-01", recipientOrganization=other, grantProgramme=programme),
        record(3, amountAwarded=1, awardDate="2014-12-31", beneficiaryLocation=kenya, locationScope="GLS030"),
    )

    names = sorted(one["grant"]["id"] for one in ask(f"{LIST}?{query}")["results"])
    assert names == [f"360G-example-{n}" for n in found]
    assert ask(f"{LIST}?{query}")["count"] == len(found)
    assert len(ask(f"{JSON}?{query}")["grants"]) == len(found)
    sheet = Client().get(f"{CSV}?{query}").content.decode().splitlines()
    assert len(list(csv.reader(sheet))) == len(found) + 1


@pytest.mark.parametrize(
    "query",
    "since=soon since=2015-13 country=Kenya currency=POUND amount_min=-1 scope=x nonsense=1 cursor=x cursor=after_x_1 "
    "page_size=0".split(),
)
def test_what_means_nothing_is_refused_with_its_name_and_never_ignored(query: str) -> None:
    answer = Client().get(f"{LIST}?{query}")

    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [query.split("=", maxsplit=1)[0]]


def test_a_file_has_a_limit_of_grants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("funding.api.grants.MOST", 1)
    take_in(record(1), record(2))

    assert [Client().get(path).status_code for path in (JSON, CSV)] == [400, 400]


def test_a_list_asks_the_database_as_often_for_four_grants_as_for_one() -> None:
    take_in(record(1))
    ask(f"{LIST}?page_size=1")
    with CaptureQueriesContext(connection) as one:
        ask(f"{LIST}?lang=sv")
    take_in(*(record(n) for n in range(2, 5)))
    with CaptureQueriesContext(connection) as four:
        ask(f"{LIST}?lang=da")

    assert len(four) == len(one) < 20
