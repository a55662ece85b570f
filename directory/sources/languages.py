"""Which language a text is in: asked once, when the demo data is built."""

import re
from collections.abc import Collection
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"
KNOWN = ("bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt",
         "nl", "no", "pl", "pt", "ro", "sk", "sl", "sr", "sv", "tr")  # fmt: skip
MIN_LETTERS = 20
"""A text with fewer letters is too short to tell."""
SURE = 0.6
"""Below this share of probability the languages of the country decide."""


def without_name(text: str, name: str) -> str:
    """A text without the name of what it is about, which may be in another language; as it is where little is left."""
    rest = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE) if name else text
    return rest if sum(character.isalpha() for character in rest) >= MIN_LETTERS else text


def detect(text: str, *, spoken: Collection[str] = ()) -> str:
    """Give the language (BCP 47) of a text, `und` when it has fewer than 20 letters.

    `spoken` are the languages of the text's country: where the text alone does not tell clearly, the likeliest
    of these and English is taken. Norwegian is `no`, which stands for Bokmål and Nynorsk.
    """
    if sum(character.isalpha() for character in text) < MIN_LETTERS:
        return UNDETERMINED
    ranking = _identifier().rank(text.lower())
    language, share = ranking[0]
    if share >= SURE:
        return str(language)
    likely = {"en", *spoken}
    return str(next((code for code, _ in ranking if code in likely), language))


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(KNOWN)
    return identifier
