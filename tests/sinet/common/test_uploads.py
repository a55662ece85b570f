"""Files that come with a form: a picture is cut off where it is too large, other files are not."""

from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from sinet.common.images import MOST_BYTES, BadPicture
from sinet.common.uploads import sent_file

LARGE = b"x" * (MOST_BYTES + 1_000_000)


Send = Callable[..., HttpRequest]


@pytest.fixture
def send() -> Iterator[Send]:
    """Makes requests, which are closed in the end, with the files that came with them."""
    sent: list[HttpRequest] = []

    def make(name: str, content: bytes, **typed: str) -> HttpRequest:
        sent.append(RequestFactory().post("/", {**typed, name: SimpleUploadedFile("a.png", content)}))
        return sent[-1]

    yield make
    for request in sent:
        request.close()


def test_a_picture_that_is_too_large_is_kept_no_further_than_that_it_shows(send: Send):
    sent = send("picture-1-file", LARGE, words="Typed")

    file = sent_file(sent, "picture-1-file")

    assert file is not None
    assert MOST_BYTES < file.size < MOST_BYTES + 200_000
    assert sent.POST["words"] == "Typed"


def test_another_file_of_that_size_comes_whole(send: Send):
    file = sent_file(send("table", LARGE), "table")

    assert file is not None
    assert file.size == len(LARGE)


def test_a_field_without_a_file_gives_none_and_an_empty_file_is_one(send: Send):
    assert sent_file(RequestFactory().post("/", {"words": "Typed"}), "picture-1-file") is None
    empty = sent_file(send("picture-1-file", b""), "picture-1-file")
    assert empty is not None
    assert empty.size == 0


def test_of_a_request_without_end_no_file_is_read(monkeypatch, send: Send):
    monkeypatch.setattr("sinet.common.uploads.MOST_ALTOGETHER", 1000)
    sent = send("picture-1-file", b"x" * 2000, words="Typed")

    assert sent.POST["words"] == "Typed"
    with pytest.raises(BadPicture, match="larger than 8 MB"):
        sent_file(sent, "picture-1-file")
