import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.sources.letters import mend, tidy, without_addresses


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("MITﾒs Scratch tool", "MIT’s Scratch tool"),
        ("ﾑquotedﾒ ﾖ and ﾓmoreﾔ", "‘quoted’ – and “more”"),
        ("it\u0092s", "it’s"),
        ("donâ€™t", "don’t"),
        ("cafÃ©", "café"),
    ],
)
def test_quotes_and_dashes_that_a_wrong_character_set_broke_come_back(broken: str, right: str) -> None:
    assert mend(broken) == right


@pytest.mark.parametrize("text", ["カタカナ ﾒﾓ", "Ångström £10 – “so”", "naïve café", "Łódź"])
def test_a_text_that_is_right_stays_as_it_is(text: str) -> None:
    assert mend(text) == text


@given(st.text())
def test_mending_and_tidying_again_changes_nothing(text: str) -> None:
    once = tidy(mend(text))

    assert tidy(mend(once)) == once or mend(once) != once


def test_an_address_of_somebody_is_taken_out_of_a_text() -> None:
    assert without_addresses("Ask Kim, kim.o'neil+x@example.org, or Free@Last.") == (
        "Ask Kim, [address removed], or Free@Last."
    )
