"""After the form: confirmation, status, answer, appeal, and all proposals of one address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.actions.accepting import accept
from directory.actions.decisions import note, reject, request_changes
from directory.choices import Intent
from directory.documents import read
from directory.models import Criterion, Entry, Mail, Proposal, Revision, Token
from tests.directory.submit.walk import CONTACT, WHAT, WHERE, begun, filled, form_values
from tests.factories import publish

pytestmark = pytest.mark.usefixtures("centre")


def sent(client, kind="organisation", **steps) -> str:
    """The address of the status page of a proposal that waits for its confirmation."""
    draft = filled(client, kind, **steps)
    assert client.post(f"{draft}check/")["Location"] == f"{draft}sent/"
    return f"/en/submit/status/{draft.split('/')[-2]}"


def received(client, link_in, kind="organisation", **steps) -> tuple[Proposal, str]:
    status = sent(client, kind, **steps)
    client.post(link_in("confirm"))
    return Proposal.objects.latest("pk"), status


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_looking_at_the_link_of_the_mail_confirms_nothing(client, link_in):
    sent(client)
    for _time in range(3):
        assert client.get(link_in("confirm")).status_code == 200
        assert client.head(link_in("confirm")).status_code == 200

    assert Proposal.objects.get().state == "unconfirmed"
    assert not Revision.objects.exists()


def test_a_link_that_was_used_says_so_and_where_the_proposal_is(client, link_in):
    received(client, link_in)
    for response in (client.get(link_in("confirm")), client.post(link_in("confirm"))):
        assert response.status_code == 200
        assert "This link is used up" in text(response)
        assert "Centre Sweden" in text(response)
    assert Revision.objects.count() == 1


def test_a_link_that_is_too_old_says_so_and_how_to_go_on(client, link_in):
    sent(client)
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for response in (client.get(link_in("confirm")), client.post(link_in("confirm"))):
        assert response.status_code == 410
        assert "older than seven days" in text(response)
        assert "/en/submit/mine/" in text(response)
    assert Proposal.objects.get().state == "unconfirmed"


def test_a_link_that_nobody_knows_says_so(client):
    assert client.get("/en/submit/confirm/nothing").status_code == 410
    assert client.get("/en/submit/status/nothing").status_code == 404
    assert client.get("/en/submit/draft/nothing/what/").status_code == 404
    assert client.get("/en/submit/mine/nothing").status_code == 404
    assert client.get(f"/en/submit/status/{'x' * 30}~not-a-uid").status_code == 404


def test_a_proposal_can_be_sent_again_until_it_is_confirmed(client, link_in):
    status = sent(client)
    first = link_in("confirm")
    draft = status.replace("status", "draft")
    client.post(f"{draft}/contact/", {**CONTACT, "email": "right@example.org"})
    client.post(f"{draft}/check/")

    assert [mail.recipient for mail in Mail.objects.filter(kind="confirm").order_by("pk")] == [
        "kim@example.org",
        "right@example.org",
    ]
    client.post(link_in("confirm"))
    assert Proposal.objects.get().state == "waiting"
    client.post(first)
    assert Revision.objects.count() == 1


def test_the_status_shows_state_queue_criteria_and_course_but_no_internal_note(client, link_in, curator):
    received(client, link_in, what={**WHAT, "title": "An older one", "website": ""})
    proposal, status = received(client, link_in)
    note(proposal=proposal, by=curator, text="Looks odd to me")
    page = text(client.get(status))

    assert "Waiting for the competence centre" in page
    assert "1 older proposal is waiting before yours." in page
    assert "It is social innovation" in page
    assert "Looks odd to me" not in page


def test_what_the_centre_asks_stands_beside_the_field_and_is_answered(client, link_in, curator):
    proposal, status = received(client, link_in)
    draft = status.replace("status", "draft")
    request_changes(proposal=proposal, by=curator, text="Almost there.", field_notes={"summary": "Who is helped?"})
    assert "Who is helped?" in text(client.get(status))
    assert "Who is helped?" in text(client.get(f"{draft}/what/"))

    client.post(f"{draft}/what/", {**WHAT, "summary": "Pensioners and pupils grow vegetables."})
    assert client.post(f"{draft}/check/", {"text": "Done."})["Location"] == status

    old_uid = proposal.revision.document["uid"]
    proposal.refresh_from_db()
    assert proposal.revision
    assert (proposal.state, proposal.revision.document["summary"], proposal.revision.document["uid"]) == (
        "waiting",
        "Pensioners and pupils grow vegetables.",
        old_uid,
    )
    assert client.get(f"{draft}/what/").status_code == 409


def test_a_proposal_is_taken_back_after_a_second_thought(client, link_in):
    proposal, status = received(client, link_in)
    assert client.post(status, {"do": "retract"}).status_code == 422
    client.post(status, {"do": "retract", "sure": "on"})

    proposal.refresh_from_db()
    assert proposal.state == "retracted"


def test_a_rejection_shows_its_criterion_and_is_appealed_once(client, link_in, curator):
    proposal, status = received(client, link_in)
    reject(proposal=proposal, by=curator, criterion=Criterion.objects.get(), text="It sells shoes.")
    page = text(client.get(status))
    assert "It is social innovation" in page
    assert "It sells shoes." in page

    assert client.post(status, {"do": "appeal", "text": "No"}).status_code == 422
    client.post(status, {"do": "appeal", "text": "It does not sell shoes."})
    again = client.post(status, {"do": "appeal", "text": "Once more, please."})

    assert again.status_code == 422
    assert "appealed already" in text(again)
    assert proposal.events.filter(what="appealed").count() == 1


def test_an_accepted_proposal_leads_to_its_entry(client, link_in, curator):
    proposal, status = received(client, link_in)
    entry = accept(proposal=proposal, by=curator)

    assert entry.get_absolute_url() in text(client.get(status))
    assert entry.licence == "CC-BY-4.0"


def test_all_proposals_of_an_address_stand_behind_a_link_that_works_for_a_day(client, link_in):
    sent(client)
    unknown = client.post("/en/submit/mine/", {"email": "nobody@example.org"}, follow=True)
    known = client.post("/en/submit/mine/", {"email": "KIM@example.org"}, follow=True)
    assert text(unknown) == text(known)
    assert Mail.objects.filter(kind="mine").count() == 1

    page = client.get(link_in("mine"))
    assert "Garden for all" in text(page)
    own = page.context["rows"][0]["url"]
    assert "Garden for all" in text(client.get(own))

    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(link_in("mine")).status_code == 404
    assert client.get(own).status_code == 404


def test_the_mailed_link_opens_only_the_proposals_of_its_address(client, link_in):
    sent(client)
    sent(client, contact={**CONTACT, "email": "other@example.org"}, what={**WHAT, "title": "Theirs", "website": ""})
    other = Proposal.objects.get(submitter__email="other@example.org")
    client.post("/en/submit/mine/", {"email": "kim@example.org"})
    secret = link_in("mine").rsplit("/", 1)[1]

    assert client.get(f"/en/submit/status/{secret}~{other.uid}").status_code == 404


def test_a_draft_that_is_sent_through_the_mailed_link_gets_a_link_that_lasts(client, link_in):
    draft = begun(client)
    client.post(f"{draft}what/", WHAT)
    client.post(f"{draft}later/", {"email": "kim@example.org"})
    client.post("/en/submit/mine/", {"email": "kim@example.org"})
    own = client.get(link_in("mine")).context["rows"][0]["url"].replace("status", "draft")
    for step, typed in {"who": WHERE, "contact": CONTACT, "check": {}}.items():
        response = client.post(f"{own}/{step}/", typed)
        assert response.status_code == 302
    lasting = Mail.objects.get(kind="confirm").context["status"].rsplit("/", 1)[1]

    assert "~" not in lasting
    assert client.get(f"/en/submit/status/{lasting}").status_code == 200


def test_a_correction_changes_only_what_was_changed(client, link_in, curator):
    entry = publish(
        title="Kitchen",
        summary="Old.",
        description="Two\n\nparagraphs",
        places=[{"country": "SE", "city": "Malmö", "latitude": 55.6, "longitude": 13, "precision": "city"}],
        terms={"theme": ["health"]},
        links=[{"label": "Report", "url": "https://example.org/r"}],
    )
    before = read(entry, public=False)
    start = f"/en/submit/change/organisation/{entry.slug}/"
    assert client.get(start).status_code == 200
    assert not Proposal.objects.exists()
    draft = client.post(start)["Location"].removesuffix("what/")
    for step in ("what", "who", "themes", "evidence"):
        shown = form_values(client.get(f"{draft}{step}/"))
        if step == "what":
            shown["summary"] = "New."
        response = client.post(f"{draft}{step}/", shown)
        assert response.status_code == 302, response.context["errors"]
    client.post(f"{draft}contact/", {**CONTACT, "licence": "CC0-1.0"})
    parts = client.get(f"{draft}check/").context["parts"]
    assert [line.label for part in parts for line in part.lines if line.is_changed] == ["Summary"]
    client.post(f"{draft}check/")
    client.post(link_in("confirm"))
    accept(proposal=Proposal.objects.get(), by=curator)

    entry.refresh_from_db()
    after = read(entry, public=False)
    assert (after["summary"], after["provenance"]["summary"]["source"]) == ("New.", "form")
    ignored = {"summary", "provenance"}
    assert {k: v for k, v in after.items() if k not in ignored} == {
        k: v for k, v in before.items() if k not in ignored
    } | {"centre": "se"}


def test_a_hidden_place_stays_hidden_from_who_corrects_and_is_kept(client, link_in):
    entry = publish(
        title="Shelter",
        places=[
            {
                "country": "SE",
                "city": "Malmö",
                "address": "Secret street 1",
                "latitude": 55.6123,
                "longitude": 13.0456,
                "precision": "address",
                "hidden": True,
            }
        ],
    )
    draft = client.post(f"/en/submit/change/organisation/{entry.slug}/")["Location"].removesuffix("what/")
    assert "Secret" not in str(Proposal.objects.get().answers)
    for step in ("what", "who"):
        page = client.get(f"{draft}{step}/")
        assert "Secret street" not in text(page)
        assert "55.6123" not in text(page)
        client.post(f"{draft}{step}/", form_values(page))
    client.post(f"{draft}contact/", {**CONTACT, "licence": "CC0-1.0"})
    response = client.post(f"{draft}check/")
    assert response.status_code == 302, response.context["errors"]

    assert Proposal.objects.get().documents[0]["places"][0]["address"] == "Secret street 1"


def test_it_has_ended_is_a_proposal_that_keeps_the_page(client, link_in, curator):
    entry = publish(title="Kitchen", summary="Old.")
    draft = client.post(f"/en/submit/ended/organisation/{entry.slug}/")["Location"].removesuffix("ended/")
    assert client.post(f"{draft}ended/", {"ended_on": "2024", "said": "No money."}).status_code == 302
    client.post(f"{draft}contact/", {**CONTACT, "licence": "CC0-1.0"})
    client.post(f"{draft}check/")
    client.post(link_in("confirm"))
    proposal = Proposal.objects.get()
    assert proposal.intent == Intent.ENDED
    accept(proposal=proposal, by=curator)

    entry.refresh_from_db()
    assert entry.is_public
    assert entry.notes == [{"field": "state", "text": "It has ended. 2024 No money."}]
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("path", ["change/organisation/no-such/", "ended/publication/paper/", "change/x/y/"])
def test_what_is_not_there_cannot_be_corrected(client, path):
    publish("publication", "Paper", slug="paper")
    assert client.get(f"/en/submit/{path}").status_code == 404
    assert client.post(f"/en/submit/{path}").status_code == 404
