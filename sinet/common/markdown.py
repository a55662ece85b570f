"""Markdown of strangers as safe HTML, and as plain text."""

import re
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

MAX_LENGTH: Final = 50_000
"""Characters of a text that are shown; the document allows no more."""
SCHEMES: Final = frozenset({"http", "https", "mailto"})

_TAGS: Final = frozenset(
    "a blockquote br code em h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul".split()
)
_ATTRIBUTES: Final = {"a": {"href"}, "ol": {"start"}, "*": set[str]()}
_TOP_HEADING: Final = 3
"""A page has its own h1 and h2, so a text's outermost headings are of the third level."""


@lru_cache(maxsize=1024)
def render(markdown: str) -> SafeString:
    """Give safe HTML: no raw HTML, no image, no link but to http, https and mailto, headings from h3 down."""
    html = _PARSER.render(markdown[:MAX_LENGTH])
    cleaned = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        link_rel="nofollow noopener ugc",
        url_schemes=set(SCHEMES),
    )
    return mark_safe(_framed(cleaned))


def _framed(html: str) -> str:
    """Tables move sideways in a frame of their own where they are wider than the page; the keyboard reaches it."""
    return html.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")


# Whatever may be more than a word: the parser is asked only then, since it takes fifty times as long.
_MARKUP: Final = re.compile(
    r"[\\`*_\[\]<>&~|\x00]|\r(?!\n)|^[^\S\n]*(?:[#>+=-]|\d{1,9}[.)])|^(?:\t| {4})", re.MULTILINE
)


@lru_cache(maxsize=1024)
def plain_text(markdown: str) -> str:
    """Give the words alone, blocks and lines parted by one blank, for search, feeds and descriptions."""
    text = markdown[:MAX_LENGTH]
    if not _MARKUP.search(text):
        return " ".join(text.split())
    parts: list[str] = []
    for token in _PARSER.parse(text):
        if token.type == "inline":
            parts.append(_words(token.children or []))
        elif token.type in {"fence", "code_block"}:
            parts.append(token.content)
    return " ".join(" ".join(parts).split())


def _words(tokens: list[Token]) -> str:
    return "".join(" " if token.type in {"softbreak", "hardbreak"} else token.content for token in tokens)


def _is_allowed_link(url: str) -> bool:
    try:
        return urlsplit(url).scheme.lower() in SCHEMES
    except ValueError:
        return False


def _lower_headings(state: Any) -> None:
    """Move the headings to the levels below the page's own, without a gap between one level and the next."""
    above = _TOP_HEADING - 1
    levels: list[int] = []
    for token in state.tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            levels = [outer for outer in levels if outer < level] + [level]
            token.tag = f"h{min(6, above + len(levels))}"
        elif token.type == "heading_close":
            token.tag = f"h{min(6, above + len(levels))}"


def _image_as_its_text(tokens: list[Token], index: int, *_rest: Any) -> str:
    return escape(tokens[index].content)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = _is_allowed_link  # type: ignore[method-assign]  # the documented way to narrow it
    parser.core.ruler.push("lower_headings", _lower_headings)
    parser.add_render_rule("image", lambda _renderer, *arguments: _image_as_its_text(*arguments))
    return parser


_PARSER: Final = _parser()
