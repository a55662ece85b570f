"""Who may do what. Knows neither HTTP nor how somebody signed in (`directory.access.accounts` does).

| role | may |
|---|---|
| reviewer of a centre | see and decide the proposals and reports of its territory, ask another centre for an opinion |
| editor of a centre | the same, and change, withdraw or restore the territory's entries directly |
| manager of a centre | the same, and look after its members, criteria and replies |
| coordinator | all of this in every centre |
| operator (`is_staff`) | use /admin/ and erase a person's data; decides nothing |
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from directory.models import Centre, CentreMember, Entry, EntryPlace, Proposal, Report, User

Role = CentreMember.Role
EDITING_ROLES = (Role.EDITOR, Role.MANAGER)


# --- what somebody is -----------------------------------------------------------------------------
def centres_of(user: User) -> QuerySet[Centre]:
    """The centres whose work this person sees: their own, all for a coordinator."""
    return Centre.objects.of(user)


def is_operator(user: User) -> bool:
    return user.is_active and user.is_staff


def may_curate(user: User) -> bool:
    """Whether /curate/ is open to this person: a member of any centre, or a coordinator."""
    if not user.is_active:
        return False
    return user.is_coordinator or CentreMember.objects.filter(user=user).exists()


def needs_second_factor(user: User) -> bool:
    """Everyone who can decide about entries or people does."""
    return may_curate(user) or is_operator(user)


# --- proposals and reports ------------------------------------------------------------------------
def may_decide(proposal: Proposal, user: User) -> bool:
    """Whether this person may decide: a member of its centre, or a coordinator. A second opinion is no decision."""
    return may_decide_all([proposal], user)


def may_decide_all(proposals: Iterable[Proposal], user: User) -> bool:
    """Whether this person may decide each of them."""
    if not user.is_active or user.is_coordinator:
        return user.is_active
    centres = {proposal.centre_id for proposal in proposals}
    return Centre.objects.filter(pk__in=centres - {None}, members=user).count() == len(centres)


def may_ask_opinion(proposal: Proposal, user: User) -> bool:
    return may_decide(proposal, user)


def may_give_opinion(proposal: Proposal, user: User) -> bool:
    """A member of the centre that was asked."""
    return user.is_active and Centre.objects.filter(pk=proposal.second_opinion_id, members=user).exists()


def may_decide_report(report: Report, user: User) -> bool:
    return Report.objects.for_curator(user).filter(pk=report.pk).exists()


# --- entries --------------------------------------------------------------------------------------
def in_charge_of(entry: Entry) -> QuerySet[Centre]:
    """The centres responsible for an entry: the one it names, else those of its countries, else the default one."""
    if entry.centre_id:
        return Centre.objects.filter(pk=entry.centre_id)
    countries = [code for code in entry.places.values_list("country", flat=True).distinct() if code]
    found = Centre.objects.filter(countries__overlap=countries)
    return found if countries and found.exists() else Centre.objects.filter(is_default=True)


def may_see_history(entry: Entry, user: User) -> bool:
    """Whether the whole history is open, with who and why: to every member of a centre in charge."""
    if not user.is_active:
        return False
    return user.is_coordinator or in_charge_of(entry).filter(members=user).exists()


def in_territory(user: User, path: str = "") -> Q:
    """The same as a condition, on rows whose entry stands at `path` ("entry__"): where this person sees the history."""
    if not user.is_active:
        return Q(pk__in=[])
    if user.is_coordinator:
        return Q()
    centres = list(Centre.objects.filter(members=user))
    places = EntryPlace.objects.filter(entry=OuterRef(f"{path}pk"))
    ours = {code for centre in centres for code in centre.countries}
    by_place = Q(Exists(places.filter(country__in=ours)))
    if any(centre.is_default for centre in centres):
        taken = {code for codes in Centre.objects.values_list("countries", flat=True) for code in codes}
        by_place |= ~Q(Exists(places.filter(country__in=taken)))
    return Q(**{f"{path}centre__in": centres}) | (Q(**{f"{path}centre": None}) & by_place)


def may_edit(entry: Entry, user: User) -> bool:
    """Whether this person may change, withdraw or restore an entry without a proposal."""
    return _has_role(user, in_charge_of(entry), EDITING_ROLES)


# --- a centre, people -----------------------------------------------------------------------------
def may_manage(centre: Centre, user: User) -> bool:
    """Whether this person may look after a centre: its members, criteria and replies."""
    return _has_role(user, Centre.objects.filter(pk=centre.pk), (Role.MANAGER,))


def may_erase(user: User) -> bool:
    """Whether this person may erase somebody's data everywhere."""
    return is_operator(user)


def _has_role(user: User, centres: QuerySet[Centre], roles: tuple[str, ...]) -> bool:
    if not user.is_active:
        return False
    if user.is_coordinator:
        return True
    return CentreMember.objects.filter(user=user, role__in=roles, centre__in=centres).exists()
