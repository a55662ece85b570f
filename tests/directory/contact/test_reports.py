"""Reports about published content: sent in, followed, decided with reasons to both sides, appealed once, counted."""

import pytest
from django.core import mail as outbox

from directory.access import limits
from directory.actions.accepting import accept
from directory.actions.reports import appeal_report, decide_report, decide_report_appeal
from directory.actions.restoring import restore
from directory.contact.counts import years
from directory.mailing import deliver
from directory.models import Mail, Report
from tests.directory.curate.conftest import page, waiting
from tests.factories import publish
from tests.factories.people import person

GOOD = {
    "reason": "wrong",
    "place": "In the summary",
    "text": "The garden closed two years ago.",
    "email": "Reader@example.org",
    "good_faith": "on",
}


@pytest.fixture
def entry(centre):
    return publish("organisation", "A garden", places=[{"country": "SE"}])


def address(entry) -> str:
    return f"/en/report/organisation/{entry.slug}/"


def sent(client, entry, **fields) -> str:
    """The address of the private page of a report."""
    response = client.post(address(entry), {**GOOD, **fields})
    assert response.status_code == 302
    return str(response["Location"])


def test_a_report_goes_to_the_centre_in_charge_and_is_acknowledged_on_the_page_and_by_mail(client, entry, centre):
    status = sent(client, entry)

    report = Report.objects.get()
    assert (report.centre, report.reason, report.place) == (centre, "wrong", "In the summary")
    assert (report.email, report.good_faith, report.state) == ("reader@example.org", True, "received")
    shown = client.get(status)
    assert "Your report has arrived" in page(shown)
    assert shown["Cache-Control"].startswith("max-age=0")
    assert (shown["Referrer-Policy"], shown["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    deliver(mail=Mail.objects.get(kind="report_received"))
    assert status in outbox.outbox[0].body


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("reason", "", "Choose what is the matter."),
        ("reason", "spam_message", "Select a valid choice"),
        ("text", " ", "Say what is wrong and why."),
        ("text", "x" * 5001, "at most 5000 characters"),
        ("email", "nobody", "name@example.org"),
        ("good_faith", "", "Tick the box"),
        ("nickname", "http://spam.example", "Leave the field"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, entry, field, value, message):
    typed = {**GOOD, field: value}
    response = client.post(address(entry), {name: value for name, value in typed.items() if value})

    assert response.status_code == 422
    assert message in page(response)
    assert f'href="#id_{field}"' in page(response)
    assert "In the summary" in page(response)
    assert not Report.objects.exists()
    assert not Mail.objects.exists()


def test_one_network_reports_only_so_often_a_day(client, entry, monkeypatch):
    monkeypatch.setattr(limits, "MAILS_FROM_ONE_NETWORK", 1)
    sent(client, entry, email="")
    response = client.post(address(entry), {**GOOD, "email": ""})

    assert response.status_code == 422
    assert "as a guard against spam" in page(response)
    assert "The garden closed" in page(response)
    assert Report.objects.count() == 1


def test_a_form_from_another_site_is_refused(client, entry):
    assert client.post(address(entry), GOOD, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Report.objects.exists()


def test_what_is_not_public_cannot_be_reported(client, entry):
    assert client.get("/en/report/organisation/no-such-entry/").status_code == 404
    assert client.get("/en/report/status/no-such-secret").status_code == 404


def contributed(curator):
    """An entry that came by a proposal: its sender is the other side."""
    return accept(proposal=waiting(email="maker@example.org"), by=curator)


def decided_mails() -> dict[str, str]:
    found = Mail.objects.filter(kind="report_decided", state="waiting")
    texts = {}
    for mail in found:
        deliver(mail=mail)
        texts[mail.recipient] = outbox.outbox[-1].body
    return texts


def test_the_decision_goes_to_both_sides_and_each_can_appeal_by_its_own_link(client, curator, centre):
    entry = contributed(curator)
    status = sent(client, entry)
    decide_report(
        report=Report.objects.get(), by=curator, outcome="withdrawn", statement="It is gone.", ground="Rule 1"
    )

    texts = decided_mails()
    assert set(texts) == {"reader@example.org", "maker@example.org"}
    for text in texts.values():
        assert "It is gone." in text
        assert "Rule 1" in text
    assert "court" in texts["reader@example.org"]
    link = next(word for word in texts["maker@example.org"].split() if "/report/status/" in word)
    theirs = link[link.index("/sv/") :]
    assert theirs.split("/")[-1] != status.split("/")[-1]
    assert "It is gone." in page(client.get(status))
    shown = page(client.get(theirs))
    assert "It is gone." in shown
    assert "The garden closed" not in shown  # who reported, and their words, stay with the centre
    assert "reader@example.org" not in shown

    assert client.post(theirs, {"text": "short"}).status_code == 422
    assert client.post(theirs, {"text": "It is not gone at all."}).status_code == 302
    assert client.post(status, {"text": "Appeal once more, please."}).status_code == 409
    report = Report.objects.get()
    assert (report.state, report.appeal) == ("appealed", "It is not gone at all.")
    decide_report_appeal(
        report=report, by=person("b@example.org", role="reviewer", at=centre), outcome="stays", statement="Sorry."
    )
    assert "Sorry." in page(client.get(status))
    assert "This was the appeal." in decided_mails()["reader@example.org"]


def decided(report, curator, other, *outcomes: str):
    """A report that is decided, and decided anew after an appeal."""
    decide_report(report=report, by=curator, outcome=outcomes[0], statement="First.")
    appeal_report(report=report, text="It is not so at all.")
    return decide_report_appeal(report=report, by=other, outcome=outcomes[1], statement="Second.")


@pytest.fixture
def other(centre):
    return person("b@example.org", role="reviewer", at=centre)


@pytest.mark.parametrize("outcome", ["stays", "corrected"])
def test_an_appeal_against_a_withdrawal_brings_the_entry_back_as_a_revision(client, curator, other, outcome):
    entry = contributed(curator)
    sent(client, entry)
    before = entry.revision
    decided(Report.objects.get(), curator, other, "withdrawn", outcome)

    entry.refresh_from_db()
    assert entry.is_public
    assert [one.note for one in entry.revisions.order_by("pk")] == [
        "",
        "After a report.",
        "After an appeal against a report.",
    ]
    assert entry.revision.document["title"] == before.document["title"]
    assert entry.revision.author == other
    assert client.get(entry.get_absolute_url()).status_code == 200
    assert "read by everybody again" in decided_mails()["reader@example.org"]


def test_an_appeal_that_upholds_leaves_a_withdrawn_entry_away(client, curator, other):
    entry = contributed(curator)
    sent(client, entry)
    decided(Report.objects.get(), curator, other, "withdrawn", "withdrawn")

    entry.refresh_from_db()
    assert not entry.is_public
    assert entry.revisions.count() == 2


def test_what_has_happened_since_a_withdrawal_is_not_undone_by_an_appeal(client, curator, other, centre):
    entry = contributed(curator)
    sent(client, entry)
    report = Report.objects.get()
    decide_report(report=report, by=curator, outcome="withdrawn", statement="First.")
    editor = person("editor@example.org", role="editor", at=centre)
    restore(revision=entry.revision, by=editor, note="It was a mistake.")
    appeal_report(report=report, text="It is not so at all.")
    decide_report_appeal(report=report, by=other, outcome="stays", statement="Second.")

    entry.refresh_from_db()
    assert entry.revision.note == "It was a mistake."


def test_those_whose_entry_stays_have_nothing_to_appeal(client, curator):
    status = sent(client, contributed(curator))
    decide_report(report=Report.objects.get(), by=curator, outcome="stays", statement="It is right.")

    theirs = decided_mails()["maker@example.org"]
    assert "/report/status/" not in theirs
    assert client.post(status, {"text": "It is still wrong."}).status_code == 302


def test_the_yearly_count_is_computed(client, entry, curator):
    assert "Nothing has been reported so far." in page(client.get("/en/reports/"))
    sent(client, entry)
    sent(client, entry, reason="unlawful")
    decide_report(report=Report.objects.latest("pk"), by=curator, outcome="stays", statement="It is lawful.")

    (year,) = years()
    assert (year["received"], year["of_wrong"], year["of_unlawful"]) == (2, 1, 1)
    assert (year["stays"], year["acted"], year["open"], year["appeals"], year["days"]) == (1, 0, 1, 0, 0.0)
    shown = page(client.get("/en/reports/"))
    assert f"<h2>{year['year']}</h2>" in shown
    assert "<dt>Received</dt><dd>2</dd>" in shown
