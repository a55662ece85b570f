from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinet.common.ids import uuid7

NAIVE_FIRST = datetime(1970, 1, 2)  # noqa: DTZ001  hypothesis wants its limits without a zone
NAIVE_LAST = datetime(9000, 1, 1)  # noqa: DTZ001  the same


def test_an_id_is_of_version_seven_and_of_the_rfc_variant() -> None:
    made = uuid7()

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_ids_made_one_after_the_other_grow_and_never_repeat() -> None:
    made = [uuid7() for _ in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


@given(st.datetimes(min_value=NAIVE_FIRST, max_value=NAIVE_LAST, timezones=st.just(UTC)))
def test_an_id_holds_the_milliseconds_of_its_moment(moment: datetime) -> None:
    assert uuid7(moment).int >> 80 == int(moment.timestamp() * 1000)


def test_ids_of_an_earlier_moment_sort_before_those_of_a_later_one() -> None:
    assert uuid7(datetime(2017, 6, 21, tzinfo=UTC)) < uuid7(datetime(2017, 6, 22, tzinfo=UTC)) < uuid7()


@pytest.mark.parametrize("moment", [NAIVE_LAST, datetime(1969, 12, 31, tzinfo=UTC)])
def test_a_moment_without_time_zone_or_before_1970_is_refused(moment: datetime) -> None:
    with pytest.raises(ValueError, match="moment of an id"):
        uuid7(moment)
