"""Python values as JSON bytes."""

from collections.abc import Mapping
from typing import Any, ClassVar

import orjson
from django.utils.functional import Promise
from rest_framework.renderers import BaseRenderer


def to_json(value: Any) -> bytes:
    """Write JSON in UTF-8; texts that wait for their translation are written in the active language."""
    return orjson.dumps(value, default=_as_text)


def _as_text(value: Any) -> str:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


class JSONRenderer(BaseRenderer):
    """JSON for the hot paths."""

    media_type = "application/json"
    format = "json"
    charset: ClassVar[str | None] = None  # type: ignore[misc]  # JSON is always UTF-8 (RFC 8259)
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else to_json(data)


class GeoJSONRenderer(JSONRenderer):
    """GeoJSON (RFC 7946)."""

    media_type = "application/geo+json"
    format = "geojson"


class SchemaRenderer(JSONRenderer):
    """JSON Schema."""

    media_type = "application/schema+json"
    format = "schema"
