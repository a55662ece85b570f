"""The facts of an entry for the box beside its texts; what is not known is left out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from directory.browse.cards import value_url
from directory.browse.time import between, in_words, when
from directory.choices import UNDETERMINED, VOCABULARIES, Level
from directory.documents.registers import REGISTERS
from directory.extensions import registry
from directory.models import Case, Entry, Event, Organisation, Project, Publication
from directory.search.addresses import page_url
from directory.search.terms import TermName
from sinet.common.cards import Fact, Value
from sinet.common.languages import language_name
from sinet.common.urls import display_host

_IN_TITLE: Final = frozenset({"theme", "element", "method"})
"""Vocabularies that the page shows elsewhere."""


def facts_of(entry: Entry, terms: Sequence[TermName], *, place: str, page: str) -> list[Fact]:
    """Place and time, the kind's own facts, terms, website and links, in this order."""
    groups = [
        (_("Place"), [Value(place)] if place else []),
        *_own_facts(entry, page),
        *_term_facts(terms, page),
        (_("Website"), _web(entry.website)),
        (_("Links"), [value for link in entry.links for value in _web(link["url"], link.get("label", ""))]),
        (_("Language of the entry"), _language(entry.language, page)),
    ]
    return [Fact(label, values) for label, values in groups if values]


Group = tuple[str, list[Value]]


def _own_facts(entry: Entry, page: str) -> list[Group]:
    part = getattr(entry, entry.kind, None)
    if isinstance(part, Organisation):
        return _of_organisation(part, page)
    if isinstance(part, Project):
        return [
            (_("Time"), _text(between(part.starts_on, part.ends_on))),
            (_("Open licence"), _text(part.open_licence)),
        ]
    if isinstance(part, Case):
        level = str(Level(part.level).label) if part.level else ""
        return [(_("Started"), _text(in_words(part.starts_on))), (_("Level"), _text(level))]
    if isinstance(part, Publication):
        return [
            (_("Publisher"), _text(part.publisher)),
            (_("Appeared"), _text(in_words(part.published_on))),
            (_("Serial number"), _text(part.serial_number)),
            (_("File"), _web(part.file_url)),
        ]
    if isinstance(part, Event):
        return [
            (_("Time"), _text(when(part))),
            (_("Time zone"), _text("" if part.all_day else part.time_zone.replace("_", " "))),
            (_("Venue"), _text(part.venue)),
            (_("Online"), _web(part.online_url)),
        ]
    own_facts = registry.facts(entry.kind)
    return own_facts(entry, page) if own_facts and part else []


def _of_organisation(part: Organisation, page: str) -> list[Group]:
    parent = part.parent if part.parent and part.parent.is_public else None
    return [
        (_("Founded"), _text(in_words(part.founded_on))),
        (_("Part of"), [Value(parent.title, parent.get_absolute_url())] if parent else []),
        (
            _("Registered"),
            [Value(f"{REGISTERS.get(r['scheme'], r['scheme'])}: {r['id']}") for r in part.registrations],
        ),
    ]


def _term_facts(terms: Iterable[TermName], page: str) -> list[Group]:
    by_vocabulary: dict[str, list[Value]] = defaultdict(list)
    for term in terms:
        by_vocabulary[term.vocabulary].append(Value(term.label(page), value_url(term.vocabulary, term.key, page)))
    return [
        (str(rule.label), by_vocabulary[rule.key])
        for rule in VOCABULARIES
        if rule.key in by_vocabulary and rule.key not in _IN_TITLE
    ]


def _text(text: str) -> list[Value]:
    return [Value(text)] if text else []


def _web(url: str, label: str = "") -> list[Value]:
    return [Value(label or display_host(url) or url, url, external=True)] if url else []


def _language(code: str, page: str) -> list[Value]:
    if code == UNDETERMINED:
        return []
    return [Value(language_name(code, page), f"{page_url('search', page)}?language={code}")]
