"""Gives out the file of a picture. Who may have it, the callers have decided."""

from typing import Final

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified

from directory.models import Picture

_TYPES: Final = {"webp": "image/webp"}


def file_of(request: HttpRequest, picture: Picture, width: int) -> HttpResponse:
    """One file of a picture; 304 to who has it already. Raises `Http404` where there is none of this width."""
    if width not in picture.widths:
        raise Http404
    tag = f'"{picture.digest[:32]}-{width}"'
    response: HttpResponse
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = _opened(picture, width)
        response["X-Content-Type-Options"] = "nosniff"
        # Shown, never run: not even when somebody opens its address.
        response["Content-Disposition"] = f'inline; filename="{picture.digest[:12]}-{width}.{picture.format}"'
    response["ETag"] = tag
    return response


def _opened(picture: Picture, width: int) -> HttpResponse:
    try:
        with default_storage.open(picture.file_name(width)) as file:
            return HttpResponse(file.read(), content_type=_TYPES[picture.format])
    except FileNotFoundError as error:
        raise Http404 from error
