"""Who looks for something and who offers it are asked, and get each other's address only after two times yes."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from directory.actions import withdraw
from directory.actions.reference import load_vocabularies
from directory.choices import Intent, ProposalState
from directory.mailing import deliver
from directory.models import Entry, Mail, Proposal, Submitter
from funding.actions.fitting import FIT_JOB
from funding.actions.introducing import ANSWER_WITHIN, introduce_all
from funding.jobs import fit_entries
from funding.models import Introduction
from tests.factories import publish

pytestmark = pytest.mark.django_db
SITE = "https://sinet.example"
NEEDS = ["Premises", "Partner", "Volunteers"]


@pytest.fixture(autouse=True)
def terms(db):
    publish("organisation", "So that there is reference data")
    load_vocabularies(
        rows=[
            {
                "key": key,
                "title": {"en": key},
                "terms": [{"key": need.lower(), "labels": {"en": need}} for need in NEEDS],
            }
            for key in ("seeks", "offers")
        ]
    )


def reachable(title: str, email: str, terms: dict[str, list[str]], **fields) -> Entry:
    """An entry of somebody whose address is known."""
    entry = publish("organisation", title, terms={"theme": ["health"], **terms}, **fields)
    submitter, _made = Submitter.objects.get_or_create(email=email)
    Proposal.objects.create(
        secret_hash=title, intent=Intent.NEW, kind="organisation", entry=entry, submitter=submitter,
        state=ProposalState.APPLIED, received_at=timezone.now(), language="en",
    )  # fmt: skip
    return entry


def run(after: timedelta = timedelta(0)) -> int:
    return introduce_all(site=SITE, at=timezone.now() + after)


def links() -> dict[str, str]:
    """Address → the path of its private page."""
    mails = Mail.objects.filter(kind="introduction")
    return {mail.recipient: mail.context["link"].removeprefix(SITE) for mail in mails}


@pytest.fixture
def two(terms):
    return (
        reachable("Seeker", "seeker@example.org", {"seeks": ["premises"]}),
        reachable("Offerer", "offerer@example.org", {"offers": ["premises"]}),
    )


def test_after_two_times_yes_each_gets_the_others_address_and_not_before(client, two):
    assert run() == 1
    found = links()
    for path in found.values():
        page = client.get(path).content.decode()
        assert "Do you want to know each other?" in page
        assert "example.org" not in page
    client.post(found["seeker@example.org"], {"answer": "yes"})
    assert not Mail.objects.filter(kind="introduced").exists()
    client.post(found["offerer@example.org"], {"answer": "yes"})

    told = {mail.recipient: mail.context["other_email"] for mail in Mail.objects.filter(kind="introduced")}
    assert told == {"seeker@example.org": "offerer@example.org", "offerer@example.org": "seeker@example.org"}
    assert Introduction.objects.get().state == "agreed"
    for mail in Mail.objects.all():
        deliver(mail=mail)
    assert {message.subject for message in outbox.outbox} == {
        "Somebody for “Seeker”: Offerer", "Somebody for “Offerer”: Seeker",
        "Offerer said yes, too", "Seeker said yes, too",
    }  # fmt: skip
    assert client.post(found["seeker@example.org"], {"answer": "no"}).status_code == 409


def test_a_no_ends_it_and_the_other_is_not_told_whose_it_was(client, two):
    run()
    found = links()
    client.post(found["offerer@example.org"], {"answer": "no"})
    page = client.get(found["seeker@example.org"]).content.decode()
    assert "one of the two did not want it, did not answer in time" in page
    assert client.post(found["seeker@example.org"], {"answer": "yes"}).status_code == 409
    assert not Mail.objects.filter(kind="introduced").exists()


def test_all_that_the_one_looks_for_and_the_other_offers_is_named_in_one_question(client, terms):
    reachable("Seeker", "seeker@example.org", {"seeks": ["premises", "partner", "volunteers"]})
    reachable("Offerer", "offerer@example.org", {"offers": ["premises", "partner"]})
    assert run() == 1
    assert Introduction.objects.get().what == "partner"
    needs = {mail.recipient: set(mail.context["need"].split(", ")) for mail in Mail.objects.all()}
    assert needs == {address: {"Premises", "Partner"} for address in links()}
    page = client.get(links()["seeker@example.org"]).content.decode()
    assert "“Offerer” offers what you look for: P" in page
    assert "Volunteers" not in page


def test_a_yes_can_be_taken_back_until_the_other_one_has_said_yes_too(client, two):
    run()
    found = links()
    client.post(found["seeker@example.org"], {"answer": "yes"})
    assert "No, after all" in client.get(found["seeker@example.org"]).content.decode()
    client.post(found["seeker@example.org"], {"answer": "no"})
    assert client.post(found["offerer@example.org"], {"answer": "yes"}).status_code == 409
    assert not Mail.objects.filter(kind="introduced").exists()


def test_a_pair_is_asked_once_for_good(two):
    assert [run(), run(), run(after=2 * ANSWER_WITHIN)] == [1, 0, 0]
    assert Introduction.objects.get().state == "expired"


def test_looking_and_a_forged_link_answer_nothing(client, two):
    run()
    path = links()["seeker@example.org"]
    client.get(path)
    client.post(path, {"answer": "perhaps"})
    assert Introduction.objects.get().seeker_agrees is None
    assert client.get("/en/funding/introductions/nothing").status_code == 404
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_who_shares_nothing_is_related_already_or_has_no_address_is_not_asked(two):
    seeker, offerer = two
    reachable("Other theme", "a@example.org", {"theme": ["work"], "offers": ["premises"]})
    publish("organisation", "No address", terms={"theme": ["health"], "offers": ["premises"]})
    reachable("Same people", "seeker@example.org", {"offers": ["premises"]})
    reachable(
        "A friend", "b@example.org", {"offers": ["premises"]},
        relations=[{"role": "partner", "object": str(seeker.uid)}],
    )  # fmt: skip
    assert run() == 1
    assert Introduction.objects.get().offerer == offerer


def test_one_that_has_three_waiting_is_left_in_peace(terms):
    reachable("Seeker", "seeker@example.org", {"seeks": ["premises"]})
    for number in range(5):
        reachable(f"Offerer {number}", f"offerer{number}@example.org", {"offers": ["premises"]})
    assert run() == 3
    assert run() == 0


def test_what_is_withdrawn_meanwhile_passes_nothing_on(client, two):
    run()
    found = links()
    client.post(found["seeker@example.org"], {"answer": "yes"})
    withdraw(entry=two[0], by=None, note="test")
    assert client.post(found["offerer@example.org"], {"answer": "yes"}).status_code == 409
    assert not Mail.objects.filter(kind="introduced").exists()
    assert "no longer in the directory" in client.get(found["offerer@example.org"]).content.decode()


def asked_by_jobs() -> int:
    """Run what publishing has enqueued, as the worker does, and count the pairs that were asked."""
    jobs = ProcrastinateJob.objects.filter(task_name=FIT_JOB).order_by("pk")
    before = Introduction.objects.count()
    for job in jobs:
        fit_entries(**job.args)
    return Introduction.objects.count() - before


def test_whom_a_new_entry_fits_is_asked_as_soon_as_it_is_published_whichever_side_came_last(terms):
    reachable("Seeker", "seeker@example.org", {"seeks": ["premises"]})
    assert asked_by_jobs() == 0
    reachable("Offerer", "offerer@example.org", {"offers": ["premises"]})
    assert asked_by_jobs() == 1
    reachable("Another seeker", "another@example.org", {"seeks": ["premises"]})
    assert asked_by_jobs() == 1
    assert asked_by_jobs() == 0
    assert set(links()) == {"seeker@example.org", "offerer@example.org", "another@example.org"}


def test_of_new_entries_only_their_own_pairs_are_asked_and_those_with_most_in_common_first(terms):
    reachable("Seeker", "seeker@example.org", {"seeks": ["premises"]})
    reachable("Other offerer", "other@example.org", {"offers": ["premises"]})
    shared = {"theme": ["health", "work"], "offers": ["partner"]}
    new = reachable("New", "new@example.org", shared)
    for number in range(4):
        reachable(f"Little {number}", f"little{number}@example.org", {"seeks": ["partner"]})
    best = reachable("Best", "best@example.org", {"theme": ["health", "work"], "seeks": ["partner"]})
    for number in range(4, 8):
        reachable(f"Little {number}", f"little{number}@example.org", {"seeks": ["partner"]})

    assert introduce_all(site=SITE, at=timezone.now(), among=[new.pk]) == 3
    assert set(Introduction.objects.values_list("offerer", flat=True)) == {new.pk}
    assert Introduction.objects.filter(seeker=best).exists()
