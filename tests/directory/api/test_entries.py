"""The lists of entries and the one document."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.actions import withdraw
from directory.api.base import ANSWERS
from directory.documents import validate
from directory.models import Country, Entry, Term
from directory.search import WORDS
from tests.directory.api.conftest import Publish, document

LIST = "/api/v1/entries/"


def uids(answer: Any) -> list[str]:
    return [row["uid"] for row in answer.json()["results"]]


def everything(client: Client, address: str) -> list[str]:
    """Follow `next` to the end."""
    found: list[str] = []
    while address:
        answer = client.get(address)
        found += uids(answer)
        address = answer.json()["next"]
    return found


@pytest.fixture
def three(publish: Publish) -> list[Entry]:
    return publish(
        document(title="Garden"),
        document(title="Kitchen", terms={"theme": ["health"]}),
        document(kind="project", title="Library", places=[{"country": "DK"}]),
    )


def test_a_list_answers_count_next_previous_and_results(client: Client, three: list[Entry]) -> None:
    answer = client.get(LIST).json()

    assert list(answer) == ["count", "next", "previous", "also_searched", "results"]
    assert (answer["count"], answer["next"], answer["previous"]) == (3, None, None)
    assert {row["title"] for row in answer["results"]} == {"Garden", "Kitchen", "Library"}


@pytest.mark.parametrize("address", [LIST, "/api/v1/facets/", "/api/v1/map/"])
@pytest.mark.parametrize("text", ["garden " * 60, "garden " + "x" * 10_000])
def test_a_search_of_any_length_is_answered(client: Client, three: list[Entry], address: str, text: str) -> None:
    assert client.get(address, {"q": text}).status_code == 200


def test_each_result_carries_its_addresses_its_source_and_its_licence(client: Client, publish: Publish) -> None:
    (entry,) = publish(document())
    (row,) = client.get(LIST).json()["results"]

    assert row["id"] == f"http://testserver/id/{entry.uid}"
    assert row["url"] == f"http://testserver/en/organisations/{entry.slug}/"
    assert row["api_url"] == f"http://testserver{LIST}{entry.uid}/"
    assert (row["source"]["key"], row["source"]["licence"]) == ("susy", "CC0-1.0")


def test_source_and_licence_come_whatever_fields_are_wanted(client: Client, three: list[Entry]) -> None:
    rows = client.get(f"{LIST}?fields=title,kind&fields=url").json()["results"]

    assert [set(row) for row in rows] == [{"title", "kind", "url", "uid", "source"}] * 3


@pytest.mark.parametrize("path", ["entries", "organisations"])
def test_a_filter_is_the_same_in_every_list(client: Client, three: list[Entry], path: str) -> None:
    assert uids(client.get(f"/api/v1/{path}/?theme=health")) == [str(three[1].uid)]


def test_a_list_of_one_kind_holds_no_other(client: Client, three: list[Entry]) -> None:
    assert client.get("/api/v1/organisations/").json()["count"] == 2
    assert uids(client.get("/api/v1/projects/")) == [str(three[2].uid)]
    assert client.get("/api/v1/events/").json()["count"] == 0


def test_a_filter_repeated_is_any_of_and_two_filters_are_both(client: Client, three: list[Entry]) -> None:
    assert client.get(f"{LIST}?country=SE&country=DK").json()["count"] == 3
    assert client.get(f"{LIST}?country=SE&theme=work").json()["count"] == 1


def test_a_withdrawn_entry_is_in_no_list_and_its_document_is_gone(client: Client, three: list[Entry]) -> None:
    withdraw(entry=three[0], by=None, note="asked for")
    answer = client.get(f"{LIST}{three[0].uid}/")

    assert client.get(LIST).json()["count"] == 2
    assert str(three[0].uid) not in client.get(f"{LIST}?q=garden").content.decode()
    assert (answer.status_code, answer.json()["type"]) == (410, "/api/v1/docs/#problem-gone")
    assert "Garden" not in answer.content.decode()


def test_a_merged_entry_redirects_to_the_one_that_survives(client: Client, publish: Publish) -> None:
    survivor, merged = document(title="Garden"), document(title="The garden")
    publish(survivor, merged)
    publish({**merged, "state": "merged", "merged_into": survivor["uid"]})

    answer = client.get(f"{LIST}{merged['uid']}/")

    assert answer.status_code == 301
    assert answer["Location"] == f"http://testserver{LIST}{survivor['uid']}/"
    assert uids(client.get(LIST)) == [survivor["uid"]]


def test_an_entry_that_never_was_is_a_404_problem(client: Client, three: list[Entry]) -> None:
    answer = client.get(f"{LIST}018f0000-0000-7000-8000-000000000000/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_hidden_place_shows_its_country_and_no_more(client: Client, publish: Publish) -> None:
    place = {"country": "SE", "city": "Malmö", "address": "Gatan 1", "latitude": 55.60493, "longitude": 13.00382}
    (entry,) = publish(document(places=[{**place, "precision": "address", "hidden": True}]))

    for address in (LIST, f"{LIST}{entry.uid}/", f"{LIST}?fields=places", f"{LIST}?country=SE"):
        text = client.get(address).content.decode()
        assert '"country":"SE"' in text
        assert not {word for word in ("Malmö", "Gatan", "55.60493", "13.00382") if word in text}
    assert client.get(f"{LIST}?near=55.6,13,5").json()["count"] == 0
    assert client.get(f"{LIST}?bbox=12,55,14,56").json()["count"] == 0


def test_a_relation_to_an_entry_that_is_not_public_is_not_shown(client: Client, publish: Publish) -> None:
    other = document(title="Shelter")
    (shelter,) = publish(other)
    (entry,) = publish(document(relations=[{"role": "partner", "object": other["uid"]}]))
    withdraw(entry=shelter, by=None, note="asked for")

    assert client.get(f"{LIST}{entry.uid}/").json()["relations"] == []


def test_a_parent_that_is_not_public_is_not_shown(client: Client, publish: Publish) -> None:
    parent = document(title="Parent")
    (shelter,) = publish(parent)
    (entry,) = publish(document(organisation={"parent": parent["uid"]}))
    assert client.get(f"{LIST}{entry.uid}/").json()["organisation"]["parent"] == parent["uid"]

    withdraw(entry=shelter, by=None, note="asked for")

    assert client.get(f"{LIST}{entry.uid}/").json()["organisation"]["parent"] is None


def test_near_says_how_far_and_sorts_by_it(client: Client, publish: Publish) -> None:
    def at(latitude: float) -> dict[str, Any]:
        return document(places=[{"country": "SE", "latitude": latitude, "longitude": 13.0, "precision": "city"}])

    far, close = publish(at(55.8), at(55.6))
    rows = client.get(f"{LIST}?near=55.5,13,60").json()["results"]

    assert [row["uid"] for row in rows] == [str(close.uid), str(far.uid)]
    assert [round(row["distance_km"]) for row in rows] == [11, 33]


def test_the_middle_of_a_country_is_no_place_to_measure_to(client: Client, publish: Publish) -> None:
    middle = {"country": "SE", "latitude": 55.5, "longitude": 13.0, "precision": "country"}
    town = {"country": "SE", "latitude": 55.6, "longitude": 13.0, "precision": "city"}
    publish(document(places=[middle, town]))

    (row,) = client.get(f"{LIST}?near=55.5,13,60").json()["results"]

    assert round(row["distance_km"]) == 11


def test_texts_come_in_the_language_asked_for(client: Client, publish: Publish) -> None:
    publish(document(title="Trädgård", texts={"en": {"title": "Garden"}}))

    (row,) = client.get(f"{LIST}?lang=en").json()["results"]
    (same,) = client.get(LIST).json()["results"]

    assert (row["title"], row["original_language"]) == ("Garden", "sv")
    assert (same["title"], "original_language" in same) == ("Trädgård", False)


def test_following_next_meets_every_entry_once(client: Client, publish: Publish) -> None:
    published = publish(*(document(title=f"Garden {number}") for number in range(7)))
    wanted = {str(entry.uid) for entry in published}

    for sort in ("newest", "name"):
        found = everything(client, f"{LIST}?page_size=2&sort={sort}&fields=title")
        assert (len(found), set(found)) == (7, wanted)


def test_an_entry_that_changes_while_one_reads_moves_nothing_else(client: Client, publish: Publish) -> None:
    documents = [document(title=f"Garden {number}") for number in range(6)]
    publish(*documents)
    first = client.get(f"{LIST}?page_size=2")
    publish({**documents[0], "summary": "Changed"})

    rest = everything(client, first.json()["next"])

    assert not set(uids(first)) & set(rest)
    assert {*uids(first), *rest, documents[0]["uid"]} == {one["uid"] for one in documents}


def test_previous_leads_back(client: Client, publish: Publish) -> None:
    publish(*(document(title=f"Garden {number}") for number in range(5)))
    first = client.get(f"{LIST}?page_size=2&country=SE")
    second = client.get(first.json()["next"])

    assert uids(client.get(second.json()["previous"])) == uids(first)
    assert first.json()["previous"] is None


def test_the_document_given_out_is_a_valid_one(client: Client, publish: Publish) -> None:
    (entry,) = publish(document(tags=["garden"], verified_on="2026-01-02"))

    given_out = client.get(f"{LIST}{entry.uid}/").json()

    assert validate(given_out).uid == entry.uid


def test_an_unknown_parameter_lists_the_ones_there_are(client: Client, three: list[Entry]) -> None:
    answer = client.get(f"{LIST}?contry=SE")
    (error,) = answer.json()["errors"]

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert (error["parameter"], error["value"]) == ("contry", "SE")
    assert set(error["valid"]) == {*WORDS, "fields", "lang", "page_size"}


@pytest.mark.parametrize(
    ("query", "parameter", "valid"),
    [
        ("country=Sweden", "country", "SE"),
        ("theme=none", "theme", "health"),
        ("source=x", "source", "susy"),
        ("sort=best", "sort", "newest"),
        ("fields=titel", "fields", "title"),
        ("kind=person", "kind", "organisation"),
    ],
)
def test_an_unknown_value_lists_the_ones_there_are(
    client: Client, three: list[Entry], query: str, parameter: str, valid: str
) -> None:
    answer = client.get(f"{LIST}?{query}")
    (error,) = answer.json()["errors"]

    assert answer.status_code == 400
    assert error["parameter"] == parameter
    assert valid in error["valid"]


def test_every_country_is_listed_when_one_is_wrong(client: Client, three: list[Entry]) -> None:
    codes = [f"{first}{second}" for first in "ABCDEFGHIJ" for second in "QRSTUVWXYZ" + "ABCDEFGHIJKLMNO"]
    Country.objects.bulk_create(
        [Country(code=code, code3=code, name=code, continent="EU") for code in codes], ignore_conflicts=True
    )

    (error,) = client.get(f"{LIST}?country=Sweden").json()["errors"]

    assert {"SE", *codes} <= set(error["valid"])


@pytest.mark.parametrize(
    "query",
    [
        "page_size=0",
        "page_size=101",
        "lang=%3Cb%3E",
        "bbox=1,2,3",
        "near=x",
        "updated_since=soon",
        "cursor=x",
        "page=0",
    ],
)
def test_a_value_that_means_nothing_is_explained(client: Client, three: list[Entry], query: str) -> None:
    answer = client.get(f"{LIST}?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == query.split("=", maxsplit=1)[0]


def test_all_errors_are_told_at_once(client: Client, three: list[Entry]) -> None:
    errors = client.get(f"{LIST}?country=XX&page_size=x&nothing=1").json()["errors"]

    assert {error["parameter"] for error in errors} == {"country", "page_size", "nothing"}


def test_what_trackers_add_is_left_out(client: Client, three: list[Entry]) -> None:
    assert client.get(f"{LIST}?utm_source=mail&fbclid=1&country=DK").json()["count"] == 1


def test_a_list_is_304_until_something_public_changes(client: Client, three: list[Entry]) -> None:
    etag = client.get(LIST)["ETag"]

    assert client.get(LIST, HTTP_IF_NONE_MATCH=etag).status_code == 304
    withdraw(entry=three[0], by=None, note="asked for")
    assert client.get(LIST, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_twenty_five_results_cost_as_many_queries_as_one(client: Client, publish: Publish) -> None:
    def count(address: str) -> int:
        client.get(address)
        ANSWERS.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    publish(document(title="One", tags=["a"], texts={"en": {"title": "One"}}))
    one = count(LIST)
    publish(*(document(title=f"More {number}", tags=["a"], texts={"en": {"title": "x"}}) for number in range(24)))

    assert count(LIST) == one
    assert count(f"{LIST}?page_size=1") == count(f"{LIST}?page_size=12")
    assert one <= 13


@pytest.mark.django_db(transaction=True)
def test_the_same_question_about_the_same_data_is_worked_out_once(client: Client, three: list[Entry]) -> None:
    before = client.get(LIST).content
    with CaptureQueriesContext(connection) as second:
        again = client.get(LIST).content

    assert again == before
    assert len(second) == 1  # whether anything changed


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_is_kept_never_outlives_a_change(client: Client, three: list[Entry]) -> None:
    assert str(three[0].uid) in uids(client.get(LIST))
    withdraw(entry=three[0], by=None, note="asked for")

    assert str(three[0].uid) not in uids(client.get(LIST))


parameters = st.lists(
    st.tuples(
        st.one_of(st.sampled_from([*WORDS, "fields", "lang", "page_size"]), st.text(max_size=8)),
        st.one_of(
            st.sampled_from(["SE", "health", "newest", "55,13,9", "1,2,3,4", "-1", "2026", "en"]), st.text(max_size=12)
        ),
    ),
    max_size=5,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=parameters)
def test_any_parameters_give_200_or_an_explained_400(client: Client, three: list[Entry], pairs: list[Any]) -> None:
    for path in ("entries", "projects", "facets", "map"):
        answer = client.get(f"/api/v1/{path}/?{urlencode(pairs, errors='replace')}")
        assert answer.status_code in {200, 400}
        if answer.status_code == 400:
            assert answer.json()["errors"]
            assert all(error["message"] for error in answer.json()["errors"])


def test_a_list_says_which_other_names_it_searched_for_and_leaves_them_out_on_request(client: Client, publish: Publish):
    publish(document(title="Workshop", terms={"theme": ["work"]}))
    Term.objects.filter(vocabulary="theme", key="work").update(alternatives={"en": ["NEET"]})
    widened = client.get(f"{LIST}?q=NEET").json()
    assert (widened["count"], widened["also_searched"]) == (1, ["Work", "Work (sv)"])
    exact = client.get(f"{LIST}?q=NEET&exact=1").json()
    assert (exact["count"], exact["also_searched"]) == (0, [])
    assert client.get(f"{LIST}?q=workshop").json()["also_searched"] == []
