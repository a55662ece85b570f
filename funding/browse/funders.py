"""An organisation as a giver, on its page: what it says of itself, and its calls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.utils.translation import gettext as _

from directory.browse.cards import term_url
from directory.browse.texts import foreign
from directory.choices import Kind, Role, Standing
from directory.extensions import Panel
from directory.models import Entry, Relation, Term
from funding.browse.calls import deadline_of
from funding.documents.shapes import FUNDER
from funding.models import Call, FunderProfile
from funding.wording import amounts_in_words, share_in_words
from sinet.common.cards import Fact, Value
from sinet.common.languages import country_name
from sinet.common.urls import display_host

PROFILE: Final = "funding/_funder_panel.html"
CALLS: Final = "funding/_calls_panel.html"
_MOST_CALLS: Final = 20
_ROLES: Final = (Role.FUNDS, Role.CO_FUNDS)
FUNDS: Final = (
    f"EXISTS (SELECT FROM directory_relation WHERE subject_id = e.id AND role IN ('{_ROLES[0]}', '{_ROLES[1]}'))"
)
_FAR: Final = datetime.max.replace(tzinfo=UTC)


def funder_profile(entry: Entry, page: str, _asked: None) -> Panel | None:
    """What it funds, for whom, how much and how to apply; what is not known is left out."""
    profile: FunderProfile | None = getattr(entry, FUNDER, None)
    if profile is None:
        return None
    facts = _facts(profile, page)
    language = foreign(entry.language, page)
    return Panel(
        PROFILE,
        {
            "facts": facts,
            "how_to_apply": profile.how_to_apply,
            "support_note": profile.support_note,
            "apply_url": profile.apply_url,
            "apply_host": display_host(profile.apply_url),
            "language": language,
            "is_empty": not (facts or profile.how_to_apply or profile.support_note or profile.apply_url),
        },
    )


def _facts(profile: FunderProfile, page: str) -> list[Fact]:
    keys = {"funding": profile.funding, "theme": profile.themes, "element": profile.elements}
    keys["applicant"] = profile.applicants
    terms = {(term.vocabulary_id, term.key): term for term in _terms(keys.values())}

    def named(vocabulary: str) -> list[Value]:
        found = (terms.get((vocabulary, key)) for key in keys[vocabulary])
        return [Value(term.label(), term_url(term)) for term in found if term]

    groups = [
        (_("Kinds of support"), named("funding")),
        (_("Themes"), named("theme")),
        (_("Process steps"), named("element")),
        (_("Who may apply"), named("applicant")),
        (_("Where"), _territories(profile, page)),
        (_("Amount of one award"), _text(_amounts(profile))),
        (_("Own share"), _text(share_in_words(profile.cofunding_share))),
    ]
    return [Fact(label, values) for label, values in groups if values]


def _terms(lists: Iterable[list[str]]) -> list[Term]:
    keys = {key for found in lists for key in found}
    return list(Term.objects.filter(key__in=keys)) if keys else []


def _territories(profile: FunderProfile, page: str) -> list[Value]:
    if profile.everywhere:
        return [Value(_("Everywhere"))]
    return [Value(code.partition(":")[2] or country_name(code, page)) for code in profile.territories]


def _amounts(profile: FunderProfile) -> str:
    return amounts_in_words(profile.amount_min, profile.amount_max, profile.currency)


def _text(text: str) -> list[Value]:
    return [Value(text)] if text else []


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call of a funder."""

    title: str
    url: str
    language: str
    order: tuple[int, datetime, str]
    deadline: str


def funder_calls(entry: Entry, page: str, funds: bool) -> Panel | None:
    """The calls it funds: what closes next first, what is closed last."""
    if not funds:
        return None
    funded = Relation.objects.filter(subject=entry, role__in=_ROLES).values("object")
    calls = Entry.objects.public().filter(kind=Kind.CALL, pk__in=funded)
    now = datetime.now(UTC)
    found = [_line(one, one.call, now, page) for one in calls.select_related("call")]
    if not found:
        return None
    found.sort(key=lambda line: line.order)
    return Panel(CALLS, {"lines": found[:_MOST_CALLS], "more": len(found) - _MOST_CALLS})


def _order(entry: Entry, call: Call, now: datetime) -> tuple[int, datetime, str]:
    """What is open by its close, without a last day last; then what opens next; then what closed last."""
    standing = call.standing_at(now)
    if standing == Standing.FORECAST:
        return 1, call.opens_at or _FAR, entry.title
    if standing == Standing.CLOSED and call.closes_at:
        return 2, now + (now - call.closes_at), entry.title
    return 0, call.closes_at or _FAR, entry.title


def _line(entry: Entry, call: Call, now: datetime, page: str) -> CallLine:
    return CallLine(
        title=entry.title,
        url=entry.get_absolute_url(),
        language=foreign(entry.language, page),
        order=_order(entry, call, now),
        deadline=deadline_of(call, now),
    )
