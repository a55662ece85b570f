"""What lists show of entries, read for a whole page at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, FilteredRelation, Func, Q, QuerySet, Value

from directory.models import Entry, EntryText
from directory.search.addresses import added, entry_url, page_url
from directory.search.catalogue import Catalogue, kind_label
from directory.search.lexemes import Marks
from directory.search.passages import marked, passage
from directory.search.shapes import Card, Label
from sinet.common.languages import country_name
from sinet.common.prepared import Given, Question, array_of

# Which facets stand on a card, most telling first.
_ON_CARDS: Final = ("theme", "type", "method", "sdg", "technology", "focus", "beneficiary")
_MOST_TERMS: Final = 4
_MOST_TAGS: Final = 5


class OneOf(Func):
    """Whether a value is among the elements of an array, which is one parameter however many there are."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class Brief(NamedTuple):
    """One entry as lists need it, with its main place and its text in the language of the page."""

    pk: int
    uid: Any
    kind: str
    slug: str
    title: str
    summary: str
    language: str
    source_id: str | None
    updated_at: Any
    verified_on: Any
    city: str | None
    country: str | None
    is_hidden: bool | None
    precision: str | None
    translated_title: str | None
    translated_summary: str | None
    facets: list[int] | None
    window: Any
    zone: str | None

    def shown(self, page: str) -> tuple[str, str, str]:
        """(language, title, summary) of the text in the page's language where there is one, else of the original."""
        if self.translated_title and self.language != page:
            return page, self.translated_title, self.translated_summary or ""
        return self.language, self.title, self.summary

    def place_label(self, page: str) -> str:
        """ "Malmö, Sweden"; of a hidden place the country only."""
        country = country_name(self.country, page) if self.country else ""
        return ", ".join(filter(None, ("" if self.is_hidden else self.city, country)))


def briefs(keys: Iterable[int], language: str) -> dict[int, Brief]:
    """The public ones of these entries, by primary key; one query."""
    return {row[0]: Brief(*row) for row in _question(language).ask(keys=array_of(keys))}


@lru_cache(maxsize=64)
def _question(language: str) -> Question:
    wanted = Value(Given("keys"), output_field=ArrayField(BigIntegerField()))
    rows: QuerySet[Any] = Entry.objects.public().filter(OneOf(F("pk"), wanted))
    rows = rows.annotate(
        main=FilteredRelation("places", condition=Q(places__is_main=True)),
        text=FilteredRelation("texts", condition=Q(texts__language=language)),
    ).order_by()
    fields = (
        "pk uid kind slug title summary language source_id updated_at verified_on main__city main__country"
        " main__is_hidden main__precision text__title text__summary facet_row__facets facet_row__window facet_row__zone"
    )
    return Question(rows.values_list(*fields.split()))


def cards(
    keys: Sequence[int],
    *,
    language: str,
    catalogue: Catalogue,
    marks: Marks,
    distances: Mapping[int, float],
) -> list[Card]:
    """The cards of these entries in their order; one query, and two more where passages have to be looked for."""
    found = briefs(keys, language)
    shown = {key: _marked(row, language, marks) for key, row in found.items()}
    lost = [key for key, texts in shown.items() if not texts.shows_hit] if marks else []
    shown |= _passages(lost, shown, marks)
    return [_card(found[key], shown[key], language, catalogue, distances.get(key)) for key in keys if key in found]


class Shown(NamedTuple):
    """The texts of a card in one language, safe HTML with hits marked."""

    language: str
    title: str
    title_html: str
    text_html: str

    @property
    def shows_hit(self) -> bool:
        return "<mark>" in self.text_html or ("<mark>" in self.title_html and bool(self.text_html))


def _marked(row: Brief, page: str, marks: Marks) -> Shown:
    language, title, summary = row.shown(page)
    return Shown(language, title, marked(title, marks), marked(summary, marks))


def _passages(keys: Sequence[int], shown: Mapping[int, Shown], marks: Marks) -> dict[int, Shown]:
    """The same with a passage that has a hit, for entries whose card would show none."""
    if not keys:
        return {}
    own = Entry.objects.public().filter(pk__in=keys).values_list("pk", "language", "summary", "description")
    others = EntryText.objects.filter(entry__in=keys).values_list("entry", "language", "summary", "description")
    found: dict[int, Shown] = {}
    for pk, language, summary, description in chain(own, others):
        if pk not in found:
            html = passage(summary, marks) or passage(description, marks)
            if html:
                found[pk] = shown[pk]._replace(language=language, text_html=html)
    return found


def _card(row: Brief, texts: Shown, page: str, catalogue: Catalogue, distance: float | None) -> Card:
    labels = _labels(row.facets or (), page, catalogue)
    return Card(
        pk=row.pk,
        uid=str(row.uid),
        kind=row.kind,
        kind_label=kind_label(row.kind, page),
        title=texts.title,
        title_html=texts.title_html,
        url=entry_url(row.kind, row.slug, page),
        place_label=row.place_label(page),
        text_html=texts.text_html,
        language=texts.language,
        original_language=row.language,
        steps=tuple(label.value for label in labels["element"]),
        terms=tuple(label for facet in _ON_CARDS for label in labels[facet])[:_MOST_TERMS],
        tags=tuple(labels["tag"][:_MOST_TAGS]),
        source=row.source_id or "",
        source_title=catalogue.source_name(row.source_id or "", page),
        updated_on=row.updated_at.date(),
        verified_on=row.verified_on,
        distance_km=distance,
        precision="" if row.is_hidden else row.precision or "",
        window=(row.window.lower, row.window.upper, row.zone or "") if row.window else None,
    )


_FACETS: Final = frozenset({*_ON_CARDS, "tag", "element"})


def _labels(numbers: Iterable[int], page: str, catalogue: Catalogue) -> dict[str, list[Label]]:
    """The labels of a card by facet, each in the order of its list."""
    found: dict[str, list[str]] = defaultdict(list)
    for number in numbers:
        facet, value = catalogue.values.get(number, ("", ""))
        if facet in _FACETS:
            found[facet].append(value)
    labels: dict[str, list[Label]] = defaultdict(list)
    for facet, values in found.items():
        ordered = sorted(catalogue.place(facet, value) for value in values) if len(values) > 1 else [(0, values[0])]
        labels[facet] = [label_of(facet, value, page, catalogue) for _position, value in ordered]
    return labels


def label_of(facet: str, value: str, language: str, catalogue: Catalogue) -> Label:
    """A facet value with its name and the address of the search for it."""
    key = facet, value, language
    found = catalogue.links.get(key)
    if found is None:
        url = added(f"{page_url('search', language)}?", facet, value)
        found = catalogue.links[key] = Label(facet, value, catalogue.label(facet, value, language), url)
    return found
