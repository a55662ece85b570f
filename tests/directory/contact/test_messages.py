"""Writing to an initiative: confirmed by mail, passed on without showing an address, limited, reported."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone

from directory.access import limits
from directory.actions.accepting import accept
from directory.actions.messages import receiver_of
from directory.browse.record import record_at
from directory.mailing import deliver
from directory.models import ContactPerson, Mail, Message, Report, Submitter
from tests.directory.curate.conftest import page, waiting
from tests.factories import publish

GOOD = {"sender_name": "Kim", "sender_email": "kim@example.org", "text": "May we visit your garden in May?"}


@pytest.fixture
def entry(curator):
    proposal = waiting(email="maker@example.org")
    ContactPerson.objects.create(proposal=proposal, name="Maker", email="contact@example.org")
    return accept(proposal=proposal, by=curator)


def address(entry) -> str:
    return f"/en/write/organisation/{entry.slug}/"


def link_in(kind: str) -> str:
    mail = Mail.objects.filter(kind=kind).latest("pk")
    link = str(mail.context.get("link") or mail.context["report_link"])
    return link[link.index("/", len("https://")) :]


def test_a_message_is_passed_on_when_its_sender_presses_the_button_and_shows_no_address(client, entry):
    form = client.get(address(entry))
    response = client.post(address(entry), GOOD)
    assert response.status_code == 302
    sent = client.get(response["Location"])
    confirm = link_in("message_confirm")
    looked = [client.get(confirm) for _time in range(2)]
    assert not Mail.objects.filter(kind="message").exists()
    done = client.post(confirm, follow=True)
    again = client.post(confirm)

    assert "Your message is on its way." in page(done)
    assert again.status_code == 409
    mail = Mail.objects.get(kind="message")
    assert mail.recipient == "contact@example.org"
    deliver(mail=mail)
    assert "May we visit your garden in May?" in outbox.outbox[0].body
    assert "kim@example.org" in outbox.outbox[0].body
    for answer in (form, response, sent, *looked, done, again):
        assert "contact@example.org" not in page(answer)
        assert "maker@example.org" not in page(answer)


def test_the_page_of_an_entry_offers_to_write_where_an_address_is_known(client, entry):
    stranger = publish("organisation", "From a list")

    def known_of(one):
        return record_at(one.kind, one.slug).has_receiver, receiver_of(one) != ("", "")

    known = [known_of(one) for one in (entry, stranger)]
    ContactPerson.objects.update(email="")
    known.append(known_of(entry))
    offered = [address(one) in page(client.get(one.get_absolute_url())) for one in (entry, stranger)]
    Submitter.objects.update(bounced_at=timezone.now())
    known.append(known_of(entry))
    ContactPerson.objects.update(email="contact@example.org")
    known.append(known_of(entry))

    assert known == [(True, True), (False, False), (True, True), (False, False), (False, False)]
    assert offered == [True, False]


def test_without_a_known_address_there_is_no_form(client, centre, entry):
    assert client.get(address(publish("organisation", "From a list"))).status_code == 404
    ContactPerson.objects.update(email="")
    assert receiver_of(entry)[0] == "maker@example.org"
    Submitter.objects.update(bounced_at=timezone.now())
    assert receiver_of(entry) == ("", "")
    assert client.post(address(entry), GOOD).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"), [("sender_name", " "), ("sender_email", "kim"), ("text", "Hi"), ("nickname", "Spam")]
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, entry, field, value):
    response = client.post(address(entry), {**GOOD, field: value})

    assert response.status_code == 422
    assert f'href="#id_{field}"' in page(response)
    assert not Message.objects.exists()


def test_one_initiative_gets_only_so_many_messages_a_day(client, entry, monkeypatch):
    monkeypatch.setattr(limits, "MAILS_TO_ONE_ADDRESS", 1)
    client.post(address(entry), GOOD)
    response = client.post(address(entry), {**GOOD, "sender_email": "other@example.org"})

    assert response.status_code == 422
    assert "as a guard against spam" in page(response)
    assert Message.objects.count() == 1


def test_a_link_that_is_too_old_sends_nothing(client, entry):
    client.post(address(entry), GOOD)
    Message.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert client.post(link_in("message_confirm")).status_code == 404
    assert not Mail.objects.filter(kind="message").exists()


def test_who_got_a_message_can_report_it_once_and_the_centre_sees_it(client, entry):
    client.post(address(entry), GOOD)
    client.post(link_in("message_confirm"))
    link = link_in("message")
    assert "May we visit" in page(client.get(link))
    assert not Report.objects.exists()
    response = client.post(link)

    assert "/report/status/" in response["Location"]
    assert client.post(link).status_code == 409
    report = Report.objects.get()
    assert report.reason == "spam_message"
    assert "kim@example.org" in report.text
    assert client.get("/en/report/message/nothing").status_code == 404
