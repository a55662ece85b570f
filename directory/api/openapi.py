"""The description of the API in OpenAPI 3.1, and how each view adds its part to it."""

from collections.abc import Callable, Iterable
from functools import cache
from inspect import cleandoc
from typing import Any, Final, TypeVar

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.request import Request

from directory.api.base import ReadView
from directory.api.components import SCHEMAS
from directory.api.problems import CONTENT_TYPE

_View = TypeVar("_View", bound=type[ReadView])
_PROBLEMS: Final = {
    400: "A parameter is unknown or has a value that means nothing; `errors` lists what is possible.",
    404: "There is nothing at this address.",
    410: "The entry was withdrawn.",
    429: "More requests than this installation allows; `Retry-After` says how many seconds to wait.",
}


def describe(
    summary: str,
    *,
    answer: str,
    tag: str,
    name: str,
    parameters: Iterable[OpenApiParameter] = (),
    problems: Iterable[int] = (),
) -> Callable[[_View], _View]:
    """Describe a view in the schema. `answer` names the component of the answer, `name` the operation."""

    def decorate(view: _View) -> _View:
        described = extend_schema(
            operation_id=name,
            summary=summary,
            description=cleandoc(view.__doc__ or ""),
            tags=[tag],
            auth=[],
            parameters=list(parameters),
            responses={
                200: OpenApiResponse({"$ref": f"#/components/schemas/{answer}"}, description="The answer."),
                304: OpenApiResponse(None, description="Unchanged since the answer with this `ETag`."),
                **{(code, CONTENT_TYPE): _problem(code) for code in sorted({*problems, 429})},
            },
        )
        return extend_schema_view(get=described)(view)

    return decorate


def add_components(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Add the forms of answers to the schema (a postprocessing hook of drf-spectacular)."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(SCHEMAS)
    return result


@cache
def openapi_schema() -> dict[str, Any]:
    """Give the whole schema; it changes only with the code."""
    generator: Any = SchemaGenerator  # untyped in its package
    schema: dict[str, Any] = generator(api_version="v1").get_schema(request=None, public=True)
    return schema


class OpenAPISchema(ReadView):
    """The OpenAPI 3.1 description of this API."""

    schema = None

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        server = {"url": request.build_absolute_uri("/").rstrip("/")}
        return {**openapi_schema(), "servers": [server]}


def _problem(code: int) -> OpenApiResponse:
    return OpenApiResponse({"$ref": "#/components/schemas/Problem"}, description=_PROBLEMS[code])
