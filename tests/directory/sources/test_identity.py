from datetime import UTC, datetime
from uuid import UUID

from directory.sources.identity import day, moment, stable_uid


def test_an_id_is_a_uuid_of_version_7_that_tells_its_moment():
    at = datetime(2017, 6, 21, 12, 30, tzinfo=UTC)

    uid = UUID(stable_uid("susy", "https://example.org/1", at))

    assert uid.version == 7
    assert uid.int >> 80 == int(at.timestamp() * 1000)


def test_the_same_record_has_the_same_id_and_another_has_another():
    at = day("2022-08-16")

    assert stable_uid("ipsx", "1", at) == stable_uid("ipsx", "1", at)
    assert len({stable_uid(source, record, at) for source in ("ipsx", "dpg") for record in ("1", "2")}) == 4


def test_milliseconds_are_read_in_utc():
    assert moment(1505836684470).isoformat() == "2017-09-19T15:58:04.470000+00:00"
