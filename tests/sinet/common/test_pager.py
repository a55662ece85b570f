import pytest

from sinet.common.pager import pager


def drawn(current: int, last: int) -> str:
    """The pager in one line: the current page in brackets, a gap as a dot."""
    found = pager(current, last, lambda page: f"?page={page}")
    words = [f"[{p.number}]" if p.number == current else str(p.number or ".") for p in found.pages]
    return " ".join(words)


@pytest.mark.parametrize(
    ("current", "last", "line"),
    [
        (1, 0, ""),
        (1, 1, "[1]"),
        (1, 3, "[1] 2 3"),
        (1, 79, "[1] 2 . 79"),
        (4, 79, "1 2 3 [4] 5 . 79"),
        (7, 79, "1 . 6 [7] 8 . 79"),
        (79, 79, "1 . 78 [79]"),
    ],
)
def test_first_last_and_near_pages_are_linked_and_a_gap_is_never_one_page(current: int, last: int, line: str) -> None:
    assert drawn(current, last) == line


def test_the_current_page_has_no_address_and_the_ends_lead_nowhere_further() -> None:
    found = pager(1, 2, lambda page: f"?page={page}")
    assert [page.url for page in found.pages] == ["", "?page=2"]
    assert (found.previous, found.next) == ("", "?page=2")
