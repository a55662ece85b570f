from directory.documents import FieldChange, compare, validate
from tests.factories import document


def test_fields_that_differ_are_named_by_their_path_with_both_values():
    base = document(terms={"theme": ["health"]}, website="https://example.org")
    old = validate(base).to_json()
    new = validate({**base, "title": "Another name", "terms": {"theme": ["work"]}, "website": ""}).to_json()

    assert compare(old, new) == [
        FieldChange("title", "Example kitchen", "Another name"),
        FieldChange("terms.theme", ["health"], ["work"]),
        FieldChange("website", old["website"], None),
    ]


def test_a_document_differs_in_nothing_from_itself():
    old = validate(document()).to_json()

    assert compare(old, old) == []
