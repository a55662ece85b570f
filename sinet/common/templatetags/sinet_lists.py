"""What stands on a page a hundred times, written by Python: a template would need most of the page's time for it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sinet.common.ego import Drawing
from sinet.common.europe import Dot
from sinet.common.templatetags.sinet_ui import icon, kind_badge, number, strand

register = template.Library()


@register.simple_tag
def options(facet: str, values: Iterable[Any], form: str = "", prefix: str = "") -> SafeString:
    """The boxes of a facet's values (see components/facets.html), belonging to the form with this id.

    `prefix` keeps the ids of a second row of the same boxes apart.
    """
    key, form_id, results = escape(facet), escape(form or "filters"), escape(_("results"))
    end = f'<span class="visually-hidden"> {results}</span></span></label>'
    return mark_safe("\n".join(_option(key, form_id, one, end, prefix) for one in values))


def _option(key: str, form: str, one: Any, end: str, prefix: str) -> str:
    is_chosen = bool(_part(one, "selected"))
    start = _option_start(
        key, form, prefix, _part(one, "value"), _part(one, "label"), _part(one, "element"), is_chosen=is_chosen
    )
    return f'{start}<span class="option-count">{number(_part(one, "count"))}{end}'


@lru_cache(maxsize=4096, typed=True)  # by type as well: HTML that is safe equals the same text that is not
def _option_start(
    key: str, form: str, prefix: str, value: Any, label: Any, element: int | None, *, is_chosen: bool
) -> str:
    """All but the number, which alone is another in every search."""
    name = _safe(value)
    swatch = f'<span class="swatch element-{int(element)}"></span>' if element else ""
    return (
        f'<label class="option"><input type="checkbox" id="{prefix}{key}-{name}" name="{key}" value="{name}"'
        f' form="{form}"{" checked" if is_chosen else ""}><span>{swatch}{_safe(label)}</span>'
    )


@register.simple_tag
def hit_rows(hits: Iterable[Any]) -> SafeString:
    """The results of a list (see components/hits.html)."""
    return mark_safe("\n".join(map(_hit, hits)))


def _hit(hit: Any) -> str:
    language, position, passage = (_part(hit, name) for name in ("language", "position", "passage"))
    lang = f' lang="{escape(language)}"' if language else ""
    place = f' data-position="{escape(position)}"' if position else ""
    head = f"{kind_badge(_part(hit, 'kind'), _part(hit, 'kind_label'))}{strand(_part(hit, 'steps'))}"
    return (
        f'<li class="hit"{place}><div class="hit-head">{head}</div>'
        f'<h3{lang}><a href="{_safe(_part(hit, "url"))}">{_safe(_part(hit, "title"))}</a></h3>'
        f"{f'<p{lang}>{_safe(passage)}</p>' if passage else ''}{_facts(hit)}{_tags(_part(hit, 'tags'))}</li>"
    )


def _facts(hit: Any) -> str:
    place, facts = _part(hit, "place"), _part(hit, "facts") or ()
    rows = [f"{icon('map-pin')} {_safe(place)}"] if place else []
    rows += map(_safe, facts)
    return f'<ul class="hit-facts">{"".join(f"<li>{row}</li>" for row in rows)}</ul>' if rows else ""


def _tags(tags: Iterable[Any] | None) -> str:
    links = [f'<a class="tag" href="{_safe(_part(tag, "url"))}">{_safe(_part(tag, "label"))}</a>' for tag in tags or ()]
    return f'<ul class="tags">{"".join(f"<li>{link}</li>" for link in links)}</ul>' if links else ""


@register.simple_tag
def map_dots(dots: Iterable[Dot]) -> SafeString:
    """The clusters of a drawn map with their numbers."""
    return mark_safe("".join(map(_dot, dots)))


def _dot(dot: Dot) -> str:
    return (
        f'<circle class="map-dot" cx="{dot.x}" cy="{dot.y}" r="{dot.radius}"/>'
        f'<text class="map-count" x="{dot.x}" y="{dot.baseline}">{escape(number(dot.count))}</text>'
    )


@register.simple_tag
def map_marks(marks: Iterable[Any]) -> SafeString:
    """The same as links to what each stands for (directory.browse.maps.Mark)."""
    return mark_safe("".join(map(_linked, marks)))


def _linked(mark: Any) -> str:
    coarse = " map-dot-coarse" if mark.is_coarse else ""
    one = " map-dot-one" if mark.count == 1 else ""
    count = f'<text class="map-count" x="{mark.x}" y="{mark.baseline}">{escape(number(mark.count))}</text>'
    return (
        f'<a href="{escape(mark.url)}" aria-label="{escape(mark.label)}"><title>{escape(mark.label)}</title>'
        f'<circle class="map-dot{one}{coarse}" cx="{mark.x}" cy="{mark.y}" r="{mark.radius}"/>'
        f"{count if mark.count > 1 else ''}</a>"
    )


@register.simple_tag
def network_lines(network: Drawing) -> SafeString:
    """From the entry in the middle to each that it works with (see components/network.html)."""
    middle = network.centre
    return mark_safe(
        "".join(
            f'<line x1="{middle.x}" y1="{middle.y}" x2="{node.x}" y2="{node.y}" data-ends="0 {number}"/>'
            for number, node in enumerate(network.partners, start=1)
        )
    )


@register.simple_tag
def network_nodes(network: Drawing) -> SafeString:
    return mark_safe(
        "".join(
            f'<a href="{escape(node.url)}" data-node="{number}" aria-label="{escape(node.title)}, {escape(node.role)}">'
            f'<path class="node kind-{escape(node.kind)}" d="{node.outline}"/></a>'
            for number, node in enumerate(network.partners, start=1)
        )
    )


@register.simple_tag
def network_names(network: Drawing) -> SafeString:
    """The names in the drawing, that of the middle first."""
    return mark_safe(
        "".join(
            f'<text data-node="{number}" x="{node.label_x}" y="{node.label_y}" text-anchor="{node.anchor}">'
            f"{escape(node.short)}</text>"
            for number, node in enumerate((network.centre, *network.partners))
        )
    )


def _part(thing: Any, name: str) -> Any:
    """A part of an object or of a dictionary, None where it is not there."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


def _safe(text: Any) -> str:
    """HTML stays, anything else is escaped."""
    return str(text.__html__()) if hasattr(text, "__html__") else escape(str(text))
