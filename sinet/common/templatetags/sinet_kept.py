"""What pages have in common, worked out once and then kept in the process: parts of them, and patterns of addresses."""

from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.urls import get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sinet.common.kept import Kept

register = template.Library()

DRAWN: Final[Kept[SafeString]] = Kept(2 * 2**20)
_PLAIN: Final = (str, int, float, bool, type(None))


@register.tag
def kept(parser: Parser, token: Token) -> Node:
    """`{% kept name=value ... %}` ... `{% endkept %}`: drawn once for each language and each set of these values.

    Inside stand these values and nothing else: no request, nobody's name, nothing of the page around, so what is kept
    can hold nothing private. Values are texts, numbers, yes or no, and such as repeat from page to page.
    """
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"“kept” takes name=value pairs only, not {bits[0]!r}.")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return _KeptNode(nodelist, values)


@register.simple_tag
def entry_link(name: str, kind: str, slug: str) -> str:
    """`{% url name kind slug %}`, whose pattern is looked up once for each kind in each language."""
    return _pattern(name, kind, get_language(), get_urlconf()).replace("/-/", f"/{quote(slug)}/")


@lru_cache(maxsize=512)
def _pattern(name: str, kind: str, _language: str | None, _addresses: str | None) -> str:
    return reverse(name, args=[kind, "-"])


class _KeptNode(Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values

    def render(self, context: Context) -> SafeString:
        values = {name: _plain(name, value.resolve(context)) for name, value in self.values.items()}
        # Equal values of different types may be drawn differently: 1 and yes, HTML and the same as a text.
        typed = tuple((type(value), value) for value in values.values())
        key = (self, get_language(), get_urlconf(), settings.SITE_NAME, context.autoescape, typed)
        drawn = DRAWN.get(key)
        if drawn is None:
            alone = Context(values, autoescape=context.autoescape)
            assert context.template is not None  # noqa: S101 - for the type checker: it is being drawn
            with alone.bind_template(context.template):
                drawn = self.nodelist.render(alone)
            DRAWN.put(key, drawn)
        return drawn


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, _PLAIN):
        return value
    raise TypeError(f"“{name}” of “kept” is {type(value).__name__}; it takes texts, numbers, yes or no.")
