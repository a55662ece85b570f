"""Pictures in the form: nothing that is sent breaks it, nothing that is typed is lost, nobody else sees them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from directory.access.limits import PICTURES_A_DAY
from directory.actions.accepting import accept
from directory.actions.proposals import answer, confirm
from directory.actions.secrets import hash_of
from directory.models import Entry, Mail, Picture, Proposal
from sinet.common.images import MOST_BYTES
from tests.directory.submit.walk import begun, filled, form_values
from tests.factories import publish
from tests.factories.pictures import animated, bomb, drawing, kept, named, packed, upload

pytestmark = pytest.mark.django_db
WORDS = {"picture-10-text": "Kim in the garden", "picture-10-credit": "Noor", "picture-10-role": "picture"}


def sent(client, draft: str, file: SimpleUploadedFile, **typed: str):
    return client.post(f"{draft}evidence/", {**WORDS, **typed, "picture-10-file": file})


def proposal_of(draft: str) -> Proposal:
    return Proposal.objects.get(secret_hash=hash_of(draft.rstrip("/").rsplit("/", 1)[1]))


BAD = {
    "empty": (b"", "garden.jpg", "This file is empty."),
    "bomb": (bomb(), "large.png", "more than 40 million pixels"),
    "text": (b"Just some words.", "words.png", "cannot be read"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg", "“.svg” is not taken"),
    "wrong end": (packed(drawing()), "garden.pdf", "“.pdf” is not taken"),
    "animated": (animated(), "film.gif", "Moving pictures are not taken."),
    "half": (packed(drawing())[:4000], "half.jpg", "cannot be read"),
    "too large": (b"\xff\xd8" + b"x" * MOST_BYTES, "large.jpg", "larger than 8 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_picture_gets_a_clear_message_and_loses_nothing_that_was_typed(name, client, centre):
    content, file_name, said = BAD[name]
    draft = begun(client)

    response = sent(client, draft, upload(content, file_name), **{"link-0-url": "https://example.org/report"})

    page = response.content.decode()
    assert response.status_code == 422
    summary, _between, beside = page.partition('id="id_picture-10-file_wrong"')
    assert said in summary[summary.index('href="#id_picture-10-file"') :].partition("</a>")[0]
    assert said in beside.partition("</p>")[0]
    assert (
        form_values(response).items()
        >= {
            "picture-10-text": ["Kim in the garden"],
            "picture-10-credit": ["Noor"],
            "link-0-url": ["https://example.org/report"],
        }.items()
    )
    assert not Picture.objects.exists()
    assert "Kim in the garden" in client.get(f"{draft}evidence/").content.decode()


def test_a_request_that_is_far_too_large_is_not_read_and_says_why(client, centre, monkeypatch):
    monkeypatch.setattr("sinet.common.uploads.MOST_ALTOGETHER", 2000)
    draft = begun(client)

    response = sent(client, draft, upload())

    assert response.status_code == 422
    assert "larger than 8 MB" in response.content.decode()
    assert form_values(response)["picture-10-text"] == ["Kim in the garden"]


def test_a_picture_needs_words(client, centre):
    draft = begun(client)

    response = sent(client, draft, upload(), **{"picture-10-text": " "})

    assert response.status_code == 422
    assert "Say what the picture shows" in response.content.decode()
    assert Picture.objects.count() == 1  # it is kept, and need not be chosen again
    assert client.post(f"{draft}evidence/", WORDS).status_code == 302


def test_words_without_a_picture_are_asked_about(client, centre):
    draft = begun(client)

    response = client.post(f"{draft}evidence/", WORDS)

    assert response.status_code == 422
    assert "Choose the file of this picture" in response.content.decode()


def test_the_button_for_a_picture_wants_one(client, centre):
    draft = begun(client)

    assert client.post(f"{draft}evidence/", {"do": "add-picture"}).status_code == 422
    response = sent(client, draft, upload(), do="add-picture")
    assert response["Location"].endswith("/evidence/#pictures")


def test_a_second_logo_and_a_seventh_picture_are_refused(client, centre):
    draft = begun(client)
    typed: dict[str, str] = {}
    for number in range(10, 17):
        typed |= {f"picture-{number}-text": f"Tree {number}", f"picture-{number}-role": "picture"}
        file = upload(packed(drawing(100 + number, 100)))
        response = client.post(f"{draft}evidence/", {**typed, f"picture-{number}-file": file})

    assert "At most 6 are possible here; there are 7." in response.content.decode()
    logos = typed | {"picture-10-role": "logo", "picture-11-role": "logo"}
    response = client.post(f"{draft}evidence/", logos)
    assert "An entry has one logo at most." in response.content.decode()
    assert 'href="#id_pictures"' in response.content.decode()
    assert client.post(f"{draft}evidence/", typed | {"picture-10-role": "logo"}).status_code == 302


def test_a_network_sends_so_many_pictures_a_day(client, centre, monkeypatch):
    monkeypatch.setattr("directory.access.limits.PICTURES_A_DAY", 1)
    draft = begun(client)
    assert PICTURES_A_DAY > 50
    assert sent(client, draft, upload()).status_code == 302

    words = {"picture-11-text": "Another", "picture-11-file": upload()}
    response = client.post(f"{draft}evidence/", {**WORDS, **words})

    assert response.status_code == 422
    assert "More was sent from your network" in response.content.decode()
    assert form_values(response)["picture-11-text"] == ["Another"]


def test_from_the_form_to_the_page(client, centre, curator, link_in):
    draft = filled(client, "project")
    assert sent(client, draft, upload()).status_code == 302
    picture = Picture.objects.get()
    preview = f"{draft}pictures/{picture.uid}/320"

    check = client.get(f"{draft}check/").content.decode()
    assert preview in check
    assert "Kim in the garden · Noor" in check
    assert client.get(preview)["Content-Type"] == "image/webp"
    assert client.get(picture.url(320)).status_code == 404

    client.post(f"{draft}check/", {"altcha": ""})
    confirm(secret=link_in("confirm").rsplit("/", 1)[1])
    proposal = Proposal.objects.get()
    assert proposal.revision.document["pictures"] == [named(picture, "Kim in the garden", credit="Noor")]
    assert client.get(picture.url(320)).status_code == 404

    entry = accept(proposal=proposal, by=curator)
    assert client.get(picture.url(320)).status_code == 200
    assert 'alt="Kim in the garden"' in client.get(entry.get_absolute_url()).content.decode()


def test_a_picture_of_a_draft_is_seen_with_its_own_link_only(client, centre):
    mine, other = begun(client), begun(client)
    sent(client, mine, upload())
    uid = Picture.objects.get().uid

    own = client.get(f"{mine}pictures/{uid}/320")
    assert (own.status_code, own["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert client.get(f"{other}pictures/{uid}/320").status_code == 404
    assert client.get(f"{mine.replace('draft/', 'draft/x')}pictures/{uid}/320").status_code == 404


def test_a_change_shows_what_the_entry_has_and_takes_a_picture_out(client, centre, link_in):
    first, second = kept(), kept(packed(drawing(colour="red")))
    entry = publish(title="Garden", pictures=[named(first, "A bed"), named(second, "A tree")])
    draft = client.post(f"/en/submit/change/organisation/{entry.slug}/")["Location"].removesuffix("what/")
    page = client.get(f"{draft}evidence/")
    assert f"{draft}pictures/{first.uid}/320" in page.content.decode()
    assert client.get(f"{draft}pictures/{first.uid}/320").status_code == 200

    typed = {name: values[0] for name, values in form_values(page).items()}
    typed |= {"picture-0-removed": "on", "picture-1-text": "An old tree"}
    assert client.post(f"{draft}evidence/", typed).status_code == 302

    answers = proposal_of(draft).answers
    assert answers["evidence"]["picture-0-text"] == "A bed"  # it can be put back
    contact = {"email": "kim@example.org", "contact_name": "Kim", "licence": "CC0-1.0", "declared": "on"}
    client.post(f"{draft}contact/", contact)
    client.post(f"{draft}check/", {"altcha": ""})
    assert proposal_of(draft).documents[0]["pictures"] == [named(second, "An old tree")]
    assert Entry.objects.get().pictures == [named(first, "A bed"), named(second, "A tree")]


def test_a_change_that_leaves_the_pictures_alone_changes_nothing_about_them(client, centre):
    entry = publish(title="Garden", pictures=[named(kept(), "A bed")])
    draft = client.post(f"/en/submit/change/organisation/{entry.slug}/")["Location"].removesuffix("what/")

    assert "You have changed nothing so far" in client.get(f"{draft}check/").content.decode()


def test_saving_while_typing_loses_no_picture(client, centre):
    draft = begun(client)
    sent(client, draft, upload())

    assert client.post(f"{draft}save/evidence/", {"picture-10-text": "New words"}).status_code == 200

    page = client.get(f"{draft}evidence/").content.decode()
    assert f"pictures/{Picture.objects.get().uid}/320" in page
    assert "New words" in page


def test_pictures_stay_when_changes_are_asked_for_and_answered(client, centre, link_in):
    draft = filled(client)
    sent(client, draft, upload())
    client.post(f"{draft}check/", {"altcha": ""})
    confirm(secret=link_in("confirm").rsplit("/", 1)[1])
    proposal = Proposal.objects.get()
    document = dict(proposal.revision.document)
    Proposal.objects.update(state="changes_requested", updated_at=timezone.now())
    page = client.get(f"{draft}evidence/").content.decode()
    assert "Kim in the garden" in page

    answer(proposal=Proposal.objects.get(), document=document)

    assert Proposal.objects.get().revision.document["pictures"] == document["pictures"] != []
    assert Mail.objects.filter(kind="confirm").exists()
