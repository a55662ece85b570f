"""Template tags of the components: icons, badges, menus; numbers and days in the visitor's language."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from sinet.common import navigation
from sinet.common.dates import DatePrecision, display_moment, display_partial_date, parse_partial_date
from sinet.common.languages import country_name, language_name, locale_of
from sinet.common.locales import page_locale

register = template.Library()

KIND_ICONS = {
    "organisation": "building-2",
    "project": "lightbulb",
    "case": "file-text",
    "publication": "book-open",
    "event": "calendar",
    "call": "hand-coins",
}


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of static/icons.svg, for the eye only: the words beside it, or hidden ones, say what it means.

    `extra` is a further class. Cached, because the hashed address of the sprite costs more than the drawing.
    """
    classes = f"icon {extra}".strip()
    markup = '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(markup, classes, static("icons.svg"), name)


@register.simple_tag
def kind_icon(kind: str) -> SafeString:
    """The icon of a kind of entry."""
    return icon(KIND_ICONS.get(kind, "file-text"))


@register.simple_tag
def kind_badge(kind: str, label: str) -> SafeString:
    """The kind of an entry: its icon in its colour, and its name."""
    return _badge(kind, str(label))


@lru_cache(maxsize=256)
def _badge(kind: str, label: str) -> SafeString:
    return format_html('<span class="kind kind-{}">{}{}</span>', kind, kind_icon(kind), label)


@register.simple_tag
def strand(steps: Sequence[bool] | None) -> SafeString:
    """Which of the five elements of the process an entry documents, as five small fields and in words."""
    if not steps:
        return SafeString("")
    return _strand(tuple(map(bool, steps)), get_language())


@lru_cache(maxsize=1024)
def _strand(steps: tuple[bool, ...], _language: str | None) -> SafeString:
    """The drawing for one set of elements, kept per language because lists repeat it."""
    fields = format_html_join(
        "",
        '<rect class="{} element-{}" x="{}" y="1" width="19" height="13" rx="3"/>',
        (("done" if on else "open", n + 1, f"{n * 21.4 + 0.6:.1f}") for n, on in enumerate(steps)),
    )
    words = ngettext(
        "%(done)d of %(all)d element documented", "%(done)d of %(all)d elements documented", len(steps)
    ) % {"done": sum(steps), "all": len(steps)}
    markup = '<span class="strand"><svg viewBox="0 0 106 15" aria-hidden="true">{}</svg><span>{}</span></span>'
    return format_html(markup, fields, words)


@register.simple_tag
def site_name() -> str:
    """What this installation is called."""
    return str(settings.SITE_NAME)


@register.simple_tag
def menu(group: str) -> list[navigation.Link]:
    """The links of a menu: main, directory, data or about."""
    return navigation.links(group)


@register.simple_tag
def home_url() -> str:
    """The home page in the current language."""
    return navigation.home_url()


@register.simple_tag(takes_context=True)
def behind_language(context: dict[str, Any]) -> str:
    """What stands in this page's address behind its language: by the view's `alternates`, else by the request's.

    Empty where the page is in no other language.
    """
    links: Sequence[navigation.LanguageLink] | None = context.get("alternates")
    if links is None:
        links = navigation.language_links(context.get("request"))
    return links[0].url.removeprefix(f"/{links[0].code}") if links else ""


@register.simple_tag
def page_languages() -> list[navigation.LanguageLink]:
    """The languages that pages are offered in; what stands behind a language in an address comes after their `url`."""
    return navigation.languages_of("/en")


@register.filter
def given(value: object) -> bool:
    """Whether there is anything: a value for `{% kept %}`."""
    return bool(value)


@register.filter
def number(value: float | None) -> str:
    """1978 as "1,978", "1 978" or "1.978"; nothing for nothing."""
    return "" if value is None else number_in(value, page_locale())


@lru_cache(maxsize=4096)
def number_in(value: float, language: str) -> str:
    """The same in a language."""
    return str(format_decimal(value, locale=locale_of(language)))


@register.filter
def day(value: date | str | None) -> str:
    """A date in words. A text may be less exact ("2019", "2019-05"); nothing for nothing.

    Raises `ValueError` for a text that is no date.
    """
    if not value:
        return ""
    if isinstance(value, str):
        first_day, precision = parse_partial_date(value)
        return display_partial_date(first_day, precision, page_locale())
    return display_partial_date(value, DatePrecision.DAY, page_locale())


@register.filter
def moment(value: datetime | None, zone: str = "UTC") -> str:
    """A moment in words on the clock of a time zone (its IANA name); nothing for nothing."""
    return display_moment(value, zone, page_locale()) if value else ""


@register.filter
def country(code: str | None) -> str:
    """The name of a country (ISO 3166-1 alpha-2); nothing for nothing."""
    return country_name(code, page_locale()) if code else ""


@register.filter
def line_rows(text: str | None) -> int:
    """The height of a text area for a list, in rows: all of thirty lines are seen, and one more can be written."""
    return max(5, min(32, (text or "").count("\n") + 2))


@register.filter
def language(code: str | None) -> str:
    """The name of a language (BCP 47); nothing for nothing."""
    return language_name(code, page_locale()) if code else ""
