"""Repairing what people and programs did to a text. Each function does one thing and is tested on real rows."""

import html
import re
from statistics import median

import ftfy
from bs4 import BeautifulSoup
from markdownify import markdownify

_WRAPPED = (45, 100)
"""Lengths of lines that a program wrapped: at least, at most."""
MAX_TITLE = 250
MAX_DESCRIPTION = 50_000
SHORT_TEXT = 300
"""A text of up to so many characters is its own summary."""

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]"
)
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|strong|i|em|u|a|ul|ol|li|h[1-6]|img|iframe|table|tr|td|th|tbody|font)\b[^>]*>",
    re.IGNORECASE,
)
_EURO = re.compile(r"¬(?=\s?\d)")
_BULLET = re.compile(r"^(?:[•·▪●◦‣*►❖✓➢]|[-–—](?=\s))\s*")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")
_SPECIAL = re.compile(r"([*`\\]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!]))")
_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_OPENS_BLOCK = re.compile(r"^(#{1,6}\s|>|\+\s|~~~|```|=+$|-+$)")
_SENTENCE_END = re.compile(r"[.!?…;·](?:[\"'”’»)\]]+)?(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:[A-ZÀ-ÞΑ-ΩА-Я]|e\.g|i\.e|etc|z\.\s?B|bzw|ca|u\.a|Dr|Mr|Mrs|Ms|St|Str|bl\.a|t\.ex|m\.m|p\.ej|vs"
    r"|No|Nr|n|s|tzv|napr|np|im|Inc|Ltd)\.$"
)

_EMAIL = re.compile(
    r"(?:mailto:)?[\w.+-]+\s?(?:@|\(at\)|\[at\]|\s\(?at\)?\s(?=[\w-]+\s?\(?(?:dot|\.)\)?\s?\w{2,4}\b))\s?[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\[(?:e-?mail|phone) removed\]", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/.=-])(?:\+|00)\d{1,3}[\s()/.-]*(?:\d[\s()/.-]*){6,12}\d(?![\w/-])")
_NATIONAL_PHONE = re.compile(r"(?<![\w/.,=%€£$-])\(?0\d{1,4}\)?[\s/-]{0,3}\d{3,8}(?:[\s/-]\d{2,6}){0,3}(?![\w/-])")
MIN_PHONE_DIGITS = 8
_LABELLED_PHONE = re.compile(
    r"\b(?:tel(?:efon[oai]?|éfono|ephone)?|phone|mobile?|mob|fax|handy|gsm|puh|τηλ)\.?\s*(?:no\.?)?\s*[:.]?\s*\(?\+?\d[\d\s()/.-]{5,18}\d",
    re.IGNORECASE,
)
_CONTACT_LABEL = (
    r"(?:(?:our\s+)?(?:e-?\s?mail(?:\s?-?adress[ea]?|\s?address)?|mail|contact(?:\s+us)?(?:\s+(?:at|by|via|on))?|kontakt|contacto|contatti|"
    r"tel(?:efon[oai]?|éfono|ephone)?|phone|mobile?|fax|on|at|under|or|oder)\s*(?:\.\s*)?[:\-–]?\s*)"
)
_HOLE = "\ue000"
_LABELLED_HOLE = re.compile(
    rf"[,;(\[]?\s*(?:\b{_CONTACT_LABEL})?{_HOLE}(?:\s*[,;/|–-]?\s*(?:\b{_CONTACT_LABEL})?{_HOLE})*\s*[)\]]?",
    re.IGNORECASE,
)
_NAMED_HOLE = re.compile(rf"^(?:[A-ZÀ-Þ][\w.-]+ ){{1,3}}?[A-ZÀ-Þ][\w-]+:\s*{_HOLE}\s*$\n?", re.MULTILINE)
"""A line of a name and its telephone number."""
_SPACE_BEFORE_COMMA = re.compile(r"(?<=\w)[ \t]+([,.])(?=\s|$)")
_SPACE_BEFORE = re.compile(r"[ \t]+([,.;:!?)\]])")
_EMPTY_BRACKETS = re.compile(r"\(\s*[,;/]*\s*\)|\[\s*\]")


def repair(text: object) -> str:
    """Undo mojibake, entities, odd spaces and invisible characters; keep the lines. Not a text: empty."""
    if not isinstance(text, str):
        return ""
    fixed = html.unescape(
        html.unescape(ftfy.fix_text(text.replace("\u00a0", " "), unescape_html=False, uncurl_quotes=False))
    )
    fixed = _EURO.sub("€", fixed.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    fixed = _SPACE_BEFORE_COMMA.sub(r"\1", _INVISIBLE.sub("", fixed))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in fixed.split("\n")).strip()


def one_line(text: object) -> str:
    """A repaired text without line breaks: for titles, names, tags."""
    return " ".join(repair(text).split())


