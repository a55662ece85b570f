"""What pages have in common, worked out once and then kept in the process: parts of them, and patterns of addresses."""

import re
from collections.abc import Mapping
from functools import lru_cache
from secrets import token_hex
from typing import Any, Final
from urllib.parse import quote

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, render_value_in_context, token_kwargs
from django.template.context import Context
from django.urls import get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sinet.common.kept import Kept

register = template.Library()

_PLAIN: Final = (str, int, float, bool, type(None))
# What stands for a hole while the rest is drawn: nobody can know it, and neither escaping nor quoting changes it.
_MARK: Final = f"~{token_hex(12)}.{{}}~"
_MARKED: Final = re.compile(_MARK.format("([a-z_]+)").replace(".", r"\."))


@register.tag
def kept(parser: Parser, token: Token) -> Node:
    """`{% kept name=value ... %}` ... `{% endkept %}`: drawn once for each language and each set of these values.

    Inside stand these values and nothing else: no request, nobody's name, nothing of the page around, so what is kept
    can hold nothing private. Values are texts, numbers, yes or no, and such as repeat from page to page.

    `{% kept name=value ... holes name=value ... %}`: what stands behind `holes` is another on each page. It is unknown
    when the rest is drawn and can only be written out, `{{ name }}` or as the end of an address (then quoted before).
    """
    bits = token.split_contents()[1:]
    values, holes = token_kwargs(bits, parser), {}
    if bits[:1] == ["holes"]:
        bits = bits[1:]
        holes = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"“kept” takes name=value pairs only, not {bits[0]!r}.")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return _KeptNode(nodelist, values, holes)


@register.simple_tag
def entry_link(name: str, kind: str, slug: str) -> str:
    """`{% url name kind slug %}`, whose pattern is looked up once for each kind in each language."""
    return _pattern(name, kind, get_language(), get_urlconf()).replace("/-/", f"/{quote(slug)}/")


@lru_cache(maxsize=512)
def _pattern(name: str, kind: str, _language: str | None, _addresses: str | None) -> str:
    return reverse(name, args=[kind, "-"])


class Drawn:
    """What was drawn, with its holes."""

    def __init__(self, text: str) -> None:
        self._whole = SafeString(text)
        self._parts = _MARKED.split(text)
        """Text, name of a hole, text, name of a hole ... text."""

    def __len__(self) -> int:
        return 2 * len(self._whole) if len(self._parts) > 1 else len(self._whole)

    def filled(self, values: Mapping[str, str]) -> SafeString:
        if len(self._parts) == 1:
            return self._whole
        parts = self._parts.copy()
        parts[1::2] = [values[name] for name in parts[1::2]]
        return SafeString("".join(parts))


DRAWN: Final[Kept[Drawn]] = Kept(2 * 2**20)


class _KeptNode(Node):
    child_nodelists = ("nodelist",)

    def __init__(
        self, nodelist: NodeList, values: dict[str, FilterExpression], holes: dict[str, FilterExpression]
    ) -> None:
        self.nodelist = nodelist
        self.values = values
        self.holes = holes
        self.marks = {name: SafeString(_MARK.format(name)) for name in holes}

    def render(self, context: Context) -> SafeString:
        values = {name: _plain(name, value.resolve(context)) for name, value in self.values.items()}
        # Equal values of different types may be drawn differently: 1 and yes, HTML and the same as a text.
        typed = tuple((type(value), value) for value in values.values())
        key = (self, get_language(), get_urlconf(), settings.SITE_NAME, settings.SITE_URL, context.autoescape, typed)
        drawn = DRAWN.get(key)
        if drawn is None:
            alone = Context({**values, **self.marks}, autoescape=context.autoescape)
            assert context.template is not None  # noqa: S101 - for the type checker: it is being drawn
            with alone.bind_template(context.template):
                drawn = Drawn(self.nodelist.render(alone))
            DRAWN.put(key, drawn)
        return drawn.filled({name: _written(name, hole, context) for name, hole in self.holes.items()})


def _written(name: str, hole: FilterExpression, context: Context) -> str:
    value = _plain(name, hole.resolve(context))
    return "" if value is None else render_value_in_context(value, context)


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, _PLAIN):
        return value
    raise TypeError(f"“{name}” of “kept” is {type(value).__name__}; it takes texts, numbers, yes or no.")
