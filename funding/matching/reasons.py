"""Says in plain words why something fits and why not, from the verdicts of the scoring function."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directory.search.follower import reading
from funding.matching.criteria import CRITERIA
from funding.matching.finding import Fit
from funding.matching.needs import Need
from funding.models import Opportunity
from funding.wording import range_in_words
from sinet.common.money import EURO, display

State = Literal["met", "missed", "unknown"]
_MOST_NAMES: Final = 3

NAMES: Final[dict[str, Promise]] = {
    "territory": gettext_lazy("Where"),
    "applicant": gettext_lazy("Who may apply"),
    "theme": gettext_lazy("Themes"),
    "challenge": gettext_lazy("Challenges and goals"),
    "element": gettext_lazy("Process steps"),
    "support": gettext_lazy("Kind of support"),
    "amount": gettext_lazy("Amount"),
    "own_share": gettext_lazy("Own share"),
}
"""Criterion → its name."""

# Criterion → what is said of it when it is met, and when it is missed.
_SAID: Final[dict[str, tuple[Promise, Promise]]] = {
    "territory": (gettext_lazy("For work in %(names)s: yes"), gettext_lazy("Only for %(names)s")),
    "applicant": (gettext_lazy("Takes applications of: %(names)s"), gettext_lazy("Only for: %(names)s")),
    "theme": (gettext_lazy("The same theme: %(names)s"), gettext_lazy("About other themes: %(names)s")),
    "challenge": (gettext_lazy("The same aim: %(names)s"), gettext_lazy("For other aims: %(names)s")),
    "element": (gettext_lazy("Supports the step: %(names)s"), gettext_lazy("Supports other steps: %(names)s")),
    "support": (gettext_lazy("Gives what is looked for: %(names)s"), gettext_lazy("Gives something else: %(names)s")),
}
_ARRAYS: Final = {
    "territory": "territories",
    "applicant": "applicants",
    "theme": "themes",
    "challenge": "challenges",
    "element": "elements",
    "support": "support",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion in words."""

    key: str
    state: State
    is_hard: bool
    text: str


def reasons(fit: Fit, need: Need, opportunity: Opportunity, language: str) -> list[Reason]:
    """What is met and what is missed, hard criteria first; then in one line what is not said."""
    said = [
        Reason(
            one.key,
            "met" if verdict else "missed",
            one.is_hard,
            _text(one.key, need, opportunity, language, met=verdict),
        )
        for one in CRITERIA
        if (verdict := fit.verdicts[one.key]) is not None
    ]
    unsaid = [
        str(NAMES[one.key]) for one in CRITERIA if fit.verdicts[one.key] is None and _is_silent(one.key, opportunity)
    ]
    if unsaid:
        said.append(Reason("unsaid", "unknown", False, _("It does not say: %(names)s") % {"names": _listed(unsaid)}))
    return sorted(said, key=lambda reason: (reason.state == "unknown", not reason.is_hard, reason.state == "missed"))


def _is_silent(key: str, opportunity: Opportunity) -> bool:
    """Whether it is the opportunity that says nothing."""
    if key == "amount":
        return opportunity.amount_min is None and opportunity.amount_max is None
    if key == "own_share":
        return opportunity.own_share is None
    return not getattr(opportunity, _ARRAYS[key])


def _text(key: str, need: Need, opportunity: Opportunity, language: str, *, met: bool) -> str:
    if key == "amount":
        return _of_amount(need.amount or Decimal(0), opportunity, language, met=met)
    if key == "own_share":
        share = f"{opportunity.own_share or 0:g}"
        text = _("Asks for an own share of %(share)s %%: enough") if met else _("Asks for an own share of %(share)s %%")
        return text % {"share": share}
    if key == "territory" and opportunity.everywhere:
        return _("Gives everywhere")
    numbers: list[int] = getattr(opportunity, _ARRAYS[key])
    mine = need.support if key == "support" else need.facets
    shown = [number for number in numbers if number in mine] if met else numbers
    return str(_SAID[key][0 if met else 1]) % {"names": names_of(shown, language)}


def names_of(numbers: Iterable[int], language: str) -> str:
    """The names of facet values: "Latvia, Estonia and 3 more"."""
    catalogue = reading().catalogue.with_values(numbers := list(numbers))
    values: Mapping[int, tuple[str, str]] = catalogue.values
    return _listed([catalogue.label(*values[number], language) for number in numbers if number in values])


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(more)d more", "%(names)s and %(more)d more", more) % {"names": shown, "more": more}


def _of_amount(asked: Decimal, opportunity: Opportunity, language: str, *, met: bool) -> str:
    least, largest = _limits(opportunity, language)
    if met:
        return _("The amount is within its range (%(range)s)") % {"range": range_in_words(least, largest)}
    if opportunity.amount_max is not None and asked > opportunity.amount_max:
        return _("The amount is above its range, which ends at %(limit)s") % {"limit": largest}
    return _("The amount is below its range, which begins at %(limit)s") % {"limit": least}


def _limits(opportunity: Opportunity, language: str) -> tuple[str, str]:
    """The least and the largest amount in their own currency, those in another than the euro in euro too."""
    part = opportunity.entry.call if opportunity.is_call else opportunity.entry.funder
    pairs = ((part.amount_min, opportunity.amount_min), (part.amount_max, opportunity.amount_max))
    return _limit(*pairs[0], part.currency, language), _limit(*pairs[1], part.currency, language)


def _limit(own: Decimal | None, euro: Decimal | None, currency: str, language: str) -> str:
    if own is None:
        return ""
    said = display(own, currency, language)
    if currency == EURO or euro is None:
        return said
    return f"{said} ({display(euro.quantize(Decimal(1)), EURO, language)})"
