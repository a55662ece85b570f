"""The long texts of an entry in the order of its kind, and its terms as steps and topics."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from directory.browse.cards import ELEMENTS, value_url
from directory.browse.texts import words
from directory.extensions import registry
from directory.models import Entry
from directory.search.terms import TermName
from sinet.common.cards import Label


@dataclass(frozen=True, slots=True)
class Section:
    """One long text (Markdown) with its heading; `language` where it is not that of the page."""

    heading: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Step:
    """An element of the process that a case belongs to, with its support methods."""

    number: int
    title: str
    url: str
    tags: list[Label]


def sections_of(entry: Entry, page: str) -> list[Section]:
    """The texts that only this kind has, without the empty ones."""
    part = getattr(entry, entry.kind, None)
    found = []
    for name, heading in registry.shape(entry.kind).texts:
        text = getattr(part, name, "")
        if text:
            found.append(Section(str(heading), text, words(text, language=entry.language, page=page).language))
    return found


def steps_in_words(terms: Iterable[TermName]) -> list[Step]:
    """The elements of the process among these terms, in their order, each with its methods."""
    methods: dict[str, list[Label]] = defaultdict(list)
    elements: dict[str, TermName] = {}
    for term in terms:
        if term.vocabulary == "method":
            methods[term.key.partition(":")[0]].append(_label(term))
        elif term.vocabulary == "element":
            elements[term.key] = term
    return [
        Step(number, (label := _label(elements[key])).label, label.url, methods[key])
        for number, key in enumerate(ELEMENTS, start=1)
        if key in elements
    ]


def topics_of(terms: Iterable[TermName], tags: Iterable[tuple[str, str]]) -> list[Label]:
    """Themes and tags (name and slug) as links."""
    labels = [_label(term) for term in terms if term.vocabulary == "theme"]
    return labels + [Label(name, value_url("tag", slug, get_language())) for name, slug in tags]


def _label(term: TermName) -> Label:
    return Label(term.label(), value_url(term.vocabulary, term.key, get_language()))
