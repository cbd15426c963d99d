"""An official types a due rule in the words in which it is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, DueRule, WorkingDaysAfter, format_due_rule
from sokehoach.domain.periods.due_text import parse_due_rule

DATES = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 28)), min_size=1, max_size=4)
RULES = st.one_of(
    st.builds(WorkingDaysAfter, st.integers(1, 240)),
    st.builds(DayOfMonth, st.integers(1, 31), st.integers(0, 11)),
    DATES.map(lambda dates: DatesOfYear(tuple(sorted(dates)))),
)


@given(RULES)
def test_what_is_printed_is_read_back(rule: DueRule) -> None:
    assert parse_due_rule(format_due_rule(rule)) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("15/12", DatesOfYear(((12, 15),))),
        (" ngày 15/12 và 15/6 hằng năm. ", DatesOfYear(((6, 15), (12, 15)))),
        ("20", DayOfMonth(20)),
        ("05 tháng sau", DayOfMonth(5, 1)),
        ("3 ngày làm việc", WorkingDaysAfter(3)),
    ],
)
def test_short_forms(text: str, rule: DueRule) -> None:
    assert parse_due_rule(text) == rule


@pytest.mark.parametrize("text", ["", "cuối năm", "15-12", "trước 15/12", "15/12/2021", "ba ngày làm việc"])
def test_other_words_are_no_rule(text: str) -> None:
    assert parse_due_rule(text) is None
