"""Few reminders before the day, and none too many after it."""

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.reporting.obligation import needs_reminder


def test_it_works() -> None:
    assert [left for left in range(12) if needs_reminder(left, 0)] == [0, 2, 5]
    assert [over for over in range(1, 22) if needs_reminder(0, over)] == [1, 2, 4, 7, 10, 15, 20]


@given(st.integers(1, 400))
def test_what_is_late_is_never_silent_for_more_than_a_working_week(over: int) -> None:
    assert any(needs_reminder(0, day) for day in range(over, over + 5))
