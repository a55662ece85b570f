"""Relations, a parent and registrations in the editor: other entries are picked by name, without JavaScript."""

import pytest

from directory.models import Centre, Relation, Revision
from tests.directory.curate.conftest import page, waiting
from tests.directory.submit.walk import form_values
from tests.factories import document, publish
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.usefixtures("centre")


@pytest.fixture
def garden(centre):
    return publish("project", "Roof garden", places=[{"country": "SE"}])


def edit(proposal) -> str:
    return f"/en/curate/proposals/{proposal.uid}/edit/"


def typed(client, address: str, **fields: str) -> dict[str, object]:
    """What a browser sends when these fields are filled in on the page."""
    return form_values(client.get(address)) | {name.replace("__", "-"): value for name, value in fields.items()}


def test_a_relation_is_added_by_the_name_of_the_other_entry(signed_in, garden):
    proposal = waiting()
    address = edit(proposal)
    sent = typed(signed_in, address, relation__0__role="leads", relation__0__query="roof gar")

    found = signed_in.post(address, {**sent, "do": "find"})
    assert found.status_code == 200
    assert f'<input type="radio" name="relation-0-object" value="{garden.uid}">' in page(found)
    assert not Relation.objects.exists()

    sent = form_values(found) | {"relation-0-object": str(garden.uid), "relation-0-starts_on": "2024-05"}
    assert signed_in.post(address, sent).status_code == 302
    relation = Relation.objects.get()
    assert (relation.role, relation.object, str(relation.starts_on)) == ("leads", garden, "2024-05")
    assert Revision.objects.filter(entry=relation.subject).count() == 2  # as it was sent, and the edit on top


def test_a_name_without_a_choice_is_asked_about_and_nothing_is_published(signed_in, garden):
    proposal = waiting()
    sent = typed(signed_in, edit(proposal), relation__0__role="leads", relation__0__query="roof")
    response = signed_in.post(edit(proposal), sent)

    assert response.status_code == 422
    assert "Choose one of the entries that are called so" in page(response)
    assert 'href="#relation-0-query"' in page(response)
    assert form_values(response)["relation-0-query"] == ["roof"]
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_more_relations_follow_each_other_and_one_is_taken_out(signed_in, garden):
    other = publish("project", "Street kitchen", places=[{"country": "SE"}])
    relations = [{"role": "leads", "object": str(garden.uid), "starts_on": "2019", "ends_on": None}]
    proposal = waiting(document(source=None, places=[{"country": "SE"}], relations=relations))
    address = edit(proposal)
    sent = typed(signed_in, address, relation__1__role="funds", relation__1__query="kitchen")
    again = signed_in.post(address, {**sent, "relation-1-object": str(other.uid), "do": "find"})
    shown = form_values(again)
    assert shown["relation-0-starts_on"] == ["2019"]
    assert shown["relation-1-object"] == [str(other.uid)]
    assert shown["relation-2-query"] == [""]

    assert signed_in.post(address, {**shown, "relation-0-remove": "on"}).status_code == 302
    assert [(one.role, one.object) for one in Relation.objects.all()] == [("funds", other)]


def test_what_is_wrong_with_a_relation_stands_in_its_row(signed_in, garden):
    proposal = waiting()
    sent = typed(signed_in, edit(proposal), relation__0__role="leads", relation__0__starts_on="soon")
    response = signed_in.post(edit(proposal), {**sent, "relation-0-object": str(garden.uid)})

    assert response.status_code == 422
    assert 'href="#relation-0-starts_on"' in page(response)
    assert 'id="relation-0-error"' in page(response)
    assert form_values(response)["relation-0-starts_on"] == ["soon"]


