"""News by mail without an account: confirmed, one mail for a person, stopped with one click."""

import re
from datetime import timedelta
from threading import Thread

import pytest
from django.core import mail as outbox
from django.db import connection, transaction
from django.utils import timezone

from directory.actions import apply_bulk, withdraw
from directory.actions.alerts import MOST_ALERTS, key_of
from directory.actions.tidying import expire_drafts
from directory.alerting import due_readers, tell
from directory.choices import Channel
from directory.mailing import deliver
from directory.models import Alert, Entry, Mail, Submitter
from tests.factories import document, publish

# What a snapshot sees is a matter of transactions that commit.
pytestmark = pytest.mark.django_db(transaction=True)

TOMORROW = timedelta(hours=21)


def ask(client, path: str, email: str = "kim@example.org", rhythm: str = "daily"):
    return client.post(path, {"email": email, "rhythm": rhythm, "nickname": ""})


def confirm(client) -> None:
    link = Mail.objects.filter(kind="alert_confirm").latest("pk").context["link"]
    assert client.post(link[link.index("/", len("https://")) :]).status_code == 302


def follow(client, path: str, **values: str) -> Alert:
    assert ask(client, path, **values).status_code == 200
    confirm(client)
    return Alert.objects.latest("pk")


def told(after: timedelta = TOMORROW) -> list[Mail]:
    """The mails with news that are written so much later."""
    before = set(Mail.objects.filter(kind="alert").values_list("pk", flat=True))
    now = timezone.now() + after
    for submitter in due_readers(now=now):
        tell(submitter=submitter, now=now)
    return list(Mail.objects.filter(kind="alert").exclude(pk__in=before))


def test_nothing_is_sent_before_the_button_behind_the_mailed_link_is_pressed(client):
    publish("organisation", "Old garden")
    assert "mailed you a link" in ask(client, "/en/alerts/search/?q=garden").content.decode()
    link = Mail.objects.get(kind="alert_confirm").context["link"]
    path = link[link.index("/", len("https://")) :]
    assert "Yes, write to me" in client.get(path).content.decode()
    publish("organisation", "New garden")
    assert told() == []
    client.post(path)
    assert client.post(path).status_code == 302  # pressing twice is no error
    assert told() == []  # what came before is not news


def test_what_becomes_public_and_fits_is_told_once_in_one_mail_for_all_searches(client):
    old = publish("organisation", "Old garden")
    follow(client, "/en/alerts/search/?q=garden&country=")
    follow(client, "/en/alerts/search/?kind=project&sort=name&page=2&utm_source=x")
    follow(client, f"/en/alerts/organisation/{old.slug}/")
    publish("organisation", "New garden")
    publish("project", "A bakery")
    publish("organisation", "A mill")
    withdraw(entry=old, by=None, note="test")

    [mail] = told()
    labels = [section["label"] for section in mail.context["sections"]]
    named = [entry["title"] for section in mail.context["sections"] for entry in section.get("entries", [])]
    assert labels == ["“garden”", "Kind: Project", "Old garden"]
    assert named == ["New garden", "A bakery"]
    assert mail.context["sections"][2]["what"] == "It is no longer in the directory."
    assert told(after=2 * TOMORROW) == []


def test_the_mail_names_what_is_new_and_can_be_stopped_by_one_click(client):
    follow(client, "/en/alerts/search/?q=garden")
    for number in range(12):
        publish("organisation", f"Garden {number}")
    [mail] = told()
    unsubscribe = mail.context["unsubscribe"]
    deliver(mail=mail)

    [message] = outbox.outbox
    assert message.subject == "New: “garden”"
    assert len(re.findall(r"^\* Garden \d+$", message.body, re.MULTILINE)) == 10
    assert "and 2 more" in message.body
    assert message.extra_headers["List-Unsubscribe"] == f"<{unsubscribe}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "unsubscribe" not in Mail.objects.get(pk=mail.pk).context
    path = unsubscribe[unsubscribe.index("/", len("https://")) :]
    assert client.get(path).status_code == 200
    assert Alert.objects.count() == 1  # looking, as scanners do, stops nothing
    for _again in range(2):  # without a redirect, which mail programs do not follow
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Alert.objects.exists()
    assert "You get no news by mail any more" in client.get(path).content.decode()


def test_a_weekly_alert_waits_for_its_week_and_one_of_several_can_be_changed_or_stopped(client):
    weekly = follow(client, "/en/alerts/search/?q=garden", rhythm="weekly")
    follow(client, "/en/alerts/search/?q=bakery")
    publish("organisation", "New garden")
    assert told() == []
    page = f"/en/alerts/mine/{key_of(weekly.submitter)}"
    client.post(page, {"uid": str(weekly.uid), "rhythm": "daily"})
    assert len(told(after=2 * TOMORROW)) == 1
    client.post(page, {"uid": str(weekly.uid)})
    assert [alert.query for alert in Alert.objects.all()] == ["q=bakery"]
    client.post(page, {"uid": "00000000-0000-0000-0000-000000000000"})
    assert Alert.objects.count() == 1  # an unknown one stops nothing


