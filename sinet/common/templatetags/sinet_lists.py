"""What stands on a page a hundred times, written by Python: a template would need most of the page's time for it."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sinet.common.cards import Card, Chip, FacetBox, Label, Option
from sinet.common.ego import Drawing
from sinet.common.europe import Dot
from sinet.common.locales import page_locale
from sinet.common.templatetags.sinet_ui import icon, kind_badge, number, number_in, strand

register = template.Library()


@register.simple_tag
def facet_boxes(facets: Iterable[FacetBox], form: str = "") -> SafeString:
    """The filters of a results page (see components/facets.html)."""
    return SafeString("\n".join(_facet(facet, form) for facet in facets))


def _facet(facet: FacetBox, form: str) -> str:
    key, label = escape(facet.key), escape(facet.label)
    return (
        f'<details class="facet" id="facet-{key}"{" open" if facet.open else ""}>'
        f'<summary>{label}{icon("chevron-down")}</summary><fieldset><legend class="visually-hidden">{label}</legend>'
        f"{_finder(facet) if facet.find_url else ''}{options(facet.key, facet.values, form)}"
        f"{_more(facet, form) if facet.more else ''}{_all(facet) if facet.find_url else ''}</fieldset></details>"
    )


def _finder(facet: FacetBox) -> str:
    """The field that finds values by their names; what it finds stands below it."""
    key = escape(facet.key)
    label = escape(_("Find in the filter “%(name)s”") % {"name": facet.label})
    among = escape(_("Find among %(n)s") % {"n": number(facet.total)})
    return (
        f'<p class="facet-find needs-script"><label class="visually-hidden" for="find-{key}">{label}</label>'
        f'<input class="select" id="find-{key}" name="find" type="search" maxlength="80" autocomplete="off"'
        f' placeholder="{among}" aria-controls="found-{key}" data-find-value hx-get="{escape(facet.find_url)}"'
        f' hx-trigger="input changed delay:200ms" hx-target="#found-{key}" hx-select="unset"'
        ' hx-select-oob="unset" hx-swap="innerHTML show:none" hx-push-url="false" hx-sync="this:replace"></p>'
        f'<div class="facet-found" id="found-{key}"></div>'
    )


def _more(facet: FacetBox, form: str) -> str:
    """The rarer values, behind a fold."""
    words = escape(_("Show %(n)s more") % {"n": len(facet.more)})
    return (
        f'<details class="facet-more" id="facet-{escape(facet.key)}-more"><summary>{words}{_of(facet)}</summary>'
        f"{options(facet.key, facet.more, form)}</details>"
    )


def _all(facet: FacetBox) -> str:
    """The page of all values, for those without script."""
    words = escape(_("All %(n)s, and find") % {"n": number(facet.total)})
    url = escape(facet.find_url)
    return f'<p class="small without-script"><a href="{url}" rel="nofollow">{words}{_of(facet)}</a></p>'


def _of(facet: FacetBox) -> str:
    """Of which filter it is, for those who hear the link alone."""
    return f'<span class="visually-hidden">: {escape(facet.label)}</span>'


@register.simple_tag
def options(facet: str, values: Iterable[Option], form: str = "", prefix: str = "") -> SafeString:
    """The boxes of a facet's values (see components/facets.html), belonging to the form with this id.

    `prefix` keeps the ids of a second row of the same boxes apart.
    """
    key, form_id, locale = escape(facet), escape(form or "filters"), page_locale()
    end = f'<span class="visually-hidden"> {escape(_("results"))}</span></span></label>'
    return SafeString(
        "\n".join(
            f"{_option(key, form_id, prefix, one.value, one.label, one.element, is_chosen=one.selected)}"
            f'<span class="option-count">{escape(number_in(one.count, locale))}{end}'
            for one in values
        )
    )


@lru_cache(maxsize=4096, typed=True)  # by type as well: HTML that is safe equals the same text that is not
def _option(key: str, form: str, prefix: str, value: str, label: str, element: int | None, *, is_chosen: bool) -> str:
    """All but the number, which alone is another in every search."""
    name = as_html(value)
    swatch = f'<span class="swatch element-{int(element)}"></span>' if element else ""
    return (
        f'<label class="option"><input type="checkbox" id="{prefix}{key}-{name}" name="{key}" value="{name}"'
        f' form="{form}"{" checked" if is_chosen else ""}><span>{swatch}{as_html(label)}</span>'
    )


@register.simple_tag
def hit_rows(hits: Iterable[Card]) -> SafeString:
    """The results of a list (see components/hits.html)."""
    return SafeString("\n".join(map(_hit, hits)))


def _hit(hit: Card) -> str:
    words = f' dir="auto" lang="{escape(hit.language)}"' if hit.language else ' dir="auto"'
    place = f' data-position="{escape(hit.position)}"' if hit.position else ""
    return (
        f'<li class="hit"{place}><div class="hit-head">{kind_badge(hit.kind, hit.kind_label)}{strand(hit.steps)}</div>'
        f'<h3{words}><a href="{escape(hit.url)}">{as_html(hit.title)}</a></h3>'
        f"{f'<p{words}>{as_html(hit.passage)}</p>' if hit.passage else ''}{_facts(hit)}{_tags(hit.tags)}</li>"
    )


def _facts(hit: Card) -> str:
    rows = [f"{icon('map-pin')} {escape(hit.place)}"] if hit.place else []
    rows += map(escape, hit.facts)
    return f'<ul class="hit-facts">{"".join(f"<li>{row}</li>" for row in rows)}</ul>' if rows else ""


def _tags(tags: Iterable[Label]) -> str:
    return f'<ul class="tags">{"".join(map(tag, tags))}</ul>' if tags else ""


@lru_cache(maxsize=4096)
def tag(label: Label) -> str:
    """A term or tag as a small link."""
    return f'<li><a class="tag" href="{escape(label.url)}">{escape(label.label)}</a></li>'


@register.simple_tag
def chip_rows(chips: Iterable[Chip]) -> SafeString:
    """Filters in use, each a link to the same search without it (see components/chips.html)."""
    remove, cross = escape(_("Remove filter:")), icon("x")
    return SafeString(
        "".join(
            f'<li><a class="chip" href="{escape(chip.url)}"><span class="visually-hidden">{remove} </span>'
            f"{_group(chip.group)}<bdi>{escape(chip.label)}</bdi>{cross}</a></li>"
            for chip in chips
        )
    )


def _group(name: str) -> str:
    return f'<span class="muted">{escape(name)}:</span> ' if name else ""


@register.simple_tag
def map_dots(dots: Iterable[Dot]) -> SafeString:
    """The clusters of a drawn map with their numbers."""
    return SafeString("".join(map(_dot, dots)))


def _dot(dot: Dot) -> str:
    return (
        f'<circle class="map-dot" cx="{dot.x}" cy="{dot.y}" r="{dot.radius}"/>'
        f'<text class="map-count" x="{dot.x}" y="{dot.baseline}">{escape(number(dot.count))}</text>'
    )


@register.simple_tag
def glowing_dots(dots: Iterable[Dot]) -> SafeString:
    """Dots without numbers, each with a glow around it (see components/hero_map.html)."""
    return SafeString("".join(map(_glowing, dots)))


def _glowing(dot: Dot) -> str:
    at = f'cx="{dot.x}" cy="{dot.y}"'
    return f'<circle class="map-halo" {at} r="{dot.halo}"/><circle class="map-dot" {at} r="{dot.radius}"/>'


@register.simple_tag
def map_marks(marks: Iterable[Any]) -> SafeString:
    """The same as links to what each stands for (directory.browse.maps.Mark)."""
    return SafeString("".join(map(_linked, marks)))


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
    return SafeString(
        "".join(
            f'<line x1="{middle.x}" y1="{middle.y}" x2="{node.x}" y2="{node.y}" data-ends="0 {number}"/>'
            for number, node in enumerate(network.partners, start=1)
        )
    )


@register.simple_tag
def network_nodes(network: Drawing) -> SafeString:
    return SafeString(
        "".join(
            f'<a href="{escape(node.url)}" data-node="{number}" aria-label="{escape(node.title)}, {escape(node.role)}">'
            f'<path class="node kind-{escape(node.kind)}" d="{node.outline}"/></a>'
            for number, node in enumerate(network.partners, start=1)
        )
    )


@register.simple_tag
def network_names(network: Drawing) -> SafeString:
    """The names in the drawing, that of the middle first."""
    return SafeString(
        "".join(
            f'<text data-node="{number}" x="{node.label_x}" y="{node.label_y}" text-anchor="{node.anchor}">'
            f"{escape(node.short)}</text>"
            for number, node in enumerate((network.centre, *network.partners))
        )
    )


def as_html(text: Any) -> str:
    """HTML stays, anything else is escaped."""
    return str(text.__html__()) if hasattr(text, "__html__") else escape(str(text))
