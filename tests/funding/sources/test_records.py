from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.sources.records import read_record
from funding.sources.verdicts import REFUSING, What
from tests.factories.grants import record


def said(raw: Any, columns: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    return [(one.column, one.value, one.what.value) for one in read_record(raw, columns)[1]]


def test_a_record_in_the_form_of_the_standard_is_kept_as_it_is_and_nothing_is_said() -> None:
    assert read_record(record()) == (record(), [])


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"title": None}, ("title", "", "missing")),
        ({"description": ""}, ("description", "", "missing")),
        ({"amountAwarded": "ten"}, ("amountAwarded", "ten", "no-number")),
        ({"amountAwarded": True}, ("amountAwarded", "True", "no-number")),
        ({"amountAwarded": -5}, ("amountAwarded", "-5", "negative")),
        ({"amountAwarded": 10**14}, ("amountAwarded", "100000000000000", "too-large")),
        ({"currency": "POUND"}, ("currency", "POUND", "no-currency")),
        ({"awardDate": "2015"}, ("awardDate", "2015", "no-day")),
        ({"awardDate": "31/02/2015"}, ("awardDate", "31/02/2015", "no-day")),
        ({"title": {"en": "x"}}, ("title", "{'en': 'x'}", "no-object")),
        ({"fundingOrganization": [{"id": "GB-CHC-1"}]}, ("fundingOrganization.0.name", "", "missing")),
        ({"recipientOrganization": None}, ("recipientOrganization", "", "missing")),
        ({"recipientIndividual": {"id": "x", "name": "Kim"}}, ("recipientIndividual", "", "two-recipients")),
        ({"id": "x" * 251}, ("id", "x" * 200, "too-long")),
    ],
)
def test_a_bad_row_is_refused_by_a_verdict_that_names_column_and_value(
    fields: dict[str, Any], verdict: tuple[str, str, str]
) -> None:
    found, verdicts = read_record(record(**fields))

    assert found is None
    assert [(one.column, one.value, one.what.value) for one in verdicts if one.what in REFUSING] == [verdict]


def test_a_verdict_names_the_column_as_the_spreadsheet_does() -> None:
    assert said(record(amountAwarded="ten"), {"amountAwarded": "Amount Awarded"}) == [
        ("Amount Awarded", "ten", "no-number")
    ]


@pytest.mark.parametrize("raw", [None, 5, "text", ["list"]])
def test_a_row_that_is_no_object_is_refused(raw: Any) -> None:
    assert read_record(raw)[0] is None
    assert [what for _column, _value, what in said(raw)] == ["no-object"]


def test_an_amount_of_zero_is_kept_and_remarked() -> None:
    found, verdicts = read_record(record(amountAwarded=0))

    assert found is not None
    assert found["amountAwarded"] == 0
    assert [one.what for one in verdicts] == [What.ZERO]


def test_a_month_becomes_its_first_day_and_says_so_in_the_record() -> None:
    found, _verdicts = read_record(record(awardDate="08/2013"))

    assert found is not None
    assert (found["awardDate"], found["awardDatePrecision"]) == ("2013-08-01", "month")
    assert read_record(found)[0] == found


def test_keys_that_the_standard_does_not_have_are_left_out_and_named() -> None:
    found, _verdicts = read_record(record(recipientWardName="Hyde Park"))

    assert found == record()
    assert said(record(recipientWardName="Hyde Park")) == [("recipientWardName", "Hyde Park", "unknown-column")]


def test_what_tells_where_somebody_is_or_how_to_reach_them_is_never_kept_and_its_value_not_repeated() -> None:
    recipient = {
        "id": "GB-CHC-1", "name": "A refuge", "postalCode": "LE1 1AA", "streetAddress": "1 Street", "email": "a@b.org",
        "telephone": "0123", "contactName": "Kim", "location": [{"latitude": 1}],
    }  # fmt: skip
    raw = record(recipientOrganization=[recipient])

    found, _verdicts = read_record(raw)

    assert found is not None
    assert found["recipientOrganization"] == [{"id": "GB-CHC-1", "name": "A refuge"}]
    assert sorted(column.rsplit(".", 1)[1] for column, _value, _what in said(raw)) == sorted(
        recipient.keys() - {"id", "name"}
    )
    assert {(value, what) for _column, value, what in said(raw)} == {("", "personal")}


def test_the_name_of_a_person_is_kept_nowhere_not_even_in_texts_or_verdicts() -> None:
    raw = record(
        title="Grant to Kim Larsen",
        description="For the studies of kim larsen.",
        recipientOrganization=None,
        recipientIndividual={"id": "p-1", "name": "Kim Larsen"},
    )

    found, verdicts = read_record(raw)

    assert found is not None
    assert found["recipientIndividual"] == {"id": "p-1", "name": "Individual Recipient"}
    assert (found["title"], found["description"]) == (
        "Grant to Individual Recipient",
        "For the studies of Individual Recipient.",
    )
    assert "larsen" not in repr((found, verdicts)).lower()
    assert read_record(found)[0] == found


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("fromOpenCall", "Y", "Yes"),
        ("amountAwarded", "10,000", 10_000),
        ("amountAwarded", 3239.34, 3239.34),
        ("amountAwarded", 10.005, 10.0),
        ("currency", "gbp", "GBP"),
        ("locationScope", "National", "GLS030"),
        ("dateModified", "29/04/2015 12:10", "2015-04-29T00:00:00+00:00"),
        ("plannedDates", [{"duration": "12 months"}], [{"duration": 12}]),
        ("beneficiaryLocation", [{"countryCode": "UK"}], [{"countryCode": "GB"}]),
    ],
)
def test_what_is_meant_is_written_as_the_standard_does(name: str, given: Any, kept: Any) -> None:
    found, _verdicts = read_record(record(**{name: given}))

    assert found is not None
    assert found[name] == kept


@pytest.mark.parametrize(
    ("fields", "column", "value"),
    [
        ({"url": "javascript:alert(1)"}, "url", "javascript:alert(1)"),
        ({"locationScope": "GLS999"}, "locationScope", "GLS999"),
        ({"amountDisbursed": -1}, "amountDisbursed", "-1"),
        ({"plannedDates": [{"startDate": "soon", "title": "x"}]}, "plannedDates.0.startDate", "soon"),
        ({"beneficiaryLocation": ["Leeds"]}, "beneficiaryLocation.0", "Leeds"),
    ],
)
def test_a_value_that_means_nothing_in_an_optional_column_is_left_out_and_told(
    fields: dict[str, Any], column: str, value: str
) -> None:
    found, _verdicts = read_record(record(**fields))

    assert found is not None
    assert said(record(**fields)) == [(column, value, "left-out")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["title", "amountAwarded", "awardDate", "currency", "recipientOrganization", "plannedDates", "recipientIndividual"]
)


@given(st.dictionaries(NAMES | st.text(max_size=8), JSON, max_size=5))
def test_any_value_is_read_or_refused_and_reading_a_record_again_changes_nothing(fields: dict[str, Any]) -> None:
    found, verdicts = read_record(record(**fields))

    assert (found is None) == any(one.what in REFUSING for one in verdicts)
    if found is not None:
        assert read_record(found)[0] == found
