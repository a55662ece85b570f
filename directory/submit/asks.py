"""What the form asks: every single question with its reason, its step and the field of the document that it fills."""

from dataclasses import dataclass, field
from functools import cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.choices import VOCABULARIES, VOCABULARY_RULES, Kind
from directory.extensions import registry

Words = str | Promise
_ALL: Final = frozenset(Kind)
_ORGANISATION: Final = frozenset({Kind.ORGANISATION})
_PROJECT: Final = frozenset({Kind.PROJECT})
_CASE: Final = frozenset({Kind.CASE})
_PUBLICATION: Final = frozenset({Kind.PUBLICATION})
_EVENT: Final = frozenset({Kind.EVENT})

STEPS: Final = ("what", "who", "themes", "evidence", "contact", "check")
STEP_TITLES: Final[dict[str, Words]] = {
    "what": _("What it is"),
    "who": _("Who and where"),
    "themes": _("Themes and process"),
    "evidence": _("Evidence and links"),
    "contact": _("Contact and rights"),
    "check": _("Check and send"),
    "ended": _("It has ended"),
}
PARTIAL: Final = _("A year, a month or a day: 2019, 2019-05 or 2019-05-17. The year is enough.")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question."""

    name: str
    step: str
    path: str
    """Where its answer stands in the document."""
    look: str
    """line, url, text, lines (one of a list in each), select, radios, checks, day, time or tick (a box to say yes)."""
    label: Words
    hint: Words = ""
    kinds: frozenset[Kind] = _ALL
    needed: bool = False
    """A new entry is not sent without it."""
    rows: int = 4
    limit: int = 0
    """Characters, for the counter under the field."""
    choices: str = ""
    """Which list: the key of a vocabulary, `languages`, `countries`, `levels` or `time-zones`."""
    labels: dict[Kind, Words] = field(default_factory=dict)
    plain: bool = True
    """Whether its answer stands in the document as it was typed, at `path`."""
    fold: Words = ""
    """The title of the fold in which it stands with others; nothing for none."""

    def label_for(self, kind: Kind) -> Words:
        return self.labels.get(kind, self.label)


_WHAT = (
    Ask(
        "title",
        "what",
        "title",
        "line",
        _("Name"),
        _("As it is written where it comes from. You can leave translations to us."),
        needed=True,
        labels={
            Kind.ORGANISATION: _("Name of the organisation"),
            Kind.PROJECT: _("Name of the project"),
            Kind.CASE: _("Name of the case"),
            Kind.PUBLICATION: _("Title of the publication"),
            Kind.EVENT: _("Name of the event"),
            Kind.CALL: _("Name of the call"),
        },
    ),
    Ask(
        "website",
        "what",
        "website",
        "url",
        _("Website"),
        _("Readers go there for more, and it shows us whether the entry is there already."),
    ),
    Ask(
        "summary",
        "what",
        "summary",
        "text",
        _("Summary"),
        _("Two or three sentences that a neighbour would understand. They stand in lists and search results."),
        needed=True,
        rows=4,
        limit=600,
    ),
    Ask(
        "description",
        "what",
        "description",
        "text",
        _("Description"),
        _("What happens, for whom, and what is new about it. Leave an empty line between paragraphs."),
        rows=9,
        limit=50_000,
    ),
    Ask(
        "language",
        "what",
        "language",
        "select",
        _("Language of your text"),
        _("So that it is read out and searched correctly, and marked for readers of other languages."),
        choices="languages",
    ),
)
_WHO = (
    Ask(
        "type",
        "who",
        "terms.type",
        "radios",
        _("Type of organisation"),
        kinds=_ORGANISATION,
        choices="type",
    ),
    Ask("size", "who", "terms.size", "select", _("People who work there"), kinds=_ORGANISATION, choices="size"),
    Ask("founded_on", "who", "organisation.founded_on", "day", _("Founded"), PARTIAL, kinds=_ORGANISATION),
    Ask("status", "who", "terms.status", "radios", _("How far it is"), kinds=_PROJECT | _CASE, choices="status"),
    Ask("project_starts", "who", "project.starts_on", "day", _("Start"), PARTIAL, kinds=_PROJECT),
    Ask("project_ends", "who", "project.ends_on", "day", _("End"), PARTIAL, kinds=_PROJECT),
    Ask("case_starts", "who", "case.starts_on", "day", _("Start"), PARTIAL, kinds=_CASE),
    Ask("level", "who", "case.level", "radios", _("Level"), kinds=_CASE, choices="levels"),
    Ask("publisher", "who", "publication.publisher", "line", _("Publisher"), kinds=_PUBLICATION),
    Ask("published_on", "who", "publication.published_on", "day", _("Appeared"), PARTIAL, kinds=_PUBLICATION),
    Ask("serial", "who", "publication.serial_number", "line", _("Serial number"), "ISBN, ISSN, DOI", _PUBLICATION),
    Ask("starts_on", "who", "event.starts_at", "day", _("First day"), "2027-05-17", kinds=_EVENT),
    Ask(
        "starts_time",
        "who",
        "event.starts_at",
        "time",
        _("Begins at"),
        _("Hours and minutes, 09:30. Leave it empty when it lasts whole days."),
        kinds=_EVENT,
    ),
    Ask("ends_on", "who", "event.ends_at", "day", _("Last day"), "2027-05-18", kinds=_EVENT),
    Ask("ends_time", "who", "event.ends_at", "time", _("Ends at"), kinds=_EVENT),
    Ask("time_zone", "who", "event.time_zone", "select", _("Time zone"), kinds=_EVENT, choices="time-zones"),
    Ask("venue", "who", "event.venue", "line", _("Venue"), _("House or hall; the town comes below."), kinds=_EVENT),
    Ask("online_url", "who", "event.online_url", "url", _("Address for taking part online"), kinds=_EVENT),
)
_EVIDENCE = (
    Ask("helped", "evidence", "project.helped", "text", _("Who is helped"), kinds=_PROJECT, limit=50_000),
    Ask("works", "evidence", "project.works", "text", _("How it works"), kinds=_PROJECT, limit=50_000),
    Ask("impact", "evidence", "project.impact", "text", _("Social impact"), kinds=_PROJECT, limit=50_000),
    Ask("reach", "evidence", "project.reach", "text", _("Reach"), _("How many people, places or users."), _PROJECT),
    Ask("open_licence", "evidence", "project.open_licence", "line", _("Open licence"), kinds=_PROJECT),
    Ask(
        "context",
        "evidence",
        "case.context",
        "text",
        _("Context"),
        _("The problem, and what the place was like."),
        kinds=_CASE,
    ),
    Ask("done", "evidence", "case.done", "text", _("What was done"), kinds=_CASE),
    Ask("results", "evidence", "case.results", "text", _("Results"), kinds=_CASE),
    Ask("success_factors", "evidence", "case.success_factors", "text", _("Success factors"), kinds=_CASE),
    Ask("pitfalls", "evidence", "case.pitfalls", "text", _("Pitfalls"), kinds=_CASE),
    Ask("transfer", "evidence", "case.transfer", "text", _("What it needs elsewhere"), kinds=_CASE),
    Ask(
        "evidence",
        "evidence",
        "terms.evidence",
        "radios",
        _("Level of evidence"),
        _("Nesta's Standards of Evidence. Choose nothing when you are not sure."),
        kinds=_PROJECT | _CASE,
        choices="evidence",
    ),
    Ask(
        "file_url",
        "evidence",
        "publication.file_url",
        "url",
        _("Address of the file"),
        _("Where it can be read or downloaded."),
        kinds=_PUBLICATION,
    ),
)
_TOPIC_HINTS: Final[dict[str, Words]] = {
    "theme": _("What it is about. Choose all that apply; readers filter by them."),
    "element": _("Which steps of the social-innovation process it goes through or supports."),
    "seeks": _("What would help now. Readers filter by it, and it brings you together with those who offer it."),
    "offers": _(
        "What others could have from you. Where both fit, each is asked by mail; an address is passed on only when both"
        " say yes."
    ),
}
_TOPIC_LABELS: Final[dict[str, Words]] = {
    "seeks": _("What do you look for?"),
    "offers": _("What do you offer to others?"),
}
_ELSEWHERE: Final = frozenset({"type", "size", "status", "evidence", "funding", "applicant", "procurement"})
TOPICS: Final = tuple(rule.key for rule in VOCABULARIES if rule.key not in _ELSEWHERE)
OPEN_TOPICS: Final = ("theme", "element", "method", "seeks", "offers")
"""Shown at once; the others lie behind a fold."""
_THEMES = (
    *(
        Ask(
            key,
            "themes",
            f"terms.{key}",
            "checks",
            _TOPIC_LABELS.get(key, VOCABULARY_RULES[key].label),
            _TOPIC_HINTS.get(key, ""),
            kinds=VOCABULARY_RULES[key].kinds,
            choices=key,
        )
        for key in sorted(TOPICS, key=lambda key: (key != "theme", TOPICS.index(key)))
    ),
    Ask(
        "tags",
        "themes",
        "tags",
        "lines",
        _("Words of your own"),
        _("One in a line, such as: community garden. Commas between them will do as well. At most 30."),
    ),
)
_OWN: Final[tuple[Ask, ...]] = (*_WHAT, *_WHO, *_THEMES, *_EVIDENCE)


@cache
def all_asks() -> tuple[Ask, ...]:
    """Every question, in the order of the form; then those of apps above."""
    return (*_OWN, *(ask for kind in Kind for part in registry.forms(kind) for ask in part.asks))


def asks_of(kind: Kind, step: str) -> list[Ask]:
    """The questions of one step of one kind of entry."""
    return [ask for ask in all_asks() if ask.step == step and kind in ask.kinds]
