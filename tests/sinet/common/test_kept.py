from hypothesis import given
from hypothesis import strategies as st

from sinet.common.kept import Kept


def test_an_answer_is_kept_until_room_is_needed() -> None:
    kept = Kept(80)
    for number in range(8):
        kept.put(number, bytes(10))
    assert kept.get(0) == bytes(10)

    kept.put(8, bytes(10))

    assert kept.get(0) == bytes(10)  # it was asked for last
    assert kept.get(1) is None


def test_a_very_large_answer_is_not_kept() -> None:
    kept = Kept(80)
    kept.put("large", bytes(11))

    assert kept.get("large") is None


def test_nothing_is_left_after_clearing() -> None:
    kept = Kept(80)
    kept.put(1, b"a")
    kept.clear()

    assert kept.get(1) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.binary(max_size=30))))
def test_it_never_holds_more_than_it_may_and_gives_back_what_was_put(puts: list[tuple[int, bytes]]) -> None:
    kept, last = Kept(80), dict[int, bytes]()
    for key, answer in puts:
        kept.put(key, answer)
        if len(answer) <= 10:
            last[key] = answer
    held = {key: answer for key in range(10) if (answer := kept.get(key)) is not None}

    assert sum(map(len, held.values())) <= 80
    assert held.items() <= last.items()
