"""What lists show of entries, read for a whole page at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.html import escape

from directory.models import Entry, EntryText
from directory.search.addresses import added, entry_url, page_url
from directory.search.catalogue import Catalogue, kind_label
from directory.search.lexemes import Marks
from directory.search.passages import holds, marked, passage
from directory.search.shapes import Card, Label
from sinet.common.languages import country_name

# Which facets stand on a card, most telling first.
_ON_CARDS: Final = ("theme", "type", "method", "sdg", "technology", "focus", "beneficiary")
_MOST_TERMS: Final = 4
_MOST_TAGS: Final = 5


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
    translated_title: str | None
    translated_summary: str | None
    facets: list[int] | None

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
    rows: QuerySet[Any] = Entry.objects.public().filter(pk__in=list(keys))
    rows = rows.annotate(
        main=FilteredRelation("places", condition=Q(places__is_main=True)),
        text=FilteredRelation("texts", condition=Q(texts__language=language)),
    ).order_by()
    fields = (
        "pk uid kind slug title summary language source_id updated_at verified_on main__city main__country"
        " main__is_hidden text__title text__summary facet_row__facets"
    )
    return {row[0]: Brief(*row) for row in rows.values_list(*fields.split())}


def cards(
    keys: Sequence[int],
    *,
    language: str,
    catalogue: Catalogue,
    marks: Marks,
    distances: Mapping[int, float],
) -> list[Card]:
    """The cards of these entries in their order; one query, and one more where passages have to be looked for."""
    found = briefs(keys, language)
    lost = [row for row in found.values() if not _shows_hit(row, language, marks)] if marks.full else []
    passages = _passages(lost, marks)
    return [
        _card(found[key], language, catalogue, marks, passages.get(key), distances.get(key))
        for key in keys
        if key in found
    ]


def _shows_hit(row: Brief, language: str, marks: Marks) -> bool:
    _language, title, summary = row.shown(language)
    return holds(summary, marks) or (bool(summary) and holds(title, marks))


def _passages(rows: Sequence[Brief], marks: Marks) -> dict[int, tuple[str, str]]:
    """(language, HTML) of a passage with a hit, for entries whose card would show none."""
    if not rows:
        return {}
    keys = [row.pk for row in rows]
    texts: list[tuple[int, str, str, str]] = []
    own = Entry.objects.public().filter(pk__in=keys).values_list("pk", "language", "summary", "description")
    texts += [(pk, language, summary, description) for pk, language, summary, description in own]
    texts += list(EntryText.objects.filter(entry__in=keys).values_list("entry", "language", "summary", "description"))
    found: dict[int, tuple[str, str]] = {}
    for pk, language, summary, description in texts:
        if pk not in found:
            html = passage(summary, marks) or passage(description, marks)
            if html:
                found[pk] = language, html
    return found


def _card(
    row: Brief,
    page: str,
    catalogue: Catalogue,
    marks: Marks,
    found: tuple[str, str] | None,
    distance: float | None,
) -> Card:
    language, title, summary = row.shown(page)
    labels = _labels(row.facets or (), page, catalogue)
    return Card(
        pk=row.pk,
        uid=str(row.uid),
        kind=row.kind,
        kind_label=kind_label(row.kind, page),
        title=title,
        title_html=marked(title, marks) if marks.full else escape(title),
        url=entry_url(row.kind, row.slug, page),
        place_label=row.place_label(page),
        text_html=found[1] if found else marked(summary, marks) if marks.full else escape(summary),
        language=found[0] if found else language,
        original_language=row.language,
        steps=labels["element"],
        terms=tuple(label for facet in _ON_CARDS for label in labels[facet])[:_MOST_TERMS],
        tags=labels["tag"][:_MOST_TAGS],
        source=row.source_id or "",
        source_title=catalogue.sources.get(row.source_id or "", ""),
        updated_on=row.updated_at.date(),
        verified_on=row.verified_on,
        distance_km=distance,
    )


def _labels(numbers: Iterable[int], page: str, catalogue: Catalogue) -> dict[str, tuple[Any, ...]]:
    """Per facet of a card: labels; of the process only the elements' keys, in their order."""
    values: dict[str, list[str]] = {facet: [] for facet in (*_ON_CARDS, "tag", "element")}
    for number in numbers:
        facet, value = catalogue.values.get(number, ("", ""))
        if facet in values:
            values[facet].append(value)
    labels: dict[str, tuple[Any, ...]] = {}
    for facet, found in values.items():
        ordered = sorted(found, key=lambda value, facet=facet: catalogue.place(facet, value))  # type: ignore[misc]
        labels[facet] = (
            tuple(ordered)
            if facet == "element"
            else tuple(label_of(facet, value, page, catalogue) for value in ordered)
        )
    return labels


def label_of(facet: str, value: str, language: str, catalogue: Catalogue) -> Label:
    """A facet value with its name and the address of the search for it."""
    url = added(page_url("search", language) + "?", facet, value)
    return Label(facet, value, catalogue.label(facet, value, language), url)
