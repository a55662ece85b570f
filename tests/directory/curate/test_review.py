import pytest

from directory.actions import accepting, decisions
from directory.actions.proposals import answer, appeal
from directory.choices import ProposalState
from directory.documents import read
from directory.models import CannedReply, ContactPerson, Criterion, Entry, Mail, Proposal, Revision
from tests.directory.curate.conftest import change, page, waiting
from tests.factories import document, publish, towns
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db


def url(proposal: Proposal, part: str = "") -> str:
    return f"/en/curate/proposals/{proposal.uid}/{part}"


def sent(proposal: Proposal, do: str, **fields):
    return {"do": do, "seen": proposal.revision_id, **fields}


def test_words_that_change_are_marked_and_said_to_screen_readers(signed_in, centre):
    entry = publish(summary="We cook for children.", places=[{"country": "SE"}])

    shown = page(signed_in.get(url(change(entry, summary="We cook with children."))))

    assert '<del><span class="visually-hidden">[gone: </span>for<span class="visually-hidden">]</span></del>' in shown
    assert '<ins><span class="visually-hidden">[new: </span>with<span class="visually-hidden">]</span></ins>' in shown


def test_relations_that_come_are_named_by_title_and_pins_are_drawn(signed_in, centre):
    garden = publish("project", "Shared garden")
    entry = publish(title="Kitchen", places=[{"country": "SE", "latitude": 55.6, "longitude": 13, "precision": "city"}])
    proposal = change(
        entry,
        relations=[{"role": "leads", "object": str(garden.uid)}],
        places=[{"country": "SE", "latitude": 59.3, "longitude": 18, "precision": "city"}],
    )

    shown = page(signed_in.get(url(proposal)))

    assert "leads: “Shared garden”" in shown
    assert (shown.count('class="pin-gone"'), shown.count('class="pin-new"')) == (1, 1)


def test_what_comes_along_is_shown_with_it(signed_in, centre):
    project = document("project", "Shared garden", source=None, places=[{"country": "SE"}])
    lead = document(title="New club", source=None, relations=[{"role": "leads", "object": project["uid"]}])

    shown = page(signed_in.get(url(waiting(project, lead))))

    assert "Comes along, new: <bdi>New club</bdi>" in shown
    assert "leads: “Shared garden”" in shown


def test_text_of_strangers_is_escaped(signed_in, centre):
    proposal = waiting(document(title="<script>alert(1)</script>", source=None, summary="<b>x</b>"))

    shown = page(signed_in.get(url(proposal)))

    assert "<script>alert(1)" not in shown
    assert "&lt;b&gt;x&lt;/b&gt;" in shown


def test_only_the_deciding_centre_sees_who_sent_it(client, signed_in, danish, centre):
    proposal = waiting()
    ContactPerson.objects.create(proposal=proposal, name="Kim Contact", email="kim@example.org", phone="1")
    Proposal.objects.filter(pk=proposal.pk).update(second_opinion=danish)
    assert "Kim Contact" in page(signed_in.get(url(proposal)))

    sign_in(client, person("dane@example.org", role="reviewer", at=danish))
    shown = page(client.get(url(proposal)))

    assert "Kim Contact" not in shown
    assert "sender@example.org" not in shown
    assert "Give a second opinion" in shown


def test_another_territory_does_not_exist_for_a_curator(client, danish, centre):
    proposal = waiting()
    sign_in(client, person("dane@example.org", role="reviewer", at=danish))

    assert client.get(url(proposal)).status_code == 404
    assert client.post(url(proposal, "decide/"), sent(proposal, "accept")).status_code == 404
    assert client.get(url(proposal, "edit/")).status_code == 404
    assert client.get(url(proposal, "merge/")).status_code == 404


def test_who_may_only_give_an_opinion_cannot_decide(client, danish, centre):
    proposal = waiting()
    Proposal.objects.filter(pk=proposal.pk).update(second_opinion=danish)
    sign_in(client, person("dane@example.org", role="reviewer", at=danish))

    assert client.post(url(proposal, "decide/"), sent(proposal, "accept")).status_code == 403
    assert client.get(url(proposal, "edit/")).status_code == 403

    client.post(url(proposal, "decide/"), sent(proposal, "give-opinion", text="It is good."))
    assert (proposal.events.last().what, proposal.events.last().text) == ("opinion_given", "It is good.")
    assert not Entry.objects.exists()