def test_a_parent_is_picked_among_organisations_and_registrations_are_rows(signed_in, garden):
    parent = publish("organisation", "Roof federation", places=[{"country": "SE"}])
    proposal = waiting()
    address = edit(proposal)
    sent = typed(signed_in, address) | {
        "organisation.parent-query": "roof",
        "organisation.registrations-0-scheme": "SE-BLV",
        "organisation.registrations-0-id": "556677-8899",
        "organisation.registrations-1-scheme": "DK-CVR",
        "organisation.registrations-1-id": "12345678",
    }
    asked = signed_in.post(address, sent)
    assert asked.status_code == 422
    assert 'href="#id-organisation.parent"' in page(asked)
    assert str(garden.uid) not in page(asked)  # a project is no parent

    assert signed_in.post(address, {**sent, "organisation.parent-object": str(parent.uid)}).status_code == 302
    proposal.refresh_from_db()
    part = proposal.entry.organisation
    assert part.parent == parent
    assert part.registrations == [{"scheme": "SE-BLV", "id": "556677-8899"}, {"scheme": "DK-CVR", "id": "12345678"}]


def test_a_parent_is_taken_away_and_what_was_not_touched_stays(signed_in):
    parent = publish("organisation", "Roof federation", places=[{"country": "SE"}])
    part = {"parent": str(parent.uid), "registrations": [{"scheme": "SE-BLV", "id": "556677-8899"}]}
    made = [document(source=None, places=[{"country": "SE"}], organisation=part) for _one in range(2)]
    first, second = waiting(made[0]), waiting(made[1])
    assert signed_in.post(edit(first), typed(signed_in, edit(first))).status_code == 302
    gone = typed(signed_in, edit(second)) | {"organisation.parent-object": ""}
    assert signed_in.post(edit(second), gone).status_code == 302

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.entry.organisation.parent == parent
    assert first.entry.organisation.registrations == part["registrations"]
    assert first.entry.revisions.count() == 1  # nothing was edited
    assert second.entry.organisation.parent is None


def test_links_are_added_changed_and_taken_out(signed_in):
    links = [{"label": name, "url": f"https://{name}.example.org/"} for name in ("one", "two", "three")]
    proposal = waiting(document(source=None, places=[{"country": "SE"}], links=links))
    address = edit(proposal)
    sent = form_values(signed_in.get(address)) | {
        "links-0-label": "First",
        "links-1-remove": "on",
        "links-3-url": "https://four.example.org/",
    }
    assert signed_in.post(address, sent).status_code == 302
    proposal.refresh_from_db()
    assert [(link["label"], link["url"]) for link in proposal.entry.links] == [
        ("First", "https://one.example.org/"),
        ("three", "https://three.example.org/"),
        ("", "https://four.example.org/"),
    ]


def test_what_is_wrong_with_a_record_stands_in_its_row_under_the_number_it_has_then(signed_in):
    links = [{"label": name, "url": f"https://{name}.example.org/"} for name in ("one", "two")]
    proposal = waiting(document(source=None, places=[{"country": "SE"}], links=links))
    address = edit(proposal)
    response = signed_in.post(
        address, form_values(signed_in.get(address)) | {"links-0-remove": "on", "links-2-url": "javascript:x"}
    )

    assert response.status_code == 422
    assert 'href="#id-links-1-url"' in page(response)
    assert 'id="error-links-1-url"' in page(response)
    shown = form_values(response)
    assert (shown["links-0-label"], shown["links-1-url"], shown["links-2-url"]) == (["two"], ["javascript:x"], [""])


def test_one_more_row_is_asked_for_without_publishing(signed_in):
    proposal = waiting()
    address = edit(proposal)
    sent = form_values(signed_in.get(address)) | {"links-0-url": "https://one.example.org/", "do": "find"}
    shown = form_values(signed_in.post(address, sent))
    assert (shown["links-0-url"], shown["links-1-url"]) == (["https://one.example.org/"], [""])
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


# --- what is public, without a proposal ---------------------------------------------------------------


@pytest.fixture
def editing(client, centre):
    return sign_in(client, person("editor@example.org", role="editor", at=centre))


def test_an_editor_changes_what_is_public_and_the_history_says_so(editing, garden):
    address = f"/en/curate/entries/{garden.uid}/edit/"
    sent = form_values(editing.get(address)) | {"title": "Garden on the roof", "text": "They renamed it."}
    assert editing.post(address, sent).status_code == 302
    garden.refresh_from_db()
    assert (garden.title, garden.revision.note, garden.revision.channel) == (
        "Garden on the roof",
        "They renamed it.",
        "curator",
    )


