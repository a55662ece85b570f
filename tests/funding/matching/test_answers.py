"""Answers have one form in an address, with nothing beside them, and one line in words."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from funding.matching.answers import Answers
from tests.factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def terms(db: None) -> None:
    publish("project", terms={"theme": ["health", "work"]}, places=[{"country": "SE"}])


def test_the_same_answers_have_the_same_form_whatever_the_order_and_what_stands_beside() -> None:
    first = Answers.read(QueryDict("theme=work&country=SE&theme=health&amount=25+000&own_share=10%25&currency=EUR"))
    second = Answers.read(
        QueryDict(
            "ask=1&name=Kim&own_share=10.0&amount=25000&theme=health&theme=work&theme=health&country=SE&applicant="
        )
    )
    assert first.query == second.query
    assert first.query == "country=SE&theme=health&theme=work&amount=25000&currency=EUR&own_share=10"


def test_the_form_of_answers_reads_as_the_same_answers() -> None:
    asked = Answers.read(QueryDict("country=SE&theme=health&amount=1.250,50&currency=SEK&own_share=12,5"))
    again = Answers.read(QueryDict(asked.query))
    assert (again.chosen, again.number, again.currency, again.own_share) == (
        {"country": ["SE"], "theme": ["health"]}, Decimal("1250.50"), "SEK", 12.5,
    )  # fmt: skip


def test_a_currency_alone_is_no_answer() -> None:
    assert Answers.read(QueryDict("currency=SEK&ask=1")).query == ""


def test_answers_are_said_in_one_line() -> None:
    answers = Answers.read(QueryDict("theme=health&country=SE&amount=25000&own_share=10"))
    assert answers.in_words("en") == "Sweden, Health, €25,000, 10 % of the costs"
