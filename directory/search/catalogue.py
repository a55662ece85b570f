"""The numbers of facet values and the names that pages show for them, kept in the process.

A catalogue never changes once it is made; the follower makes a new one when the change log says that names changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple, Self

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from directory.choices import VOCABULARIES, VOCABULARY_RULES, Kind, Standing
from directory.extensions import PRESENT, registry
from directory.models import Centre, Country, FacetValue, Source, Tag, Vocabulary
from directory.models.source import source_name
from directory.search import windows
from directory.search.naming import Names
from directory.search.query import words_of
from directory.search.shapes import Label
from directory.search.terms import TermName, read_terms
from sinet.common.languages import country_name, language_name
from sinet.common.text import fold

# The facets in the order in which a panel shows them.
FACETS: Final[dict[str, Promise]] = {
    "kind": _("Kind"),
    windows.WORD: _("Deadline"),
    **{section.key: section.label for section in registry.all_sections},
    **{rule.key: rule.label for rule in VOCABULARIES},
    "country": _("Country"),
    "region": _("Region"),
    **{territory.word: territory.label for territory in registry.territories},
    "tag": _("Tag"),
    "language": _("Language"),
    "source": _("Source"),
    "centre": _("Competence centre"),
}
_TERRITORIES: Final = frozenset(territory.word for territory in registry.territories)
NEVER: Final = 0
"""The number of a value that no entry has yet."""


class Name(NamedTuple):
    """What pages call a value, and the same folded."""

    label: str
    folded: str


@dataclass(frozen=True)
class Catalogue:
    """Facet values by number, and their names."""

    values: Mapping[int, tuple[str, str]]
    """Number → (facet, value)."""
    tags: Mapping[str, str]
    """Slug → name."""
    terms: Mapping[tuple[str, str], TermName]
    titles: Mapping[str, Mapping[str, str]]
    """Vocabulary → its titles by language."""
    sources: Mapping[str, str]
    centres: Mapping[str, str]
    countries: tuple[str, ...]

    @classmethod
    def load(cls) -> Self:
        values = {pk: (facet, value) for pk, facet, value in FacetValue.objects.values_list("pk", "facet", "value")}
        return cls(
            values=values,
            tags=_tag_names(value for facet, value in values.values() if facet == "tag"),
            terms=read_terms(),
            titles=dict(Vocabulary.objects.values_list("key", "titles")),
            sources=dict(Source.objects.values_list("key", "title")),
            centres=dict(Centre.objects.values_list("key", "name")),
            countries=tuple(Country.objects.values_list("code", flat=True)),
        )

    def with_values(self, numbers: Iterable[int]) -> Self:
        """The catalogue with those numbers too; itself where it knows them all."""
        missing = [number for number in numbers if number not in self.values]
        if not missing:
            return self
        found = FacetValue.objects.filter(pk__in=missing).values_list("pk", "facet", "value")
        new = {pk: (facet, value) for pk, facet, value in found}
        tags = _tag_names([value for facet, value in new.values() if facet == "tag"])
        more = replace(self, values={**self.values, **new}, tags={**self.tags, **tags})
        more.__dict__.update(self._worked_out(new.values(), tags))
        return more

    def _worked_out(self, values: Iterable[tuple[str, str]], tags: Mapping[str, str]) -> dict[str, Any]:
        """What was worked out from the names so far and stays right with these values and tags too."""
        new, known = set(values), dict(vars(self))
        kept: dict[str, Any] = {
            name: known[name] for name in ("folded_terms", "term_names", "terms_by_words") if name in known
        }
        kept |= {
            name: {key: found for key, found in dict(known[name]).items() if key[:2] not in new}
            for name in ("_named", "links")
            if name in known
        }
        if "folded_tags" in known:
            kept["folded_tags"] = [*self.folded_tags, *((fold(name), name, slug) for slug, name in tags.items())]
        return kept

    @cached_property
    def numbers(self) -> dict[tuple[str, str], int]:
        return {facet_value: number for number, facet_value in self.values.items()}

    @cached_property
    def by_facet(self) -> dict[str, dict[int, str]]:
        """Facet → number → value, of what entries have had so far."""
        found: dict[str, dict[int, str]] = {facet: {} for facet in FACETS}
        for number, (facet, value) in self.values.items():
            if facet in found:
                found[facet][number] = value
        found[windows.WORD] = windows.VALUES
        return found

    @cached_property
    def _valid(self) -> dict[str, tuple[str, ...]]:
        valid = {facet: tuple(sorted(values.values())) for facet, values in self.by_facet.items()}
        for vocabulary in VOCABULARY_RULES:
            valid[vocabulary] = tuple(key for group, key in self.terms if group == vocabulary)
        valid["kind"] = tuple(Kind.values)
        valid[windows.WORD] = tuple(Standing.values)
        valid |= {section.key: (PRESENT,) for section in registry.all_sections}
        for facet in ("country", *_TERRITORIES):
            valid[facet] = tuple(sorted({*valid[facet], *self.countries}))
        valid["source"] = tuple(sorted(self.sources))
        valid["centre"] = tuple(sorted(self.centres))
        return valid

    @cached_property
    def _valid_sets(self) -> dict[str, frozenset[str]]:
        return {facet: frozenset(values) for facet, values in self._valid.items()}

    def valid(self, facet: str) -> Sequence[str]:
        """The values that a filter takes: those of the vocabulary or the list, else those that entries have."""
        return self._valid[facet]

    def is_valid(self, facet: str, value: str) -> bool:
        return value in self._valid_sets[facet]

    def number(self, facet: str, value: str) -> int:
        if facet == windows.WORD:
            return windows.NUMBERS[value]
        return self.numbers.get((facet, value), NEVER)

    @cached_property
    def _named(self) -> dict[tuple[str, str, str], Name]:
        return {}

    def name(self, facet: str, value: str, language: str) -> Name:
        """The label of a value with its key for sorting, worked out once per language."""
        key = facet, value, language
        found = self._named.get(key)
        if found is None:
            label = self._label(facet, value, language)
            found = self._named[key] = Name(label, fold(label))
        return found

    @cached_property
    def links(self) -> dict[tuple[str, str, str], Label]:
        """(facet, value, language) → how cards show it, as far as it was asked for."""
        return {}

    def label(self, facet: str, value: str, language: str) -> str:
        """What pages call a value; the value itself where it has no name."""
        return self.name(facet, value, language).label

    @cached_property
    def tag_slugs(self) -> dict[str, str]:
        """Name → slug."""
        return {name: slug for slug, name in self.tags.items()}

    @cached_property
    def folded_tags(self) -> list[tuple[str, str, str]]:
        """(folded name, name, slug) of every tag."""
        return [(fold(name), name, slug) for slug, name in self.tags.items()]

    @cached_property
    def tag_names(self) -> Names:
        """The folded names of `folded_tags`."""
        return Names((folded,) for folded, _name, _slug in self.folded_tags)

    @cached_property
    def tags_by_name(self) -> dict[str, str]:
        """Folded name → slug of every tag."""
        return {folded: slug for folded, _name, slug in self.folded_tags}

    @cached_property
    def folded_terms(self) -> list[tuple[TermName, dict[str, str], list[str]]]:
        """Every term that may still be given, with its folded labels by language and its other names."""
        return [
            (term, {code: fold(label) for code, label in term.labels.items()}, [fold(n) for n in term.alternatives])
            for term in self.terms.values()
            if not term.retired and term.vocabulary in VOCABULARY_RULES
        ]

    @cached_property
    def term_names(self) -> Names:
        """The names of `folded_terms`, in all languages."""
        return Names((*labels.values(), *others) for _term, labels, others in self.folded_terms)

    @cached_property
    def terms_by_words(self) -> dict[tuple[str, ...], list[TermName]]:
        """The folded words of any name of a term, in any language → the terms of that name."""
        found: dict[tuple[str, ...], list[TermName]] = {}
        for term, labels, others in self.folded_terms:
            for words in {tuple(words_of(name)) for name in (*labels.values(), *others)} - {()}:
                found.setdefault(words, []).append(term)
        return found

    def _label(self, facet: str, value: str, language: str) -> str:
        if facet in VOCABULARY_RULES:
            term = self.terms.get((facet, value))
            return (term.label(language) if term else "") or value
        if facet == "country" or (facet in _TERRITORIES and ":" not in value):
            return country_name(value, language)
        if facet == "language":
            return language_name(value, language)
        if facet == "kind":
            return kind_label(value, language)
        if facet == windows.WORD or value == PRESENT:
            return _fixed_label(facet, value, language)
        if facet == "source":
            return self.source_name(value, language) or value
        names = {"tag": self.tags, "centre": self.centres}.get(facet, {})
        return names.get(value) or value.rpartition(":")[2]

    def source_name(self, key: str, language: str) -> str:
        """What pages call a source; nothing for one that is unknown."""
        return _source_name(key, self.sources.get(key, ""), language)

    def place(self, facet: str, value: str) -> tuple[int, str]:
        """Where a value stands among those of its facet: terms in the order of their list, others from A to Z."""
        if facet == windows.WORD:
            return Standing.values.index(value), value
        term = self.terms.get((facet, value))
        return (term.position if term else 0), value

    def facet_label(self, facet: str, language: str) -> str:
        """What pages call a filter."""
        titles = self.titles.get(facet)
        if titles and titles.get(language):
            return titles[language]
        return _facet_word(facet, language)


@lru_cache(maxsize=256)
def _facet_word(facet: str, language: str) -> str:
    with override(language):
        return str(FACETS[facet])


@lru_cache(maxsize=256)
def kind_label(kind: str, language: str, *, plural: bool = False) -> str:
    with override(language):
        return str(Kind(kind).plural if plural else Kind(kind).label)


@lru_cache(maxsize=64)
def _fixed_label(facet: str, value: str, language: str) -> str:
    """The label of a value that the code itself gives: a standing in time, or that a section is there."""
    with override(language):
        return str(Standing(value).label) if facet == windows.WORD else gettext("Yes")


@lru_cache(maxsize=256)
def _source_name(key: str, title: str, language: str) -> str:
    with override(language):
        return source_name(key, title)


def _tag_names(slugs: Iterable[str]) -> dict[str, str]:
    wanted = set(slugs)
    if not wanted:
        return {}
    return (
        {slug: name for slug, name in Tag.objects.values_list("slug", "name").iterator() if slug in wanted}
        if len(wanted) > 1000
        else dict(Tag.objects.filter(slug__in=wanted).values_list("slug", "name"))
    )
