"""Ways out of an empty result. Each has been counted: none leads to nothing again."""

import re
from typing import TYPE_CHECKING, Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.search.addresses import query_of
from directory.search.alike import words_like
from directory.search.shapes import Wider

if TYPE_CHECKING:
    from directory.search.results import Results

MOST: Final = 3
_MOST_TRIED: Final = 4
_FEW: Final = 5
_LONGEST: Final = 60
"""Characters of the words that a way repeats: all of them stand in the field above."""


def wider(results: "Results") -> list[Wider]:
    """Up to three: another word, another language, without the filter that costs most."""
    with override(results.language):
        ways = [_another_word(results), _another_language(results), *_without_a_filter(results)]
    different = {way.query: way for way in reversed([way for way in ways if way])}
    return list(reversed(different.values()))[:MOST]


def meant(results: "Results") -> Wider | None:
    """Another word where there are results, but few; it must find more than they are."""
    if not 0 < results.total <= _FEW:
        return None
    with override(results.language):
        way = _another_word(results)
    return way if way and way.count > results.total else None


def _without_a_filter(results: "Results") -> list[Wider]:
    """Without one filter, the one that costs most first; where no single one helps, without all but the words."""
    asked = results.asked
    found = []
    for name in asked.conditions.names:
        if name == "kind" and asked.kind:
            continue
        count = results.selection.total_of(asked.conditions.without(name))
        if count:
            label = _("Without the filter “%(name)s”") % {"name": _name(results, name)}
            if name == "q":
                label = _("Without the words “%(words)s”") % {"words": Truncator(results.q).chars(_LONGEST)}
            rest = query_of(pair for pair in asked.given if pair[0] not in {name, "sort"})
            found.append(Wider("filter", label, count, rest))
    return sorted(found, key=lambda way: -way.count)[:2]


def _name(results: "Results", word: str) -> str:
    return next((chip.facet for chip in results.chips() if chip.parameter == word), word)


def _another_language(results: "Results") -> Wider | None:
    """The same in whatever language, where the search was narrowed to one."""
    conditions = results.asked.conditions
    if not conditions.chosen("language"):
        return None
    count = results.selection.total_of(conditions.without("language"))
    if not count:
        return None
    return Wider("language", _("In any language"), count, results.with_query(language=None, sort=None))


def _another_word(results: "Results") -> Wider | None:
    """With one unknown word replaced by the nearest one that occurs in a title or a summary."""
    asked = results.asked
    for word in asked.question.words[:_MOST_TRIED]:
        for near in words_like(word):
            text = re.sub(rf"\b{re.escape(word)}\b", near, results.q)
            count = results.selection.total_of(asked.asking(text)) if text != results.q else 0
            if count:
                label = _("Did you mean “%(words)s”?") % {"words": text if len(text) <= _LONGEST else f"… {near} …"}
                return Wider("word", label, count, results.with_query(q=text, sort=None))
    return None
