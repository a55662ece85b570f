import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.models import Entry
from directory.search import WORDS, EntryFilter
from tests.directory.search.conftest import found, publish_all, seven, titles
from tests.factories import reference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _seven() -> None:
    reference()
    publish_all(*seven())


def test_values_of_one_filter_are_any_of_and_filters_are_all_of():
    assert sorted(titles("country=SE&country=DK")) == [
        "A shelter",
        "Denmark alone",
        "Garden of Lund",
        "Kitchen of Malmö",
        "Two places",
    ]
    assert titles("country=SE&tag=green") == ["Garden of Lund"]


def test_a_term_is_found_by_what_is_broader():
    assert titles("theme=health&kind=organisation") == ["Garden of Lund"]
    assert titles("element=realise") == ["Realised"]


def test_an_unknown_value_is_an_error_that_lists_the_valid_ones():
    (error,) = found("theme=astrology").errors
    assert (error.parameter, error.value, error.valid) == ("theme", "astrology", ("health", "mental-health", "work"))


def test_an_unknown_parameter_is_an_error_that_lists_the_known_ones():
    (error,) = found("colour=red").errors
    assert (error.parameter, error.valid) == ("colour", WORDS)


def test_what_other_sites_add_to_links_is_ignored():
    assert found("utm_source=x&fbclid=y&gclid=z&msclkid=1&mc_cid=2").errors == ()


def test_an_empty_value_counts_as_not_given():
    results = found("country=&q=%20&sort=")
    assert (results.errors, results.total, results.query) == ((), 7, "?")


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=0",
        "page=99999999999",
        "page=2",
        "page=x",
        "page=1&page=2",
        "cursor=nonsense",
        "cursor=%F0%9F%8C%B1",
        "sort=colour",
        "sort=near",
        "bbox=1,2,3",
        "bbox=10,20,5,30",
        "bbox=nan,0,1,1",
        "near=Atlantis",
        "near=91,0",
        "near=55,13,99999",
        "updated_since=yesterday",
        "updated_since=2024-02-31",
        "verified_since=24",
        "q=a&q=b",
        "kind=funder",
        "tag=" + "x" * 10_000,
    ],
)
def test_what_cannot_be_used_is_explained_and_the_rest_still_counts(query: str):
    results = found(query)
    assert [error.parameter for error in results.errors] == [query.split("=", maxsplit=1)[0]]
    assert all(error.message for error in results.errors)
    assert results.total > 0 or query.startswith("q=")


def test_of_a_long_search_the_beginning_is_searched_for_and_that_is_said():
    results = found("q=" + "word+" * 60)

    assert results.errors == ()
    assert [remark.parameter for remark in results.remarks] == ["q"]


def test_a_list_of_one_kind_takes_no_other_kind():
    (error,) = found("kind=project", kind="case").errors
    assert (error.parameter, error.valid) == ("kind", ("case",))
    assert titles(kind="case") == ["A shelter", "Realised"]


def test_the_filter_set_gives_the_same_entries_as_a_search():
    for query in ("q=kitchen", "theme=health", "near=55.6,13.0,30", "bbox=2,48,3,49", "updated_since=2020"):
        filtered = EntryFilter(QueryDict(query), Entry.objects.order_by("title"))
        assert sorted(filtered.qs.values_list("title", flat=True)) == sorted(titles(query)), query
        assert filtered.is_valid()


words = st.sampled_from([*WORDS, "utm_x", "", "\x00", "ø", "page "])
values = st.text(max_size=30) | st.sampled_from(["SE", "health", "1", "-1", "\ud800", "a" * 10_000, "1,2,3,4", "55,13"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(st.lists(st.tuples(words, values), max_size=12))
def test_no_parameters_raise(pairs: list[tuple[str, str]]):
    params = QueryDict(mutable=True)
    for word, value in pairs:
        params.appendlist(word, value)
    results = EntryFilter(params, language="sv")
    assert results.qs.count() <= 7
    everything = found(results_query(results))
    everything.page, everything.cards(), everything.facets(), everything.chips(), everything.sorts()
    everything.wider(), everything.points(), everything.errors


def results_query(results: EntryFilter) -> str:
    params = QueryDict(mutable=True)
    for word, value in results.given:
        params.appendlist(word, value)
    return params.urlencode()


def test_thousands_of_parameters_give_a_few_errors():
    params = QueryDict(mutable=True)
    for number in range(5000):
        params.appendlist(f"word{number}", "x")
        params.appendlist("tag", str(number))
    assert len(EntryFilter(params).problems) <= 40
