import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.choices import Kind
from directory.documents import DocumentError, json_schema, validate
from tests.factories import document


def errors_of(**fields: object) -> dict[str, list[str]]:
    with pytest.raises(DocumentError) as caught:
        validate({**document(), **fields})
    return caught.value.errors


def test_every_mistake_is_reported_at_once_with_its_path():
    errors = errors_of(
        title="",
        website="javascript:alert(1)",
        places=[{"country": "SE"}, {"latitude": 91, "longitude": 0, "precision": "city"}],
    )

    assert set(errors) == {"title", "website", "places.1.latitude"}
    assert errors["title"] == ["Write something here."]
    assert errors["places.1.latitude"] == ["Give a number of at most 90.0."]


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"title": " \n\t"}, "title"),
        ({"title": "x" * 251}, "title"),
        ({"kind": "club"}, "kind"),
        ({"nickname": "x"}, "nickname"),
        ({"language": "Swedish"}, "language"),
        ({"terms": {"colour": ["red"]}}, "terms"),
        ({"terms": {"type": ["ngo", "public"]}}, "terms"),
        ({"terms": {"status": ["running"]}}, "terms"),
        ({"places": [{"latitude": 1.0, "precision": "city"}]}, "places.0"),
        ({"places": [{"latitude": 1.0, "longitude": 1.0}]}, "places.0"),
        ({"places": [{"country": "SE", "main": True}, {"country": "DK", "main": True}]}, "places"),
        ({"places": [{"city": ""}]}, "places.0"),
        ({"organisation": {"founded_on": "2019-02-30"}}, "organisation.founded_on"),
        ({"organisation": {"founded_on": "last year"}}, "organisation.founded_on"),
        ({"state": "merged"}, ""),
        ({"texts": {"en": {"title": "Again"}}}, ""),
        ({"schema_version": 2}, "schema_version"),
        ({"schema_version": True}, "schema_version"),
        ({"tags": ["x"] * 31}, "tags"),
        ({"links": [{"url": "ftp://example.org"}]}, "links.0.url"),
    ],
)
def test_a_wrong_value_is_refused_at_its_path(fields, path):
    assert list(errors_of(**fields)) == [path]


def test_a_text_over_its_limit_says_the_limit_in_characters():
    assert errors_of(title="x" * 251) == {"title": ["Write at most 250 characters."]}
    assert errors_of(tags=["x"] * 31) == {"tags": ["At most 30 are possible here; there are 31."]}


def test_a_date_that_is_none_is_asked_for_in_words():
    assert errors_of(kind="project", project={"starts_on": "some day"}) == {
        "project.starts_on": ["Write a year, a month or a day: 2019, 2019-05 or 2019-05-17."]
    }


def test_dates_out_of_order_are_refused_as_far_as_both_are_known():
    project = document("project")
    validate({**project, "project": {"starts_on": "2019-05", "ends_on": "2019"}})

    with pytest.raises(DocumentError) as caught:
        validate({**project, "project": {"starts_on": "2019-05", "ends_on": "2019-04-30"}})

    assert caught.value.errors == {"project": ["The end lies before the start."]}


def test_the_first_place_is_the_main_one_where_none_is_said_to_be():
    valid = validate({**document(), "places": [{"country": "SE"}, {"country": "DK"}]})

    assert [place.main for place in valid.places] == [True, False]


def test_an_entry_cannot_be_related_to_itself():
    own = document()

    assert list(errors_of(uid=own["uid"], relations=[{"role": "partner", "object": own["uid"]}])) == [""]


def test_control_characters_and_direction_marks_are_taken_out():
    valid = validate({**document(), "title": "Safe\x00 \u202ename\n here", "description": "a\r\nb\x07"})

    assert (valid.title, valid.description) == ("Safe name here", "a\nb")


def test_what_the_api_adds_is_ignored_when_a_document_comes_back():
    valid = validate({**document(), "url": "https://example.org/en/", "completeness": 40, "published_at": "2020-01-01"})

    assert "url" not in valid.to_json()


def test_a_document_of_version_0_is_upgraded():
    old = {key: value for key, value in document().items() if key != "schema_version"}

    valid = validate({**old, "place": {"country": "SE"}})

    assert (valid.schema_version, [place.country for place in valid.places]) == (1, ["SE"])


@pytest.mark.parametrize("kind", Kind.values)
def test_the_canonical_form_fits_the_published_schema(kind):
    schema = json_schema(kind)

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(validate(document(kind)).to_json(), schema)


@pytest.mark.parametrize("kind", Kind.values)
def test_reading_the_canonical_form_again_changes_nothing(kind):
    once = validate(document(kind, tags=["b", "A", "a"], places=[{"country": "SE"}])).to_json()

    assert validate(once).to_json() == once


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)
FIELDS = sorted({*validate(document()).to_json(), "project", "event", "schema_version"})


@given(st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=8))
def test_any_json_is_valid_or_explained(fields):
    try:
        valid = validate({**document(), **fields})
    except DocumentError as refused:
        reasons = [message for messages in refused.errors.values() for message in messages]
        assert reasons
        assert all(reasons)
    else:
        assert validate(valid.to_json()).to_json() == valid.to_json()
