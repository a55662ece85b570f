"""Pictures as files: what is taken and what it becomes, who sees it, when it goes, what erasing does to it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from directory.actions import ActionError, apply, propose, withdraw
from directory.actions.erasing import erase_person
from directory.actions.pictures import MOST_OF_A_PROPOSAL, forget_pictures, keep_picture, sweep_files
from directory.choices import Channel
from directory.documents import DocumentError, read
from directory.models import Change, Entry, Picture, Proposal, Revision, Submitter
from sinet.common.images import BadPicture
from tests.factories import document, publish
from tests.factories.pictures import drawing, kept, named, packed, upload

pytestmark = pytest.mark.django_db


def proposal(state: str = "draft", **fields: object) -> Proposal:
    received = None if state in ("draft", "unconfirmed") else timezone.now()
    count = Proposal.objects.count()
    return Proposal.objects.create(
        secret_hash=f"{count}", kind="organisation", state=state, received_at=received, **fields
    )


def files() -> list[str]:
    folders = default_storage.listdir("pictures")[0] if default_storage.exists("pictures") else []
    return sorted(name for folder in folders for name in default_storage.listdir(f"pictures/{folder}")[1])


@pytest.fixture(autouse=True)
def _empty_storage(tmp_path, monkeypatch):
    monkeypatch.setattr(default_storage, "_wrapped", FileSystemStorage(location=tmp_path))


def aged(picture: Picture, days: int) -> None:
    before = timezone.now() - timedelta(days=days)
    Picture.objects.filter(pk=picture.pk).update(uploaded_at=before)
    if picture.proposal_id:
        Proposal.objects.filter(pk=picture.proposal_id).update(updated_at=before)


def forgotten(django_capture_on_commit_callbacks) -> int:
    with django_capture_on_commit_callbacks(execute=True):
        return forget_pictures()


def test_a_picture_is_kept_in_files_that_are_named_by_their_content():
    picture = kept()

    assert files() == [f"{picture.digest}-{width}.webp" for width in (320, 640)]
    assert picture.size == sum(default_storage.size(picture.file_name(width)) for width in picture.widths)


def test_what_is_refused_leaves_no_record_and_no_file():
    with pytest.raises(BadPicture):
        keep_picture(file=upload(b"words"), proposal=proposal())

    assert (Picture.objects.count(), files()) == (0, [])


def test_a_proposal_takes_no_more_than_so_many_pictures():
    draft = proposal()
    Picture.objects.bulk_create(
        Picture(digest="0" * 64, format="webp", width=1, height=1, widths=[1], size=1, proposal=draft)
        for _ in range(MOST_OF_A_PROPOSAL)
    )

    with pytest.raises(ActionError, match="20 times"):
        keep_picture(file=upload(), proposal=draft)


def test_a_document_cannot_name_a_picture_that_is_not_here():
    unknown = "018f0000-0000-7000-8000-000000000000"
    publish()
    made = document(pictures=[{"picture": unknown, "alternative_text": "A garden"}])

    with pytest.raises(DocumentError) as error:
        propose(document=made, channel=Channel.IMPORT)

    assert list(error.value.errors) == ["pictures.0.picture"]
    assert unknown in error.value.errors["pictures.0.picture"][0]


def test_what_was_published_once_stays_for_the_history(django_capture_on_commit_callbacks):
    picture = kept()
    entry = publish(pictures=[named(picture)])
    without = {**read(entry, public=False), "pictures": []}
    apply(revision=propose(document=without, channel=Channel.CURATOR, entry=entry), by=None)
    aged(picture, 400)

    assert forgotten(django_capture_on_commit_callbacks) == 0
    restored = Revision.objects.get(pk=entry.revision_id).document
    entry.refresh_from_db()
    back = apply(revision=propose(document=restored, channel=Channel.CURATOR, entry=entry), by=None)
    assert back.pictures == [named(picture)]


@pytest.mark.parametrize(
    ("state", "days", "is_kept"),
    [
        ("draft", 400, True),
        ("unconfirmed", 400, True),
        ("waiting", 400, True),
        ("in_review", 400, True),
        ("changes_requested", 400, True),
        ("rejected", 89, True),
        ("rejected", 91, False),
        ("retracted", 91, False),
        ("applied", 91, False),
    ],
)
def test_a_picture_stays_while_its_proposal_is_open_or_was_decided_lately(
    state, days, is_kept, django_capture_on_commit_callbacks
):
    picture = kept(proposal=proposal(state))
    aged(picture, days)

    assert forgotten(django_capture_on_commit_callbacks) == (0 if is_kept else 1)
    assert bool(files()) == is_kept


def test_a_picture_of_nobody_waits_for_a_day(django_capture_on_commit_callbacks):
    fresh, old = kept(), kept(packed(drawing(colour="red")))
    aged(old, 2)

    assert forgotten(django_capture_on_commit_callbacks) == 1
    assert list(Picture.objects.all()) == [fresh]
    assert {name[:64] for name in files()} == {fresh.digest}


def test_a_file_that_another_picture_has_too_stays(django_capture_on_commit_callbacks):
    old, fresh = kept(), kept()
    aged(old, 2)

    assert forgotten(django_capture_on_commit_callbacks) == 1
    assert {name[:64] for name in files()} == {fresh.digest}


def test_files_of_no_picture_are_swept_up_after_a_day(monkeypatch):
    picture = kept()
    stray = f"pictures/ab/{'ab' * 32}-320.webp"
    default_storage.save(stray, ContentFile(b"stray"))
    assert sweep_files() == 0

    tomorrow = timezone.now() + timedelta(days=2)
    monkeypatch.setattr("directory.actions.pictures.timezone.now", lambda: tomorrow)

    assert sweep_files() == 1
    assert {name[:64] for name in files()} == {picture.digest}


def test_erasing_a_person_takes_the_pictures_of_their_proposals_out_of_everything(django_capture_on_commit_callbacks):
    somebody = Submitter.objects.create(email="kim@example.org")
    theirs = kept(proposal=proposal("applied", submitter=somebody))
    others = kept(packed(drawing(colour="red")))
    entry = publish(title="Garden", pictures=[named(theirs), named(others, "A tree")])
    waiting = propose(document=document(pictures=[named(theirs)]), channel=Channel.FORM)

    with django_capture_on_commit_callbacks(execute=True):
        erasure = erase_person(email="kim@example.org", by=None)

    entry.refresh_from_db()
    waiting.refresh_from_db()
    assert erasure.what["picture"] == 1
    assert entry.pictures == entry.revision.document["pictures"] == [named(others, "A tree")]
    assert waiting.document["pictures"] == []
    assert "pictures" not in waiting.document["provenance"]
    assert Change.objects.filter(entry=entry).latest("pk").event == "erased"
    assert {name[:64] for name in files()} == {others.digest}


def test_a_withdrawn_entry_keeps_its_pictures_out_of_sight_and_brings_them_back(client):
    picture = kept()
    entry = publish(pictures=[named(picture)])
    withdraw(entry=entry, by=None, note="asked for")

    assert client.get(picture.sizes[0].url).status_code == 410
    entry.refresh_from_db()
    back = {**read(entry, public=False), "state": "published"}
    apply(revision=propose(document=back, channel=Channel.CURATOR, entry=entry), by=None)
    assert client.get(picture.sizes[0].url).status_code == 200
    assert Entry.objects.public().showing(picture.uid).get() == entry
