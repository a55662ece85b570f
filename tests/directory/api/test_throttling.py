from hypothesis import given
from hypothesis import strategies as st

from directory.api.throttling import WINDOW, seconds_to_wait

counts = st.integers(min_value=0, max_value=50)
elapsed_seconds = st.floats(min_value=0, max_value=WINDOW - 0.001)


def test_within_the_limit_nobody_waits() -> None:
    assert seconds_to_wait(0, 9, elapsed=0, limit=10) == 0


def test_a_full_minute_has_to_pass_in_part() -> None:
    assert seconds_to_wait(0, 10, elapsed=0, limit=10) == 66
    assert seconds_to_wait(10, 0, elapsed=0, limit=10) == 6


@given(counts, counts, elapsed_seconds, st.integers(min_value=1, max_value=50))
def test_who_waits_as_told_is_let_in(before: int, now: int, elapsed: float, limit: int) -> None:
    before, now = min(before, limit), min(now, limit)
    wait = seconds_to_wait(before, now, elapsed=elapsed, limit=limit)

    later = elapsed + wait
    windows, then = divmod(later, WINDOW)
    counts_then = {0: (before, now), 1: (now, 0)}.get(int(windows), (0, 0))
    assert seconds_to_wait(*counts_then, elapsed=then, limit=limit) == 0
