"""Pictures at the desk: seen before and after, edited with the rest, by nobody who may not see the proposal."""

import pytest

from directory.actions import apply, propose
from directory.choices import Channel
from directory.curate.merging import Three
from directory.documents import read
from directory.models import Entry, Picture, Proposal
from tests.directory.curate.conftest import change, page, waiting
from tests.directory.submit.walk import form_values
from tests.factories import document, publish
from tests.factories.people import person, sign_in
from tests.factories.pictures import bomb, drawing, kept, named, packed, upload

pytestmark = pytest.mark.django_db
SWEDEN = [{"country": "SE"}]


def url(proposal: Proposal, do: str = "") -> str:
    return f"/en/curate/proposals/{proposal.uid}/{do}"


def src(picture: Picture, width: int = 320) -> str:
    return f"/en/curate/pictures/{picture.uid}/{width}"


def values(response) -> dict[str, list[str]]:
    """What a browser would send of the editor, without ticks that are not set."""
    return {name: given for name, given in form_values(response).items() if not name.endswith(("-remove", "-hidden"))}


def red() -> bytes:
    return packed(drawing(colour="red"))


def test_the_review_shows_pictures_before_and_after_with_their_words(signed_in, centre):
    old, new = kept(), kept(red())
    entry = publish(pictures=[named(old, "A bed")], places=SWEDEN)
    proposal = change(entry, pictures=[named(old, "An old bed"), named(new, "A tree", credit="Noor")])

    text = page(signed_in.get(url(proposal)))

    assert f'<img class="thumbnail" src="{src(old)}" alt="" loading="lazy"> <del>' in text
    assert "Picture: A bed</del>" in text
    assert "Picture: An old bed</ins>" in text
    assert f'src="{src(new)}" alt="" loading="lazy"> <ins>' in text
    assert "Picture: A tree (Noor)</ins>" in text


def test_another_picture_with_the_same_words_is_a_change(signed_in, centre):
    old, new = kept(), kept(red())
    entry = publish(pictures=[named(old, "A bed")], places=SWEDEN)
    proposal = change(entry, pictures=[named(new, "A bed")])

    text = page(signed_in.get(url(proposal)))

    assert (text.count("Picture: A bed</del>"), text.count("Picture: A bed</ins>")) == (1, 1)


def test_the_three_versions_show_the_pictures_of_each(signed_in, centre):
    first, second, third = kept(), kept(red()), kept(packed(drawing(colour="blue")))
    entry = publish(pictures=[named(first)], places=SWEDEN)
    proposal = change(entry, pictures=[named(third)])
    now = {**read(entry, public=False), "pictures": [named(second)]}
    apply(revision=propose(document=now, channel=Channel.CURATOR, entry=entry), by=None)

    text = page(signed_in.get(url(proposal, "merge/")))

    assert src(second) in text
    assert src(third) in text
    three = Three.of(Proposal.objects.select_related("entry__revision", "revision__base").get())
    assert three.merged({"pictures": "proposed"})["pictures"] == [named(third)]


def test_a_picture_of_a_proposal_is_seen_by_its_centre_alone(client, signed_in, danish, centre):
    proposal = waiting()
    theirs = kept(proposal=proposal)
    assert signed_in.get(src(theirs)).status_code == 200
    assert "no-store" in signed_in.get(src(theirs))["Cache-Control"]

    stranger = sign_in(client, person("stranger@example.org", role="manager", at=danish))

    assert stranger.get(src(theirs)).status_code == 404


def test_the_smallest_file_that_is_wide_enough_is_given(signed_in, centre, curator):
    small = kept(packed(drawing(100, 80)), by=curator)

    assert signed_in.get(src(small)).status_code == signed_in.get(src(small, 9999)).status_code == 200


def test_the_editor_changes_words_takes_out_and_adds(signed_in, centre):
    proposal = waiting()
    bed, tree = kept(proposal=proposal), kept(red(), proposal=proposal)
    Proposal.objects.all().delete()
    proposal = waiting(document(source=None, places=SWEDEN, pictures=[named(bed, "A bed"), named(tree, "A tree")]))
    Picture.objects.update(proposal=proposal)
    sent = values(signed_in.get(url(proposal, "edit/")))
    assert sent["picture-0-text"] == ["A bed"]

    response = signed_in.post(
        url(proposal, "edit/"),
        sent
        | {
            "picture-0-text": "A bed of peas",
            "picture-1-remove": "on",
            "picture-new-file": upload(packed(drawing(colour="blue"))),
            "picture-new-text": "Garden for all",
            "picture-new-role": "logo",
            "picture-new-credit": "Kim",
        },
    )

    assert response.status_code == 302
    added = Picture.objects.latest("pk")
    assert Entry.objects.get().pictures == [
        named(added, "Garden for all", role="logo", credit="Kim"),
        named(bed, "A bed of peas"),
    ]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.png", "This file is empty."),
        (b"words", "a.png", "cannot be read"),
        (bomb(), "a.png", "40 million pixels"),
    ],
)
def test_a_bad_picture_publishes_nothing_and_loses_nothing(signed_in, centre, content, name, said):
    proposal = waiting()
    sent = values(signed_in.get(url(proposal, "edit/")))

    response = signed_in.post(
        url(proposal, "edit/"),
        sent | {"summary": "New words", "picture-new-file": upload(content, name), "picture-new-text": "A bed"},
    )

    assert response.status_code == 422
    assert page(response).count(said) == 2
    assert 'href="#picture-new-file"' in page(response)
    assert form_values(response)["summary"] == ["New words"]
    assert form_values(response)["picture-new-text"] == ["A bed"]
    assert not Entry.objects.exists()


def test_a_picture_without_words_is_kept_until_it_has_some(signed_in, centre):
    proposal = waiting()
    sent = values(signed_in.get(url(proposal, "edit/")))

    response = signed_in.post(url(proposal, "edit/"), sent | {"picture-new-file": upload()})

    picture = Picture.objects.get()
    assert response.status_code == 422
    assert "Say what the picture shows" in page(response)
    again = values(response)
    assert again["picture-0-uid"] == [str(picture.uid)]
    assert signed_in.post(url(proposal, "edit/"), again | {"picture-0-text": "A bed"}).status_code == 302
    assert Entry.objects.get().pictures == [named(picture, "A bed")]


def test_nobody_names_a_picture_that_they_may_not_see(signed_in, danish, centre):
    of_others = waiting(document(source=None, places=[{"country": "DK"}]), email="other@example.org")
    hidden = kept(proposal=of_others)
    proposal = waiting()
    sent = values(signed_in.get(url(proposal, "edit/")))

    signed_in.post(url(proposal, "edit/"), sent | {"picture-0-uid": str(hidden.uid), "picture-0-text": "Not mine"})

    assert Entry.objects.get().pictures == []


def test_what_is_entered_for_somebody_takes_its_picture_along(signed_in, curator):
    filled = {"kind": "project", "title": "Street theatre", "language": "en", "on_behalf_of": "The Theatre Club"}
    with_picture = {"pictures-sent": "1", "picture-new-file": upload(), "picture-new-text": "A stage"}

    signed_in.post("/en/curate/enter/", filled | with_picture)

    picture, proposal = Picture.objects.get(), Proposal.objects.get()
    assert (picture.proposal, picture.uploaded_by) == (proposal, curator)
    assert proposal.revision.document["pictures"] == [named(picture, "A stage")]
