"""The forms of the API's answers, as JSON Schema: what the OpenAPI description refers to."""

from typing import Any, Final

from directory.api.problems import TITLES
from directory.api.representation import ORIGINAL
from directory.choices import Kind, Precision
from directory.documents.document import document_class

Schema = dict[str, Any]
_REF: Final = "#/components/schemas/{model}"


def _text(description: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"description": description} if description else {}), **more}


def _object(properties: dict[str, Schema], *, description: str = "", required: list[str] | None = None) -> Schema:
    return {
        "type": "object",
        **({"description": description} if description else {}),
        "properties": properties,
        "required": list(properties) if required is None else required,
    }


def _list(item: Schema, description: str = "") -> Schema:
    return {"type": "array", "items": item, **({"description": description} if description else {})}


def _ref(name: str) -> Schema:
    return {"$ref": _REF.format(model=name)}


def _page(item: str, added: Schema | None = None) -> Schema:
    cursor = {"type": ["string", "null"], "format": "uri"}
    return _object(
        {
            "count": {"type": "integer", "description": "How many there are in all, counted exactly."},
            "next": {**cursor, "description": "The next page, null on the last."},
            "previous": {**cursor, "description": "The page before, null on the first."},
            **(added or {}),
            "results": _list(_ref(item)),
        }
    )


_OF_SEARCHES: Final[Schema] = {
    "also_searched": _list(
        _text(), "Other names of what `q` names, which were searched for as well; `exact=1` leaves them out."
    )
}
_INTEGER: Final[Schema] = {"type": "integer"}
_BY_LANGUAGE: Final[Schema] = {"type": "object", "additionalProperties": {"type": "string"}}
_ADDED: Final[dict[str, Schema]] = {
    "id": _text("The permanent address of the entry.", format="uri"),
    "url": _text("Its page.", format="uri"),
    "api_url": _text("Its document.", format="uri"),
    "published_at": _text("When it was first published.", format="date-time"),
    "updated_at": _text("When it was last changed.", format="date-time"),
    "completeness": {
        "type": "integer",
        "minimum": 0,
        "maximum": 100,
        "description": "Filled fields, in percent.",
    },
    "original_language": _text("With `lang`, where a translation is shown: the language of the original."),
    "distance_km": {
        "type": ["number", "null"],
        "description": "With `near`: kilometres to the nearest place; null where none may be shown.",
    },
}


_FILE: Final[dict[str, Schema]] = {
    "url": _text("The largest file. Its address changes with its content.", format="uri"),
    "width": {"type": "integer", "description": "In pixels."},
    "height": {"type": "integer", "description": "In pixels."},
}
_OF_A_PICTURE: Final = {**_FILE, "sizes": _list(_object(_FILE), "Every file, the smallest first.")}


def _entries() -> dict[str, Schema]:
    """Give the entry of each kind, its parts, and their union."""
    found: dict[str, Schema] = {}
    for kind in Kind:
        schema = document_class(kind).model_json_schema(mode="serialization", ref_template=_REF)
        found |= schema.pop("$defs", {})
        schema["properties"] |= _ADDED
        schema["required"] = ["uid", "source"]
        schema["title"] = f"{kind.value.capitalize()}Entry"
        schema["description"] = "An entry: its document and what the API adds. Empty stands for unknown."
        found[schema["title"]] = schema
        found[f"{kind.value.capitalize()}Page"] = _page(schema["title"], _OF_SEARCHES)
    found["NamedPicture"]["properties"] |= _OF_A_PICTURE
    found["TextOrigin"]["enum"].append(ORIGINAL)
    found["TextOrigin"]["description"] += " With `lang`, the original stands among the texts as `original`."
    found["Entry"] = {"oneOf": [_ref(f"{kind.value.capitalize()}Entry") for kind in Kind]}
    found["EntryPage"] = _page("Entry", _OF_SEARCHES)
    return found


