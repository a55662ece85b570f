import pytest

from funding.sources.days import read_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2015-06-10", "2015-06-10"),
        ("2015-06-10T00:00:00+00:00", "2015-06-10"),
        ("2015-06-10T23:59:00Z", "2015-06-10"),
        ("08/2013", "2013-08"),
        ("26/03/2001 00:00", "2001-03-26"),
        ("02/11/2015", "2015-11-02"),
        ("19 April 2013", "2013-04-19"),
        ("1 Sep 2011", "2011-09-01"),
        ("2013-08", "2013-08"),
        (" 2015-06-10 ", "2015-06-10"),
    ],
)
def test_a_day_is_read_in_each_way_that_publishers_write_it(written: str, day: str) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    "written", ["", "2013", "31/02/2015", "13/2015", "06/25/2015", "soon", "1 Foo 2011", "0001-01-01"]
)
def test_what_is_no_day_is_none(written: str) -> None:
    assert read_day(written) is None
