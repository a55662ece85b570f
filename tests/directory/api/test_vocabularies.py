import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from directory.models import Term, Vocabulary

pytestmark = pytest.mark.usefixtures("_words")


def test_all_vocabularies_are_listed_with_their_source(client: Client) -> None:
    answer = client.get("/api/v1/vocabularies/").json()

    assert answer["count"] == 3
    assert answer["next"] is None
    assert {row["key"] for row in answer["results"]} == {"theme", "type", "status"}
    assert {row["source"] for row in answer["results"]} == {"A test"}
    assert next(row for row in answer["results"] if row["key"] == "type")["single"] is True


def test_a_vocabulary_has_its_terms_in_order(client: Client) -> None:
    answer = client.get("/api/v1/vocabularies/theme/").json()

    assert [term["key"] for term in answer["terms"]] == ["health", "work"]
    assert answer["terms"][0]["labels"] == {"en": "Health", "sv": "Health (sv)"}


def test_a_term_names_its_broader_term_even_of_another_vocabulary(client: Client) -> None:
    method = Vocabulary.objects.create(key="method", titles={"en": "Method"})
    Term.objects.create(vocabulary=method, key="m", broader=Term.objects.get(key="health"))

    answer = client.get("/api/v1/vocabularies/method/").json()

    assert answer["terms"][0]["broader"] == {"vocabulary": "theme", "key": "health"}


def test_many_terms_cost_as_many_queries_as_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    theme = Vocabulary.objects.get(key="theme")
    Term.objects.bulk_create(Term(vocabulary=theme, key=f"t{number}") for number in range(25))

    for key in ("theme", "status"):
        with django_assert_num_queries(2):
            client.get(f"/api/v1/vocabularies/{key}/")


def test_an_unknown_vocabulary_is_a_problem_that_lists_the_known_ones(client: Client) -> None:
    answer = client.get("/api/v1/vocabularies/none/")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert "theme" in answer.json()["detail"]


def test_the_answer_is_304_until_a_label_changes(client: Client) -> None:
    etag = client.get("/api/v1/vocabularies/theme/")["ETag"]

    assert client.get("/api/v1/vocabularies/theme/", HTTP_IF_NONE_MATCH=etag).status_code == 304
    Term.objects.filter(key="work").update(labels={"en": "Labour"})
    assert client.get("/api/v1/vocabularies/theme/", HTTP_IF_NONE_MATCH=etag).status_code == 200
