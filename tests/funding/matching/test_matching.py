"""What fits whom, and why."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.actions import apply_bulk, withdraw
from directory.actions.reference import load_vocabularies
from directory.choices import Channel
from directory.models import Entry
from funding.matching.criteria import CRITERIA
from funding.matching.finding import Fit, fitting_initiatives, fitting_opportunities
from funding.matching.needs import need_of_answers, need_of_entry
from funding.models import Opportunity
from tests.factories import document, publish

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SWEDEN, LATVIA = [{"country": "SE"}], [{"country": "LV"}]


@pytest.fixture(autouse=True)
def terms(db):
    publish("organisation", "So that there is reference data")
    load_vocabularies(
        rows=[
            {"key": key, "title": {"en": key}, "terms": [{"key": one, "labels": {"en": one}} for one in keys]}
            for key, keys in {
                "funding": ["grant", "loan"],
                "applicant": ["ngo", "public", "individual"],
                "sdg": ["3", "8"],
                "seeks": ["funding"],
            }.items()
        ]
    )


def call(title: str = "A call", *, closes_at: datetime | None = None, call: dict | None = None, **fields) -> Entry:
    part = {"closes_at": closes_at and closes_at.isoformat(), **(call or {})}
    return publish("call", title, call=part, **fields)


def found(need, **how) -> dict[str, Fit]:
    fits = fitting_opportunities(need, at=NOW, **how)
    titles = dict(Entry.objects.in_bulk([fit.entry for fit in fits]).items())
    return {titles[fit.entry].title: fit for fit in fits}


def test_a_call_that_meets_everything_has_all_points_and_says_what_is_met():
    call(
        places=SWEDEN,
        terms={"theme": ["health"], "element": ["realise"], "sdg": ["3"], "funding": ["grant"], "applicant": ["ngo"]},
        call={"amount_min": "1000", "amount_max": "50000", "currency": "EUR", "cofunding_share": 20},
    )
    entry = publish(
        "organisation",
        places=SWEDEN,
        terms={"theme": ["health"], "element": ["realise"], "sdg": ["3"], "type": ["ngo"]},
    )
    need = need_of_entry(entry, support=["grant"], amount=Decimal(20_000), own_share=25)

    fit = found(need)["A call"]
    assert (fit.score, fit.fits) == (100, True)
    assert set(fit.verdicts.values()) == {True}


def test_what_is_not_said_neither_helps_nor_harms():
    call()
    assert found(need_of_answers({"country": ["SE"]}))["A call"].verdicts == {one.key: None for one in CRITERIA}
    assert found(need_of_answers({}))["A call"].fits


def test_a_hard_miss_takes_a_call_out_unless_misses_are_asked_for():
    call("Latvian", places=LATVIA, terms={"theme": ["health"]})
    call("Swedish", places=SWEDEN)
    need = need_of_answers({"country": ["SE"], "theme": ["health"]})

    assert set(found(need)) == {"Swedish"}
    with_misses = found(need, also_misses=True)
    assert list(with_misses) == ["Swedish", "Latvian"]
    assert with_misses["Latvian"].verdicts["territory"] is False
    assert with_misses["Latvian"].score == 30


def test_a_closed_call_is_gone_and_a_forecast_one_is_there():
    call("Closed", closes_at=NOW)
    call("Open", closes_at=NOW + timedelta(seconds=1))
    call("Forecast", call={"opens_at": (NOW + timedelta(days=9)).isoformat()})
    assert set(found(need_of_answers({}), also_misses=True)) == {"Open", "Forecast"}


def test_of_equal_calls_the_one_that_closes_first_stands_first():
    call("Late", closes_at=NOW + timedelta(days=9))
    call("Rolling")
    call("Soon", closes_at=NOW + timedelta(days=1))
    assert list(found(need_of_answers({}))) == ["Soon", "Late", "Rolling"]


def test_a_funder_is_found_by_its_profile_and_not_by_its_own_seat():
    publish("organisation", "Gives in Latvia", places=SWEDEN, funder={"territories": ["LV"], "themes": ["health"]})
    publish("organisation", "Gives everywhere", places=LATVIA, funder={"everywhere": True})
    publish("organisation", "Gives nothing", places=LATVIA)
    need = need_of_answers({"country": ["LV"], "theme": ["health"]})

    fits = found(need, is_call=False)
    assert {title: fit.score for title, fit in fits.items()} == {"Gives in Latvia": 40, "Gives everywhere": 10}
    assert found(need, is_call=True) == {}


def test_amounts_are_compared_in_euro():
    call("In kronor", call={"amount_max": "100000", "currency": "SEK"})
    small, large = need_of_answers({}, amount=Decimal(5_000)), need_of_answers({}, amount=Decimal(50_000))
    assert found(small)["In kronor"].verdicts["amount"] is True
    assert found(large)["In kronor"].verdicts["amount"] is False
    assert found(large)["In kronor"].fits


def test_individuals_and_types_of_organisation_may_be_asked_for():
    call("For associations", terms={"applicant": ["ngo"]})
    call("For people", terms={"applicant": ["individual"]})
    assert set(found(need_of_answers({"applicant": ["individual"]}))) == {"For people"}
    assert set(found(need_of_answers({"type": ["ngo"]}))) == {"For associations"}


def test_rewording_changes_nothing():
    entry = call("A call", places=SWEDEN, terms={"theme": ["health"]})
    need = need_of_answers({"country": ["SE"], "theme": ["health"]})
    before = found(need)["A call"]
    again = {
        **entry.revision.document,
        "title": "Wholly other words",
        "description": "About work in Latvia.",
        "texts": {},
    }
    apply_bulk(documents=[again], channel=Channel.CURATOR, by=None, title="reworded")
    assert found(need)["Wholly other words"] == before


def test_what_is_withdrawn_is_found_by_nobody():
    entry = call("Gone", terms={"theme": ["health"]})
    maker = publish("project", "Maker", terms={"theme": ["health"]})
    row = Opportunity.objects.get(pk=entry.pk)
    assert [fit.entry for fit in fitting_initiatives(row)] == [maker.pk]
    withdraw(entry=maker, by=None, note="test")
    assert fitting_initiatives(row) == []
    withdraw(entry=entry, by=None, note="test")
    assert found(need_of_answers({})) == {}


def test_both_directions_say_the_same():
    opportunity = call(places=SWEDEN, terms={"theme": ["health"], "element": ["realise"], "applicant": ["public"]})
    for number, (kind, places, term) in enumerate(
        [
            ("project", SWEDEN, {"theme": ["health"]}),
            ("organisation", SWEDEN, {"element": ["realise"], "type": ["public"]}),
            ("organisation", SWEDEN, {"theme": ["health"], "type": ["ngo"]}),
            ("project", LATVIA, {"theme": ["health"]}),
            ("project", [], {"theme": ["mental-health"]}),
        ]
    ):
        publish(kind, f"Entry {number}", places=places, terms=term)
    one_way = {fit.entry: (fit.score, fit.verdicts) for fit in fitting_initiatives(Opportunity.objects.get())}
    other_way = {}
    for entry in Entry.objects.public().exclude(pk=opportunity.pk):
        fits = fitting_opportunities(need_of_entry(entry), at=NOW)
        other_way.update((entry.pk, (fit.score, fit.verdicts)) for fit in fits if fit.score > 10)

    assert one_way == other_way
    assert len(one_way) == 3


THEMES, ELEMENTS, COUNTRIES = ["health", "work"], ["realise", "ideate"], ["SE", "LV"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_meeting_one_more_criterion_never_lowers_the_score(data):
    def some(values: list[str], least: int = 0) -> list[str]:
        return sorted(data.draw(st.sets(st.sampled_from(values), min_size=least)))

    wanted = {"theme": some(THEMES, 1), "element": some(ELEMENTS, 1), "applicant": some(["ngo", "public"])}
    countries = some(COUNTRIES)
    made = document(
        "call",
        terms={word: keys for word, keys in wanted.items() if keys},
        places=[{"country": code} for code in countries],
        call={"amount_max": "1000", "currency": "EUR"},
    )
    apply_bulk(documents=[made], channel=Channel.IMPORT, by=None, title="one")
    chosen = {
        "theme": some(THEMES),
        "element": some(ELEMENTS),
        "type": some(["ngo", "public"]),
        "country": some(COUNTRIES),
    }
    amount = data.draw(st.sampled_from([None, Decimal(500), Decimal(5000)]))
    more = {"theme": wanted["theme"], "element": wanted["element"], "type": wanted["applicant"], "country": countries}
    word = data.draw(st.sampled_from(sorted(more)))

    def score(answers: dict[str, list[str]], asked: Decimal | None) -> int:
        fits = fitting_opportunities(need_of_answers(answers, amount=asked), at=NOW, also_misses=True)
        return next(fit.score for fit in fits if fit.entry == Entry.objects.get(uid=made["uid"]).pk)

    before = score(chosen, amount)
    assert score({**chosen, word: sorted({*chosen[word], *more[word]})}, amount) >= before
    assert score(chosen, Decimal(500)) >= before
    Entry.objects.filter(uid=made["uid"]).update(state="withdrawn")
    Opportunity.objects.all().delete()