def test_accepting_publishes_and_says_so(signed_in, centre):
    proposal = waiting()

    response = signed_in.post(url(proposal, "decide/"), sent(proposal, "accept", text="Welcome."), follow=True)

    assert "“Example kitchen” is published." in page(response)
    assert Entry.objects.public().count() == 1
    assert proposal.events.last().text == "Welcome."


def test_only_the_ticked_fields_of_a_new_entry_ever_become_public(signed_in, centre):
    proposal = waiting(document(source=None, places=[{"country": "SE"}], website="https://shoes.example", tags=["x"]))

    signed_in.post(url(proposal, "decide/"), sent(proposal, "fields", field=["summary", "places"]))

    entry = Entry.objects.get()
    assert (entry.title, entry.website, entry.summary) == ("Example kitchen", "", "A kitchen that people share.")
    assert not Revision.objects.applied().filter(document__website__contains="shoes").exists()
    assert proposal.events.last().what == "partly_applied"


def test_only_some_fields_with_what_comes_along(signed_in, centre):
    project = document("project", "Shared garden", source=None, places=[{"country": "SE"}], tags=["y"])
    lead = document(title="New club", source=None, relations=[{"role": "leads", "object": project["uid"]}])
    proposal = waiting(project, lead)

    signed_in.post(url(proposal, "decide/"), sent(proposal, "fields", field=["summary", "places"]))

    assert set(Entry.objects.public().values_list("title", flat=True)) == {"Shared garden", "New club"}


def test_a_rejection_needs_a_criterion_and_nothing_typed_is_lost(signed_in, centre):
    proposal = waiting()

    response = signed_in.post(url(proposal, "decide/"), sent(proposal, "reject", text="It sells shoes."))

    assert response.status_code == 422
    assert "Choose the criterion that is not met." in page(response)
    assert "It sells shoes." in page(response)

    criterion = Criterion.objects.get(key="scope")
    signed_in.post(url(proposal, "decide/"), sent(proposal, "reject", text="Shoes.", criterion=criterion.pk))
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.REJECTED


def test_a_criterion_of_another_centre_is_none(signed_in, danish):
    proposal = waiting()
    theirs = Criterion.objects.create(centre=danish, key="x", labels={"en": "X"})

    response = signed_in.post(url(proposal, "decide/"), sent(proposal, "reject", criterion=theirs.pk))

    assert response.status_code == 422


def test_changes_are_asked_for_beside_single_fields_with_a_canned_reply(signed_in, centre):
    reply = CannedReply.objects.create(centre=centre, language="sv", title="More", text="Berätta mer.")
    proposal = waiting()
    fields = {"reply": reply.pk, "text": "Tack.", "note-summary": "For whom?", "note-title": " "}

    signed_in.post(url(proposal, "decide/"), sent(proposal, "ask", **fields))

    event = proposal.events.last()
    assert (event.text, event.field_notes) == ("Berätta mer.\n\nTack.", {"summary": "For whom?"})
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.CHANGES_REQUESTED


def test_asking_for_nothing_is_refused(signed_in, centre):
    proposal = waiting()

    assert signed_in.post(url(proposal, "decide/"), sent(proposal, "ask")).status_code == 422


def test_the_second_curator_is_told_that_it_is_decided(signed_in, manager):
    proposal = waiting()
    accepting.accept(proposal=proposal, by=manager)

    response = signed_in.post(url(proposal, "decide/"), sent(proposal, "accept"))

    assert response.status_code == 409
    assert "This proposal has been decided already" in page(response)


