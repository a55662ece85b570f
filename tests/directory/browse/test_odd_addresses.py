"""Whatever stands in an address: an answer that explains, never an error."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.search import WORDS
from tests.factories.entries import publish

ODD = st.one_of(
    st.sampled_from(["SE", "health", "2019-13", "-1", "0", "99999999999999999999", "1e9", "nan", "55,13", "a,b,c,d"]),
    st.sampled_from(["'; drop table", "<script>", "%00", "\x00", '"', "OR OR -", "((", "🙂", "\u202eabc", " " * 300]),
    st.text(max_size=60),
)
PARAMETERS = st.lists(st.tuples(st.one_of(st.sampled_from(sorted(WORDS)), st.text(max_size=12)), ODD), max_size=6)


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("/en/search/", {200}),
        ("/sv/cases/", {200}),
        ("/da/map/", {200}),
        ("/en/organisations/garden/", {200}),
        ("/en/tags/", {200}),
        ("/feeds/en/entries.atom", {200, 400}),
    ],
)
def test_any_parameters_get_an_answer(client: Client, path: str, statuses: set[int]) -> None:
    publish(title="Garden", slug="garden", places=[{"country": "SE"}])

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(PARAMETERS)
    def check(parameters: list[tuple[str, str]]) -> None:
        assert client.get(f"{path}?{urlencode(parameters)}").status_code in statuses

    check()


@pytest.mark.parametrize("slug", ["%00", "..%2f..%2fetc", "'", "%F0%9F%99%82", "a" * 2000, "%E2%80%AE"])
def test_any_word_in_an_address_is_at_most_not_found(client, slug):
    for path in ("organisations", "tags", "terms", "terms/theme"):
        assert client.get(f"/en/{path}/{slug}/").status_code == 404
