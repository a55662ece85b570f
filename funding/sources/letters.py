"""Texts of grants: broken letters mended, addresses of people taken out."""

import re
from typing import Final

REMOVED: Final = "[address removed]"
# Windows-1252 read as if it were Japanese: quotes and dashes of the bytes 0x80 to 0x9F stand as half-width katakana
# (U+FF80 to U+FF9F have the same last byte), or as control characters where the bytes were taken for Latin-1.
_UNDEFINED: Final = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
_BYTES: Final = [byte for byte in range(0x80, 0xA0) if byte not in _UNDEFINED]
_MENDED: Final = {base + byte: bytes([byte]).decode("cp1252") for byte in _BYTES for base in (0x0000, 0xFF00)}
_BROKEN: Final = re.compile("[\x80-\x9f\uff80-\uff9f]")
_JAPANESE: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uff61-\uff7f]")
_TWICE: Final = re.compile("[\u00c2-\u00f4\u201a-\u2026][^\x00-\x7f]|â€")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_EMAIL: Final = re.compile(r"[\w.+'’-]+@[\w-]+(?:\.[\w-]+)+")
_SPACE: Final = re.compile(r"[^\S\n]+")


def clean(text: str, *, lines: bool = False) -> str:
    """The text mended and tidied until nothing of either is left to do: letters may be broken twice over."""
    while (cleaner := tidy(_mended(text), lines=lines)) != text:
        text = cleaner
    return text


def _mended(text: str) -> str:
    """Quotes and dashes back where a wrong character set broke them; text in Japanese stays as it is."""
    if _BROKEN.search(text) and not _JAPANESE.search(text):
        text = text.translate(_MENDED)
    if _TWICE.search(text):
        text = _once(text)
    return text


def _once(text: str) -> str:
    """UTF-8 that was read as Windows-1252, read rightly; as it is where that gives no text."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def tidy(text: str, *, lines: bool = False) -> str:
    """Without control characters and doubled spaces; on one line unless `lines`."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not lines:
        text = text.replace("\n", " ")
    return _SPACE.sub(" ", text).strip()


def without_addresses(text: str) -> str:
    """The text with each e-mail address replaced: descriptions are public, addresses of people are not."""
    return _EMAIL.sub(REMOVED, text)
