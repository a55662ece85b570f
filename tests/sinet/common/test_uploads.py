"""Files that come with a form: a picture is cut off where it is too large, other files are not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from sinet.common.images import MOST_BYTES, BadPicture
from sinet.common.uploads import sent_file

LARGE = b"x" * (MOST_BYTES + 1_000_000)


def request(name: str, content: bytes, **typed: str):
    return RequestFactory().post("/", {**typed, name: SimpleUploadedFile("a.png", content)})


def test_a_picture_that_is_too_large_is_kept_no_further_than_that_it_shows():
    sent = request("picture-1-file", LARGE, words="Typed")

    file = sent_file(sent, "picture-1-file")

    assert file is not None
    assert MOST_BYTES < file.size < MOST_BYTES + 200_000
    assert sent.POST["words"] == "Typed"


def test_another_file_of_that_size_comes_whole():
    file = sent_file(request("table", LARGE), "table")

    assert file is not None
    assert file.size == len(LARGE)


def test_a_field_without_a_file_gives_none_and_an_empty_file_is_one():
    assert sent_file(RequestFactory().post("/", {"words": "Typed"}), "picture-1-file") is None
    empty = sent_file(request("picture-1-file", b""), "picture-1-file")
    assert empty is not None
    assert empty.size == 0


def test_of_a_request_without_end_no_file_is_read(monkeypatch):
    monkeypatch.setattr("sinet.common.uploads.MOST_ALTOGETHER", 1000)
    sent = request("picture-1-file", b"x" * 2000, words="Typed")

    assert sent.POST["words"] == "Typed"
    with pytest.raises(BadPicture, match="larger than 8 MB"):
        sent_file(sent, "picture-1-file")
