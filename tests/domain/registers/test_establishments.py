from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.registers.establishments import (
    EstablishmentState,
    EstablishmentStatus,
    find_status_on,
    find_visit_problem,
)

OPENED = EstablishmentStatus(date(2019, 3, 1), EstablishmentState.OPEN, workers=5, contracts=2)
MORE = EstablishmentStatus(date(2021, 2, 1), EstablishmentState.OPEN, workers=9, contracts=9)
CLOSED = EstablishmentStatus(date(2021, 6, 14), EstablishmentState.CLOSED)
TOLD = [CLOSED, OPENED, MORE]
DAYS = st.dates(date(2018, 1, 1), date(2022, 1, 1))


def test_it_works() -> None:
    assert find_status_on(TOLD, date(2021, 1, 31)) == OPENED
    assert find_status_on(TOLD, date(2021, 2, 1)) == MORE


def test_stock_is_taken_at_the_cut_off_and_not_today() -> None:
    before, after = find_status_on(TOLD, date(2021, 6, 13)), find_status_on(TOLD, date(2021, 6, 14))
    assert before is not None
    assert before.exists
    assert after is not None
    assert not after.exists


def test_a_suspended_one_stays_in_the_stock() -> None:
    assert EstablishmentStatus(date(2021, 1, 1), EstablishmentState.SUSPENDED).exists


def test_of_two_changes_of_one_day_the_later_told_holds() -> None:
    stopped = find_status_on([OPENED, MORE, EstablishmentStatus(MORE.day, EstablishmentState.SUSPENDED)], MORE.day)
    assert stopped is not None
    assert stopped.state is EstablishmentState.SUSPENDED


def test_what_a_change_leaves_open_is_as_it_was_before() -> None:
    told = [
        EstablishmentStatus(date(2021, 1, 1), EstablishmentState.OPEN, workers=6, contracts=4, committed=True),
        EstablishmentStatus(date(2021, 2, 1), EstablishmentState.SUSPENDED),
        EstablishmentStatus(date(2021, 3, 1), EstablishmentState.OPEN, workers=3),
    ]
    assert find_status_on(told, date(2021, 2, 5)) == EstablishmentStatus(
        date(2021, 2, 1), EstablishmentState.SUSPENDED, workers=6, contracts=4, committed=True
    )
    # Three workers cannot have the four contracts of before.
    assert find_status_on(told, date(2021, 3, 5)) == EstablishmentStatus(
        date(2021, 3, 1), EstablishmentState.OPEN, workers=3, contracts=None, committed=True
    )


def test_a_closed_one_cannot_be_visited_any_more() -> None:
    assert find_visit_problem(TOLD, date(2021, 6, 13)) is None
    assert "đã đóng cửa từ ngày 14/06/2021" in (find_visit_problem(TOLD, date(2021, 6, 14)) or "")
    assert "trước ngày cơ sở bắt đầu" in (find_visit_problem(TOLD, date(2018, 1, 1)) or "")


@given(st.lists(DAYS, unique=True), DAYS)
def test_what_holds_is_the_newest_by_that_day(days: list[date], day: date) -> None:
    told = [EstablishmentStatus(one, EstablishmentState.OPEN, workers=position) for position, one in enumerate(days)]
    expected = max((one for one in days if one <= day), default=None)
    found = find_status_on(told, day)
    assert (None if found is None else found.day) == expected
