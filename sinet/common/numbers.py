"""Numbers in the words of the page's language."""

from babel.numbers import format_decimal
from django.utils.translation import get_language

from sinet.common.languages import locale_of


def decimal(value: float, digits: int = 0) -> str:
    """1978 as "1,978", "1 978" or "1.978", rounded to so many digits behind the mark."""
    language = get_language() or "en"
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=locale_of(language)))
