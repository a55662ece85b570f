from hypothesis import given
from hypothesis import strategies as st

from directory.search.query import MOST_WORDS, Question, Term, parse


def shape(text: str) -> list[list[str]]:
    return [[" ".join(term.words) for term in group] for group in parse(text).groups]


def test_all_words_are_wanted():
    assert shape("garden food") == [["garden"], ["food"]]


def test_or_joins_the_words_beside_it():
    assert shape("youth OR elderly housing") == [["youth", "elderly"], ["housing"]]


def test_quotes_hold_a_phrase_together():
    assert parse('"social innovation"').groups == ((Term(("social", "innovation"), exact=True),),)


def test_typographic_quotes_are_quotes():
    assert shape("„social innovation“") == [["social innovation"]]


def test_a_minus_excludes_a_word_or_a_phrase():
    question = parse('garden -school -"for profit"')
    assert [term.words for term in question.excluded] == [("school",), ("for", "profit")]


def test_a_hyphen_inside_a_word_excludes_nothing():
    assert shape("self-help") == [["self"], ["help"]]
    assert not parse("self-help").excluded


def test_operators_without_words_ask_for_nothing():
    assert parse('OR - "" | OR') == Question()


def test_an_open_quote_is_no_phrase():
    assert shape('"garden food') == [["garden"], ["food"]]


def test_too_many_words_are_cut_and_it_says_so():
    question = parse("word " * (MOST_WORDS + 5))
    assert (len(question.groups), question.cut) == (MOST_WORDS, True)


@given(st.text(max_size=2000))
def test_any_text_can_be_read(text: str):
    question = parse(text)
    assert len(question.words) <= MOST_WORDS
