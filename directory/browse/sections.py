"""The long texts of an entry in the order of its kind, and its terms as steps and topics."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from directory.browse.cards import ELEMENTS, term_url, value_url
from directory.browse.texts import words
from directory.extensions import registry
from directory.models import Entry, Tag, Term
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


def steps_in_words(terms: Iterable[Term]) -> list[Step]:
    """The elements of the process among these terms, in their order, each with its methods."""
    methods: dict[str, list[Label]] = defaultdict(list)
    elements: dict[str, Term] = {}
    for term in terms:
        if term.vocabulary_id == "method":
            methods[term.key.partition(":")[0]].append(Label(term.label(), term_url(term)))
        elif term.vocabulary_id == "element":
            elements[term.key] = term
    return [
        Step(number, elements[key].label(), term_url(elements[key]), methods[key])
        for number, key in enumerate(ELEMENTS, start=1)
        if key in elements
    ]


def topics_of(terms: Iterable[Term], tags: Sequence[Tag]) -> list[Label]:
    """Themes and tags as links."""
    labels = [Label(term.label(), term_url(term)) for term in terms if term.vocabulary_id == "theme"]
    return labels + [Label(tag.name, value_url("tag", tag.slug, get_language())) for tag in tags]
