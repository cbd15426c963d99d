import datetime

import pytest

from sokehoach.domain.text import format_long_date


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        (datetime.date(2021, 3, 4), "ngày 04 tháng 3 năm 2021"),
        (datetime.date(2021, 2, 28), "ngày 28 tháng 02 năm 2021"),
        (datetime.date(2021, 1, 9), "ngày 09 tháng 01 năm 2021"),
        (datetime.date(2021, 12, 10), "ngày 10 tháng 12 năm 2021"),
    ],
)
def test_it_works(date, printed):
    assert format_long_date(date) == printed
