"""The pages of matching: for an entry, for answers, for a call, for partners."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from directory.actions import withdraw
from directory.actions.reference import load_vocabularies
from directory.choices import MADE_UP
from directory.models import Source
from tests.factories import publish

pytestmark = pytest.mark.django_db
LATVIA, SWEDEN = [{"country": "LV"}], [{"country": "SE"}]


@pytest.fixture(autouse=True)
def terms(db):
    publish("organisation", "So that there is reference data")
    load_vocabularies(
        rows=[
            {"key": key, "title": {"en": key}, "terms": [{"key": one, "labels": {"en": label}} for one, label in terms]}
            for key, terms in {
                "funding": [("grant", "Grant"), ("loan", "Loan")],
                "applicant": [("ngo", "Association"), ("individual", "A person")],
                "seeks": [("premises", "Premises"), ("funding", "Funding")],
                "offers": [("premises", "Premises")],
            }.items()
        ]
    )


def text(response) -> str:
    return " ".join(response.content.decode().split())


def make_call(**call):
    closes_at = (timezone.now() + timedelta(days=12, hours=2)).isoformat()
    return publish(
        "call",
        "Scaling in Latvia",
        places=LATVIA,
        terms={"theme": ["health"], "applicant": ["ngo"], "funding": ["grant"]},
        call={"closes_at": closes_at, "amount_max": "10000", "currency": "EUR", **call},
    )


def test_an_entry_is_told_which_call_fits_and_why_in_plain_words(client):
    make_call()
    entry = publish("organisation", "Maker", places=LATVIA, terms={"theme": ["health"], "type": ["ngo"]})
    page = text(client.get(f"/en/funding/match/organisation/{entry.slug}/?amount=25.000&funding=grant"))

    for words in (
        "For work in Latvia: yes",
        "Takes applications of: Association",
        "The same theme: Health",
        "Gives what is looked for: Grant",
        "The amount is above its range, which ends at €10,000",
        "Closes in 12 days",
        "It does not say: Challenges and goals, Process steps, Own share",
    ):
        assert words in page
    assert "<strong>60</strong> points" in page


def test_answers_without_an_entry_are_enough_and_nothing_of_them_is_kept(client):
    make_call()
    response = client.get("/en/funding/match/?country=SE&theme=health&applicant=individual")
    page = text(response)
    assert "No open call fits at the moment." in page
    assert "1 that does not fit, and why" in page
    assert "Only for Latvia" in page
    assert "Only for: Association" in page
    assert "(must be met)" in page
    assert "no-store" in response["Cache-Control"]
    assert 'value="health" checked' in page


def test_before_anything_is_answered_only_the_questions_are_there(client):
    make_call()
    page = text(client.get("/en/funding/match/"))
    assert "What fits appears here." in page
    assert "Scaling in Latvia" not in page


def test_who_answers_nothing_is_not_told_that_nothing_fits(client):
    make_call()
    page = text(client.get("/en/funding/match/?ask=1&country=&amount="))
    assert "You have answered nothing yet." in page
    assert "No open call fits" not in page


def test_amounts_are_said_in_the_currency_of_the_call_and_in_euro(client):
    make_call(amount_min="1000", amount_max="15000", currency="DKK")
    assert "which ends at DKK 15,000 (€2,0" in text(client.get("/en/funding/match/?amount=20000&currency=EUR"))
    assert "range (DKK 1,000 (€13" in text(client.get("/en/funding/match/?amount=2000&currency=DKK"))


def test_search_engines_may_find_the_questions_and_not_the_answers(client):
    assert b"noindex" not in client.get("/en/funding/match/").content
    assert b"noindex" in client.get("/en/funding/match/?country=SE").content


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("theme=nothing", "There is no answer “nothing” to this question."),
        ("amount=much", "Write the amount as a number, such as 25000."),
        ("amount=-5", "Write the amount as a number, such as 25000."),
        ("amount=nan", "Write the amount as a number, such as 25000."),
        ("amount=5&currency=XXX", "There is no rate for the currency “XXX”."),
        ("own_share=101", "Write your own share as a number from 0 to 100."),
    ],
)
def test_wrong_answers_are_explained(client, query, words):
    response = client.get(f"/en/funding/match/?{query}")
    page = text(response)
    assert response.status_code == 422
    assert words in page
    word = query.partition("=")[0]
    if word in ("amount", "own_share") and "currency" not in query:  # also where it was typed
        assert f'aria-invalid="true" aria-describedby="q-{word}-wrong"' in page
        assert f'id="q-{word}-wrong">{words}' in page


def test_a_call_shows_the_initiatives_that_fit_and_gives_them_as_a_spreadsheet(client):
    call = make_call()
    publish("project", "=cmd()", places=LATVIA, terms={"theme": ["health"]}, verified_on="2026-05-17")
    publish("project", "Swedish", places=SWEDEN, terms={"theme": ["health"]})
    gone = publish("project", "Gone", places=LATVIA, terms={"theme": ["health"]})
    withdraw(entry=gone, by=None, note="test")

    page = text(client.get(f"/en/funding/fits/call/{call.slug}/"))
    assert "=cmd()" in page
    assert "17 May 2026" in page
    assert "Swedish" not in page
    assert "Gone" not in page
    sheet = client.get(f"/en/funding/fits/call/{call.slug}/sheet.xlsx")
    book = ZipFile(BytesIO(sheet.content))
    assert "=cmd()" in book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_partners_are_named_with_what_speaks_for_them_and_those_known_are_left_out(client):
    home = publish(
        "organisation", "Home", places=LATVIA, terms={"theme": ["health"], "seeks": ["premises"], "type": ["ngo"]}
    )
    publish("organisation", "House", places=SWEDEN, terms={"theme": ["health"], "offers": ["premises"]})
    publish("organisation", "Far from it", places=SWEDEN, terms={"theme": ["work"]})
    friend = {"role": "partner", "object": str(home.uid)}
    publish("project", "Known", terms={"theme": ["health"]}, relations=[friend])

    page = text(client.get(f"/en/funding/partners/organisation/{home.slug}/"))
    assert "It offers what this one looks for: Premises" in page
    assert "Shared: Health" in page
    assert "Works in another country" in page
    assert "<strong>60</strong> points" in page
    assert "Far from it" not in page
    assert "Known" not in page


def test_what_is_made_up_is_no_partner_of_what_is_real(client):
    Source.objects.create(key=MADE_UP, title="Examples")
    wants = {"theme": ["health"], "seeks": ["premises"]}
    real = publish("organisation", "Real", places=LATVIA, terms=wants)
    made_up = {"source": {"key": MADE_UP, "licence": "CC0-1.0"}, "terms": {"theme": ["health"], "offers": ["premises"]}}
    example = publish("organisation", "Invented house", places=LATVIA, **made_up)
    publish("organisation", "Standing house", places=LATVIA, terms=made_up["terms"])

    page = text(client.get(f"/en/funding/partners/organisation/{real.slug}/"))
    assert "Standing house" in page
    assert "Invented house" not in page
    assert "Standing house" not in text(client.get(f"/en/funding/partners/organisation/{example.slug}/"))


def test_what_is_not_public_has_no_such_pages(client):
    call, entry = make_call(), publish("project", "Maker", terms={"theme": ["health"]})
    paths = [f"/en/funding/fits/call/{call.slug}/", f"/en/funding/fits/call/{call.slug}/sheet.xlsx"]
    paths += [f"/en/funding/match/project/{entry.slug}/", f"/en/funding/partners/project/{entry.slug}/"]
    assert [client.get(path).status_code for path in paths] == [200] * 4
    for one in (call, entry):
        withdraw(entry=one, by=None, note="test")
    assert [client.get(path).status_code for path in paths] == [404] * 4
    plain = publish("organisation", "No funder")
    assert client.get(f"/en/funding/fits/organisation/{plain.slug}/").status_code == 404
    assert client.get(f"/en/funding/match/call/{call.slug}/").status_code == 404
