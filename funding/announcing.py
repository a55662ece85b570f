"""What those who asked are told of matching: new calls for an initiative or for answers, new initiatives for a call."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from directory.choices import Standing
from directory.extensions import AnswersFinder, Finder, Finds, News
from directory.models import Entry
from funding.matching.answers import Answers
from funding.matching.finding import Fit, fitting_initiatives, fitting_opportunities
from funding.matching.kept import new_calls_of, new_initiatives_of
from funding.matching.needs import Need, need_of_entry
from funding.matching.reasons import reasons
from funding.models import Opportunity
from funding.wording import moment_in_words


def _new_calls(entry: Entry, news: News, now: datetime, most: int) -> Finds:
    """The calls that were found for an initiative, as far as they still fit."""
    keys = new_calls_of(entry, between=(news.after, news.until))
    return _calls(need_of_entry(entry), keys, now, most) if keys else ([], 0)


def _new_calls_for_answers(query: str, news: News, now: datetime, most: int) -> Finds:
    """The calls that became public and fit what was answered: nothing is kept for who has no entry."""
    return _calls(_answers(query).need(), news.created, now, most) if news.created else ([], 0)


def _calls(need: Need, keys: Sequence[int], now: datetime, most: int) -> Finds:
    """Of these calls those of which something is known to fit, each with its close on its own clock."""
    fits = [fit for fit in fitting_opportunities(need, at=now, is_call=True, among=keys, most=len(keys)) if fit.score]
    found = _opportunities(fit.entry for fit in fits[:most])
    shown = [
        (fit.entry, " ".join(filter(None, [_time(found[fit.entry], now), _why(fit, need, found[fit.entry])])))
        for fit in fits[:most]
    ]
    return shown, len(fits) - len(shown)


def _new_initiatives(call: Entry, news: News, _now: datetime, most: int) -> Finds:
    """The initiatives for which this call was found; those that are named still fit, the others are counted."""
    keys = new_initiatives_of(call, between=(news.after, news.until))
    opportunity = _opportunities([call.pk]).get(call.pk)
    if not keys or opportunity is None:
        return [], 0
    fits = fitting_initiatives(opportunity, among=keys, most=most)
    entries = Entry.objects.in_bulk([fit.entry for fit in fits])
    shown = [(fit.entry, _why(fit, need_of_entry(entries[fit.entry]), opportunity)) for fit in fits]
    return shown, len(keys) - len(fits) if len(fits) == most else 0


def _title(entry: Entry) -> str:
    return entry.title


def _closed(call: Entry, now: datetime) -> str:
    """That nothing more is looked for, once a call is closed."""
    is_closed = call.call.standing_at(now) == Standing.CLOSED
    return _("The call has closed, so no more initiatives are looked for.") if is_closed else ""


def _answers(query: str) -> Answers:
    return Answers.read(QueryDict(query))


def _read(params: QueryDict) -> str:
    answers = Answers.read(params)
    return "" if answers.errors else answers.query


def _gone(query: str, _now: datetime) -> str:
    """That nothing is looked for any more, once there is no such answer."""
    if not _answers(query).errors:
        return ""
    return _(
        "One of these answers is no longer among those to choose from. We have ended this; you can answer again and ask"
        " anew."
    )


def _opportunities(keys: Iterable[int]) -> dict[int, Opportunity]:
    return Opportunity.objects.select_related("entry__call").in_bulk(list(keys))


def _time(opportunity: Opportunity, now: datetime) -> str:
    """A mail is read later than it is written, so it names the day."""
    call = opportunity.entry.call
    if call.opens_at and call.opens_at > now:
        return _("It opens: %(when)s.") % {"when": moment_in_words(call.opens_at, call.time_zone)}
    if call.closes_at is None:
        return ""
    when = moment_in_words(call.closes_at, call.time_zone, day_only=call.closes_all_day)
    return _("It closes: %(when)s.") % {"when": when}


def _why(fit: Fit, need: Need, opportunity: Opportunity) -> str:
    """What fits, and what does not."""
    said = reasons(fit, need, opportunity, get_language() or "en")
    return " ".join(f"{reason.text}." for reason in said if reason.state != "unknown")


_ASK_CALLS: Final = gettext_lazy("Tell me of new calls that fit")
CALLS: Final[Finder[Entry]] = Finder(
    ask=_ASK_CALLS,
    label=gettext_lazy("Calls that fit “%(title)s”"),
    name=_title,
    explanation=gettext_lazy(
        "A mail when a call comes, or is changed, so that it fits this entry, with what speaks for it. Calls that fit"
        " already stand on the page of what fits."
    ),
    url=lambda entry: reverse("funding:match-entry", args=[entry.kind, entry.slug]),
    over=lambda _entry, _now: "",
    new=_new_calls,
)
ANSWERS: Final = AnswersFinder(
    ask=_ASK_CALLS,
    label=gettext_lazy("Calls that fit: %(title)s"),
    name=lambda query: _answers(query).in_words(get_language() or "en"),
    explanation=gettext_lazy(
        "A mail when a call becomes public that fits your answers, with what speaks for it. Calls that fit already"
        " stand on the page of what fits. For this we keep your answers beside your address, until you stop it."
    ),
    url=lambda query: f"{reverse('funding:match')}?{query}",
    over=_gone,
    new=_new_calls_for_answers,
    read=_read,
)
INITIATIVES: Final[Finder[Entry]] = Finder(
    ask=gettext_lazy("Tell me of new initiatives that fit"),
    label=gettext_lazy("Initiatives that fit “%(title)s”"),
    name=_title,
    explanation=gettext_lazy(
        "A mail when an initiative comes, or is changed, so that this call fits it, with what speaks for it, until the"
        " call closes."
    ),
    url=lambda entry: reverse("funding:initiatives", args=[entry.kind, entry.slug]),
    over=_closed,
    new=_new_initiatives,
)
