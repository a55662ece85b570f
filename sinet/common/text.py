"""Text as keys: the folded form that search and matching compare, and readable slugs."""

import re
import unicodedata

# Letters without a decomposition, and signs, as PostgreSQL's unaccent.rules folds them. A test compares.
_LETTERS = dict(
    pair.split("=")
    for pair in (
        "ß=ss æ=ae ð=d ø=o þ=th đ=d ħ=h ı=i ĸ=q ŀ=l ł=l ŉ='n ŋ=n œ=oe ŧ=t ſ=s ƀ=b ƃ=b ƈ=c ƌ=d ƒ=f ƕ=hv ƙ=k "
        "ƚ=l ƞ=n ƣ=oi ƥ=p ƫ=t ƭ=t ƴ=y ƶ=z ǥ=g ȡ=d ȥ=z ȴ=l ȵ=n ȶ=t ȷ=j ȼ=c ȿ=s ɀ=z ɇ=e ɉ=j ɍ=r ɏ=y ɓ=b ɖ=d "
        "ɗ=d ɛ=e ɠ=g ɡ=g ɨ=i ɫ=l ɱ=m ɲ=n ɳ=n ʉ=u ʋ=v ё=е ĳ=ij ǆ=dz ǉ=lj ǌ=nj ǳ=dz ﬀ=ff ﬁ=fi ﬂ=fl ﬃ=ffi ﬄ=ffl "
        "№=No ‐=- ‑=- ‒=- –=- —=- ―=- −=- ‘=' ’=' ‚=, ‛=' ′=' ʼ=' ʹ=' ‹=< ›=> «=<< »=>> „=,, ⁄=/ "
        "×=* ÷=/ ¡=! ¿=? …=..."
    ).split()
)
_LETTERS |= {"“": '"', "”": '"', "‟": '"', "″": '"', "\u00ad": "-", "\u00a0": " "}
_LETTER_KINDS = {"Ll", "Lu", "Lt", "Lo", "Lm", "Nd"}
_MARK_KINDS = {"Mn", "Mc"}
_APOSTROPHE_ENDING = re.compile(r"(?<=\w)['’ʼ](?=(?:s|t|d|m|re|ve|ll)\b)")


class _Folding(dict[int, str]):
    """A table for `str.translate` that works out each character once."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        self[point] = _LETTERS.get(character) or _without_accents(character)
        return self[point]


def _without_accents(character: str) -> str:
    """Take the accents off a Latin or Greek letter; leave what has its own place elsewhere (Cyrillic й)."""
    if "\u0300" <= character <= "\u036f":
        return ""
    base, *marks = list(unicodedata.normalize("NFD", character))
    if marks and (base.isascii() or "\u0370" <= base <= "\u03ff"):
        return base
    if marks and base in _LETTERS:
        return _LETTERS[base]
    return character


_FOLDED = _Folding()


def fold(text: str) -> str:
    """Give the key under which texts count as the same: NFC, lower case, without accents.

    Equals the SQL function `fold`, `unaccent(lower(text))`, on the letters of Europe's languages. Capital
    sigma becomes σ also at the end of a word, as in PostgreSQL.
    """
    lowered = unicodedata.normalize("NFC", text).replace("Σ", "σ").lower()
    return lowered.translate(_FOLDED)


def slugify(text: str, *, max_length: int = 80, default: str = "entry") -> str:
    """Make the readable part of an address: `Ålborg & Łódź` gives `ålborg-łódź`.

    Letters of every script stay (NFC, lower case), the rest becomes single hyphens. At most `max_length`
    characters, cut between words where that keeps half of them. `default` where nothing readable is left.
    """
    lowered = unicodedata.normalize("NFKC", text).lower().replace("i\u0307", "i")
    lowered = _APOSTROPHE_ENDING.sub("", unicodedata.normalize("NFKC", lowered))
    slug = ""
    for character in lowered:
        kind = unicodedata.category(character)
        is_letter = kind in _LETTER_KINDS or (kind in _MARK_KINDS and slug[-1:] not in {"", "-"})
        slug += character if is_letter else "-" if slug[-1:] not in {"", "-"} else ""
    return _cut(slug.strip("-"), max_length) or default


def _cut(slug: str, length: int) -> str:
    if len(slug) <= length:
        return slug
    at = slug.rfind("-", 0, length + 1)
    return slug[: at if at >= length // 2 else length].strip("-")
