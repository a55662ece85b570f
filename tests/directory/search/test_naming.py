from hypothesis import given
from hypothesis import strategies as st

from directory.search.naming import Names

LETTERS = "ab -\n"


@given(
    st.lists(st.lists(st.text(LETTERS, max_size=5), max_size=3), max_size=6), st.text("ab -", min_size=1, max_size=3)
)
def test_things_are_found_by_letters_of_any_of_their_names_once_and_in_order(things: list[list[str]], letters: str):
    assert list(Names(things).having(letters)) == [
        position for position, names in enumerate(things) if any(letters in name for name in names)
    ]
