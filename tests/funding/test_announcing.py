"""Who asked is told once of calls that newly fit an initiative, and of initiatives that newly fit a call."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail as outbox
from django.utils import timezone

from directory.actions import apply_bulk, withdraw
from directory.choices import Channel
from directory.mailing import deliver
from directory.models import Alert, Entry, Mail
from funding.matching.kept import keep_matches
from funding.models import Call
from tests.directory.contact.test_alerts import follow, told
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)
SWEDEN, LATVIA = [{"country": "SE"}], [{"country": "LV"}]
HEALTH = {"terms": {"theme": ["health"]}, "places": SWEDEN}


def call(title: str, **fields) -> Entry:
    closes = {"closes_at": "2099-12-24T22:30:00Z", "time_zone": "Europe/Riga", "closes_all_day": True}
    return publish("call", title, **{**HEALTH, "call": closes, **fields})


def night() -> None:
    keep_matches(at=timezone.now())


def named(mails: list[Mail]) -> list[str]:
    return [one["title"] for mail in mails for section in mail.context["sections"] for one in section["entries"]]


def test_a_new_call_is_told_once_with_why_it_fits_and_its_close_on_its_own_clock(client):
    maker = publish("project", "Maker", **HEALTH)
    call("Old call")
    night()
    follow(client, f"/en/alerts/project/{maker.slug}/finds/")
    night()
    assert told() == []
    call("New call")
    call("Far call", places=LATVIA)
    night()

    [mail] = told(timedelta(days=2))
    assert named([mail]) == ["New call"]
    [section] = mail.context["sections"]
    assert section["label"] == "Calls that fit “Maker”"
    assert section["link"].endswith(f"/en/funding/match/project/{maker.slug}/")
    assert section["entries"][0]["why"] == (
        "It closes: 25 December 2099. For work in Sweden: yes. The same theme: Health."
    )
    night()
    assert told(timedelta(days=3)) == []

    deliver(mail=mail)
    body = outbox.outbox[0].body
    assert outbox.outbox[0].subject == "New: Calls that fit “Maker”"
    assert "* New call\n" in body
    assert "The same theme: Health." in body


def test_a_call_that_comes_to_fit_by_a_change_is_told_and_one_that_fits_no_more_is_not(client):
    maker, far = publish("project", "Maker", **HEALTH), call("Far call", places=LATVIA)
    follow(client, f"/en/alerts/project/{maker.slug}/finds/")
    gone = call("Gone call")
    near = {**far.revision.document, "places": SWEDEN}
    apply_bulk(documents=[near], channel=Channel.CURATOR, by=None, title="Now for Sweden too")
    night()
    withdraw(entry=gone, by=None, note="test")
    assert named(told()) == ["Far call"]


def test_a_funder_is_told_of_initiatives_and_the_rest_is_counted(client, monkeypatch):
    monkeypatch.setattr("directory.alerting._MOST_NAMED", 2)
    asked = call("A call")
    follow(client, f"/en/alerts/call/{asked.slug}/finds/")
    for number in range(3):
        publish("project", f"Maker {number}", **HEALTH)
    night()
    [mail] = told()
    [section] = mail.context["sections"]
    assert section["label"] == "Initiatives that fit “A call”"
    assert [one["title"] for one in section["entries"]] == ["Maker 2", "Maker 1"]
    assert section["entries"][0]["why"] == "For work in Sweden: yes. The same theme: Health."
    assert section["more"] == 1


def test_watching_an_entry_and_asking_for_calls_are_two_alerts_in_one_mail(client):
    maker = publish("project", "Maker", **HEALTH)
    follow(client, f"/en/alerts/project/{maker.slug}/")
    follow(client, f"/en/alerts/project/{maker.slug}/finds/")
    follow(client, f"/en/alerts/project/{maker.slug}/finds/")
    assert sorted(Alert.objects.values_list("finds", flat=True)) == [False, True]
    publish("project", "Maker", uid=str(maker.uid), slug=maker.slug, summary="Changed", **HEALTH)
    call("New call")
    night()
    [mail] = told()
    assert [section["label"] for section in mail.context["sections"]] == ["Maker", "Calls that fit “Maker”"]
    link = mail.context["unsubscribe"]
    page = client.get(link[link.index("/", len("https://")) :]).content.decode()
    assert ">Maker</h2>" in page
    assert ">Calls that fit “Maker”</h2>" in page


def test_when_the_entry_goes_this_is_told_and_the_alert_is_over(client):
    maker = publish("project", "Maker", **HEALTH)
    follow(client, f"/en/alerts/project/{maker.slug}/finds/")
    withdraw(entry=maker, by=None, note="test")
    [mail] = told()
    assert mail.context["sections"][0]["what"] == "It is no longer in the directory."
    assert not Alert.objects.exists()


def test_only_what_something_is_found_for_can_be_asked_about(client):
    place, maker = publish("event", "A day", **HEALTH), publish("organisation", "Maker", **HEALTH)
    assert client.get(f"/en/alerts/event/{place.slug}/finds/").status_code == 404
    page = client.get(f"/en/alerts/organisation/{maker.slug}/finds/").content.decode()
    assert "Tell me of new calls that fit" in page
    withdraw(entry=maker, by=None, note="test")
    assert client.get(f"/en/alerts/organisation/{maker.slug}/finds/").status_code == 404


def test_the_page_of_an_entry_shows_the_best_calls_of_the_night(client):
    maker = publish("project", "Maker", terms={"theme": ["health"], "element": ["realise"]}, places=SWEDEN)
    for number in range(3):
        call(f"Call {number}")
    best = call("Best call", terms={"theme": ["health"], "element": ["realise"]})
    gone = call("Gone call", terms={"theme": ["health"], "element": ["realise"]})
    path = maker.get_absolute_url()
    assert "Best call" not in client.get(path).content.decode()
    night()
    withdraw(entry=gone, by=None, note="test")

    page = client.get(path).content.decode()
    shown = page[page.index('id="ways-heading"') :]
    assert shown.index("Best call") < shown.index("Call 0") < shown.index("Call 1")
    assert "Call 2" not in shown
    assert "Gone call" not in shown
    assert best.get_absolute_url() in shown


def closed(title: str, **fields) -> Entry:
    return call(title, call={"opens_at": "2020-01-01T00:00:00Z", "closes_at": "2020-12-24T22:30:00Z", **fields})


def test_of_a_closed_call_only_what_can_still_happen_is_offered(client):
    over, still = closed("Over"), call("Still open")
    pages = {one.title: client.get(one.get_absolute_url()).content.decode() for one in (over, still)}
    assert "Tell me when it changes or closes soon" in pages["Still open"]
    assert "Tell me of new initiatives that fit" in pages["Still open"]
    assert "Tell me when it changes<" in pages["Over"]
    assert "/finds/" not in pages["Over"]
    assert "/finds/" not in client.get(f"/en/funding/fits/call/{over.slug}/").content.decode()

    form = client.get(f"/en/alerts/call/{over.slug}/").content.decode()
    assert "Tell me when this changes<" in form
    assert "A mail when this entry is changed, merged or withdrawn." in form
    asked = client.post(f"/en/alerts/call/{over.slug}/finds/", {"email": "kim@example.org", "rhythm": "daily"})
    assert asked.status_code == 422
    assert "The call has closed" in asked.content.decode()
    assert not Alert.objects.exists()


def test_a_closed_call_with_a_stage_to_come_still_reminds(client):
    stages = [{"label": "Full plan", "closes_at": "2099-01-01T00:00:00Z"}]
    page = client.get(closed("First stage over", stages=stages).get_absolute_url()).content.decode()
    assert "Tell me when it changes or closes soon" in page


def test_a_closed_call_leads_to_news_of_the_next_calls_of_its_programme(client):
    publish("project", "Maker", summary="By the Garden (SE) fund")
    over = closed("Over", programme='The "Garden" (SE)')
    path = unescape(
        re.search(r'href="(/en/alerts/search/[^"]*)"', client.get(over.get_absolute_url()).content.decode())[1]
    )
    follow(client, path)
    call("Another call")
    call("Next call", call={"programme": 'The "Garden" (SE)'})
    assert named(told()) == ["Next call"]


def test_news_of_initiatives_end_when_the_call_closes_and_say_so(client):
    asked = call("A call")
    follow(client, f"/en/alerts/call/{asked.slug}/finds/")
    Call.objects.update(closes_at=timezone.now())
    [mail] = told()
    [section] = mail.context["sections"]
    assert section["label"] == "Initiatives that fit “A call”"
    assert section["what"] == "The call has closed, so no more initiatives are looked for."
    assert not Alert.objects.exists()


ANSWERS = "/en/alerts/answers/?country=SE&theme=health&amount=&currency=EUR&ask=1"


def test_answers_without_an_entry_are_told_of_calls_that_become_public_and_fit(client):
    call("Old call")
    page = client.get(f"/en/funding/match/?{ANSWERS.partition('?')[2]}").content.decode()
    assert 'href="/en/alerts/answers/?country=SE&amp;theme=health"' in page
    form = client.get(ANSWERS).content.decode()
    assert "Tell me of new calls that fit" in form
    assert ">Sweden, Health</p>" in form
    follow(client, ANSWERS)
    follow(client, ANSWERS.replace("&ask=1", "&own_share="))
    [alert] = Alert.objects.all()
    assert (alert.query, alert.finds, alert.entry) == ("country=SE&theme=health", True, None)
    assert told() == []
    call("New call")
    call("Far call", places=LATVIA)
    call("Call about something else", places=[], terms={"theme": ["work"]})
    publish("project", "A project", **HEALTH)

    [mail] = told(timedelta(days=2))
    [section] = mail.context["sections"]
    assert named([mail]) == ["New call"]
    assert section["label"] == "Calls that fit: Sweden, Health"
    assert section["link"].endswith("/en/funding/match/?country=SE&theme=health")
    assert section["entries"][0]["why"].endswith("For work in Sweden: yes. The same theme: Health.")
    assert told(timedelta(days=3)) == []
    link = mail.context["unsubscribe"]
    path = link[link.index("/", len("https://")) :]
    assert ">Calls that fit: Sweden, Health</h2>" in client.get(path).content.decode()
    client.post(path, {"List-Unsubscribe": "One-Click"})
    assert not Alert.objects.exists()


def test_a_search_of_the_same_words_is_another_alert_than_the_answers(client):
    publish("project", "Maker", **HEALTH)
    follow(client, ANSWERS)
    follow(client, "/en/alerts/search/?country=SE&theme=health")
    assert sorted(Alert.objects.values_list("finds", flat=True)) == [False, True]


@pytest.mark.parametrize("query", ["", "ask=1", "theme=nothing", "country=SE&own_share=200", "amount=much"])
def test_answers_that_say_nothing_or_are_wrong_are_refused(client, query):
    publish("project", "Maker", **HEALTH)
    asked = client.post(f"/en/alerts/answers/?{query}", {"email": "kim@example.org", "rhythm": "daily"})
    assert asked.status_code == 422
    assert "Go back to the questions" in asked.content.decode()
    assert not Alert.objects.exists()


def test_answers_of_which_one_is_gone_are_told_and_ended(client):
    publish("project", "Maker", **HEALTH)
    follow(client, ANSWERS)
    Alert.objects.update(query="country=SE&theme=gone")
    [mail] = told()
    [section] = mail.context["sections"]
    assert section["label"] == "Calls that fit: Sweden"
    assert section["what"].startswith("One of these answers is no longer among those to choose from.")
    assert not Alert.objects.exists()
