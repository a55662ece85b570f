"""What every view of the API does: limit, negotiate, answer 304, allow other sites, explain errors."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
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
from directory.search import data_version
from directory.search.state import STATE
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
READING: Final = frozenset({"GET", "HEAD"})
_ANYTHING: Final = "*/*"


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer, of one state of the data and one minute."""

    state: str
    body: bytes
    headers: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        """About what it takes in memory."""
        return len(self.body) + 1_000

    def given_to(self, request: HttpRequest) -> HttpResponse:
        headers = dict(self.headers)
        if _holds(request, headers["ETag"]):
            del headers["Content-Type"]
            return HttpResponse(status=status.HTTP_304_NOT_MODIFIED, headers=headers)
        return HttpResponse(self.body, headers=headers)


ANSWERS: Final[Kept[Answer]] = Kept(16 * 2**20)
"""What this process answered lately, by address and by what the client accepts."""


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
    version: str | None = None
    """What `prepare` said."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Speak the language asked for (`lang`), English where the interface has not got it."""
        wanted = base_language(request._request.GET.get("lang", ""))
        activate(wanted if wanted in dict(settings.LANGUAGES) else "en")
        self.root = request.build_absolute_uri("/").rstrip("/")
        super().initial(request, *args, **kwargs)

    def perform_authentication(self, request: Request) -> None:
        """Nobody is asked who they are."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """What nearly all ask for is answered without weighing it."""
        if request._request.META.get("HTTP_ACCEPT", _ANYTHING) == _ANYTHING:
            renderer = self.renderer_classes[0]()
            return renderer, renderer.media_type
        chosen: tuple[BaseRenderer, str] = super().perform_content_negotiation(request, force)
        return chosen

    def prepare(self, request: Request) -> str | None:
        """Check what is asked for, and name the state of the data that the answer depends on.

        None where only the answer itself can tell. Raises the problem of a request that cannot be answered.
        """
        return None

    @abstractmethod
    def read(self, request: Request, **where: Any) -> Any:
        """Give the JSON value of the answer, after `prepare`."""

    def dispatch(self, request: HttpRequest, *args: Any, **where: Any) -> HttpResponseBase:
        """Give what is kept before anything else is made of the request; keep what is answered."""
        if request.method not in READING or connection.in_atomic_block:  # what is seen there may be rolled back
            return super().dispatch(request, *args, **where)
        key = (request.scheme, request.get_host(), request.get_full_path(), request.META.get("HTTP_ACCEPT", ""))
        minute = int(time.time()) // 60  # lists of calls are told by the clock
        kept = ANSWERS.get(key)
        if kept is not None and kept.state == f"{STATE.now()}@{minute}" and ClientThrottle().may_ask(request):
            return kept.given_to(request)
        response = super().dispatch(request, *args, **where)
        is_whole = response.status_code == status.HTTP_200_OK
        if self.version is not None and is_whole and isinstance(response, HttpResponse):
            ANSWERS.put(key, Answer(f"{data_version()}@{minute}", response.content, tuple(response.items())))
        return response

    def get(self, request: Request, **where: Any) -> HttpResponse:
        """Answer, or say that what the client holds is still right."""
        self.version = self.prepare(request)
        content = cache(lambda: to_json(self.read(request, **where)))
        etag = f'W/"{_digest(self.version.encode() if self.version else content())}"'
        if _holds(request, etag):
            answer = HttpResponse(status=status.HTTP_304_NOT_MODIFIED)
        else:
            answer = HttpResponse(content(), content_type=request.accepted_renderer.media_type)
        answer["ETag"] = etag
        answer["Cache-Control"] = "public, no-cache"
        return answer

    def options(self, request: HttpRequest, *_args: Any, **_where: Any) -> Response:
        return Response(status=status.HTTP_204_NO_CONTENT, headers=PREFLIGHT_HEADERS)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        final: Response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in CORS_HEADERS.items():
            final[name] = value
        return final

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response]:
        return problem_response


def _holds(request: Request | HttpRequest, etag: str) -> bool:
    """Whether the client has this answer already."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return known == ["*"] or etag in known


def _digest(content: bytes) -> str:
    return blake2b(content + RELEASE.encode(), digest_size=12).hexdigest()
