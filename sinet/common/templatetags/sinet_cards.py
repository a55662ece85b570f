"""What the page of an entry is made of, written by Python: in templates its rows took a third of its time."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString

from sinet.common.cards import Card, Fact, Label, Value
from sinet.common.templatetags.sinet_lists import as_html, tag
from sinet.common.templatetags.sinet_ui import icon, kind_badge, strand

register = template.Library()


@register.simple_tag
def crumb_rows(crumbs: Iterable[Mapping[str, Any]]) -> SafeString:
    """Where the page lies, itself last (see components/crumbs.html)."""
    rows = [(as_html(crumb["label"]), crumb.get("url", "")) for crumb in crumbs]
    above = [f'<li><a href="{escape(str(url))}">{label}</a></li>' for label, url in rows[:-1]]
    here = [f'<li><span aria-current="page" dir="auto">{label}</span></li>' for label, _url in rows[-1:]]
    return SafeString("".join(above + here))


@register.simple_tag
def tag_rows(tags: Iterable[Label]) -> SafeString:
    """Terms and tags as small links (see components/tags.html)."""
    return SafeString("".join(map(tag, tags)))


@register.simple_tag
def link_rows(links: Iterable[Mapping[str, Any]]) -> SafeString:
    """{url, label, icon} each, of what search engines need not follow."""
    return SafeString(
        "".join(
            f'<li><a href="{escape(link["url"])}" rel="nofollow">{icon(link["icon"])}{as_html(link["label"])}</a></li>'
            for link in links
        )
    )


@register.simple_tag
def fact_rows(facts: Iterable[Fact]) -> SafeString:
    """Names and values (see components/facts.html)."""
    return SafeString(
        "\n".join(f"<div><dt>{escape(fact.label)}</dt>{''.join(map(_value, fact.values))}</div>" for fact in facts)
    )


def _value(value: Value) -> str:
    text = escape(value.text)
    if value.external:
        text = f'<a href="{escape(value.url)}" rel="external noopener">{text}{icon("arrow-up-right")}</a>'
    elif value.url:
        text = f'<a href="{escape(value.url)}">{text}</a>'
    return f"<dd{_words(value.language)}>{text}</dd>"


@register.simple_tag
def card_rows(cards: Iterable[Card]) -> SafeString:
    """Entries as cards (see components/cards.html)."""
    return SafeString("\n".join(map(_card, cards)))


def _card(card: Card) -> str:
    words = _words(card.language)
    place = f'<p class="small muted">{escape(card.place)}</p>' if card.place else ""
    text = f"<p{words}>{as_html(card.text)}</p>" if card.text else ""
    foot = f'<div class="card-foot">{strand(card.steps)}{escape(card.note)}</div>' if card.steps or card.note else ""
    return (
        f'<li class="card">{kind_badge(card.kind, card.kind_label)}'
        f'<h3{words}><a href="{escape(card.url)}">{as_html(card.title)}</a></h3>'
        f"{place}{text}{foot}</li>"
    )


@register.simple_tag
def pins(points: Iterable[Any], radius: float) -> SafeString:
    """The points of a small map, each {x, y} and perhaps `is_coarse` (see components/locator.html)."""
    return SafeString("".join(_pin(point, radius) for point in points))


def _pin(point: Any, radius: float) -> str:
    coarse = " map-dot-coarse" if getattr(point, "is_coarse", False) else ""
    return f'<circle class="map-dot{coarse}" cx="{point.x}" cy="{point.y}" r="{radius}"/>'


def _words(language: str) -> str:
    """Words of strangers run in their own direction; `language` where it is not that of the page."""
    return f' dir="auto" lang="{escape(language)}"' if language else ' dir="auto"'
