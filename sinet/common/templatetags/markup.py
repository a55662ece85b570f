"""Texts of strangers in templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sinet.common.ego import outline
from sinet.common.markdown import render

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as safe HTML (`sinet.common.markdown`)."""
    return render(text)


@register.simple_tag
def kind_mark(kind: str) -> SafeString:
    """The shape that stands for a kind of entry in drawings, for a legend."""
    return format_html(
        '<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path class="node kind-{}" d="{}"/></svg>',
        kind,
        outline(kind, 8, 8, 6),
    )
