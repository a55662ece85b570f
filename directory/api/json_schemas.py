"""The document of each kind as JSON Schema."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request

from directory.api.base import ReadView
from directory.api.openapi import describe
from directory.api.rendering import JSONRenderer, SchemaRenderer
from directory.api.vocabularies import TAG
from directory.choices import Kind
from directory.documents import json_schema


@describe("JSON Schema of a document", name="document_schema", tag=TAG, answer="JSONSchema", problems=[404])
class DocumentSchema(ReadView):
    """What a valid document of this kind is. Each kind's own facts stand under the name of the kind."""

    renderer_classes = (SchemaRenderer, JSONRenderer)

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        kind = where["kind"]
        if kind not in Kind.values:
            raise Http404(f"There are schemas of: {', '.join(Kind.values)}.")
        address = request.build_absolute_uri(request.path)
        return {"$id": address, **json_schema(kind)}
