"""A call is an entry like every other: written, read, listed by its deadline, shown, and given as a calendar."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from directory.actions import withdraw
from directory.choices import Standing
from directory.documents import DocumentError, compare, json_schema, read, validate
from directory.models import Entry
from funding.models import Call
from tests.factories import document, publish

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)
FULL: dict[str, Any] = {
    "opens_at": "2026-01-01T08:00:00Z",
    "closes_at": "2026-03-29T21:59:00Z",
    "time_zone": "Europe/Stockholm",
    "closes_all_day": True,
    "rolling": False,
    "stages": [{"label": "Interview", "closes_at": "2026-05-01T10:00:00Z"}, {"label": "Decision", "closes_at": None}],
    "budget": "1000000",
    "amount_min": "5000",
    "amount_max": "20000.50",
    "currency": "EUR",
    "cofunding_share": 25.0,
    "programme": "ESF+",
    "eligibility": "Associations with a **statute**.",
    "questions": ["Who is helped?", "What is new?"],
    "apply_url": "https://example.org/apply",
    "outcomes": [{"entry": None, "name": "The kitchen", "amount": "9000", "note": "Second prize", "on": "2026-06"}],
}


def call(title: str = "Money for kitchens", *, days: float | None = None, **values: Any) -> Entry:
    closes = None if days is None else (NOW + timedelta(days=days)).isoformat()
    return publish("call", title, call={"closes_at": closes, **values})


def wrong(**values: Any) -> list[str]:
    with pytest.raises(DocumentError) as refused:
        validate(document("call", call=values))
    return sorted(refused.value.errors)


def titles(client: Client, query: str = "") -> list[str]:
    return [hit["title"] for hit in client.get(f"/api/v1/calls/{query}").json()["results"]]


def test_a_call_is_read_as_it_was_written() -> None:
    entry = publish("call", call=FULL)
    found = read(entry, public=True)
    assert found["call"] == FULL
    assert validate(found).to_json() == found
    assert json_schema("call")["$defs"]["CallPart"]["properties"].keys() == FULL.keys()


def test_a_call_closes_after_it_opens() -> None:
    assert wrong(opens_at="2026-02-01T00:00:00Z", closes_at="2026-01-01T00:00:00Z") == ["call"]
    assert wrong(opens_at="2026-02-01T00:00:00Z", closes_at="2026-02-01T00:00:00Z") == ["call"]


def test_stages_stand_in_the_order_of_time() -> None:
    stages = [{"label": "b", "closes_at": "2026-02-01T00:00:00Z"}, {"label": "a", "closes_at": "2026-01-01T00:00:00Z"}]
    assert wrong(stages=stages) == ["call"]


@pytest.mark.parametrize(
    "values",
    [
        {"amount_min": "2", "amount_max": "1", "currency": "EUR"},
        {"amount_max": "1"},
        {"budget": "1"},
        {"outcomes": [{"name": "A", "amount": "5"}]},
        {"currency": "XXZ"},
    ],
)
def test_amounts_are_in_order_and_have_a_currency(values: dict[str, Any]) -> None:
    assert wrong(**values) == ["call"]


def test_wrong_values_are_named_by_their_place() -> None:
    assert wrong(amount_min="-1", currency="EUR") == ["call.amount_min"]
    assert wrong(cofunding_share=101) == ["call.cofunding_share"]
    assert wrong(time_zone="Mars/Olympus") == ["call.time_zone"]
    assert wrong(outcomes=[{}]) == ["call.outcomes.0"]


@pytest.mark.parametrize(
    ("opens", "closes", "standing"),
    [
        (None, None, "open"),
        (1, 30, "forecast"),
        (-1, 30, "open"),
        (None, 14, "closing"),
        (None, 14.01, "open"),
        (-1, 0.1, "closing"),
        (None, 0, "closed"),
        (-9, -1, "closed"),
    ],
)
def test_python_and_sql_tell_alike_how_a_call_stands(opens: float | None, closes: float | None, standing: str) -> None:
    moments = {
        "opens_at": None if opens is None else NOW + timedelta(days=opens),
        "closes_at": None if closes is None else NOW + timedelta(days=closes),
    }
    entry = publish("call", call={name: moment and moment.isoformat() for name, moment in moments.items()})
    assert entry.call.standing_at(NOW) == standing
    assert [one for one in Standing if Call.objects.standing(one, NOW).exists()] == [Standing(standing)]
    assert Call.objects.open_at(NOW).exists() == (standing in ("open", "closing"))


def test_calls_stand_by_their_deadline_what_is_closed_last(client: Client) -> None:
    call("far", days=40)
    call("gone", days=-3)
    call("near", days=2)
    call("no day")
    call("long gone", days=-90)
    assert titles(client) == ["near", "far", "no day", "gone", "long gone"]
    assert titles(client, "?sort=newest")[0] == "long gone"


def test_calls_are_filtered_by_how_they_stand(client: Client) -> None:
    call("far", days=40)
    call("gone", days=-3)
    call("near", days=2)
    call("to come", days=90, opens_at=(NOW + timedelta(days=5)).isoformat())
    publish("project", "A project")
    assert titles(client, "?deadline=closing") == ["near"]
    assert titles(client, "?deadline=open") == ["near", "far"]
    assert titles(client, "?deadline=forecast&deadline=closed") == ["to come", "gone"]
    assert client.get("/api/v1/calls/?deadline=soon").status_code == 400
    facets = {facet["key"]: facet["values"] for facet in client.get("/api/v1/facets/").json()["facets"]}
    assert [(value["value"], value["count"], value["depth"]) for value in facets["deadline"]] == [
        ("open", 2, 0),
        ("closing", 1, 1),
        ("forecast", 1, 0),
        ("closed", 1, 0),
    ]


def test_the_page_of_a_call_says_its_terms_in_the_readers_words(client: Client) -> None:
    funder = publish("organisation", "Example fund")
    entry = publish("call", call={**FULL, "closes_at": "2099-03-29T21:59:00Z"})
    publish(
        "organisation", "Example fund", uid=str(funder.uid), relations=[{"role": "funds", "object": str(entry.uid)}]
    )
    page = client.get(entry.get_absolute_url()).content.decode()
    for words in ("29 March 2099", "€5,000 to €20,000.50", "25 % of the costs", "Interview", "Who is helped?"):
        assert words in page, words
    for words in ("The kitchen", "Example fund", f"/en/calls/{entry.slug}.ics", "https://example.org/apply"):
        assert words in page, words
    swedish = client.get(entry.get_absolute_url().replace("/en/", "/sv/")).content.decode()
    assert "29 mars 2099" in swedish


def test_a_closed_call_offers_neither_applying_nor_a_calendar(client: Client) -> None:
    entry = publish("call", call=FULL)
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "https://example.org/apply" not in page
    assert ".ics" not in page


def test_an_outcome_names_only_entries_that_are_public(client: Client) -> None:
    winner, hidden = publish("project", "Winner"), publish("project", "Hidden one")
    outcomes = [{"entry": str(winner.uid)}, {"entry": str(hidden.uid)}]
    entry = call(days=-1, outcomes=outcomes)
    withdraw(entry=hidden, by=None, note="")
    page = client.get(entry.get_absolute_url()).content.decode()
    assert winner.get_absolute_url() in page
    assert "Hidden one" not in page
    found = client.get(f"/api/v1/entries/{entry.uid}/").json()["call"]["outcomes"]
    assert [one["entry"] for one in found] == [str(winner.uid), None]


def test_what_closes_is_told_in_the_words_of_the_time_left(client: Client) -> None:
    call("near", days=3.5)
    assert "Closes in 3 days" in client.get("/en/calls/").content.decode()


def test_the_first_page_names_the_open_calls_that_close_first(client: Client) -> None:
    call("Closes at -1", days=-1)
    assert "Open calls that close first" not in client.get("/en/").content.decode()
    for days in (40, 10.5, 20, 30):
        call(f"Closes at {days}", days=days)
    page = client.get("/en/").content.decode()
    shown = [days for days in ("10.5", "20", "30", "40", "-1") if f"Closes at {days}<" in page]
    assert shown == ["10.5", "20", "30"]
    assert "Closes in 10 days" in page
    assert "/en/calls/?deadline=open" in page


def test_the_day_of_a_close_is_that_of_the_calls_own_clock_everywhere(client: Client) -> None:
    entry = publish("call", call={"closes_at": "2020-05-03T22:30:00Z", "time_zone": "Europe/Riga"})
    funds = [{"role": "funds", "object": str(entry.uid)}]
    funder = publish(title="A fund", funder={"everywhere": True}, relations=funds)
    for path in ("/en/calls/", entry.get_absolute_url(), funder.get_absolute_url()):
        assert "4 May 2020" in client.get(path).content.decode(), path


# --- calendars ------------------------------------------------------------------------------------


def events(client: Client, path: str) -> list[Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


@pytest.mark.parametrize(
    ("clock", "utc"),
    [
        # The clocks of Stockholm go forward on 29 March 2099 at 2:00, back on 25 October 2099 at 3:00.
        ("2099-03-29T01:30", "00:30"),
        ("2099-03-29T17:00", "15:00"),
        ("2099-10-25T01:00", "23:00"),
        ("2099-10-25T17:00", "16:00"),
    ],
)
def test_the_deadline_is_right_on_the_day_the_clock_changes(client: Client, clock: str, utc: str) -> None:
    moment = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo("Europe/Stockholm"))
    entry = publish("call", call={"closes_at": moment.isoformat(), "time_zone": "Europe/Stockholm"})
    (event,) = events(client, f"/en/calls/{entry.slug}.ics")
    assert event.decoded("dtstart") == moment
    assert f"{event.decoded('dtstart').astimezone(UTC):%H:%M}" == utc
    assert clock[-5:] in str(event["description"])


def test_of_a_day_the_calendar_shows_the_day(client: Client) -> None:
    entry = publish("call", call={**FULL, "stages": []})
    (event,) = events(client, f"/en/calls/{entry.slug}.ics")
    assert event.decoded("dtstart").isoformat() == "2026-03-29"
    assert event.decoded("dtend").isoformat() == "2026-03-30"


def test_an_event_keeps_its_name_and_says_when_it_changed(client: Client) -> None:
    entry = call(days=10, stages=[{"label": "Interview", "closes_at": (NOW + timedelta(days=20)).isoformat()}])
    before = events(client, f"/en/calls/{entry.slug}.ics")
    publish("call", "Money for kitchens", uid=str(entry.uid), slug=entry.slug, call={"closes_at": None, "stages": []})
    assert client.get(f"/en/calls/{entry.slug}.ics").status_code == 404
    publish(
        "call",
        "Money for kitchens",
        uid=str(entry.uid),
        slug=entry.slug,
        call={"closes_at": (NOW + timedelta(days=11)).isoformat()},
    )
    (after,) = events(client, f"/en/calls/{entry.slug}.ics")
    assert [str(event["uid"]).split("@")[0] for event in before] == [f"{entry.uid}-close", f"{entry.uid}-stage-1"]
    assert after["uid"] == before[0]["uid"]
    assert after.decoded("dtstamp") >= before[0].decoded("dtstamp")
    assert not after.walk("VALARM")


def test_the_calendar_of_a_search_holds_its_calls_only(client: Client) -> None:
    call("Near kitchen", days=5)
    call("Far garden", days=50)
    hidden = call("Hidden kitchen", days=6)
    withdraw(entry=hidden, by=None, note="")
    found = [str(event["summary"]) for event in events(client, "/en/calls.ics?q=near&deadline=open")]
    assert found == ["Closes: Near kitchen"]
    assert client.get("/en/calls.ics?deadline=soon").status_code == 400
    assert client.get(f"/en/calls/{hidden.slug}.ics").status_code == 404
    assert "/en/calls.ics?deadline=open" in client.get("/en/calls/?deadline=open").content.decode()


def test_calls_can_be_followed_as_a_feed(client: Client) -> None:
    call("Near kitchen", days=5)
    call("Gone kitchen", days=-5)
    feed = client.get("/feeds/en/calls.atom?deadline=open")
    assert feed.status_code == 200
    assert b"Near kitchen" in feed.content
    assert b"Gone kitchen" not in feed.content


def test_what_a_call_changes_is_told_field_by_field() -> None:
    first = validate(document("call", call=FULL)).to_json()
    second = validate({**first, "call": {**FULL, "budget": "5"}}).to_json()
    assert [change.path for change in compare(first, second)] == ["call.budget"]
