"""What a valid entry of each kind is, in JSON: read, write, validate, compare, upgrade."""

from directory.documents.compare import FieldChange, compare
from directory.documents.document import SCHEMA_VERSION, Document
from directory.documents.errors import DocumentError
from directory.documents.read import read, read_many
from directory.documents.schema import json_schema
from directory.documents.upgrade import upgrade
from directory.documents.validate import validate

__all__ = [
    "SCHEMA_VERSION",
    "Document",
    "DocumentError",
    "FieldChange",
    "compare",
    "json_schema",
    "read",
    "read_many",
    "upgrade",
    "validate",
]
