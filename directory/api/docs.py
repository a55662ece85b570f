"""The reference page of the API, drawn from its OpenAPI description without script or third party."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from directory.api.openapi import openapi_schema
from directory.api.problems import TITLES
from sinet.common.markdown import render as render_markdown


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation, ready for the table."""

    name: str
    description: SafeString
    form: str
    """Its type in a word, such as `text` or `number`."""
    values: tuple[str, ...]
    repeats: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked."""

    anchor: str
    path: str
    summary: str
    description: SafeString
    group: str
    parameters: tuple[Parameter, ...]
    problems: tuple[tuple[str, SafeString], ...]
    """HTTP status and when it is given."""


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show every operation with its parameters and problems."""
    groups: dict[str, list[Operation]] = {}
    for operation in operations():
        groups.setdefault(operation.group, []).append(operation)
    context = {
        "section": "api",
        "groups": groups,
        "problems": TITLES,
        "root": request.build_absolute_uri("/").rstrip("/"),
    }
    response = render(request, "api/reference.html", context)
    response["Vary"] = "Accept-Language"
    return response


@cache
def operations() -> tuple[Operation, ...]:
    """Give the operations in the order of the schema."""
    return tuple(
        _operation(path, details["get"]) for path, details in openapi_schema()["paths"].items() if "get" in details
    )


def _operation(path: str, details: dict[str, Any]) -> Operation:
    return Operation(
        anchor=details["operationId"].replace("_", "-"),
        path=path,
        summary=details["summary"],
        description=render_markdown(details.get("description", "")),
        group=details["tags"][0],
        parameters=tuple(map(_parameter, details.get("parameters", []))),
        problems=tuple(
            (code, render_markdown(answer["description"]))
            for code, answer in details["responses"].items()
            if code >= "4"
        ),
    )


def _parameter(details: dict[str, Any]) -> Parameter:
    schema = details["schema"]
    inner = schema.get("items", schema)
    return Parameter(
        name=details["name"],
        description=render_markdown(details.get("description", "")),
        form=_form(inner),
        values=tuple(map(str, inner.get("enum", ()))),
        repeats=schema.get("type") == "array",
        required=details.get("required", False),
    )


def _form(schema: dict[str, Any]) -> str:
    return str(schema.get("format") or {"string": "text"}.get(schema.get("type", ""), schema.get("type", "text")))
