"""The forms of funding's answers in the OpenAPI description."""

from typing import Any, Final

from funding.sources.standard import GRANT, MONTH_ONLY, REQUIRED, Field, Form

Schema = dict[str, Any]
_NUMBERS: Final = frozenset((Form.NUMBER, Form.AMOUNT))
_FORMATS: Final = {Form.URL: "uri", Form.MOMENT: "date-time"}


def _of_field(field: Field) -> Schema:
    if field.parts:
        item: Schema = {"type": "object", "properties": {name: _of_field(one) for name, one in field.parts.items()}}
        return {"type": "array", "items": item} if field.is_list else item
    if field.form is Form.TEXTS:
        return {"type": "array", "items": {"type": "string"}}
    kind: Schema = {"type": "number" if field.form in _NUMBERS else "string", "title": field.title}
    return kind | ({"format": _FORMATS[field.form]} if field.form in _FORMATS else {})


def _object(properties: dict[str, Schema], description: str = "") -> Schema:
    told = {"description": description} if description else {}
    return {"type": "object", **told, "properties": properties, "required": list(properties)}


_TEXT: Final[Schema] = {"type": "string"}
_URL: Final[Schema] = {"type": "string", "format": "uri"}
_PARTY: Final = _object(
    {
        "identifier": _TEXT,
        "name": _TEXT,
        "entry": {"type": ["string", "null"], "format": "uuid", "description": "The entry that it is."},
        "entry_url": {"type": ["string", "null"], "format": "uri"},
        "matched_by": {"type": "string", "enum": ["", "registration", "website", "name_and_place", "curator"]},
    },
    "An organisation as the publisher names it, and the entry that it is.",
)
_RECORD: Final[Schema] = {
    "type": "object",
    "description": "In the form of the 360Giving Data Standard 1.4 (https://standard.threesixtygiving.org), without "
    f"personal data and postal codes. `{MONTH_ONLY}` is ours: `month` where the publisher knew no day.",
    "properties": {name: _of_field(field) for name, field in GRANT.items()},
    "required": list(REQUIRED),
}
_GRANT: Final = _object(
    {
        "uid": {"type": "string", "format": "uuid"},
        "url": {**_URL, "description": "Its page."},
        "api_url": _URL,
        "source": _object({"key": _TEXT, "licence": _TEXT, "credit": _TEXT}),
        "funder": {"$ref": "#/components/schemas/GrantParty"},
        "recipient": {
            "oneOf": [{"$ref": "#/components/schemas/GrantParty"}, {"type": "null"}],
            "description": "Null where the recipient is a person.",
        },
        "amount_in_euro": {
            "type": ["string", "null"],
            "description": "By the ECB's reference rate of `rate_on`; null where it has none.",
        },
        "rate_on": {"type": ["string", "null"], "format": "date"},
        "grant": {"$ref": "#/components/schemas/GrantRecord"},
    }
)
_CURSOR: Final[Schema] = {"type": ["string", "null"], "format": "uri"}
SCHEMAS: Final[dict[str, Schema]] = {
    "GrantParty": _PARTY,
    "GrantRecord": _RECORD,
    "Grant": _GRANT,
    "GrantPage": _object(
        {
            "count": {"type": "integer"},
            "next": _CURSOR,
            "previous": _CURSOR,
            "results": {"type": "array", "items": {"$ref": "#/components/schemas/Grant"}},
        }
    ),
    "GrantPackage": {
        "type": "object",
        "description": "A package of the 360Giving Data Standard.",
        "properties": {
            "version": _TEXT,
            "title": _TEXT,
            "description": _TEXT,
            "issued": {"type": "string", "format": "date"},
            "modified": {"type": "string", "format": "date-time"},
            "license": _URL,
            "grants": {"type": "array", "items": {"$ref": "#/components/schemas/GrantRecord"}},
        },
        "required": ["version", "grants"],
    },
}


def add_components(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Add these forms to the schema (a postprocessing hook of drf-spectacular)."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(SCHEMAS)
    return result