def test_what_commits_late_is_told_the_next_time_and_not_lost(client):
    follow(client, "/en/alerts/search/?q=garden")
    late = document("organisation", "Late garden")

    def write_first_and_commit_later() -> None:
        with transaction.atomic():
            apply_bulk(documents=[late], channel=Channel.IMPORT, by=None, title="late")
            publish_and_tell.start()
            publish_and_tell.join()
        connection.close()

    early: list[list[Mail]] = []

    def tell() -> None:
        apply_bulk(documents=[document("organisation", "Early garden")], channel=Channel.IMPORT, by=None, title="early")
        early.append(told())
        connection.close()

    publish("organisation", "Bakery")  # the reference data of both writers
    publish_and_tell, writer = Thread(target=tell), Thread(target=write_first_and_commit_later)
    writer.start()
    writer.join()

    titles = [[entry["title"] for entry in mail.context["sections"][0]["entries"]] for mail in early[0]]
    assert titles == [["Early garden"]]
    [mail] = told(after=2 * TOMORROW)
    assert [entry["title"] for entry in mail.context["sections"][0]["entries"]] == ["Late garden"]


def test_a_search_that_no_longer_works_is_told_and_ended(client):
    alert = follow(client, "/en/alerts/search/?kind=project")
    Alert.objects.filter(pk=alert.pk).update(query="theme=gone")
    [mail] = told()
    deliver(mail=mail)
    assert "This search no longer works" in outbox.outbox[0].body
    assert not Alert.objects.exists()


@pytest.mark.parametrize("path", ["/en/alerts/search/?theme=nothing", "/en/alerts/search/?q=" + "x" * 3000])
def test_a_search_that_is_none_is_refused_with_what_to_do(client, path):
    publish()
    answer = ask(client, path)
    assert answer.status_code == 422
    assert "Go back to the list" in answer.content.decode()
    assert not Alert.objects.exists()


def test_wrong_input_is_said_and_a_robot_gets_nothing(client):
    publish()
    path = "/en/alerts/search/?q=garden"
    wrong = client.post(path, {"email": "kim@", "rhythm": "hourly"})
    assert wrong.status_code == 422
    assert "Write an e-mail address like" in wrong.content.decode()
    assert "Choose how often." in wrong.content.decode()
    assert 'value="kim@"' in wrong.content.decode()
    assert client.post(path, {"email": "a@example.org", "rhythm": "daily", "nickname": "x"}).status_code == 422
    assert not Submitter.objects.exists()


def test_the_page_after_asking_is_still_about_the_entry(client):
    entry = publish("organisation", "Roof garden")
    page = client.post(f"/en/alerts/organisation/{entry.slug}/", {"email": "a@example.org", "rhythm": "weekly"})
    text = page.content.decode()
    assert "One step is left" in text
    assert "Tell me when this changes" in text
    assert "Back to the entry" in text


def test_asking_twice_is_one_alert_and_an_address_has_only_so_many(client):
    for _time in range(2):
        assert ask(client, "/en/alerts/search/?q=garden").status_code == 200
    assert Alert.objects.count() == 1
    reader = Submitter.objects.get()
    Alert.objects.bulk_create(
        Alert(submitter=reader, query=f"q={number}", secret_hash=str(number)) for number in range(MOST_ALERTS - 1)
    )
    answer = ask(client, "/en/alerts/search/?q=bakery")
    assert answer.status_code == 422
    assert "stop one of them first" in answer.content.decode()


def test_an_unconfirmed_alert_is_forgotten_after_a_week_and_its_address_with_it(client):
    ask(client, "/en/alerts/search/?q=garden")
    Alert.objects.update(created_at=timezone.now() - timedelta(days=8))
    Submitter.objects.update(created_at=timezone.now() - timedelta(days=100))
    expire_drafts(before=timezone.now() - timedelta(days=90))
    assert not Alert.objects.exists()
    assert not Submitter.objects.exists()


def test_whom_mail_does_not_reach_is_not_written_to(client):
    follow(client, "/en/alerts/search/?q=garden")
    Submitter.objects.update(bounced_at=timezone.now())
    publish("organisation", "New garden")
    assert told() == []


@pytest.mark.parametrize("key", ["1", "1:wrong", "x:y", "nothing"])
def test_a_forged_link_leads_nowhere(client, key):
    assert client.get(f"/en/alerts/mine/{key}").status_code == 404
    assert client.post(f"/en/alerts/mine/{key}").status_code == 404


def test_lists_and_entries_lead_to_the_form(client):
    entry = publish("organisation", "Garden")
    listed = client.get("/en/organisations/?q=garden").content.decode()
    assert '/en/alerts/search/?kind=organisation&amp;q=garden"' in listed or (
        '/en/alerts/search/?q=garden&amp;kind=organisation"' in listed
    )
    assert f"/en/alerts/organisation/{entry.slug}/" in client.get(entry.get_absolute_url()).content.decode()
    assert Entry.objects.count() == 1
