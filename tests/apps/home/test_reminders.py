"""Who is reminded of what: reporters of their own, offices by one list, nobody twice."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.queries import reminders
from sokehoach.apps.home.services import send_reminders
from sokehoach.apps.notices.models import Message
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.reporting.services import extensions
from sokehoach.apps.reporting.services import forms as service_forms
from tests.apps.home.test_today import give, plan
from tests.apps.reporting.conftest import COMMUNES, POLICE
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

__all__ = ["plan"]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(autouse=True)
def programme(cast: Cast) -> None:
    for form in (COMMUNES, POLICE):
        service_forms.import_forms(programme=first_programme(), forms=[form], unit=cast.units["099"], by="tests", at=AT)


def told(day: date) -> dict[str, list[str]]:
    names = dict(User.objects.values_list("pk", "username"))
    return {names[one.person]: [line.text for line in one.lines] for one in reminders.build_drafts(day)}


def test_it_works(cast: Cast) -> None:
    lines = told(date(2021, 6, 16))
    assert lines[cast.commune.username] == ["Báo cáo 6 tháng đầu năm 2021, biểu 01-XA (Tênh Phông): hạn 16/06/2021"]
    assert cast.leader.username not in lines
    assert cast.health.username not in lines


@pytest.mark.parametrize(
    ("day", "commune"),
    [
        (date(2021, 6, 9), True),
        (date(2021, 6, 10), False),
        (date(2021, 6, 14), True),
        (date(2021, 6, 15), False),
    ],
)
def test_before_the_day_few_times(cast: Cast, day: date, commune: bool) -> None:
    assert (cast.commune.username in told(day)) is commune


def test_the_office_gets_one_list_of_all_that_are_late(cast: Cast) -> None:
    (line,) = told(date(2021, 6, 17))[cast.office.username]
    assert line.startswith("4 báo cáo quá hạn chưa gửi: ")
    assert "biểu 01-XA 6 tháng đầu năm 2021: Pú Xi, Quài Cang, Tênh Phông" in line
    assert "biểu 02-CA 6 tháng đầu năm 2021: Công an huyện" in line


def test_who_was_granted_a_later_day_is_left_in_peace_until_then(cast: Cast) -> None:
    asked = extensions.ask(
        form="01-XA", unit=cast.units["03304"], period="2021S1", until=date(2021, 6, 28), reason="Mất mạng.",
        by=cast.commune, at=at(date(2021, 6, 22)),
    )  # fmt: skip
    assert cast.commune.username in told(date(2021, 6, 25))
    extensions.answer(
        extension=int(str(asked.answer["id"])),
        granted=True,
        comment="",
        by=cast.office,
        at=at(date(2021, 6, 22)),
    )
    lines = told(date(2021, 6, 25))
    assert cast.commune.username not in lines
    assert "Tênh Phông" not in lines[cast.office.username][0]
    (line,) = told(date(2021, 6, 28))[cast.commune.username]
    assert line.endswith("hạn 28/06/2021, đã được lùi từ 16/06/2021")
    assert "Tênh Phông" in told(date(2021, 6, 29))[cast.office.username][0]


def test_no_figure_and_nothing_behind_the_wall_leaves_the_house(cast: Cast) -> None:
    """Of the police's form its code and its day alone, and to the police and the reviewing office alone."""
    for lines in (told(date(2021, 5, 19)), told(date(2021, 6, 17))):
        for person, texts in lines.items():
            if any("02-CA" in text for text in texts):
                assert person in (cast.police.username, cast.office.username)
            assert not any("phạt" in text for text in texts)


def test_called_twice_nobody_hears_twice(cast: Cast) -> None:
    day = date(2021, 6, 17)
    first = send_reminders(by="tick", at=at(day))
    assert first == Message.objects.count() > 0
    assert send_reminders(by="tick", at=at(day)) == 0
    assert Message.objects.count() == first


def test_the_calendar_holds_what_the_account_sends(cast: Cast) -> None:
    shown = reminders.list_calendar_lines(cast.commune, date(2021, 6, 1))
    ((name, line),) = shown
    assert (name, line.due) == ("01-XA-2021S1-03304", date(2021, 6, 16))
    assert "6 tháng đầu năm 2021" in line.text
    assert reminders.list_calendar_lines(cast.leader, date(2021, 6, 1)) == []


def test_a_duty_is_spoken_of_to_its_unit_and_a_late_one_to_its_assigner(cast: Cast, plan: Plan) -> None:
    give(plan, "03269", "Tuyên truyền tại bản", due=date(2021, 4, 5))
    before, after = told(date(2021, 4, 1)), told(date(2021, 4, 6))
    duty = "Nhiệm vụ «Tuyên truyền tại bản» (Pú Xi): hạn 05/04/2021"
    assert before == {cast.other_commune.username: [duty]}
    assert after[cast.other_commune.username] == [f"{duty}, quá hạn 1 ngày làm việc"]
    assert after[cast.office.username] == ["1 việc của kế hoạch quá hạn: Pú Xi"]
    assert cast.commune.username not in after


def test_a_unit_without_a_plan_of_its_own_is_reminded_until_it_has_one(cast: Cast, plan: Plan) -> None:
    give(plan, "03269", "Tuyên truyền tại bản")
    Plan.objects.filter(pk=plan.pk).update(own_plans_by=date(2021, 4, 5))
    (line,) = told(date(2021, 4, 5))[cast.other_commune.username]
    assert line.startswith("Kế hoạch của đơn vị thực hiện ")
    assert line.endswith("(Pú Xi): hạn 05/04/2021")


def test_reports_and_duties_of_one_day_are_one_message(cast: Cast, plan: Plan) -> None:
    give(plan, "03304", "Ký cam kết", due=date(2021, 6, 16))
    assert len(told(date(2021, 6, 16))[cast.commune.username]) == 2
    send_reminders(by="tick", at=at(date(2021, 6, 16)))
    assert Message.objects.filter(person=cast.commune.pk).count() == 1