_PARAMETER_ERROR: Final = _object(
    {
        "parameter": _text("The name of the parameter."),
        "value": _text("The value that was given."),
        "message": _text("What is wrong."),
        "valid": _list(_text(), "What is possible instead; empty where it cannot be listed."),
    }
)
_PROBLEM: Final = _object(
    {
        "type": _text(f"The kind of problem; its last part is one of: {', '.join(TITLES)}.", format="uri-reference"),
        "title": _text("The kind of problem in words."),
        "status": _INTEGER,
        "detail": _text("What happened this time."),
        "errors": _list(_ref("ParameterError"), "Each parameter that is not valid."),
    },
    description="A problem document (RFC 9457).",
    required=["type", "title", "status", "detail"],
)
_VOCABULARY: Final[dict[str, Schema]] = {
    "key": _text("The key, which is also the word of the filter."),
    "titles": _BY_LANGUAGE,
    "source": _text("Where the list comes from."),
    "uri": _text(),
    "single": {"type": "boolean", "description": "Whether an entry has at most one of these terms."},
    "kinds": _list(_text(enum=list(Kind.values)), "The kinds of entry that use it."),
    "api_url": _text(format="uri"),
}
_OTHER_TERM: Final[Schema] = {
    "oneOf": [_object({"vocabulary": _text(), "key": _text()}), {"type": "null"}],
    "description": "A term, maybe of another vocabulary.",
}
_TERM: Final = _object(
    {
        "key": _text("What stands in documents and filters."),
        "broader": _OTHER_TERM,
        "labels": _BY_LANGUAGE,
        "alternatives": {"type": "object"},
        "definitions": _BY_LANGUAGE,
        "exact_matches": _list(_text(format="uri")),
        "close_matches": _list(_text(format="uri")),
        "note": _text(),
        "retired": {"type": "boolean"},
        "replacement": _OTHER_TERM,
    }
)
_FACET_VALUE: Final = _object(
    {
        "value": _text("What to write into the filter."),
        "label": _text("Its name in the language asked for."),
        "count": {"type": "integer", "description": "What one gets by choosing it alone in this filter."},
        "selected": {"type": "boolean"},
        "depth": {"type": "integer", "description": "0 for a term without a broader one, 1 below it."},
    }
)
_FACET: Final = _object(
    {
        "key": _text("The word of the filter."),
        "label": _text("Its name in the language asked for."),
        "more": {"type": "integer", "description": "How many further values there are."},
        "values": _list(_ref("FacetValue")),
    }
)
_SUGGESTION: Final = _object(
    {
        "group": _text("What is suggested.", enum=["entry", "term", "tag", "place"]),
        "label": _text(),
        "detail": _text("What distinguishes it: kind, vocabulary or country."),
        "count": {"type": "integer", "description": "Entries behind it; 0 for an entry or a place."},
        "url": _text("The page it leads to.", format="uri"),
    }
)
_BOX: Final = _list({"type": "number"}, "West, south, east, north in degrees.")
_DRAWN: Final = [one for one in Precision.values if one != Precision.COUNTRY]
_PIN: Final = _object(
    {
        "title": _text(),
        "url": _text("The entry's page.", format="uri"),
        "kind": _text(enum=list(Kind.values)),
        "precision": _text("How exact the point is.", enum=_DRAWN),
        "place": _text("Town and country of this place."),
        "distance_km": {"type": "number", "description": "With `near`: how far its nearest place is."},
    },
    description="One entry.",
    required=["title", "url", "kind", "precision", "place"],
)
_STACK: Final = _object(
    {
        "count": _INTEGER,
        "entries": _list(_ref("Pin"), "At most 20 of them."),
        "url": _text("The page that lists all of them.", format="uri"),
    },
    description="Entries on one spot.",
)
_CLUSTER: Final = _object(
    {"count": _INTEGER, "bbox": _BOX, "town": _text("The largest town among them, or the nearest; empty if none.")},
    description="Entries near each other.",
)
_FEATURE: Final = _object(
    {
        "type": _text(enum=["Feature"]),
        "geometry": _object({"type": _text(enum=["Point"]), "coordinates": _list({"type": "number"})}),
        "properties": {"oneOf": [_ref("Pin"), _ref("Stack"), _ref("Cluster")]},
    }
)
_FEATURES: Final = _object(
    {
        "type": _text(enum=["FeatureCollection"]),
        "bbox": _BOX,
        "shown": {"type": "integer", "description": "Entries with a point in the rectangle."},
        "repeated": {"type": "integer", "description": "How much more the counts of the points add up to."},
        "outside": {"type": "integer", "description": "Results with a point elsewhere only."},
        "without_point": {"type": "integer", "description": "Results that no point can be shown for."},
        "features": _list(_ref("Feature")),
    },
    description="GeoJSON (RFC 7946).",
)

SCHEMAS: Final[dict[str, Schema]] = {
    **_entries(),
    "FacetValue": _FACET_VALUE,
    "Facet": _FACET,
    "Facets": _object({"count": _INTEGER, "facets": _list(_ref("Facet"))}),
    "Suggestion": _SUGGESTION,
    "Suggestions": _object({"results": _list(_ref("Suggestion"))}),
    "Pin": _PIN,
    "Stack": _STACK,
    "Cluster": _CLUSTER,
    "Feature": _FEATURE,
    "FeatureCollection": _FEATURES,
    "Root": {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
    "JSONSchema": {"type": "object", "description": "JSON Schema, version 2020-12."},
    "Problem": _PROBLEM,
    "ParameterError": _PARAMETER_ERROR,
    "VocabularySummary": _object(_VOCABULARY),
    "VocabularySummaryPage": _page("VocabularySummary"),
    "Term": _TERM,
    "Vocabulary": _object({**_VOCABULARY, "terms": _list(_ref("Term"))}),
}
