"""Addresses of entries."""

from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from directory.search.addresses import entry_url

LETTERS = st.characters(exclude_categories=["Cs"])


@given(st.text(LETTERS, max_size=40))
def test_the_word_in_an_address_is_written_as_addresses_write_it(slug):
    assert entry_url("project", slug, "sv") == f"/sv/projects/{quote(slug)}/"
