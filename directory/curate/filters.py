"""What of the queue is shown: the filters of its address, and the proposals that they leave."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from directory.choices import Channel, Kind, ProposalState
from directory.models import Centre, Country, Proposal, ProposalEvent, User
from directory.models.proposal import OPEN_STATES, ProposalQuerySet
from directory.permissions import centres_of
from sinet.common.languages import country_name

Choices = list[tuple[str, str]]

STATES: Final[dict[str, Promise]] = {
    "open": gettext_lazy("To be decided"),
    "appealed": gettext_lazy("Appealed"),
    "changes_requested": gettext_lazy("Changes requested"),
    "applied": gettext_lazy("Published"),
    "rejected": gettext_lazy("Rejected"),
    "retracted": gettext_lazy("Taken back"),
    "all": gettext_lazy("All"),
}
SORTS: Final[dict[str, tuple[Promise, tuple[str, ...]]]] = {
    "oldest": (gettext_lazy("Oldest first"), ("received_at", "pk")),
    "newest": (gettext_lazy("Newest first"), ("-received_at", "-pk")),
    "score": (gettext_lazy("Highest spam score first"), ("-score", "received_at", "pk")),
    "complete": (gettext_lazy("Most complete first"), ("-completeness", "received_at", "pk")),
}
AGES: Final = (2, 7, 14, 30, 90)
SCORES: Final = (10, 30, 50)
WORDS: Final = ("state", "country", "kind", "channel", "age", "assigned", "score", "centre", "opinion", "sort")


@dataclass(slots=True)
class Filters:
    """The filters of one address. `problems` names values that do not exist; they are left out."""

    user: User
    centres: list[Centre]
    chosen: dict[str, str]
    problems: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, query: QueryDict, user: User) -> "Filters":
        filters = cls(user, list(centres_of(user)), {})
        for word in WORDS:
            value = query.get(word, "").strip()
            if not value:
                continue
            if value in dict(filters.choices(word)):
                filters.chosen[word] = value
            else:
                filters.problems.append(_("There is no “%(value)s” to filter by.") % {"value": value[:60]})
        return filters

    @property
    def state(self) -> str:
        return self.chosen.get("state", "open")

    @property
    def query(self) -> str:
        return urlencode(self.chosen)

    def page_url(self, path: str, number: int) -> str:
        return f"{path}?{urlencode({**self.chosen, 'page': number})}"

    def proposals(self) -> ProposalQuerySet:
        """The proposals that are left, in their order."""
        found = _in_state(Proposal.objects.for_curator(self.user), self.state)
        for word in ("kind", "channel", "centre"):
            if word in self.chosen:
                found = found.filter(**{word: self.chosen[word]})
        if "country" in self.chosen:
            found = found.filter(countries__contains=[self.chosen["country"]])
        if "score" in self.chosen:
            found = found.filter(score__gte=int(self.chosen["score"]))
        if "age" in self.chosen:
            found = found.filter(received_at__lt=timezone.now() - timedelta(days=int(self.chosen["age"])))
        if "opinion" in self.chosen:
            found = found.filter(second_opinion__in=self.centres)
        return self._assigned(found).order_by(*SORTS[self.chosen.get("sort", "oldest")][1])

    def _assigned(self, found: ProposalQuerySet) -> ProposalQuerySet:
        who = self.chosen.get("assigned")
        if who == "nobody":
            return found.filter(assigned_to=None)
        if who == "me":
            return found.filter(assigned_to=self.user)
        return found.filter(assigned_to=int(who)) if who else found

    def choices(self, word: str) -> Choices:
        """What can be chosen for a filter."""
        return _CHOICES[word](self)

    def colleagues(self) -> list[User]:
        return colleagues_in(self.centres)


def colleagues_in(centres: list[Centre]) -> list[User]:
    """The members of these centres who can be given something to decide."""
    members = User.objects.filter(centres__in=centres, is_active=True).distinct()
    return sorted(members, key=name_of)


def name_of(user: User) -> str:
    return user.get_full_name() or user.email


def _in_state(found: ProposalQuerySet, state: str) -> ProposalQuerySet:
    if state == "all":
        return found
    if state == "appealed":
        return appealed(found)
    return found.filter(state__in=OPEN_STATES) if state == "open" else found.filter(state=state)


def appealed(found: ProposalQuerySet) -> ProposalQuerySet:
    """Rejections whose appeal nobody has answered yet."""
    events = ProposalEvent.objects.filter(proposal=OuterRef("pk"))
    what = ProposalEvent.What
    return found.filter(
        Exists(events.filter(what=what.APPEALED)),
        ~Exists(events.filter(what__in=[what.UPHELD, what.REOPENED])),
        state=ProposalState.REJECTED,
    )


def _countries(filters: Filters) -> Choices:
    """The countries of one's centres; all where one of them takes what lies in no territory."""
    codes = {code for centre in filters.centres for code in centre.countries}
    if filters.user.is_coordinator or any(centre.is_default for centre in filters.centres):
        codes |= set(Country.objects.values_list("code", flat=True))
    return sorted(((code, country_name(code, get_language() or "en")) for code in codes), key=lambda pair: pair[1])


def _people(filters: Filters) -> Choices:
    fixed = [("me", _("Me")), ("nobody", _("Nobody"))]
    return fixed + [(str(user.pk), name_of(user)) for user in filters.colleagues() if user.pk != filters.user.pk]


_CHOICES: Final[dict[str, Callable[[Filters], Choices]]] = {
    "state": lambda _filters: [(key, str(words)) for key, words in STATES.items()],
    "country": _countries,
    "kind": lambda _filters: [(str(kind.value), str(kind.label)) for kind in Kind],
    "channel": lambda _filters: [(str(channel.value), str(channel.label)) for channel in Channel],
    "age": lambda _filters: [(str(days), _("Older than %(days)d days") % {"days": days}) for days in AGES],
    "assigned": _people,
    "score": lambda _filters: [(str(score), _("%(score)d or more") % {"score": score}) for score in SCORES],
    "centre": lambda filters: [(centre.key, centre.name) for centre in filters.centres],
    "opinion": lambda _filters: [("asked", _("We are asked for an opinion"))],
    "sort": lambda _filters: [(key, str(words)) for key, (words, _order) in SORTS.items()],
}
LABELS: Final[dict[str, Promise]] = {
    "state": gettext_lazy("State"),
    "country": gettext_lazy("Country"),
    "kind": gettext_lazy("Kind"),
    "channel": gettext_lazy("Came by"),
    "age": gettext_lazy("Age"),
    "assigned": gettext_lazy("Assigned to"),
    "score": gettext_lazy("Spam score"),
    "centre": gettext_lazy("Competence centre"),
    "opinion": gettext_lazy("Second opinion"),
    "sort": gettext_lazy("Order"),
}