def test_a_change_of_nothing_and_a_change_of_what_has_changed_since_are_refused(editing, garden):
    address = f"/en/curate/entries/{garden.uid}/edit/"
    sent = form_values(editing.get(address))
    assert "You have changed nothing yet." in page(editing.post(address, sent))
    publish("project", "Garden of others", uid=str(garden.uid), places=[{"country": "SE"}])
    assert editing.post(address, sent | {"title": "Mine"}).status_code == 302
    garden.refresh_from_db()
    assert (garden.title, garden.revisions.count()) == ("Garden of others", 2)


def test_whoever_may_only_review_changes_nothing_without_a_proposal(signed_in, garden):
    assert signed_in.get(f"/en/curate/entries/{garden.uid}/edit/").status_code == 403
    assert "Change the entry" not in page(signed_in.get(f"/en/curate/entries/{garden.uid}/history/"))


def test_what_is_there_already_is_found_by_its_name_where_something_is_entered(editing, garden):
    elsewhere = publish("project", "Roof of Denmark", places=[{"country": "DK"}])
    Centre.objects.create(key="dk", name="Centre Denmark", countries=["DK"], languages=["da"])
    publish("project", uid=str(elsewhere.uid), title="Roof of Denmark", places=[{"country": "DK"}])
    found = page(editing.get("/en/curate/enter/", {"entry-query": "roof"}))
    assert f"/en/curate/entries/{garden.uid}/history/" in found
    assert str(elsewhere.uid) not in found


def test_the_difference_shows_relations_that_come_and_go(signed_in, garden):
    other = publish("project", "Street kitchen", places=[{"country": "SE"}])
    proposal = waiting(
        document(source=None, places=[{"country": "SE"}], relations=[{"role": "leads", "object": str(garden.uid)}])
    )
    address = edit(proposal)
    sent = typed(signed_in, address, relation__1__role="funds") | {"relation-1-object": str(other.uid)}
    signed_in.post(address, {**sent, "relation-0-remove": "on"})
    proposal.refresh_from_db()
    shown = page(signed_in.get(f"/en/curate/entries/{proposal.entry.uid}/history/"))

    assert "leads: “Roof garden”" in shown
    assert "funds: “Street kitchen”" in shown


def test_names_are_looked_up_while_they_are_typed(signed_in, garden):
    def asked(**more: str) -> str:
        return page(signed_in.get("/en/curate/entries/", {"name": "relation-0", **more}))

    assert f'name="relation-0-object" value="{garden.uid}"' in asked(**{"relation-0-query": "garden"})
    assert "No public entry is called so." in asked(**{"relation-0-query": "castle"})
    assert str(garden.uid) not in asked(**{"relation-0-query": "garden", "kind": "organisation"})
    assert "<script" not in asked(name="<script>")


def test_thirty_tags_stand_in_lines_of_a_field_that_shows_them_all(signed_in):
    tags = sorted(f"word {number:02}" for number in range(30))
    proposal = waiting(document(source=None, places=[{"country": "SE"}], tags=tags))
    response = signed_in.get(edit(proposal))

    assert form_values(response)["tags"] == ["\r\n".join(tags)]
    assert '<textarea name="tags" id="id-tags" rows="31" class="lines"' in page(response)


def test_tags_are_pasted_with_whatever_separates_them_and_one_with_a_comma_stays_whole(signed_in):
    proposal = waiting(document(source=None, places=[{"country": "SE"}], tags=["Malmö, Sweden", "old"]))
    sent = typed(signed_in, edit(proposal))
    sent["tags"] = "Malmö, Sweden\r\ngarden, repair café; kitchen ;,\r\n\r\nbees"
    assert signed_in.post(edit(proposal), sent).status_code == 302

    proposal.refresh_from_db()
    assert sorted(tag.name for tag in proposal.entry.tags.all()) == [
        "Malmö, Sweden",
        "bees",
        "garden",
        "kitchen",
        "repair café",
    ]
