"""The organisations that grants name: one record each, by what they are compared with entries."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, Final

from directory.duplicates import name_host
from directory.models import Country
from funding.models import GrantParty
from sinet.common.languages import country_name
from sinet.common.text import fold

_ORG_ID: Final = re.compile(r"([A-Z]{2,3}-[A-Z0-9_]{2,12})-(.+)")
"""Scheme (a list of org-id.guide) and number."""
_NO_SIGN: Final = re.compile(r"[^A-Z0-9]")
_PUBLISHERS_OWN: Final = ("360G-",)
_COMPANY_LIST: Final = "GB-COH"
_CHARITY_LISTS: Final = (
    (re.compile(r"SC\d+"), "GB-SC"),
    (re.compile(r"NIC?\d+"), "GB-NIC"),
    (re.compile(r"\d+"), "GB-CHC"),
)
_OTHER_NAMES: Final = {"uk": "GB", "england": "GB", "wales": "GB", "scotland": "GB", "northern ireland": "GB"}
UPDATED: Final = (
    "identifier", "name", "website", "city", "country", "folded", "host", "folded_city", "registrations",
)  # fmt: skip


def registration(scheme: str, number: str) -> str:
    """A registration number as it is compared: "GB-CHC:1136419". Without signs and zeros at its beginning."""
    return f"{scheme.strip().upper()}:{_NO_SIGN.sub('', number.upper()).lstrip('0')}"


def party_key(source: str, organisation: dict[str, Any]) -> str:
    """Identifiers of public lists mean the same everywhere. Others mean something at their publisher at most.

    Some publishers give one identifier to many recipients, so there the name belongs to it.
    """
    identifier: str = organisation["id"]
    if _is_public(identifier):
        return identifier
    both = f"{identifier}\n{fold(organisation['name'])}"
    return f"{source}:{blake2b(both.encode(), digest_size=16).hexdigest()}"


def _is_public(identifier: str) -> bool:
    return bool(_ORG_ID.fullmatch(identifier)) and not identifier.startswith(_PUBLISHERS_OWN)


def write_parties(*, source: str, organisations: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Make or renew the records of organisations as the standard describes them; gives their key → primary key.

    What is decided about them stays. Of two with one key the last is kept.
    """
    countries = _countries()
    found = {party_key(source, one): _party(source, one, countries) for one in organisations}
    ordered = [found[key] for key in sorted(found)]  # everybody in one order: two imports never wait for each other
    GrantParty.objects.bulk_create(
        ordered, batch_size=1000, update_conflicts=True, unique_fields=["key"], update_fields=list(UPDATED)
    )
    return {party.key: party.pk for party in ordered}


def _party(source: str, given: dict[str, Any], countries: dict[str, str]) -> GrantParty:
    website, city = given.get("url", ""), given.get("addressLocality", "")
    return GrantParty(
        key=party_key(source, given),
        identifier=given["id"],
        name=given["name"],
        website=website,
        city=city,
        country=countries.get(fold(given.get("addressCountry", "")), ""),
        folded=fold(given["name"]),
        host=name_host(website)[:253],
        folded_city=fold(city),
        registrations=sorted(_registrations(given)),
    )


def _registrations(given: dict[str, Any]) -> set[str]:
    """The numbers in the identifier and in the standard's British fields."""
    found = set()
    parts = _ORG_ID.fullmatch(given["id"])
    if parts and _is_public(given["id"]):
        found.add(registration(parts[1], parts[2]))
    if company := given.get("companyNumber", ""):
        found.add(registration(_COMPANY_LIST, company))
    charity = _NO_SIGN.sub("", given.get("charityNumber", "").upper())
    found |= {registration(scheme, charity) for pattern, scheme in _CHARITY_LISTS if pattern.fullmatch(charity)}
    return {one for one in found if not one.endswith(":")}


def _countries() -> dict[str, str]:
    """Folded name or code → code."""
    codes = list(Country.objects.values_list("code", flat=True))
    names = {fold(country_name(code, "en")): code for code in codes}
    return {**names, **{code.lower(): code for code in codes}, **_OTHER_NAMES}
