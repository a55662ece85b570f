"""The desk's pages about grants: questions, files sent in, reports."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from directory.models import Source
from funding.actions.importing import run
from funding.models import Grant, GrantCandidate, GrantImport, GrantParty
from tests.factories import publish
from tests.factories.grants import record, take_in
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db
MATCHES, IMPORTS = "/en/curate/grants/", "/en/curate/grants/imports/"


@pytest.fixture
def editor() -> Client:
    return sign_in(Client(), person("editor@example.org", role="editor"))


def question(number: int = 1) -> GrantCandidate:
    publish(title=f"Kitchen {number}", places=[{"country": "SE", "city": "Lund"}])
    given = {"id": f"360G-own-{number}", "name": f"Kitchen {number}", "addressLocality": "Malmö"}
    take_in(record(number, recipientOrganization=[given]))
    return GrantCandidate.objects.latest("pk")


def test_a_question_says_what_speaks_for_it_and_against_it(editor: Client) -> None:
    question()

    text = editor.get(MATCHES).content.decode()

    assert "same name" in text
    assert "other town" in text
    assert "360G-own-1" in text


@pytest.mark.parametrize("path", [MATCHES, IMPORTS, "/en/curate/reports/", "/en/curate/"])
def test_headings_skip_no_level_where_nothing_waits(editor: Client, path: str) -> None:
    main = editor.get(path).content.decode().partition("<main")[2]
    assert '<h2 class="empty-title">' in main
    assert "<h3" not in main.partition("<h2")[0]


def test_decisions_in_lines_and_for_all_ticked_lines_are_kept(editor: Client) -> None:
    first, second, third = (question(n) for n in (1, 2, 3))

    editor.post(
        MATCHES,
        {
            f"decision-{first.pk}": "same",
            f"decision-{second.pk}": "",
            f"decision-{third.pk}": "",
            "bulk": "different",
            "selected": [second.pk],
        },
    )

    states = dict(GrantParty.objects.values_list("pk", "state"))
    assert [states[one.party_id] for one in (first, second, third)] == ["matched", "none", "doubtful"]


def test_a_decision_about_another_territory_is_not_kept(editor: Client) -> None:
    publish(title="Kitchen 9", places=[{"country": "DK", "city": "Aarhus"}])
    take_in(record(9, recipientOrganization=[{"id": "360G-own-9", "name": "Kitchen 9"}]))
    candidate = GrantCandidate.objects.get()

    assert "Kitchen 9" not in editor.get(MATCHES).content.decode()
    editor.post(MATCHES, {f"decision-{candidate.pk}": "same"})

    candidate.refresh_from_db()
    assert candidate.decision == ""


def test_a_decision_is_taken_back_on_the_page(editor: Client) -> None:
    candidate = question()
    editor.post(MATCHES, {f"decision-{candidate.pk}": "same"})

    editor.post(f"{MATCHES}matches/{candidate.pk}/undo/")

    assert GrantCandidate.objects.get().decision == ""
    assert GrantParty.objects.get(pk=candidate.party_id).state == "doubtful"


def send(client: Client, content: bytes, **fields: Any) -> Any:
    given = {"title": "New Trust", "licence": "CC0-1.0", "credit": "By New Trust", **fields}
    return client.post(IMPORTS, {"file": SimpleUploadedFile("grants.csv", content), **given})


def test_a_file_sent_in_is_read_by_a_job_and_its_report_names_column_and_value(editor: Client) -> None:
    head = "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Funding Org:Identifier,Funding Org:Name,"
    head += "Recipient Org:Identifier,Recipient Org:Name\n"
    rows = "a,T,D,GBP,5,2015-06-10,f,F,r,R\nb,T,D,GBP,plenty,2015-06-10,f,F,r,R\n"

    answer = send(editor, (head + rows).encode())

    found = GrantImport.objects.get()
    assert (answer.status_code, found.state, found.created_by.email) == (302, "waiting", "editor@example.org")
    assert "It waits for its turn." in editor.get(answer["Location"]).content.decode()
    run(found)
    text = editor.get(answer["Location"]).content.decode()
    assert "<code>Amount Awarded</code>" in text
    assert "plenty" in text
    assert Grant.objects.public().get().title == "T"
    assert Source.objects.get(key="new-trust").licence == "CC0-1.0"
    report = editor.get(f"{answer['Location']}report.csv").content.decode()
    assert "refused,2,b,Amount Awarded,plenty,This is no number.,1" in report


def test_a_report_holds_no_formula(editor: Client) -> None:
    found = take_in(record(1, amountAwarded="=1+1"))

    assert ",'=1+1," in editor.get(f"{IMPORTS}{found.uid}/report.csv").content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Others need it"),
        ({"licence": ""}, "Others need it"),
        ({"title": "Example Trust"}, "There is a source of this name"),
    ],
)
def test_a_file_without_a_publisher_or_terms_is_not_taken(editor: Client, fields: dict[str, str], words: str) -> None:
    take_in(record(1))

    answer = send(editor, b"Identifier\n1", **fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert GrantImport.objects.count() == 1


def test_a_file_that_is_too_large_is_not_taken(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("funding.curate.imports.MOST_BYTES", 5)

    assert send(editor, b"Identifier\n1").status_code == 422


def test_a_reviewer_sees_imports_and_sends_nothing_in() -> None:
    reviewer = sign_in(Client(), person("reviewer@example.org", role="reviewer"))

    assert "Take a file in" not in reviewer.get(IMPORTS).content.decode()
    assert send(reviewer, b"Identifier\n1").status_code == 403


def test_an_import_is_taken_back_on_its_page_by_who_did_it(editor: Client) -> None:
    send(editor, b'{"grants": []}')
    other = take_in(record(1))
    assert editor.post(f"{IMPORTS}{other.uid}/take-back/").status_code == 403

    other.created_by = person("x@example.org", role="editor")
    other.save()
    mine = sign_in(Client(), other.created_by)
    mine.post(f"{IMPORTS}{other.uid}/take-back/")

    other.refresh_from_db()
    assert other.state == "taken_back"
    assert Grant.objects.count() == 0


def test_moments_are_written_for_people_in_the_language_of_the_page(editor: Client) -> None:
    moment = datetime(2026, 5, 7, 13, 9, tzinfo=UTC)
    candidate = question()
    editor.post(MATCHES, {f"decision-{candidate.pk}": "same"})
    GrantCandidate.objects.update(decided_at=moment)
    found = GrantImport.objects.get()
    GrantImport.objects.update(created_at=moment, taken_back_at=moment, state="taken_back")

    matches, listed = (editor.get(path.replace("/en/", "/sv/")).content.decode() for path in (MATCHES, IMPORTS))
    assert "7 maj 2026," in matches
    assert "7 maj 2026, 13:09 UTC" in listed
    assert editor.get(f"{IMPORTS}{found.uid}/").content.decode().count("7 May 2026, 13:09 UTC") == 2
