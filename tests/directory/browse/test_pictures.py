"""A picture has a public address while a public entry names it; the entry's page shows it without moving its text."""

import pytest
from django.core.files.storage import default_storage

from directory.actions import apply, propose
from directory.choices import Channel
from directory.documents import read, validate
from tests.factories import document, publish
from tests.factories.pictures import drawing, kept, named, packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return kept(packed(drawing(1800, 1200)))


def test_a_public_picture_is_sent_to_be_kept_by_browsers_and_asked_for_again_by_proxies(client, picture):
    publish(pictures=[named(picture)])

    response = client.get(picture.url(800))

    assert response.status_code == 200
    assert response.content == default_storage.open(picture.file_name(800)).read()
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"] == f'inline; filename="{picture.digest[:12]}-800.webp"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, s-maxage=0, immutable"
    assert "Set-Cookie" not in response
    again = client.get(picture.url(800), headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_no_file_of_a_picture_is_not_there(client, picture):
    publish(pictures=[named(picture)])

    for address in (
        picture.url(801),
        picture.url(320).replace("webp", "svg"),
        picture.url(320).replace(picture.digest, "0" * 64),
        picture.url(320).replace(picture.digest, "x"),
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(picture.url(320)).status_code == 405


def test_a_file_that_the_storage_has_lost_is_not_there(client, picture):
    publish(pictures=[named(picture)])
    default_storage.delete(picture.file_name(320))

    assert client.get(picture.url(320)).status_code == 404


def test_a_picture_that_is_only_proposed_has_no_public_address(client, picture):
    entry = publish()
    change = {**read(entry, public=False), "pictures": [named(picture)]}
    revision = propose(document=change, channel=Channel.FORM, entry=entry)
    propose(document=document(title="New", pictures=[named(picture)]), channel=Channel.FORM)

    assert client.get(picture.url(320)).status_code == 404
    apply(revision=revision, by=None)
    assert client.get(picture.url(320)).status_code == 200


def test_a_picture_that_was_taken_out_has_no_public_address_any_more(client, picture):
    entry = publish(pictures=[named(picture)])
    without = {**read(entry, public=False), "pictures": []}
    apply(revision=propose(document=without, channel=Channel.CURATOR, entry=entry), by=None)

    assert client.get(picture.url(320)).status_code == 404


def test_the_page_shows_logo_and_pictures_with_their_words_and_their_room(client, picture):
    logo = kept(packed(drawing(448, 448, "red"), "PNG"))
    publish(
        "project",
        title="Garden",
        pictures=[named(picture, "Neighbours & peas", credit="Kim Berg"), named(logo, "The garden", role="logo")],
    )

    page = client.get("/en/projects/garden/").content.decode()

    sizes = ", ".join(f"{picture.url(width)} {width}w" for width in (320, 800, 1600))
    assert (
        f'<img src="{picture.url(800)}" srcset="{sizes}" sizes="(max-width: 50rem) 100vw, 720px"'
        ' width="1600" height="1067" alt="Neighbours &amp; peas" loading="lazy" decoding="async">'
    ) in page
    assert 'sizes="96px" width="96" height="96" alt="The garden" decoding="async">' in page
    assert page.index('alt="The garden"') < page.index("<h1")
    assert ">Kim Berg</figcaption>" in page
    assert f'<meta property="og:image" content="http://127.0.0.1:8000{picture.url(1600)}">' in page
    assert ' style="' not in page


def test_words_of_another_language_are_marked_as_such(client, picture):
    publish("project", title="Garden", language="sv", pictures=[named(picture, "En trädgård")])

    assert 'alt="En trädgård" lang="sv"' in client.get("/en/projects/garden/").content.decode()
    assert 'alt="En trädgård" loading' in client.get("/sv/projects/garden/").content.decode()


@pytest.mark.parametrize(("count", "queries"), [(0, 0), (1, 1), (3, 1)])
def test_pictures_cost_a_page_one_query_and_none_where_there_are_none(
    count, queries, client, django_assert_num_queries
):
    from directory.browse.pictures import pictures_of

    entry = publish(pictures=[named(kept(packed(drawing(100 + n, 100)))) for n in range(count)])

    with django_assert_num_queries(queries):
        pictures_of(entry, "en")


def test_the_api_says_where_the_files_are_and_reads_its_own_answer_back(client, picture):
    entry = publish(pictures=[named(picture, "A garden", credit="Kim")])

    answer = client.get(f"/api/v1/entries/{entry.uid}/").json()

    root = "http://testserver"
    sizes = [
        {"url": f"{root}{picture.url(width)}", "width": width, "height": height}
        for width, height in ((320, 213), (800, 534), (1600, 1067))
    ]
    assert answer["pictures"] == [{**named(picture, "A garden", credit="Kim"), **sizes[-1], "sizes": sizes}]
    assert validate(answer).canonical["pictures"] == [named(picture, "A garden", credit="Kim")]


def test_the_api_asks_once_for_the_pictures_of_a_page_and_not_at_all_where_there_are_none(
    client, picture, django_assert_num_queries
):
    from directory.api.representation import represent
    from directory.documents.hanging import stored

    plain, one, two = (
        publish(),
        publish(title="B", pictures=[named(picture)]),
        publish(title="C", pictures=[named(picture)]),
    )
    found = stored([plain.pk, one.pk, two.pk])
    with django_assert_num_queries(0):
        represent([found[plain.pk]], root="")
    with django_assert_num_queries(1):
        represent([found[one.pk], found[two.pk], found[plain.pk]], root="")
