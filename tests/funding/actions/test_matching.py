"""Which entries the organisations that grants name are."""

import pytest

from directory.actions import ActionError, apply_bulk, withdraw
from directory.choices import Channel
from directory.models import Entry, Notice
from funding.actions.deciding import decide, follow_merge, reopen
from funding.actions.matching import match, match_all
from funding.models import GrantCandidate, GrantParty
from tests.factories import publish
from tests.factories.grants import record, take_in
from tests.factories.people import centre, person

pytestmark = pytest.mark.django_db
SWEDEN = [{"country": "SE", "city": "Malmö"}]


def recipient(number: int = 1, **fields: str) -> dict[str, object]:
    return record(number, recipientOrganization=[{"id": f"360G-own-{number}", "name": "Malmö kitchen", **fields}])


def party() -> GrantParty:
    return GrantParty.objects.filter(received__isnull=False).distinct().get()


def outcome() -> tuple[str, str, Entry | None]:
    found = party()
    return found.state, found.ground, found.entry


def registered(title: str, number: str, **fields: object) -> Entry:
    return publish(title=title, organisation={"registrations": [{"scheme": "GB-CHC", "id": number}]}, **fields)


@pytest.mark.parametrize("fields", [{"id": "GB-CHC-1136419"}, {"charityNumber": "1136419"}])
def test_the_same_registration_number_settles_it_whatever_the_name(fields: dict[str, str]) -> None:
    entry = registered("Quite another name", "1136419")

    take_in(recipient(**fields))

    assert outcome() == ("matched", "registration", entry)


def test_numbers_are_compared_without_zeros_at_their_beginning_and_signs() -> None:
    entry = publish(title="X", organisation={"registrations": [{"scheme": "GB-COH", "id": "02050843"}]})

    take_in(recipient(companyNumber="2050843"))

    assert outcome() == ("matched", "registration", entry)


def test_the_same_website_under_a_similar_name_settles_it() -> None:
    entry = publish(title="Malmö community kitchen", website="https://www.kitchen.example/en")

    take_in(recipient(url="http://kitchen.example"))

    assert outcome() == ("matched", "website", entry)


def test_the_same_website_under_another_name_is_asked() -> None:
    publish(title="Society for tools", website="https://kitchen.example")

    take_in(recipient(url="http://kitchen.example"))

    assert outcome() == ("doubtful", "", None)


def test_a_website_that_many_share_says_nothing() -> None:
    publish(title="Society for tools", website="https://facebook.com/tools")

    take_in(recipient(url="http://facebook.com/kitchen"))

    assert outcome() == ("none", "", None)


@pytest.mark.parametrize("title", ["Malmö Kitchen", "The malmo kitchen Ltd", "MALMÖ KITCHEN LIMITED"])
def test_the_same_name_in_the_same_place_settles_it(title: str) -> None:
    entry = publish(title=title, places=SWEDEN)

    take_in(recipient(addressLocality="Malmo"))

    assert outcome() == ("matched", "name_and_place", entry)


def test_a_hidden_place_settles_nothing() -> None:
    publish(title="Malmö kitchen", places=[{"country": "SE", "city": "Malmö", "hidden": True}])

    take_in(recipient(addressLocality="Malmö"))

    assert outcome() == ("doubtful", "", None)


def test_the_same_name_elsewhere_is_asked() -> None:
    publish(title="Malmö kitchen", places=[{"country": "DK", "city": "Aarhus"}])

    take_in(recipient(addressLocality="Malmö"))

    assert outcome() == ("doubtful", "", None)


def test_another_number_of_the_same_register_speaks_against_name_and_website() -> None:
    registered("Malmö kitchen", "999", places=SWEDEN, website="https://kitchen.example")

    take_in(recipient(id="GB-CHC-1136419", addressLocality="Malmö", url="https://kitchen.example"))

    assert outcome() == ("doubtful", "", None)


def test_two_entries_with_the_same_evidence_are_asked_and_stronger_evidence_wins() -> None:
    both = [publish(title="Malmö kitchen", places=SWEDEN, slug=f"kitchen-{n}") for n in "ab"]

    take_in(recipient(addressLocality="Malmö"))
    assert outcome() == ("doubtful", "", None)
    assert {one.entry for one in party().candidates.all()} == set(both)

    stronger = registered("Malmö kitchen", "7", places=SWEDEN)
    take_in(recipient(addressLocality="Malmö", charityNumber="7"))
    assert outcome() == ("matched", "registration", stronger)


def test_only_public_organisations_are_candidates() -> None:
    publish("project", "Malmö kitchen", places=SWEDEN)
    entry = publish(title="Malmö kitchen", places=SWEDEN)
    withdraw(entry=entry, by=person("x@example.org"), note="")

    take_in(recipient(addressLocality="Malmö"))

    assert outcome() == ("none", "", None)


def doubtful() -> GrantCandidate:
    publish(title="Malmö kitchen", places=[{"country": "SE", "city": "Lund"}])
    take_in(recipient(addressLocality="Malmö"))
    return GrantCandidate.objects.get()


