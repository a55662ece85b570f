"""Calls and givers are proposed by the same form as everything, and come back out of it unharmed."""

from typing import Any

import pytest
from django.test import Client

from directory.actions.proposals import start_draft
from directory.choices import Intent, Kind
from directory.documents import read, validate
from directory.models import Proposal
from directory.submit.answers import Answers
from directory.submit.convert import answers_for, document_from
from funding.submit.lines import read_amount, read_outcomes, read_percent, read_stages
from tests.directory.submit.walk import begun, filled, form_values
from tests.factories import publish, reference
from tests.funding.test_calls import FULL

pytestmark = pytest.mark.django_db
WHO = {
    "opens_on": "2027-01-15",
    "closes_on": "2027-03-28",
    "closes_time": "12:00",
    "call_zone": "Europe/Stockholm",
    "rolling": "yes",
    "stages": "2027-05-17 10:00 Interview\nDecision",
    "organisation": "Fund of the example",
    "organisation-uid": "new",
}
SWEDEN = {"place-0-query": "", "place-0-country": "SE"}
EVIDENCE = {
    "amount_min": "5 000",
    "amount_max": "20.000,50",
    "currency": "EUR",
    "cofunding_share": "12,5 %",
    "questions": "Who is helped?\n\nWhat is new?",
    "apply_url": "https://example.org/apply",
}


@pytest.fixture(autouse=True)
def terms() -> None:
    reference()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("20 000", "20000"),
        ("20.000", "20000"),
        ("20,000", "20000"),
        ("1.234.567,89", "1234567.89"),
        ("19,90", "19.90"),
        ("19.9", "19.9"),
        ("much", "much"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, amount: str | None) -> None:
    assert read_amount(typed) == amount


def test_a_share_is_read_with_its_sign() -> None:
    assert [read_percent(text) for text in ("12,5 %", "20", "", "half")] == [12.5, 20.0, None, "half"]


def test_a_stage_is_a_day_a_time_and_a_name() -> None:
    from zoneinfo import ZoneInfo

    found = read_stages("2027-05-17 10:00 Interview\n2027-06-01 Decision\nParty", ZoneInfo("Europe/Stockholm"))
    assert found == [
        {"label": "Interview", "closes_at": "2027-05-17T10:00:00+02:00"},
        {"label": "Decision", "closes_at": "2027-06-01T23:59:00+02:00"},
        {"label": "Party", "closes_at": None},
    ]


def test_an_outcome_keeps_the_entry_it_points_to() -> None:
    before = [{"entry": "the-uid", "name": "The kitchen", "amount": None, "note": "", "on": ""}]
    found = read_outcomes("The kitchen | 9 000 | 2027 | First\nSomebody else", before)
    assert found == [
        {"entry": "the-uid", "name": "The kitchen", "amount": "9000", "on": "2027", "note": "First"},
        {"entry": None, "name": "Somebody else", "amount": None, "on": "", "note": ""},
    ]


def drafted() -> tuple[Any, dict[str, Any]]:
    proposal = Proposal.objects.get()
    document, _found = document_from(proposal, Answers.of(proposal.answers))
    return proposal, document


def test_a_call_goes_through_the_form_into_a_valid_document(client: Client) -> None:
    filled(client, "call", who=WHO, evidence=EVIDENCE)
    call = validate(drafted()[1]).to_json()["call"]
    assert call["opens_at"] == "2027-01-14T23:00:00Z"
    assert call["closes_at"] == "2027-03-28T10:00:00Z"
    assert (call["closes_all_day"], call["rolling"], call["cofunding_share"]) == (False, True, 12.5)
    assert (call["amount_min"], call["amount_max"], call["currency"]) == ("5000", "20000.50", "EUR")
    assert call["questions"] == ["Who is helped?", "What is new?"]
    assert [stage["label"] for stage in call["stages"]] == ["Interview", "Decision"]