def test_a_decision_about_a_revision_that_was_replaced_is_refused(signed_in, manager):
    proposal = waiting()
    old = proposal.revision_id
    decisions.request_changes(proposal=proposal, by=manager, text="More.")
    answer(proposal=proposal, document={**document(source=None), "summary": "Other."})

    response = signed_in.post(url(proposal, "decide/"), {"do": "accept", "seen": old})

    assert response.status_code == 422
    assert "The proposal has changed since you opened the page." in page(response)
    assert not Entry.objects.exists()


def test_a_conflict_leads_to_the_three_versions(signed_in, curator):
    entry = publish(places=[{"country": "SE"}])
    theirs, mine = change(entry, title="Theirs"), change(entry, summary="Mine.")
    accepting.accept(proposal=theirs, by=curator)

    assert "The entry has changed since this was proposed" in page(signed_in.get(url(mine)))
    response = signed_in.post(url(mine, "decide/"), sent(mine, "accept"))

    assert response["Location"] == url(mine, "merge/")
    entry.refresh_from_db()
    assert entry.title == "Theirs"


def test_notes_and_assignment_stay_inside(signed_in, curator):
    proposal = waiting()

    signed_in.post(url(proposal, "decide/"), sent(proposal, "note", text="I know them."))
    signed_in.post(url(proposal, "decide/"), sent(proposal, "assign", to=curator.pk))
    signed_in.post(url(proposal, "decide/"), sent(proposal, "start"))

    proposal.refresh_from_db()
    assert (proposal.assigned_to, proposal.state) == (curator, ProposalState.IN_REVIEW)
    assert not proposal.events.filter(what__in=["note", "assigned"], is_internal=False).exists()
    assert not Mail.objects.filter(kind="decision").exists()
    assert "I know them." in page(signed_in.get(url(proposal)))


def test_it_is_assigned_to_nobody_outside_the_centre(signed_in, danish):
    proposal = waiting()
    dane = person("dane@example.org", role="reviewer", at=danish)

    assert signed_in.post(url(proposal, "decide/"), sent(proposal, "assign", to=dane.pk)).status_code == 422


def test_another_centre_is_asked_and_sees_it_from_then_on(signed_in, danish):
    proposal = waiting()

    signed_in.post(url(proposal, "decide/"), sent(proposal, "opinion", centre="dk", text="Is this yours?"))

    proposal.refresh_from_db()
    assert proposal.second_opinion == danish


def test_an_appeal_is_answered_by_another_person(client, signed_in, curator, manager):
    proposal = waiting()
    decisions.reject(proposal=proposal, by=curator, criterion=Criterion.objects.first())
    appeal(proposal=proposal, text="It is not so.")
    answered = {"do": "appeal", "answer": "reopen", "text": "You are right."}

    assert "Another person of the centre" in page(signed_in.get(url(proposal)))
    assert signed_in.post(url(proposal, "decide/"), answered).status_code == 422

    sign_in(client, manager)
    client.post(url(proposal, "decide/"), answered)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING


def test_what_came_along_comes_back_with_an_appeal(curator, manager):
    project = document("project", "Shared garden", source=None, places=[{"country": "SE"}])
    lead = document(title="New club", source=None, relations=[{"role": "leads", "object": project["uid"]}])
    proposal = waiting(project, lead)
    decisions.reject(proposal=proposal, by=curator, criterion=Criterion.objects.first())
    appeal(proposal=proposal, text="It is not so.")

    proposal = decisions.decide_appeal(proposal=proposal, by=manager, uphold=False, text="Right.")
    accepting.accept(proposal=proposal, by=manager)

    assert set(Entry.objects.public().values_list("title", flat=True)) == {"Shared garden", "New club"}


@pytest.mark.parametrize("do", ["", "explode", "note", "opinion", "appeal", "give-opinion"])
def test_what_cannot_be_carried_out_gets_a_message(signed_in, centre, do):
    proposal = waiting()

    assert signed_in.post(url(proposal, "decide/"), sent(proposal, do)).status_code in (403, 422)


@pytest.mark.parametrize("count", [1, 6])
def test_the_number_of_queries_does_not_grow_with_relations(signed_in, django_assert_num_queries, count):
    others = [publish("project", f"Garden {number}") for number in range(count)]
    entry = publish(places=[{"country": "SE"}])
    proposal = change(entry, relations=[{"role": "leads", "object": str(other.uid)} for other in others])
    signed_in.get(url(proposal))

    with django_assert_num_queries(16):
        signed_in.get(url(proposal))


