"""A meeting's conclusions become duties that are owed like those of any plan (Kế hoạch IV.1)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Assignment, Duty, ItemState, Plan
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.inspections.teams.measures import CONCLUSIONS, MEETINGS
from sokehoach.apps.registers.inspections.teams.models import Conclusion, Meeting
from sokehoach.apps.registers.inspections.teams.services.conclusions import assign_duties
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from tests.apps.registers.teams.samples import UNIT
from tests.factories.cast import AT, Cast

type Held = Callable[..., Meeting]
type Concluded = Callable[..., Conclusion]
FIRST = "Rà soát lại danh sách cơ sở lưu trú trên địa bàn huyện"
SECOND = "Tuyên truyền tại các chợ phiên"


@pytest.fixture
def meeting(held: Held, concluded: Concluded) -> Meeting:
    meeting = held()
    concluded(meeting, FIRST, "099.CA", date(2021, 7, 15))
    concluded(meeting, SECOND, "03304")
    return meeting


def test_it_works(cast: Cast, meeting: Meeting) -> None:
    done = assign_duties(meeting=meeting.pk, by=cast.office, at=AT)
    assert done.answer["given"] == 2
    plan = Plan.objects.get(pk=str(done.answer["plan"]))
    assert (plan.state, plan.unit) == ("in_force", cast.units["099"])
    owed = {
        row.duty.title: (row.unit.code, row.due_on, row.duty.nature)
        for row in Assignment.objects.filter(duty__plan=plan)
    }
    assert owed == {
        FIRST: ("099.CA", date(2021, 7, 15), "dated"),
        SECOND: ("03304", None, "standing"),
    }
    confirmed = Duty.objects.filter(plan=plan, state=ItemState.CONFIRMED)
    assert {duty.code for duty in confirmed} == set(Conclusion.objects.values_list("duty", flat=True))


def test_a_conclusion_is_given_once(cast: Cast, meeting: Meeting, concluded: Concluded) -> None:
    assign_duties(meeting=meeting.pk, by=cast.office, at=AT)
    with pytest.raises(ActionRefused, match="không còn kết luận nào"):
        assign_duties(meeting=meeting.pk, by=cast.office, at=AT)
    concluded(meeting, "Kiểm tra lại cơ sở vi phạm", "099.CA", date(2021, 8, 1))
    assert assign_duties(meeting=meeting.pk, by=cast.office, at=AT).answer["given"] == 1
    assert Plan.objects.count() == 2


def test_who_may_not_assign_gives_nothing(cast: Cast, meeting: Meeting) -> None:
    for player in (cast.commune, cast.police, cast.leader, cast.outsider):
        with pytest.raises(NotFoundError):
            assign_duties(meeting=meeting.pk, by=player, at=AT)
    assert not Plan.objects.exists()


def test_a_conclusion_is_due_after_its_day(held: Held, concluded: Concluded) -> None:
    meeting = held()
    with pytest.raises(InvalidInput) as refused:
        concluded(meeting, FIRST, "099.CA", meeting.day)
    assert "Hạn phải sau ngày kết luận." in refused.value.messages["due_on"]


def test_what_they_count(cast: Cast, meeting: Meeting) -> None:
    unit, start, end = cast.units[UNIT], date(2020, 12, 15), date(2021, 6, 15)

    def numbers() -> list[object]:
        asked = [MeasureQuery("conclusions"), MeasureQuery("assigned")]
        told = CONCLUSIONS.measure_all(asked, unit=unit, start=start, end=end)
        return [one.number for one in told]

    (meetings,) = MEETINGS.measure_all([MeasureQuery("meetings")], unit=unit, start=start, end=end)
    assert meetings.number == 1
    assert numbers() == [2, 0]
    assign_duties(meeting=meeting.pk, by=cast.office, at=AT)
    assert numbers() == [2, 2]


@pytest.mark.faults("conclusion.follow", "plan_item.dismiss")
def test_the_page_gives_them_and_shows_where_they_went(
    cast: Cast, signed_in: Callable[[User], Client], meeting: Meeting
) -> None:
    office = signed_in(cast.office)
    assert "2 chưa giao thành nhiệm vụ" in office.get(f"/so/giao-ket-luan/{meeting.pk}/").content.decode()
    page = office.post(f"/so/giao-ket-luan/{meeting.pk}/giao/", follow=True).content.decode()
    assert "Đã giao 2 kết luận thành nhiệm vụ." in page
    assert "đã giao hết thành nhiệm vụ" in page
    assert meeting.title in office.get("/so/giao-ket-luan/").content.decode()
