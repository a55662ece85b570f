"""Against spam and against loss: what is refused is refused aloud, and what was typed comes back."""

import base64
import hashlib
import json
import logging

import pytest
from django.db import DatabaseError
from django.test import Client

from directory.access import limits
from directory.access.limits import TRAP
from directory.models import Mail, Proposal, Tally
from directory.submit import guard
from tests.directory.submit.walk import CONTACT, WHAT, begun, filled

pytestmark = pytest.mark.usefixtures("centre")
SECRET_PAGES = ["what/", "who/", "themes/", "evidence/", "contact/", "check/", "later/"]


def solved(challenge: str) -> str:
    """The payload that ALTCHA's widget would send."""
    task = json.loads(challenge)
    most = task.get("maxNumber") or task["maxnumber"]
    for number in range(most + 1):
        if hashlib.sha256(f"{task['salt']}{number}".encode()).hexdigest() == task["challenge"]:
            known = {key: task[key] for key in ("algorithm", "challenge", "salt", "signature")}
            return base64.b64encode(json.dumps({**known, "number": number}).encode()).decode()
    raise AssertionError


def test_the_work_of_the_browser_is_checked(client):
    draft = filled(client)
    payload = solved(client.get(f"{draft}check/").context["challenge"])
    proposal = Proposal.objects.get()

    assert guard.is_solved(payload, proposal)
    assert not guard.is_solved(payload[:-8], proposal)
    assert not guard.is_solved("", proposal)
    assert not guard.is_solved("bm9uc2Vuc2U=", proposal)
    assert not guard.is_solved(base64.b64encode(b'{"salt": 5}').decode(), proposal)
    assert client.post(f"{draft}check/", {"altcha": payload})["Location"] == f"{draft}sent/"


def test_work_done_for_one_proposal_is_worth_nothing_for_another(client):
    first, second = filled(client), filled(client)
    payload = solved(client.get(f"{first}check/").context["challenge"])
    response = client.post(f"{second}check/", {"altcha": payload})

    assert response.status_code == 422
    assert "has been made anew" in response.content.decode()


def test_work_that_is_too_old_is_asked_for_again(client, monkeypatch):
    draft = filled(client)
    monkeypatch.setattr(guard, "_GOOD_FOR", -guard._GOOD_FOR)
    payload = solved(client.get(f"{draft}check/").context["challenge"])

    assert client.post(f"{draft}check/", {"altcha": payload}).status_code == 422


def test_without_the_work_fewer_may_be_sent_and_the_reason_is_said(client, monkeypatch):
    monkeypatch.setattr(limits, "SENT_WITHOUT_PROOF", 2)
    answers = []
    for number in range(3):
        contact = {**CONTACT, "email": f"kim{number}@example.org"}
        draft = filled(client, contact=contact, what={**WHAT, "title": f"Name {number}", "website": ""})
        answers.append(client.post(f"{draft}check/"))

    assert [answer.status_code for answer in answers] == [302, 302, 422]
    assert "With JavaScript switched on you can send at once." in answers[-1].content.decode()
    assert Proposal.objects.filter(state="draft").count() == 1
    payload = solved(answers[-1].context["challenge"])
    assert client.post(f"{draft}check/", {"altcha": payload}).status_code == 302


def test_one_address_gets_only_so_many_mails_a_day(client, monkeypatch):
    monkeypatch.setattr(limits, "MAILS_TO_ONE_ADDRESS", 2)
    for _time in range(3):
        response = client.post("/en/submit/mine/", {"email": "kim@example.org"})
    assert response.status_code == 422
    assert "Please go on tomorrow." in response.content.decode()
    assert client.post("/en/submit/mine/", {"email": "other@example.org"}).status_code == 302


