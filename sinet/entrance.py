"""The bare address: on to the visitor's language."""

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe


@require_safe
def to_language(request: HttpRequest) -> HttpResponseRedirect:
    """Redirects `/` to `/en/`, `/sv/` or `/da/` by Accept-Language."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ("Accept-Language",))
    return response
