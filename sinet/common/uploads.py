"""Reads what is sent with a form. A file that is too large is cut off; what was typed beside it still arrives."""

from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from sinet.common.images import MOST_BYTES, BadPicture, too_large

MOST_ALTOGETHER: Final = 64 * 1024 * 1024
"""Bytes of one request; of a longer one, what comes after the first file's beginning is not read."""
PICTURE: Final = "picture-"
"""So the names of fields begin that take a picture. Other files have limits of their own, where they are read."""


class CuttingOff(FileUploadHandler):
    """Stands before the handlers that keep a file. What it lets through of a file that is too large is too large."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.request is not None and _is_endless(self.request):
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        most = MOST_BYTES if (self.field_name or "").startswith(PICTURE) else MOST_ALTOGETHER
        return raw_data if start <= most else None

    def file_complete(self, file_size: int) -> None:
        return None


def sent_file(request: HttpRequest, name: str) -> UploadedFile | None:
    """The file that was chosen in a field of the form; None where none was.

    Raises `BadPicture` when so much was sent that it was not read.
    """
    file = request.FILES.get(name)
    if file is None and _is_endless(request):
        raise BadPicture(too_large())
    return file if file is not None and (file.name or file.size) else None


def _is_endless(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > MOST_ALTOGETHER