def test_one_network_begins_only_so_many_drafts_a_day(client, monkeypatch):
    monkeypatch.setattr(limits, "DRAFTS_A_DAY", 1)
    begun(client)
    response = client.post("/en/submit/", {"kind": "project"})
    assert response.status_code == 422
    assert "as a guard against spam" in response.content.decode()
    assert client.post("/en/submit/", {"kind": "project"}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_what_is_counted_names_nobody(client):
    begun(client)
    client.post("/en/submit/mine/", {"email": "kim@example.org"})

    kept = str(list(Tally.objects.values()))
    assert Tally.objects.count() == 3
    assert "127.0.0.1" not in kept
    assert "kim" not in kept


def test_who_falls_into_the_trap_is_told_and_can_go_on(client):
    draft = filled(client)
    response = client.post(f"{draft}check/", {TRAP: "http://spam.example"})
    page = response.content.decode()

    assert response.status_code == 422
    assert f'href="#id_{TRAP}"' in page
    assert 'value="http://spam.example"' in page
    assert client.post(f"{draft}check/", {TRAP: ""}).status_code == 302


@pytest.mark.parametrize("page", SECRET_PAGES)
def test_private_pages_are_kept_nowhere_and_tell_nobody(client, page):
    draft = filled(client)
    response = client.get(f"{draft}{page}")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]
    assert ' style="' not in response.content.decode()


def test_no_cookie_or_token_is_needed_so_none_can_expire():
    client = Client(enforce_csrf_checks=True)
    draft = filled(client)

    assert client.post(f"{draft}check/").status_code == 302
    assert not client.cookies


def test_a_form_sent_from_another_site_changes_nothing(client):
    draft = begun(client)
    response = client.post(f"{draft}what/", WHAT, headers={"sec-fetch-site": "cross-site"})

    assert response.status_code == 403
    assert Proposal.objects.get().answers == {}


@pytest.mark.parametrize("failure", [DatabaseError("gone"), RuntimeError("bug")])
def test_when_the_server_fails_every_word_comes_back_with_a_button(client, monkeypatch, failure):
    def fail(**_arguments):
        raise failure

    draft = begun(client)
    monkeypatch.setattr("directory.submit.filling.save_answers", fail)
    response = client.post(f"{draft}what/", {**WHAT, "do": ""})
    page = response.content.decode()

    assert response.status_code == 503
    assert "Something went wrong here" in page
    assert page.count(WHAT["summary"]) == 2
    assert f'action="{draft}what/"' in page


def test_when_the_draft_is_gone_every_word_comes_back(client):
    draft = begun(client)
    Proposal.objects.all().delete()
    response = client.post(f"{draft}what/", {**WHAT, "description": "<b>Long & old</b>"})

    assert response.status_code == 404
    assert "&lt;b&gt;Long &amp; old&lt;/b&gt;" in response.content.decode()
    assert client.post(f"{draft}save/what/", WHAT).status_code == 404


def test_what_was_sent_in_another_window_cannot_be_sent_twice(client):
    draft = filled(client)
    client.post(f"{draft}check/")
    Proposal.objects.update(state="retracted", received_at="2026-01-01T00:00Z")

    assert client.post(f"{draft}check/").status_code == 409
    assert Mail.objects.count() == 1


def test_secrets_stand_in_no_log(client, caplog):
    with caplog.at_level(logging.DEBUG):
        draft = filled(client)
        client.post(f"{draft}check/")
        client.get(f"{draft}nothing/")
    secret = draft.split("/")[-2]

    assert caplog.records
    assert all(secret not in str(record.__dict__) for record in caplog.records if record.name.startswith("sinet"))


def test_what_the_form_does_not_ask_is_not_kept(client):
    draft = begun(client)
    client.post(f"{draft}what/", {**WHAT, "is_admin": "yes", "place-999-query": "x", "do": ""})

    assert set(Proposal.objects.get().answers["what"]) == set(WHAT)


def test_no_step_grows_without_end(client):
    draft = begun(client, "case")
    texts = dict.fromkeys(("context", "done", "results", "pitfalls", "transfer"), "x" * 400000)
    client.post(f"{draft}evidence/", texts)

    assert len(str(Proposal.objects.get().answers)) < 810_000
