"""Which pages of a long list are linked: the first, the last and those around the current one."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PageLink:
    """A page; without a url it is the current one, without a number it stands for a gap."""

    number: int | None
    url: str = ""


@dataclass(frozen=True)
class Pager:
    """What components/pager.html draws."""

    pages: list[PageLink]
    previous: str
    next: str
    last: int


def pager(current: int, last: int, url: Callable[[int], str], *, around: int = 1) -> Pager:
    """Links for page `current` of `last` (both count from 1); `url` gives the address of a page."""
    near = range(max(1, current - around), min(last, current + around) + 1)
    shown = sorted({1, last, *near}) if last else []
    pages: list[PageLink] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number == before + 2:  # a gap of one page is that page
            pages.append(PageLink(number - 1, url(number - 1)))
        elif number > before + 1:
            pages.append(PageLink(None))
        pages.append(PageLink(number, "" if number == current else url(number)))
    return Pager(
        pages=pages,
        previous=url(current - 1) if current > 1 else "",
        next=url(current + 1) if current < last else "",
        last=last,
    )
