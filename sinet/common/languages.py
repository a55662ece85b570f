"""Languages and countries: their names in each language, and PostgreSQL's words for them."""

from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

EU_LANGUAGES: Final = tuple("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())
"""The official languages of the European Union (Regulation No 1 of 1958, as amended)."""

TEXT_SEARCH_CONFIGS: Final[dict[str, str]] = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "hy": "armenian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Stemming configurations of PostgreSQL 15 that 18 has too; a language that is missing uses `simple`."""


def base_language(tag: str) -> str:
    """Give the language of a BCP 47 tag without script and region: `pt-BR` gives `pt`."""
    return tag.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """Give Babel's locale for a language tag, English where it has none."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale.parse("en")


@lru_cache(maxsize=4096)
def language_name(code: str, in_language: str) -> str:
    """Name a language (BCP 47) in a language; the code itself where it has no name there."""
    names = locale_of(in_language).languages
    return str(names.get(code.replace("-", "_")) or names.get(base_language(code)) or code)


def iso_country(code: str) -> str:
    """The code of ISO 3166-1 for a country that the European Union writes otherwise: Greece and the United Kingdom."""
    return {"EL": "GR", "UK": "GB"}.get(code, code)


@lru_cache(maxsize=4096)
def country_name(code: str, in_language: str) -> str:
    """Name a country (ISO 3166-1 alpha-2, XK for Kosovo) in a language; the code where it has no name."""
    return str(locale_of(in_language).territories.get(code.upper()) or code)


def endonym(code: str) -> str:
    """Name a language in itself, as the language switcher does: `svenska`."""
    return language_name(code, code)
