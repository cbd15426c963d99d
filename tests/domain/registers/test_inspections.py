from datetime import date

import pytest

from sokehoach.domain.registers.inspections import (
    FollowUp,
    ItemAnswer,
    VisitReason,
    VisitRecord,
    check_answers,
    check_remedy,
    compute_follow_up,
    compute_visit_coverage,
    find_due_visits,
    has_deficiency,
    is_secret,
)

DAY = date(2021, 6, 1)
SOUND = VisitRecord("a", date(2021, 2, 1), wanting=False)
WANTING = VisitRecord("b", date(2021, 3, 1), wanting=True, remedy_by=date(2021, 4, 1))


def test_it_works() -> None:
    told = compute_visit_coverage({"a", "b", "c", "d", "e"}, [SOUND, WANTING, WANTING], target=60)
    assert (told.visited, told.standing, told.share, told.wanted, told.missing) == (2, 5, 40, 3, 1)


def test_a_share_of_nothing_is_none_and_one_that_closed_counts_on_neither_side() -> None:
    assert compute_visit_coverage(set(), [SOUND], target=60).share is None
    told = compute_visit_coverage({"b"}, [SOUND, WANTING], target=None)
    assert (told.visited, told.standing, told.wanted, told.missing) == (1, 1, None, 0)


def test_what_is_due_found_wanting_first() -> None:
    assert list(find_due_visits(["c", "a", "b"], [SOUND, WANTING], rechecks=True).items()) == [
        ("b", VisitReason.WANTING),
        ("c", VisitReason.NOT_VISITED),
    ]
    assert find_due_visits(["a", "b"], [SOUND, WANTING], rechecks=False) == {}
    again = VisitRecord("b", date(2021, 4, 5), wanting=False, recheck=True)
    assert find_due_visits(["a", "b"], [again, SOUND, WANTING], rechecks=True) == {}


@pytest.mark.parametrize(
    ("remedied", "day", "how"),
    [
        (None, date(2021, 4, 1), FollowUp.OPEN),  # its last day
        (None, date(2021, 4, 2), FollowUp.OVERDUE),
        (date(2021, 4, 5), date(2021, 4, 4), FollowUp.OVERDUE),  # on that day it was not yet put right
        (date(2021, 4, 5), date(2021, 4, 5), FollowUp.CLOSED),
    ],
)
def test_a_follow_up_is_open_until_it_is_put_right(remedied: date | None, day: date, how: FollowUp) -> None:
    visit = VisitRecord("b", date(2021, 3, 1), wanting=True, remedy_by=date(2021, 4, 1), remedied_on=remedied)
    assert compute_follow_up(visit, day) is how
    assert compute_follow_up(SOUND, day) is FollowUp.NONE


def test_whether_a_visit_found_something() -> None:
    met = {"1": ItemAnswer.MET, "2": ItemAnswer.NOT_APPLICABLE}
    assert not has_deficiency(met, cultural=0, sanctions=0)
    assert has_deficiency(met | {"3": ItemAnswer.NOT_MET}, cultural=0, sanctions=0)
    assert has_deficiency(met, cultural=1, sanctions=0)
    assert has_deficiency(met, cultural=0, sanctions=1)
    assert check_answers(["1", "3"], met) == {"3": "Chưa trả lời."}


def test_what_was_found_wants_a_day_after_the_visit() -> None:
    assert check_remedy(wanting=False, held_on=DAY, remedy_by=None) is None
    assert "ngày phải khắc phục" in (check_remedy(wanting=True, held_on=DAY, remedy_by=None) or "")
    assert "ở sau ngày kiểm tra" in (check_remedy(wanting=True, held_on=DAY, remedy_by=DAY) or "")


def test_a_surprise_is_a_secret_until_its_day() -> None:
    before, after = date(2021, 5, 31), date(2021, 6, 2)
    assert is_secret(surprise=True, day=DAY, today=before, is_held=False)
    assert not is_secret(surprise=True, day=DAY, today=DAY, is_held=False)
    assert not is_secret(surprise=True, day=DAY, today=after, is_held=False)
    assert not is_secret(surprise=False, day=DAY, today=before, is_held=False)
