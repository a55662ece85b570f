from typing import Any

import pytest
from django.test import Client, override_settings

from directory.actions import withdraw
from directory.api.base import ReadView
from directory.search.state import STATE
from tests.directory.api.conftest import Publish, document

pytestmark = pytest.mark.usefixtures("_words")
ADDRESS = "/api/v1/vocabularies/"
LIST = "/api/v1/entries/"
OF_THE_ANSWER = ("Content-Type", "ETag", "Cache-Control", "Allow", "Access-Control-Allow-Origin")


def test_any_site_may_read_without_credentials(client: Client) -> None:
    answer = client.get(ADDRESS, HTTP_ORIGIN="https://partner.example")

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer
    assert not answer.cookies


def test_a_preflight_is_answered_with_what_is_allowed(client: Client) -> None:
    answer = client.options(ADDRESS, HTTP_ORIGIN="https://partner.example")

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_a_405_problem(client: Client, method: str) -> None:
    answer = getattr(client, method)(ADDRESS)

    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["type"] == "/api/v1/docs/#problem-method-not-allowed"


def test_an_unknown_address_is_a_404_problem_that_other_sites_can_read(client: Client) -> None:
    answer = client.get("/api/v1/nothing/here")

    assert answer.status_code == 404
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json() == {
        "type": "/api/v1/docs/#problem-not-found",
        "title": "There is nothing at this address",
        "status": 404,
        "detail": "The addresses of the API stand at http://testserver/api/v1/docs/.",
    }


def test_an_address_that_lacks_its_last_slash_redirects(client: Client) -> None:
    answer = client.get("/api/v1/entries?country=SE")

    assert (answer.status_code, answer["Location"]) == (301, "http://testserver/api/v1/entries/?country=SE")


def test_the_root_names_addresses_that_answer(client: Client) -> None:
    addresses = client.get("/api/v1/").json()

    assert {"entries", "organisations", "calls", "funders", "grants", "facets", "docs"} <= set(addresses)
    assert {client.get(address).status_code for address in addresses.values()} == {200}


def test_an_answer_in_another_format_is_a_406_problem(client: Client) -> None:
    answer = client.get(ADDRESS, HTTP_ACCEPT="application/xml")

    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 406


def test_head_has_the_headers_and_no_body(client: Client) -> None:
    answer = client.head(ADDRESS)

    assert answer.status_code == 200
    assert answer["ETag"] == client.get(ADDRESS)["ETag"]
    assert answer.content == b""


def test_a_mistake_of_ours_is_a_500_problem_without_details(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("directory.api.vocabularies.VocabularyList.read", fail)
    answer = client.get(ADDRESS)

    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert "secret" not in answer.content.decode()


@override_settings(API_REQUESTS_PER_MINUTE=3)
def test_more_than_the_limit_is_a_429_problem_that_says_when_to_come_back(client: Client) -> None:
    statuses = [client.get(ADDRESS).status_code for _ in range(4)]
    refused = client.get(ADDRESS)

    assert statuses == [200, 200, 200, 429]
    assert 1 <= int(refused["Retry-After"]) <= 120
    assert refused.json()["status"] == 429
    assert refused["Access-Control-Allow-Origin"] == "*"


@override_settings(API_REQUESTS_PER_MINUTE=3)
def test_no_header_of_the_client_gives_it_a_new_limit(client: Client) -> None:
    statuses = [client.get(ADDRESS, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}").status_code for number in range(4)]

    assert statuses == [200, 200, 200, 429]
    assert client.get(ADDRESS, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_every_view_of_the_api_is_a_read_view() -> None:
    from directory.api.urls import urlpatterns

    views = {pattern.name: getattr(pattern.callback, "cls", None) for pattern in urlpatterns}

    assert {name for name, view in views.items() if view is None} == {"docs"}
    assert all(issubclass(view, ReadView) for view in views.values() if view)


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_is_kept_is_the_one_that_was_given(client: Client, django_assert_num_queries: Any) -> None:
    with override_settings(DATA_LOOKED_AT_EVERY=60):
        STATE.forget()
        STATE.now()
        first = client.get(LIST, HTTP_ORIGIN="https://partner.example")
        with django_assert_num_queries(0):
            again = client.get(LIST, HTTP_ORIGIN="https://partner.example")
            held = client.get(LIST, HTTP_IF_NONE_MATCH=first["ETag"])
            refused = client.get(LIST, HTTP_ACCEPT="application/xml")

    assert (again.status_code, again.content) == (200, first.content)
    assert {name: again[name] for name in OF_THE_ANSWER} == {name: first[name] for name in OF_THE_ANSWER}
    assert (held.status_code, held.content, held["ETag"]) == (304, b"", first["ETag"])
    assert held["Access-Control-Allow-Origin"] == "*"
    assert refused.status_code == 406


@pytest.mark.django_db(transaction=True)
@override_settings(API_REQUESTS_PER_MINUTE=3)
def test_answers_that_are_kept_count_towards_the_limit(client: Client) -> None:
    assert [client.get(LIST).status_code for _ in range(4)] == [200, 200, 200, 429]


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_is_given_until_something_public_changes(client: Client, publish: Publish) -> None:
    assert client.get(LIST).json()["count"] == 0
    (entry,) = publish(document())
    assert client.get(LIST).json()["count"] == 1
    withdraw(entry=entry, by=None, note="asked for")
    assert client.get(LIST).json()["count"] == 0
