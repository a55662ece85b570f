import pytest

from directory.actions import ActionError, accepting
from directory.actions.reports import appeal_report, receive_report
from directory.models import Mail, Report
from tests.directory.curate.conftest import page, waiting
from tests.factories import document, publish
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db


def reported(country: str = "SE", **fields) -> Report:
    entry = publish(places=[{"country": country}])
    wanted = {
        "reason": "wrong",
        "text": "They moved.",
        "email": "reader@example.org",
        "status_link": "https://x.example/",
    }
    return receive_report(entry=entry, **{**wanted, **fields})[0]


def url(report: Report) -> str:
    return f"/en/curate/reports/{report.uid}/"


def test_a_report_is_acknowledged_and_reaches_the_centre_in_charge(signed_in, danish):
    report, theirs = reported(), reported("DK")

    shown = page(signed_in.get("/en/curate/reports/"))

    assert report.centre.key == "se"
    assert url(report) in shown
    assert url(theirs) not in shown
    assert signed_in.get(url(theirs)).status_code == 404
    assert set(Mail.objects.values_list("kind", "recipient")) == {("report_received", "reader@example.org")}


def test_both_sides_get_the_statement_of_reasons(signed_in, curator):
    entry = accepting.accept(proposal=waiting(document(source=None, places=[{"country": "SE"}])), by=curator)
    report, _secret = receive_report(
        entry=entry, reason="unlawful", text="x", email="reader@example.org", status_link="https://x.example/"
    )

    signed_in.post(url(report), {"outcome": "withdrawn", "statement": "It breaks the law.", "ground": "Art. 1"})

    report.refresh_from_db()
    entry.refresh_from_db()
    assert (report.state, report.decided_by, entry.state) == ("upheld", curator, "withdrawn")
    told = Mail.objects.filter(kind="report_decided").values_list("recipient", "context__reported")
    assert set(told) == {("reader@example.org", False), ("sender@example.org", True)}


def test_content_that_stays_is_left_alone(signed_in, centre):
    report = reported()

    signed_in.post(url(report), {"outcome": "stays", "statement": "They did not move."})

    report.refresh_from_db()
    assert (report.state, report.entry.is_public) == ("dismissed", True)


@pytest.mark.parametrize("sent", [{}, {"outcome": "stays"}, {"outcome": "x", "statement": "y"}, {"statement": "y"}])
def test_a_decision_without_outcome_or_statement_is_refused(signed_in, centre, sent):
    report = reported()

    assert signed_in.post(url(report), sent).status_code == 422
    report.refresh_from_db()
    assert report.state == "received"


def test_the_second_decision_is_told_that_there_was_a_first(signed_in, centre):
    report = reported()
    signed_in.post(url(report), {"outcome": "stays", "statement": "Once."})

    response = signed_in.post(url(report), {"outcome": "withdrawn", "statement": "Twice."})

    assert response.status_code == 422
    assert "This report has been decided already." in page(response)


def test_an_appeal_is_answered_once_by_somebody_else(client, signed_in, manager):
    report = reported()
    signed_in.post(url(report), {"outcome": "stays", "statement": "No."})
    report = appeal_report(report=report, text="But yes.")
    answered = {"outcome": "withdrawn", "statement": "You are right."}
    assert signed_in.post(url(report), answered).status_code == 422

    sign_in(client, manager)
    client.post(url(report), answered)

    report.refresh_from_db()
    assert (report.state, report.entry.is_public) == ("appeal_upheld", False)
    with pytest.raises(ActionError):
        appeal_report(report=report, text="Again.")


def test_decided_reports_are_found_on_wish(signed_in, centre):
    report = reported()
    signed_in.post(url(report), {"outcome": "stays", "statement": "No."})

    assert url(report) not in page(signed_in.get("/en/curate/reports/"))
    assert url(report) in page(signed_in.get("/en/curate/reports/?state=all"))


def test_a_coordinator_sees_every_report(client, danish):
    report = reported("DK")
    sign_in(client, person("coordinator@example.org", is_coordinator=True))

    assert client.get(url(report)).status_code == 200
