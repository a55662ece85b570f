"""What came of a call is written down by its centre after the close, in rows, without JavaScript."""

from typing import Any

import pytest
from django.test import Client

from directory.documents import read
from directory.models import Centre, Entry
from tests.directory.submit.walk import form_values
from tests.factories import publish, reference
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db
CLOSED: dict[str, Any] = {
    "closes_at": "2026-03-29T21:59:00Z",
    "currency": "EUR",
    "stages": [{"label": "Interview", "closes_at": "2026-05-01T10:00:00Z"}, {"label": "Decision", "closes_at": None}],
    "outcomes": [{"entry": None, "name": "The kitchen", "amount": "9000", "note": "Second prize", "on": "2026-06"}],
}


@pytest.fixture
def editing(client: Client) -> Client:
    reference()
    centre = Centre.objects.create(key="se", name="Centre Sweden", countries=["SE"], languages=["sv"], is_default=True)
    return sign_in(client, person("editor@example.org", role="editor", at=centre))


@pytest.fixture
def closed(editing: Client) -> Entry:
    return publish("call", "Money for kitchens", places=[{"country": "SE"}], call=CLOSED)


def sent_to(client: Client, entry: Entry, **values: str) -> Any:
    """What comes of the editor with these inputs filled in: `outcomes__1__name` is that of the second row."""
    address = f"/en/curate/entries/{entry.uid}/edit/"
    typed = {f"call.{name.replace('__', '-')}": value for name, value in values.items()}
    return client.post(address, form_values(client.get(address)) | typed)


def outcomes(entry: Entry) -> list[dict[str, Any]]:
    return list(read(Entry.objects.get(pk=entry.pk), public=True)["call"]["outcomes"])


def test_outcomes_are_added_changed_and_taken_out_after_the_close(editing: Client, closed: Entry) -> None:
    garden = publish("project", "Roof garden", places=[{"country": "SE"}])
    asked = sent_to(
        editing, closed, outcomes__0__note="First prize", outcomes__1__entry__query="roof", outcomes__1__on="2026"
    )
    assert asked.status_code == 422
    assert "Choose one of the entries that are called so" in asked.content.decode()
    assert 'href="#id-call.outcomes-1-entry"' in asked.content.decode()

    again = form_values(asked) | {"call.outcomes-1-entry-object": str(garden.uid)}
    assert editing.post(f"/en/curate/entries/{closed.uid}/edit/", again).status_code == 302
    assert outcomes(closed) == [
        CLOSED["outcomes"][0] | {"note": "First prize"},
        {"entry": str(garden.uid), "name": "", "amount": None, "note": "", "on": "2026"},
    ]
    assert "Roof garden · 2026" in editing.get(f"/en/curate/entries/{closed.uid}/history/").content.decode()

    assert sent_to(editing, closed, outcomes__0__remove="on").status_code == 302
    assert [one["entry"] for one in outcomes(closed)] == [str(garden.uid)]


def test_an_entry_that_is_named_is_emptied_and_its_row_goes(editing: Client, closed: Entry) -> None:
    garden = publish("project", "Roof garden", places=[{"country": "SE"}])
    publish("call", uid=str(closed.uid), call=CLOSED | {"outcomes": [{"entry": str(garden.uid)}]})
    assert sent_to(editing, closed, outcomes__0__entry__object="").status_code == 302
    assert outcomes(closed) == []


def test_stages_are_rows_and_an_error_stands_beside_its_field(editing: Client, closed: Entry) -> None:
    wrong = sent_to(editing, closed, stages__2__label="Feast", stages__2__closes_at="soon")
    assert wrong.status_code == 422
    assert 'href="#id-call.stages-2-closes_at"' in wrong.content.decode()
    said = 'id="error-call.stages-2-closes_at">Give the moment with its offset from UTC'
    assert said in wrong.content.decode()

    assert sent_to(editing, closed, stages__0__remove="on", stages__2__label="Feast").status_code == 302
    stages = read(Entry.objects.get(pk=closed.pk), public=True)["call"]["stages"]
    assert [one["label"] for one in stages] == ["Decision", "Feast"]


def test_what_is_wrong_with_the_call_as_a_whole_is_said_at_its_first_field(editing: Client, closed: Entry) -> None:
    wrong = sent_to(editing, closed, amount_min="2", amount_max="1").content.decode()
    assert "The largest amount is smaller than the least one." in wrong
    assert 'id="error-call.opens_at"' in wrong


def test_a_call_with_as_many_outcomes_as_it_may_have_can_still_be_changed(editing: Client, closed: Entry) -> None:
    many = [{"name": f"Kitchen {number}", "amount": "10", "on": "2026"} for number in range(300)]
    publish("call", "Money", uid=str(closed.uid), places=[{"country": "SE"}], call=CLOSED | {"outcomes": many})
    assert sent_to(editing, closed, outcomes__299__name="The last").status_code == 302
    assert outcomes(closed)[-1]["name"] == "The last"
