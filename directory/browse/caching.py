"""Answers that a browser or a proxy may keep and ask about again."""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language

from sinet.common.release import RELEASE


def conditional(request: HttpRequest, version: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page with an ETag made of what it depends on; 304 without making it when the reader has it already.

    `version` changes whenever what the page shows does; language, address and release of the code are added.
    """
    parts = f"{RELEASE} {settings.SITE_URL} {get_language()} {request.get_full_path()} {version}"
    parts += f" {request.headers.get('HX-Request', '')}"
    etag = quote_etag(blake2b(parts.encode(), digest_size=12).hexdigest())
    known = get_conditional_response(request, etag=etag)
    response = known if known is not None and known.status_code == 304 else make()
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response
