"""What every view of the API does: limit, negotiate, answer 304, allow other sites, explain errors."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import activate
from rest_framework import status
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from directory.api.problems import problem_response
from directory.api.rendering import JSONRenderer, to_json
from directory.api.throttling import ClientThrottle
from sinet.common.kept import Kept
from sinet.common.languages import base_language
from sinet.common.release import RELEASE

CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, Allow",
}
PREFLIGHT_HEADERS = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
ANSWERS: Final[Kept[bytes]] = Kept(16 * 2**20)
"""What this process answered lately, by state of the data and address."""


class ReadView(APIView, ABC):
    """A view that anybody may read, from any site, without an account and without a cookie.

    Subclasses write `read` and, where the answer need not be made to know whether it changed, `prepare`.
    """

    authentication_classes = ()
    permission_classes = ()
    parser_classes = ()
    throttle_classes = (ClientThrottle,)
    renderer_classes: Sequence[type[BaseRenderer]] = (JSONRenderer,)
    http_method_names = ["get", "head", "options"]

    root: str
    """The address of the site, without a slash at its end."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Speak the language asked for (`lang`), English where the interface has not got it."""
        wanted = base_language(request._request.GET.get("lang", ""))
        activate(wanted if wanted in dict(settings.LANGUAGES) else "en")
        self.root = request.build_absolute_uri("/").rstrip("/")
        super().initial(request, *args, **kwargs)

    def prepare(self, request: Request) -> str | None:
        """Check what is asked for, and name the state of the data that the answer depends on.

        None where only the answer itself can tell. Raises the problem of a request that cannot be answered.
        """
        return None

    @abstractmethod
    def read(self, request: Request, **where: Any) -> Any:
        """Give the JSON value of the answer, after `prepare`."""

    def get(self, request: Request, **where: Any) -> HttpResponse:
        """Answer, or say that what the client holds is still right."""
        version = self.prepare(request)
        content = self._content(request, version, where)
        etag = f'W/"{_digest(version.encode() if version else content())}"'
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if known == ["*"] or etag in known:
            answer = HttpResponse(status=status.HTTP_304_NOT_MODIFIED)
        else:
            answer = HttpResponse(content(), content_type=request.accepted_renderer.media_type)
        answer["ETag"] = etag
        answer["Cache-Control"] = "public, no-cache"
        return answer

    def _content(self, request: Request, version: str | None, where: dict[str, Any]) -> Callable[[], bytes]:
        """Give what makes the JSON, once; an answer whose version is known is kept by the process."""
        if version is None:
            return cache(lambda: to_json(self.read(request, **where)))
        key = (version, self.root, request.get_full_path())

        def content() -> bytes:
            found = ANSWERS.get(key)
            if found is None:
                found = to_json(self.read(request, **where))
                ANSWERS.put(key, found)
            return found

        return content

    def options(self, request: HttpRequest, *_args: Any, **_where: Any) -> Response:
        return Response(status=status.HTTP_204_NO_CONTENT, headers=PREFLIGHT_HEADERS)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        final: Response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in CORS_HEADERS.items():
            final[name] = value
        return final

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response]:
        return problem_response


def _digest(content: bytes) -> str:
    return blake2b(content + RELEASE.encode(), digest_size=12).hexdigest()
