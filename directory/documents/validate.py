"""From any JSON to a valid document, or to all that is wrong with it at once."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from directory.choices import Kind
from directory.documents.document import Document, document_class
from directory.documents.errors import DocumentError
from directory.documents.upgrade import upgrade
from directory.models.fields import ASK_PARTIAL_DATE, PARTIAL_DATE

ASK_MOMENT = gettext_lazy("Give the moment with its offset from UTC, such as 2026-05-17T10:00:00+02:00.")
# The validator's own words are for programmers; these are for everybody. Keys: pydantic's error types.
MESSAGES = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "string_type": gettext_lazy("Write text here."),
    "too_short": gettext_lazy("Write something here."),
    "string_too_short": gettext_lazy("Write something here."),
    "string_too_long": gettext_lazy("Write at most %(max_length)s characters."),
    "string_pattern_mismatch": gettext_lazy("This is not written in the form that is needed: %(pattern)s."),
    "too_long": gettext_lazy("At most %(max_length)s are possible here; there are %(actual_length)s."),
    "greater_than_equal": gettext_lazy("Give a number of at least %(ge)s."),
    "less_than_equal": gettext_lazy("Give a number of at most %(le)s."),
    "enum": gettext_lazy("Choose one of: %(expected)s."),
    "literal_error": gettext_lazy("Choose one of: %(expected)s."),
    "float_type": gettext_lazy("Write a number here."),
    "float_parsing": gettext_lazy("Write a number here."),
    "finite_number": gettext_lazy("Write a number here."),
    "decimal_type": gettext_lazy("Write a number here."),
    "decimal_parsing": gettext_lazy("Write a number here."),
    "datetime_type": ASK_MOMENT,
    "datetime_parsing": ASK_MOMENT,
    "datetime_from_date_parsing": ASK_MOMENT,
    "datetime_object_invalid": ASK_MOMENT,
    "int_type": gettext_lazy("Write a whole number here."),
    "int_parsing": gettext_lazy("Write a whole number here."),
    "bool_parsing": gettext_lazy("Say true or false."),
    "uuid_parsing": gettext_lazy("This is not the identifier of an entry."),
    "uuid_type": gettext_lazy("This is not the identifier of an entry."),
    "list_type": gettext_lazy("A list is needed here."),
    "dict_type": gettext_lazy("An object is needed here."),
    "model_type": gettext_lazy("An object is needed here."),
}


def validate(document: dict[str, Any]) -> Document:
    """Read a document of any version; raise `DocumentError` with every mistake and its path.

    This checks the document alone; that its terms, source and related entries exist is checked when it is
    proposed (`directory.documents.references`).
    """
    if not isinstance(document, dict):
        raise DocumentError({"": [_("A document is a JSON object.")]})
    current = upgrade(document)
    kind = current.get("kind")
    if kind not in Kind.values:
        raise DocumentError({"kind": [_("Choose one of: %(expected)s.") % {"expected": ", ".join(Kind.values)}]})
    try:
        return document_class(kind).model_validate(current)
    except ValidationError as error:
        raise DocumentError(_by_path(error.errors(include_url=False))) from None


def _by_path(details: list[ErrorDetails]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for detail in details:
        path = ".".join(str(step) for step in detail["loc"] if not _names_a_validator(step))
        errors.setdefault(path, [])
        message = _message(detail)
        if message not in errors[path]:
            errors[path].append(message)
    return errors


def _names_a_validator(step: int | str) -> bool:
    """Pydantic puts the alternatives of a union into the path, such as `function-after[...]` or `literal['']`."""
    return isinstance(step, str) and ("[" in step or step == "Precision")


def _message(detail: ErrorDetails) -> str:
    if detail["type"] == "value_error":
        return str(detail.get("ctx", {}).get("error", detail["msg"]))
    cleaned_text = detail["type"] == "too_long" and isinstance(detail["input"], str)
    if detail["type"] == "string_pattern_mismatch" and PARTIAL_DATE in str(detail.get("ctx", {}).get("pattern")):
        return str(ASK_PARTIAL_DATE)
    message = MESSAGES.get("string_too_long" if cleaned_text else detail["type"])
    return str(message) % detail.get("ctx", {}) if message else detail["msg"]
