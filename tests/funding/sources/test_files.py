import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.sources import files
from funding.sources.files import FileError, path_of, read_file
from funding.sources.records import read_record
from funding.sources.tables import to_csv
from tests.factories.grants import record


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Identifier", ("id",)),
        ("Amount Awarded", ("amountAwarded",)),
        ("From An Open Call?", ("fromOpenCall",)),
        ("Recipient Org:Identifier", ("recipientOrganization", 0, "id")),
        ("Recipient Org:1:Name", ("recipientOrganization", 1, "name")),
        ("recipientOrganization/0/id", ("recipientOrganization", 0, "id")),
        ("Recipient Ind:Identifier", ("recipientIndividual", "id")),
        ("Planned Dates:Duration (months)", ("plannedDates", 0, "duration")),
        ("Recipient Org:Postal Code", ("recipientOrganization", 0, "postalCode")),
        ("Recipient Org:Phone Number", ("recipientOrganization", 0, "telephone")),
        ("Our Own Column", ("ourOwnColumn",)),
    ],
)
def test_a_heading_stands_for_a_path(heading: str, path: tuple[str | int, ...]) -> None:
    assert path_of(heading) == path


def test_json_and_csv_of_the_same_grant_give_the_same_record() -> None:
    sheet = (
        "Identifier;Title;Description;Currency;Amount Awarded;Award Date;Funding Org:Identifier;Funding Org:Name;"
        "Recipient Org:Identifier;Recipient Org:Name\n"
        "360G-example-1;Grant number 1;Towards a shared kitchen.;GBP;10000;10/06/2015;GB-CHC-900001;Example Trust;"
        "GB-CHC-1000001;Example kitchen\n"
    )
    rows = read_file(sheet.encode())

    assert read_record(rows.rows[0], rows.columns)[0] == record()
    assert read_file(json.dumps({"grants": [record()]}).encode()).rows == [record()]


def test_spreadsheets_of_western_europe_and_files_with_a_mark_are_read() -> None:
    head = "Identifier,Title\n"

    assert read_file((head + "1,Café").encode("cp1252")).rows == [{"id": "1", "title": "Café"}]
    assert read_file((head + "1,Café").encode("utf-8-sig")).rows == [{"id": "1", "title": "Café"}]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b'{"grants": []}', "empty"),
        (b'{"grants": [', "json"),
        (b'{"other": []}', "no-grants"),
        (b"[[", "json"),
        (b"a,b\n1,2", "no-grants"),
        (b"Identifier\n" + b'"' + b"x" * 200_000, "csv"),
        (",".join(["Identifier"] * 501).encode(), "columns"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, what: str) -> None:
    with pytest.raises(FileError) as refused:
        read_file(content)

    assert refused.value.what == what


def test_a_file_has_a_limit_of_bytes_and_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    with pytest.raises(FileError, match="rows: 3"):
        read_file(b'{"grants": [1, 2, 3]}')
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    with pytest.raises(FileError, match="bytes"):
        read_file(b'{"grants": [1]}')


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
RECORDS = st.builds(
    record,
    number=st.integers(1, 9),
    title=TEXT,
    description=TEXT,
    amountAwarded=st.integers(0, 10**9) | st.floats(0, 10**9),
    awardDate=st.dates().map(str) | st.sampled_from(["08/2013", "26/03/2001 00:00"]),
    currency=st.sampled_from(["GBP", "EUR", "SEK"]),
    locationScope=st.sampled_from([None, "GLS030"]),
    relatedActivity=st.lists(TEXT, max_size=2),
    beneficiaryLocation=st.lists(
        st.fixed_dictionaries({"name": TEXT}, optional={"countryCode": st.sampled_from(["SE", "GB"])}), max_size=3
    ),
    plannedDates=st.lists(st.fixed_dictionaries({"duration": st.integers(0, 60), "title": TEXT}), max_size=2),
)


@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_records_written_as_a_spreadsheet_are_read_again_as_they_were(given_rows: list[dict[str, Any]]) -> None:
    records = [found for row in given_rows if (found := read_record(row)[0])]
    sheet = "".join(to_csv(records)).encode()

    if records:
        rows = read_file(sheet)
        assert [read_record(row, rows.columns)[0] for row in rows.rows] == records


def test_a_text_that_a_spreadsheet_would_calculate_is_made_harmless_and_comes_back() -> None:
    harmful = record(title="=HYPERLINK(1)")
    sheet = "".join(to_csv([harmful]))

    assert "'=HYPERLINK(1)" in sheet
    assert read_file(sheet.encode()).rows[0]["title"] == "=HYPERLINK(1)"