@pytest.mark.parametrize(("decision", "state"), [("same", "matched"), ("different", "none"), ("later", "doubtful")])
def test_a_decision_survives_importing_again(decision: str, state: str) -> None:
    candidate = doubtful()
    decide(candidates={candidate.pk: decision}, by=person(role="reviewer"))
    assert party().state == state

    take_in(recipient(addressLocality="Malmö", url="http://new.example"))
    match()

    candidate.refresh_from_db()
    assert (party().state, candidate.decision) == (state, decision)


def test_a_decision_can_be_taken_back() -> None:
    candidate, user = doubtful(), person(role="reviewer")
    decide(candidates={candidate.pk: "same"}, by=user)

    reopen(candidate=candidate, by=user)

    assert outcome() == ("doubtful", "", None)
    assert GrantCandidate.objects.for_curator(user).waiting().count() == 1


def test_only_those_in_charge_of_the_entry_decide() -> None:
    candidate = doubtful()
    centre("se")

    with pytest.raises(ActionError):
        decide(candidates={candidate.pk: "same"}, by=person("dane@example.org", role="editor", at=centre("dk")))

    assert party().state == "doubtful"


def test_one_organisation_is_not_said_to_be_two_entries_and_then_nothing_is_decided() -> None:
    for slug in "ab":
        publish(title="Malmö kitchen", slug=slug, places=SWEDEN)
    take_in(recipient(addressLocality="Malmö"))
    keys = list(GrantCandidate.objects.values_list("pk", flat=True))

    with pytest.raises(ActionError):
        decide(candidates=dict.fromkeys(keys, "same"), by=person(role="editor"))

    assert set(GrantCandidate.objects.values_list("decision", flat=True)) == {""}


def test_a_merge_moves_grants_and_decisions_to_the_survivor() -> None:
    candidate = doubtful()
    decide(candidates={candidate.pk: "same"}, by=person(role="editor"))
    survivor = publish(title="Survivor")

    follow_merge(survivor, candidate.entry)
    match()

    assert outcome() == ("matched", "curator", survivor)


def test_a_decision_about_the_absorbed_holds_for_a_survivor_that_was_a_candidate_as_well() -> None:
    candidate = doubtful()
    decide(candidates={candidate.pk: "same"}, by=person(role="editor"))
    survivor = publish(title="Survivor")
    GrantCandidate.objects.create(party=candidate.party, entry=survivor)

    follow_merge(survivor, candidate.entry)

    assert GrantCandidate.objects.get(party=candidate.party).decision == "same"


def test_a_merge_by_the_action_moves_them_too() -> None:
    candidate = doubtful()
    decide(candidates={candidate.pk: "same"}, by=person(role="editor"))
    survivor = publish(title="Survivor")
    absorbed = dict(candidate.entry.revision.document) | {"state": "merged", "merged_into": str(survivor.uid)}

    apply_bulk(documents=[absorbed], channel=Channel.CURATOR, by=None, title="Merge")

    assert outcome() == ("matched", "curator", survivor)


@pytest.mark.parametrize(
    ("ground", "named", "made"),
    [
        (
            "registration",
            {"charityNumber": "1136419"},
            {"organisation": {"registrations": [{"scheme": "GB-CHC", "id": "1136419"}]}},
        ),
        ("website", {"url": "https://kitchen.example"}, {"website": "https://kitchen.example/about"}),
        ("name_and_place", {"addressLocality": "Malmö", "addressCountry": "SE"}, {"places": SWEDEN}),
    ],
)
def test_an_entry_that_comes_after_its_grants_is_found_the_next_night(ground, named, made) -> None:
    take_in(recipient(**named))
    assert outcome() == ("none", "", None)
    entry = publish(title="Malmö kitchen", **made)
    before = Notice.objects.count()

    assert match_all() == 1

    assert outcome() == ("matched", ground, entry)
    assert Notice.objects.count() == before + 1


def test_one_that_is_only_alike_is_asked_about_and_a_second_night_changes_nothing() -> None:
    take_in(recipient(url="http://kitchen.example"))
    entry = publish(title="Society for tools", website="https://kitchen.example")
    assert match_all() == 1
    assert outcome() == ("doubtful", "", None)
    asked = GrantCandidate.objects.waiting().get()
    assert (asked.entry, asked.same_host) == (entry, True)
    before = Notice.objects.count()

    assert match_all() == 0

    assert GrantCandidate.objects.waiting().get().pk == asked.pk
    assert Notice.objects.count() == before


def test_a_night_leaves_what_a_curator_said_and_lets_go_of_what_is_withdrawn() -> None:
    take_in(recipient(url="http://kitchen.example"))
    lund = [{"country": "SE", "city": "Lund"}]
    other = publish(title="Society for tools", website="https://kitchen.example", places=lund)
    match_all()
    decide(candidates={GrantCandidate.objects.get().pk: "different"}, by=person(role="reviewer"))
    match_all()
    assert outcome() == ("none", "", None)
    entry = publish(title="Malmö kitchen", website="https://kitchen.example")
    assert match_all() == 1
    assert outcome() == ("matched", "website", entry)
    withdraw(entry=entry, by=None, note="test")
    assert match_all() == 1
    assert outcome() == ("none", "", None)
    assert GrantCandidate.objects.get(entry=other).decision == "different"
