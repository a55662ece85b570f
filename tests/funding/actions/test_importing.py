"""Taking files of grants in and back: what becomes of every row."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from directory.actions import ActionError
from directory.search import data_version
from funding.actions import importing
from funding.actions.importing import receive_and_enqueue, run, take_back
from funding.models import Grant, GrantImport, GrantParty
from tests.factories.grants import publisher, record, take_in, take_in_file
from tests.factories.people import person

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "threesixtygiving_grants.json"


def titles() -> list[str]:
    return list(Grant.objects.public().order_by("identifier").values_list("title", flat=True))


def test_the_rows_that_are_right_are_public_and_every_other_has_a_verdict() -> None:
    found = take_in(record(1), record(2, amountAwarded="ten"), record(3, currency="POUND"), "no object", record(1))

    assert (found.state, found.rows, found.accepted, found.refused, found.added) == ("published", 5, 1, 4, 1)
    assert titles() == ["Grant number 1"]
    assert [
        (row["row"], [(one["column"], one["value"]) for one in row["problems"]]) for row in found.report["refused"]
    ] == [
        (2, [("amountAwarded", "ten")]),
        (3, [("currency", "POUND")]),
        (4, [("", "no object")]),
        (5, [("id", "360G-example-1")]),
    ]
    assert found.content is None


def test_a_grant_is_kept_with_its_amount_in_euro_by_the_rate_of_its_day() -> None:
    take_in(record(1, amountAwarded=15_000), record(2, currency="KES"), record(3, currency="EUR", awardDate="06/2015"))

    rows = Grant.objects.public().order_by("identifier")
    assert [(str(one.amount_in_euro), str(one.rate_on), one.is_month_only) for one in rows] == [
        ("20593.08", "2015-06-10", False),
        ("None", "None", False),
        ("10000.00", "2015-06-01", True),
    ]


def test_importing_again_changes_what_changed_and_keeps_what_an_older_file_alone_has() -> None:
    take_in(record(1), record(2), record(3))

    again = take_in(record(2), record(3, title="A new title"), record(4))

    assert (again.added, again.changed, again.accepted) == (1, 1, 3)
    assert titles() == ["Grant number 1", "Grant number 2", "A new title", "Grant number 4"]


def test_two_publishers_may_use_the_same_identifier_and_one_may_not_have_it_twice() -> None:
    take_in(record(1), source=publisher("one"))
    take_in(record(1), source=publisher("two"))

    assert Grant.objects.public().count() == 2
    grant = Grant.objects.public()[0]
    grant.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        grant.save(force_insert=True)


def test_taking_back_shows_again_what_an_older_import_has() -> None:
    first = take_in(record(1), record(2))
    second = take_in(record(2, title="Changed"), record(3))
    user = person()

    assert take_back(grant_import=second, by=user) == 2

    second.refresh_from_db()
    assert titles() == ["Grant number 1", "Grant number 2"]
    assert (second.state, second.taken_back_by, second.accepted) == ("taken_back", user, 2)
    assert take_back(grant_import=first, by=user) == 2
    assert titles() == []
    assert Grant.objects.count() == 0
    with pytest.raises(ActionError):
        take_back(grant_import=first, by=user)


def test_of_several_older_imports_the_newest_is_shown_again() -> None:
    take_in(record(title="First"))
    take_in(record(title="Second"))
    third = take_in(record(title="Third"))

    take_back(grant_import=third, by=None)

    assert titles() == ["Second"]


def test_taking_an_older_import_back_leaves_the_newer_one_as_it_is() -> None:
    first = take_in(record(1), record(2))
    take_in(record(2, title="Changed"))

    take_back(grant_import=first, by=None)

    assert titles() == ["Changed"]


def test_a_file_that_cannot_be_read_publishes_nothing_and_says_why() -> None:
    found = take_in_file(b"Title\nNo identifier")

    assert (found.state, found.error, found.content) == ("failed", "no-grants", None)
    assert Grant.objects.count() == 0


def test_a_job_that_runs_twice_imports_once() -> None:
    found = take_in(record(1))

    run(found)

    assert Grant.objects.count() == 1


def test_an_import_that_dies_half_way_publishes_nothing_and_can_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    given = importing.receive(
        content=json.dumps([record(1)]).encode(), file_name="x", source=publisher(), licence="", credit="", by=None
    )
    with monkeypatch.context() as broken:
        broken.setattr(importing, "match", lambda _parties: 1 // 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            run(given)
    assert Grant.objects.count() == 0

    run(GrantImport.objects.get(pk=given.pk))

    assert titles() == ["Grant number 1"]


def test_sending_a_file_in_enqueues_its_job() -> None:
    given = {"file_name": "x.json", "source": publisher(), "licence": "", "credit": "", "by": None}

    found = receive_and_enqueue(content=b"[]", **given)

    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'grant_import' FROM procrastinate_jobs WHERE task_name = 'funding.import_grants'")
        assert cursor.fetchall() == [(str(found.pk),)]
    assert (found.licence, found.credit) == ("CC-BY-4.0", "By example-trust")


def test_pages_that_are_kept_look_again_after_an_import_and_after_its_end() -> None:
    source = publisher()  # a new source is told by itself
    before = data_version()

    found = take_in(record(1), source=source)
    after = data_version()
    take_back(grant_import=found, by=None)

    assert len({before, after, data_version()}) == 3


def test_a_person_gets_no_record_as_a_party() -> None:
    take_in(record(1, recipientOrganization=None, recipientIndividual={"id": "p", "name": "Kim Larsen"}))

    grant = Grant.objects.public().get()
    assert grant.recipient is None
    assert "Larsen" not in json.dumps(grant.record)
    assert GrantParty.objects.count() == 1


def test_one_identifier_of_a_publisher_s_own_for_many_names_makes_many_organisations() -> None:
    """Indigo Trust gives its own identifier to most of its recipients."""
    take_in(
        *(
            record(n, recipientOrganization=[{"id": "360G-own", "name": name}])
            for n, name in enumerate(["A", "B", "A"], 1)
        )
    )

    assert sorted(GrantParty.objects.exclude(given__isnull=False).values_list("name", flat=True)) == ["A", "B"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("amount", -1), ("currency", "gbp"), ("awarded_on", "1700-01-01"), ("title", " "), ("identifier", "")],
)
def test_the_database_refuses_what_no_grant_is(name: str, value: object) -> None:
    take_in(record(1))

    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.update(**{name: value})


@pytest.mark.skipif(not SHARED.exists(), reason="the file with four publishers is not here")
def test_the_real_file_of_four_publishers_adds_up() -> None:
    found = take_in_file(SHARED.read_bytes(), name=SHARED.name)

    assert (found.rows, found.accepted, found.refused) == (5_525, 5_520, 5)
    assert {one["column"] for row in found.report["refused"] for one in row["problems"]} == {"description"}
    counts = Counter({(one["what"], one["column"]): one["count"] for one in found.report["remarks"]})
    assert counts["letters", "title"] + counts["letters", "description"] == 44
    assert counts["month-only", "awardDate"] == 270
    assert counts["rewritten", "awardDate"] == 539
    assert counts["zero", "amountAwarded"] == 1
    assert Grant.objects.public().count() == 5_520
    assert not any(
        "\uff80" <= letter <= "\uff9f" for one in Grant.objects.all() for letter in one.record["description"]
    )
