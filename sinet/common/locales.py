"""The locale by which Babel writes days and amounts: English as it is written in Europe."""

from django.utils.translation import get_language


def locale_tag(language: str) -> str:
    """What Babel is asked for in a language."""
    return "en-GB" if language == "en" else language


def page_locale() -> str:
    """What Babel is asked for in the language that is active."""
    return locale_tag(get_language() or "en")
