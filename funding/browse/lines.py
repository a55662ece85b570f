"""A grant, and who gave and got it, as lists and panels show them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.browse.time import in_words
from funding.models import Grant, GrantParty
from sinet.common.money import EURO, display


@dataclass(frozen=True, slots=True)
class Party:
    """A giver or receiver; with an address where it is a public entry."""

    name: str
    url: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One grant in a list."""

    title: str
    url: str
    awarded: str
    """Day, or month where no more is known, in words."""
    amount: str
    in_euro: str
    """Empty for amounts in euro and for those without a rate."""
    rate_on: str
    funder: Party
    recipient: Party
    programme: str


def line_of(grant: Grant, language: str) -> Line:
    day = grant.awarded_on.isoformat()
    is_converted = grant.amount_in_euro is not None and grant.currency != EURO
    return Line(
        title=grant.title,
        url=reverse("funding:grant", kwargs={"uid": grant.uid}),
        awarded=in_words(day[:7] if grant.is_month_only else day),
        amount=display(grant.amount, grant.currency, language),
        in_euro=display(grant.amount_in_euro.quantize(1), EURO, language)
        if is_converted and grant.amount_in_euro is not None
        else "",
        rate_on=in_words(grant.rate_on.isoformat()) if is_converted and grant.rate_on else "",
        funder=party_of(grant.funder),
        recipient=party_of(grant.recipient),
        programme=grant.programme,
    )


def party_of(party: GrantParty | None) -> Party:
    """A person has no name here."""
    if party is None:
        return Party(_("an individual"))
    entry = party.entry
    if entry is not None and entry.is_public:
        return Party(entry.title, entry.get_absolute_url(), party.identifier)
    return Party(party.name, "", party.identifier)
