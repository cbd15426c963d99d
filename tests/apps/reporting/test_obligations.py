"""Who owes what by when."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sokehoach.adapters import holidays
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import due_days, obligations
from sokehoach.apps.shell.outcomes import NotFoundError
from tests.apps.reporting.conftest import COMMUNES, POLICE
from tests.factories.cast import Cast

DAY = date(2021, 6, 22)


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2021, 6, day, hour, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_it_works(cast: Cast) -> None:
    told = obligations.list_expected(COMMUNES, "2021S1", DAY)
    assert [one.unit.code for one in told] == ["03269", "03289", "03304"]
    assert {(one.due, one.state, one.overdue_days) for one in told} == {(date(2021, 6, 16), "", 4)}


def test_the_district_next_door_owes_its_own_district(cast: Cast) -> None:
    assert "03247" not in {one.unit.code for one in obligations.list_expected(COMMUNES, "2021S1")}


def test_the_police_count_their_own_days(cast: Cast) -> None:
    (told,) = obligations.list_expected(POLICE, "2021S1")
    assert (told.unit.code, told.due) == ("099.CA", date(2021, 5, 18))


def test_holidays_put_off_the_due_day() -> None:
    assert {date(2021, 4, 30), date(2021, 5, 3), date(2021, 2, 12)} <= holidays.list_holidays(2021)
    assert date(2021, 6, 16) not in holidays.list_holidays(2021)


@pytest.mark.parametrize(("day", "late"), [(15, 0), (16, 0), (17, 1), (19, 2), (21, 3)])
def test_late_by_working_days_of_the_first_sending(
    cast: Cast, brought_to: Callable[..., Submission], day: int, late: int
) -> None:
    brought_to("accepted", at=at(day))
    told = {one.unit.code: one for one in obligations.list_expected(COMMUNES, "2021S1", DAY)}["03304"]
    assert (told.late_days, told.first_sent, told.overdue_days) == (late, date(2021, 6, day), 0)
    assert told.shown_state == ("accepted_late" if late else "accepted")


def test_a_returned_report_is_never_overdue(cast: Cast, brought_to: Callable[..., Submission]) -> None:
    brought_to("returned", at=at(15))
    told = {one.unit.code: one for one in obligations.list_expected(COMMUNES, "2021S1", DAY)}["03304"]
    assert (told.state, told.late_days, told.overdue_days) == ("returned", 0, 0)


def test_a_unit_that_ends_within_the_period_owes_its_part(cast: Cast) -> None:
    Unit.objects.filter(code="03269").update(valid_to=date(2021, 3, 1))
    told = obligations.list_expected(COMMUNES, "2021S1")
    assert [one.unit.code for one in told] == ["03269", "03289", "03304"]
    assert [one.owes for one in told] == [(date(2020, 12, 15), date(2021, 3, 1)), None, None]
    Unit.objects.filter(code="03269").update(valid_to=date(2020, 12, 15))
    assert [one.unit.code for one in obligations.list_expected(COMMUNES, "2021S1")] == ["03289", "03304"]


def test_a_unit_that_is_born_within_the_period_owes_from_its_first_day(cast: Cast) -> None:
    Unit.objects.filter(code="03269").update(valid_from=date(2021, 6, 14))
    assert obligations.list_expected(COMMUNES, "2021S1")[0].owes == (date(2021, 6, 14), date(2021, 6, 15))
    Unit.objects.filter(code="03269").update(valid_from=date(2021, 6, 15))
    assert [one.unit.code for one in obligations.list_expected(COMMUNES, "2021S1")] == ["03289", "03304"]


@pytest.mark.parametrize("period", ["2021", "2021Q1", "quý I", ""])
def test_a_period_of_another_kind_is_no_period_of_the_form(cast: Cast, period: str) -> None:
    with pytest.raises(NotFoundError):
        due_days.due_on(COMMUNES, period, cast.units["03304"])


def test_own_and_followed(cast: Cast) -> None:
    def told(user: Any) -> tuple[list[str], list[str]]:
        found = obligations.load_followed(user, "2021S1", DAY)
        return [one.unit.code for one in found.own], [one.unit.code for one in found.others]

    assert told(cast.commune) == (["03304"], [])
    assert told(cast.police) == (["099.CA"], [])
    assert told(cast.office) == ([], ["03269", "03289", "03304", "099.CA"])
    assert told(cast.health) == ([], [])


def test_four_queries_however_many_units(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        obligations.list_expected(COMMUNES, "2021S1", DAY)


def test_days_are_computed_once_for_all_communes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first page of a commune does not grow with the country."""
    asked: list[str] = []
    get_due_rule = due_days.get_due_rule

    def ask(*arguments: Any, level: str, **others: Any) -> Any:
        asked.append(level)
        return get_due_rule(*arguments, level=level, **others)

    monkeypatch.setattr(due_days, "get_due_rule", ask)
    Unit.objects.filter(code="03269").update(name="Xã đổi tên")  # so that nothing is kept
    followed = obligations.load_current(cast.commune, DAY)
    assert {report.unit.code for report in followed.own} == {"03304"}
    assert followed.others == ()
    assert "commune" in asked
    assert len(asked) == len(set(asked))
    asked.clear()
    assert obligations.load_current(cast.commune, DAY) == followed
    assert not asked
    assert {report.unit.code for report in obligations.load_current(cast.office, DAY).others} == {
        "03269", "03289", "03304", "099.CA",
    }  # fmt: skip
