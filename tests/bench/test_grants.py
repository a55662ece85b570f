import json

from directory.documents import validate
from funding.actions.importing import read_rows
from funding.sources.files import read_file
from tests.bench.grants import ROWS, rows
from tests.bench.matching import documents_of_calls


def test_every_made_up_grant_is_a_valid_one_and_some_name_what_is_there():
    made = list(rows(["The garden", "The mill"]))
    records, account = read_rows(read_file(json.dumps({"grants": made}).encode()))
    assert (len(records), account.accepted, list(account.refused)) == (ROWS, ROWS, [])
    named = {record["recipientOrganization"][0]["name"] for record in records.values()}
    assert {"The garden", "The mill"} < named


def test_every_made_up_call_is_a_valid_document():
    assert {validate(document).kind for document in documents_of_calls(200)} == {"call"}