def test_the_edit_is_a_revision_of_its_own_on_top(signed_in, centre):
    proposal = waiting()
    form = {"seen": proposal.revision_id, "title": "Better name", "tags": "garden, kitchen"}

    signed_in.post(url(proposal, "edit/"), form)

    entry = Entry.objects.get()
    assert (entry.title, read(entry, public=True)["tags"]) == ("Better name", ["garden", "kitchen"])
    assert [one.channel for one in entry.revisions.order_by("pk")] == ["form", "curator"]


def test_an_edit_that_is_not_valid_publishes_nothing_and_loses_nothing(signed_in, centre):
    proposal = waiting()
    form = {"title": "Better name", "website": "javascript:alert(1)", "place-0-latitude": "x", "place-0-country": "SE"}

    response = signed_in.post(url(proposal, "edit/"), form)

    assert response.status_code == 422
    assert "Better name" in page(response)
    assert "javascript:alert(1)" in page(response)
    assert "Write a web address that starts with http://" in page(response)
    assert not Entry.objects.exists()


def test_the_editor_moves_hides_and_removes_places(signed_in, centre):
    places = [{"country": "SE", "city": "Malmö", "geoname": 1}, {"country": "SE", "city": "Lund"}]
    proposal = waiting(document(source=None, places=places))
    form = {
        "place-0-country": "SE",
        "place-0-city": "Malmö",
        "place-0-latitude": "55,6",
        "place-0-longitude": "13",
        "place-0-precision": "city",
        "place-0-hidden": "on",
        "place-main": "0",
        "place-1-country": "SE",
        "place-1-remove": "on",
    }

    signed_in.post(url(proposal, "edit/"), form)

    (place,) = read(Entry.objects.get(), public=False)["places"]
    assert (place["city"], place["geoname"], place["latitude"], place["hidden"]) == ("Malmö", 1, 55.6, True)


PIN = {"place-0-country": "SE", "place-0-precision": "address"}
OFF_THE_LAND = "This pin does not lie in the country of the place: it is farther than 60 km from its land."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"place-0-latitude": "58.5", "place-0-longitude": "20.5"}, OFF_THE_LAND),
        ({"place-0-latitude": "13", "place-0-longitude": "55.6"}, OFF_THE_LAND),
        ({"place-0-latitude": "58,5", "place-0-longitude": "20", "place-0-country": ""}, "it may lie in the sea"),
    ],
)
def test_the_editor_refuses_a_pin_where_no_place_can_be(signed_in, centre, typed, message):
    proposal = waiting()

    response = signed_in.post(url(proposal, "edit/"), PIN | typed)

    assert response.status_code == 422
    assert message in page(response)
    assert 'href="#place-0-latitude"' in page(response)
    assert not Entry.objects.exists()


def test_the_editor_reads_the_country_of_a_pin_from_the_nearest_town(signed_in, centre):
    towns()
    proposal = waiting()

    signed_in.post(
        url(proposal, "edit/"),
        PIN | {"place-0-country": "", "place-0-latitude": "55.61", "place-0-longitude": "13.02"},
    )

    (place,) = read(Entry.objects.get(), public=False)["places"]
    assert (place["country"], place["latitude"]) == ("SE", 55.61)


def test_the_editor_keeps_the_point_that_a_source_gave(signed_in, centre):
    at_sea = {"country": "SE", "latitude": 58.5, "longitude": 20.5, "precision": "city"}
    proposal = waiting(document(source=None, places=[at_sea]))
    as_it_was = PIN | {"place-0-latitude": "58.5", "place-0-longitude": "20.5", "place-0-address": "Storgatan 1"}

    signed_in.post(url(proposal, "edit/"), as_it_was)

    (place,) = read(Entry.objects.get(), public=False)["places"]
    assert (place["latitude"], place["longitude"], place["address"]) == (58.5, 20.5, "Storgatan 1")
