"""The document of each kind as JSON Schema, for partners' programs."""

from typing import Any

from directory.choices import Kind
from directory.documents.document import document_class


def json_schema(kind: Kind | str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind's document in its canonical form."""
    schema = document_class(Kind(kind)).model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"sinet {Kind(kind).value}",
    }
