import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinet.common.markdown import MAX_LENGTH, plain_text, render

EVIL = [
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](data:text/html,1)",
    ),
    *(
        "[x](JaVaScRiPt&colon;alert(1))",
        "<javascript:alert(1)>",
        '[x](https://a.b "\\" onclick=alert(1)")',
        "](",
        "*",
    ),
    *(
        "[r]: vbscript:x\n\n[r]",
        "<svg/onload=alert(1)>",
        "\n# ",
        "|a|\n|-|\n",
        "`",
        "\n> ",
        "\n- ",
        "&lt;script>",
        "\0",
    ),
]
markdown_texts = st.lists(st.one_of(st.text(max_size=20), st.sampled_from(EVIL)), max_size=30).map("".join)


class Seen(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def test_markdown_becomes_html() -> None:
    assert render("One *fine* **day**\n\n1. a\n2. b\n") == (
        "<p>One <em>fine</em> <strong>day</strong></p>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"
    )


def test_headings_leave_out_no_level() -> None:
    html = render("## A\n\n#### B\n\n## C\n\n# D\n\n### E")
    assert re.findall(r"<(h\d)>", html) == ["h3", "h4", "h3", "h3", "h4"]


def test_headings_start_below_those_of_the_page() -> None:
    assert re.findall(r"<(h\d)>", render("# a\n\n## b\n\n### c\n\n#### d\n\n###### e\n\nf\n=\n")) == (
        ["h3", "h4", "h5", "h6", "h6", "h3"]
    )


def test_a_link_says_that_a_stranger_set_it() -> None:
    assert render("[a](https://example.org/?b=1&c=2)") == (
        '<p><a href="https://example.org/?b=1&amp;c=2" rel="nofollow noopener ugc">a</a></p>\n'
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "/admin/", "//x.org", "file:///etc", "ftp://a"]
)
def test_a_link_to_anything_but_web_and_mail_stays_text(url: str) -> None:
    assert "<a" not in render(f"[a]({url}) <{url}>")


def test_a_table_moves_sideways_in_a_frame_that_the_keyboard_reaches() -> None:
    assert render("| a |\n|---|\n| b |").startswith('<div class="scroll" tabindex="0"><table>')
    assert "<div" not in render("`<table>` and <table>")


def test_an_image_is_shown_as_its_text() -> None:
    assert render("see ![a <b> cat](https://example.org/cat.png)") == "<p>see a &lt;b&gt; cat</p>\n"


def test_raw_html_is_shown_and_not_obeyed() -> None:
    assert render("<b onclick=x>bold</b>") == "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>\n"


@settings(max_examples=300)
@given(markdown_texts)
def test_no_text_yields_more_than_the_allowed_elements(text: str) -> None:
    seen = Seen(render(text))

    assert seen.tags <= set(
        "a blockquote br code div em h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul".split()
    )
    assert {name for name, _ in seen.attributes} <= {"class", "href", "rel", "start", "tabindex"}
    assert all(
        re.match("(https?|mailto):", value or "", re.IGNORECASE) for name, value in seen.attributes if name == "href"
    )


@pytest.mark.parametrize(
    "part", ["[", "![", "*a ", "**a", "`", "> ", "- ", "|a", "|-|\n", "<", "[](", "\\", "&#", "a\n# "]
)
def test_the_longest_text_of_one_pattern_is_rendered(part: str) -> None:
    text = (part * MAX_LENGTH)[:MAX_LENGTH]

    assert len(render(text)) < 40 * MAX_LENGTH
    assert len(plain_text(text)) <= MAX_LENGTH


def test_plain_text_is_the_words_without_marks() -> None:
    assert (
        plain_text("# A *b*\n\nc\nd [e](https://x.org) ![f](https://x.org/g.png)\n\n- h `i`\n\n```\nj\n```\n")
        == "A b c d e f h i j"
    )


@given(markdown_texts)
def test_plain_text_has_no_surplus_blanks(text: str) -> None:
    assert plain_text(text) == " ".join(plain_text(text).split())


@given(st.text(alphabet=" \n\t.,-+=#1)(aé:;!?\"'%/\\x0b\x0c\r\u2028", max_size=60) | st.text(max_size=60))
def test_plain_words_are_what_the_parser_makes_of_them(text: str):
    # With a mark of Markdown somewhere, the parser reads the text; without, it is taken as it is.
    assert plain_text(text) == plain_text(f"{text}\n\n*x*").removesuffix("x").rstrip()
