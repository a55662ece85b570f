import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from funding.sources.letters import clean, tidy, without_addresses


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
    assert clean(broken) == right


@pytest.mark.parametrize("text", ["カタカナ ﾒﾓ", "Ångström £10 – “so”", "naïve café", "Łódź"])
def test_a_text_that_is_right_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


# What breaks letters, and what stands between such letters, beside any others.
LETTERS = st.text(st.sampled_from("ÂÃâ€‚ã\x80\x92ﾒ©Ä \xa0\u200b\r\n\x00") | st.characters())


@given(LETTERS, st.booleans())
@example("Â\x80", False)
@example("Ã\u200b©", False)
def test_cleaning_again_changes_nothing(text: str, lines: bool) -> None:
    once = clean(text, lines=lines)

    assert clean(once, lines=lines) == once == tidy(once, lines=lines)


def test_an_address_of_somebody_is_taken_out_of_a_text() -> None:
    assert without_addresses("Ask Kim, kim.o'neil+x@example.org, or Free@Last.") == (
        "Ask Kim, [address removed], or Free@Last."
    )
