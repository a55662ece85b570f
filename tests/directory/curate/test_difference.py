from hypothesis import given, settings
from hypothesis import strategies as st

from directory.curate.difference import Piece, after_side, before_side, differences

TEXTS = st.text(alphabet="ab \nå.", max_size=60)


def test_the_words_that_differ_are_marked_and_no_others():
    assert differences("We cook for children.", "We cook with children!") == [
        Piece("same", "We cook "),
        Piece("gone", "for"),
        Piece("new", "with"),
        Piece("same", " children"),
        Piece("gone", "."),
        Piece("new", "!"),
    ]


def test_words_changed_in_a_row_are_one_change():
    assert differences("It is still in test.", "It is run by members.") == [
        Piece("same", "It is "),
        Piece("gone", "still in test"),
        Piece("new", "run by members"),
        Piece("same", "."),
    ]


@given(TEXTS, TEXTS)
@settings(max_examples=200)
def test_each_side_gives_back_its_own_text(before, after):
    pieces = differences(before, after)

    assert "".join(piece.text for piece in before_side(pieces)) == before
    assert "".join(piece.text for piece in after_side(pieces)) == after


def test_a_text_of_the_longest_length_is_compared_in_its_changed_line():
    lines = [f"Line {number} says something about the kitchen.\n" for number in range(1000)]
    changed = [*lines[:500], "Line 500 says nothing about the kitchen.\n", *lines[501:]]

    pieces = differences("".join(lines), "".join(changed))

    assert [(piece.sort, piece.text) for piece in pieces if piece.sort != "same"] == [
        ("gone", "something"),
        ("new", "nothing"),
    ]