def test_a_day_alone_closes_with_its_last_minute(client: Client) -> None:
    filled(client, "call", who={**WHO, "closes_time": ""}, evidence=EVIDENCE)
    call = validate(drafted()[1]).to_json()["call"]
    assert (call["closes_at"], call["closes_all_day"]) == ("2027-03-28T21:59:00Z", True)


@pytest.mark.parametrize(
    ("step", "typed", "words"),
    [
        ("who", {"closes_on": "soon"}, "id_closes_on"),
        ("who", {"opens_on": "2027-04-01"}, "The end lies before the start."),
        ("evidence", {"amount_max": "much"}, "id_amount_max"),
        ("evidence", {"cofunding_share": "120"}, "id_cofunding_share"),
    ],
)
def test_what_is_wrong_stands_at_its_question(client: Client, step: str, typed: dict[str, str], words: str) -> None:
    draft = begun(client, "call")
    steps = {"who": {**WHO, **(typed if step == "who" else {})}, "evidence": EVIDENCE}
    steps["evidence"] = {**EVIDENCE, **(typed if step == "evidence" else {})}
    client.post(f"{draft}what/", {"title": "A call", "summary": "For all.", "language": "en"})
    answers = [client.post(f"{draft}{name}/", values) for name, values in steps.items()]
    assert words in answers[list(steps).index(step)].content.decode()


def test_a_change_that_changes_nothing_gives_the_same_call() -> None:
    entry = publish("call", call=FULL)
    before = read(entry, public=False)
    answers = answers_for(before)
    assert answers["who"]["closes_on"] == "2026-03-29"
    assert answers["who"]["closes_time"] == ""
    proposal, _secret = start_draft(kind=Kind.CALL, intent=Intent.CHANGE, language="en", entry=entry)
    document, _found = document_from(proposal, Answers.of(answers))
    assert validate(document).to_json() == validate(before).to_json()
    changed = {**answers, "evidence": {**answers["evidence"], "budget": "7"}}
    document, _found = document_from(proposal, Answers.of(changed))
    after = validate(document).to_json()
    assert after["call"] == {**FULL, "budget": "7"}


def test_an_organisation_says_that_it_gives(client: Client) -> None:
    funder = {
        "funder_gives": "yes",
        "funder_themes": ["health"],
        "funder_territories": "SE, DK",
        "funder_currency": "SEK",
    }
    filled(client, "organisation", who=SWEDEN, evidence={**funder, "funder_amount_max": "20 000"})
    found = validate(drafted()[1]).to_json()["funder"]
    assert (found["themes"], found["territories"], found["amount_max"]) == (["health"], ["SE", "DK"], "20000")


def test_an_organisation_that_says_nothing_of_it_gives_not(client: Client) -> None:
    filled(client, "organisation", who=SWEDEN)
    assert validate(drafted()[1]).to_json()["funder"] is None


def test_the_form_shows_again_what_was_typed(client: Client) -> None:
    draft = filled(client, "call", who=WHO, evidence=EVIDENCE)
    values = form_values(client.get(f"{draft}who/"))
    assert values["closes_on"] == ["2027-03-28"]
    assert [text.replace("\r\n", "\n") for text in values["stages"]] == [WHO["stages"]]
    assert values["rolling"] == ["yes"]


def test_a_change_of_a_giver_that_unticks_it_takes_the_profile_away() -> None:
    entry = publish("organisation", funder={"themes": ["health"]})
    answers = answers_for(read(entry, public=False))
    assert answers["evidence"]["funder_gives"] == "yes"
    emptied = {name: "" for name in answers["evidence"] if name.startswith("funder_")}
    proposal, _secret = start_draft(kind=Kind.ORGANISATION, intent=Intent.CHANGE, language="en", entry=entry)
    document, _found = document_from(proposal, Answers.of({**answers, "evidence": {**answers["evidence"], **emptied}}))
    assert validate(document).to_json()["funder"] is None