def without_contact_data(text: str) -> tuple[str, int]:
    """Take e-mail addresses, telephone numbers and the marks of such out of a running text.

    The word that announced them ("E-mail:", "contact") goes too, and what punctuation is left over. Gives the
    text and how many pieces were taken. Names of people cannot be found this way and stay.
    """
    count = 0

    def hole(match: re.Match[str]) -> str:
        nonlocal count
        if match.re is _NATIONAL_PHONE and sum(map(str.isdigit, match[0])) < MIN_PHONE_DIGITS:
            return match[0]
        count += 1
        return _HOLE

    for pattern in (_EMAIL, _LABELLED_PHONE, _PHONE, _NATIONAL_PHONE, _MARKER):
        text = pattern.sub(hole, text)
    if not count:
        return text, 0
    text = _NAMED_HOLE.sub("", text)
    text = _LABELLED_HOLE.sub(" ", text).replace(_HOLE, " ")
    text = _SPACE_BEFORE.sub(r"\1", _EMPTY_BRACKETS.sub("", text))
    lines = [_SPACES.sub(" ", line).strip(" ,;|") for line in text.split("\n")]
    while lines and (not lines[-1] or lines[-1].endswith(":")):
        lines.pop()
    return "\n".join(lines).strip(), count


def has_markup(text: str) -> bool:
    """Whether a text holds HTML elements."""
    return _TAG.search(text) is not None


def html_to_markdown(text: str) -> str:
    """Turn HTML into Markdown: links, lists, emphasis stay; pictures, frames, scripts and styles go."""
    soup = BeautifulSoup(text, "html.parser")
    for element in soup(["script", "style", "iframe", "img", "object", "embed", "svg", "video"]):
        element.decompose()
    converted: str = markdownify(str(soup), heading_style="ATX", bullets="-")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in converted.split("\n"))).strip()


def plain_to_markdown(text: str) -> str:
    """Write a plain text so that Markdown shows it as it was meant.

    Lines that were only wrapped are joined; other lines become paragraphs; bullets become lists. Signs that
    Markdown would read as its own (the star in "Bürger*innen") are escaped.
    """
    blocks: list[str] = []
    items: list[str] = []
    for line in _joined_lines(text):
        if _BULLET.match(line):
            items.append(f"- {_escaped(_BULLET.sub('', line))}")
            continue
        if items:
            blocks.append("\n".join(items))
            items = []
        if line:
            blocks.append(_escaped(line) if not _OPENS_BLOCK.match(line) else f"\\{_escaped(line)}")
    if items:
        blocks.append("\n".join(items))
    return "\n\n".join(blocks)[:MAX_DESCRIPTION]


def to_markdown(text: str) -> str:
    """A source's description as Markdown, whether it came with HTML or without."""
    return html_to_markdown(text)[:MAX_DESCRIPTION] if has_markup(text) else plain_to_markdown(text)


def to_plain(text: str) -> str:
    """The words of a description on one line (a line without its full stop gets one): for summaries, comparison."""
    if has_markup(text):
        text = BeautifulSoup(text, "html.parser").get_text(" ")
    lines = [_BULLET.sub("", line) for line in _joined_lines(text)]
    ended = (f"{line}." if line and (line[-1].isalnum() or line[-1] in ')”’"') else line for line in lines[:-1])
    return " ".join(" ".join([*ended, *lines[-1:]]).split())


def summary_and_description(text: str) -> tuple[str, str]:
    """Share a text out over summary (plain) and description (Markdown).

    A short text is the summary alone. Of a long one the first sentences, at most `SHORT_TEXT` characters, are
    the summary and the whole text is the description.
    """
    plain = to_plain(text)
    if len(plain) <= SHORT_TEXT:
        return plain, ""
    return cut(plain, SHORT_TEXT), to_markdown(text)


def cut(text: str, length: int) -> str:
    """Shorten to whole sentences, else to whole words and an ellipsis.

    Where not even the first sentence fits, it may be longer by a third.
    """
    if len(text) <= length:
        return text
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(text, 0, length)
        if match[0][0] not in ";·" and not _ABBREVIATION.search(text[: match.end()])
    ]
    if ends and ends[-1] >= min(80, length // 3):
        return text[: ends[-1]]
    longer = _SENTENCE_END.search(text, length, length + length // 3)
    if longer and longer[0][0] not in ";·" and not ends:
        return text[: longer.end()]
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-(") + "…"


def _joined_lines(text: str) -> list[str]:
    """The lines of a text, where a line that was only wrapped stands with the one before."""
    given = [line.strip() for line in text.split("\n")]
    wrapped_throughout = _is_wrapped([line for line in given if line])
    lines: list[str] = []
    for line in given:
        open_ended = bool(lines and lines[-1] and lines[-1][-1] not in ".!?:;")
        continues = line[:1].islower() or (wrapped_throughout and len(lines[-1] if lines else "") >= _WRAPPED[0])
        if open_ended and line and continues and not _starts_item(line) and not _BULLET.match(lines[-1]):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _is_wrapped(lines: list[str]) -> bool:
    """Whether most lines are about as long as a typewriter's and end in the middle of a sentence."""
    cut_off = [len(line) for line in lines[:-1] if line[-1] not in ".!?:;"]
    short = all(len(line) <= _WRAPPED[1] for line in lines)
    return short and len(cut_off) >= 3 and len(cut_off) * 2 >= len(lines) and median(cut_off) >= _WRAPPED[0]


def _starts_item(line: str) -> bool:
    return _BULLET.match(line) is not None or _NUMBERED.match(line) is not None


def _escaped(line: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", line)
    return _LIST_NUMBER.sub(r"\1\\\2", escaped)
