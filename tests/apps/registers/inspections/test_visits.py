"""A visit's life (Kế hoạch IV.3): three go, led by head or deputy; what is found is followed until put right."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.queries.visits import build_steps, get_follow_up, list_answered_questions
from sokehoach.apps.registers.inspections.services import visits
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.registers.inspections import FollowUp
from tests.apps.registers.inspections.conftest import Team
from tests.factories.cast import AT, Cast

type House = Callable[..., Establishment]
type Planned = Callable[..., Visit]
type Held = Callable[..., Visit]
DAY = date(2021, 6, 21)
LATER = AT + timedelta(hours=3)
FOUND: dict[str, Any] = {
    "answers": {"hop_dong": "not_met", "luu_tru": "met"},
    "remedy_by": date(2021, 6, 30),
    "findings": "Yêu cầu ký đủ hợp đồng lao động.",
}


def test_it_works(team: Team, house: House, planned: Planned) -> None:
    visit = planned(house())
    assert (visit.body.code, visit.lead, visit.members.count(), visit.held) == ("police", team.head, 2, False)
    visits.issue_invitation(visit=visit.pk, version=1, number="12/GM", by=team.head, at=AT)
    visits.record_visit(
        visit=visit.pk, version=2, day=DAY, lead=team.deputy.pk, members=(team.third.pk, team.fourth.pk),
        answers=FOUND["answers"], record="07/BB", reminded=True, cultural=1, findings=FOUND["findings"],
        remedy_by=FOUND["remedy_by"], by=team.head, at=AT,
    )  # fmt: skip
    visit.refresh_from_db()
    assert (visit.wanting, visit.lead, visit.record, visit.version) == (True, team.deputy, "07/BB", 3)
    assert [(one.item.code, one.words) for one in list_answered_questions(visit)] == [
        ("hop_dong", "không đạt"),
        ("luu_tru", "đạt"),
    ]
    assert get_follow_up(visit, DAY) is FollowUp.OPEN
    assert [step["state"] for step in build_steps(visit)] == ["done", "done", "done", "current"]
    assert Revision.objects.filter(entry=visit.pk).count() == 3
    assert Event.objects.filter(subject=f"inspections:{visit.pk}", function="enforcement").count() == 3


@pytest.mark.parametrize(
    ("lead", "members", "field", "said"),
    [
        ("head", ("third",), "members", "Đoàn có 2 người; phải có ít nhất 3 người"),
        ("head", ("head", "third"), "members", "Đoàn có 2 người"),
        ("third", ("head", "fourth"), "lead", "phải là đội trưởng hoặc đội phó"),
        ("head", ("third", "auditor"), "members", "1 người không có tên trong quyết định"),
    ],
)
def test_who_may_not_go(
    team: Team, house: House, planned: Planned, lead: str, members: tuple[str, ...], field: str, said: str
) -> None:
    going = {"lead": getattr(team, lead).pk, "members": tuple(getattr(team, one).pk for one in members)}
    with pytest.raises(InvalidInput) as refused:
        planned(house(), **going)
    assert said in refused.value.messages[field][0]
    assert not Visit.objects.exists()


def test_the_rule_holds_again_when_the_visit_is_held(team: Team, house: House, held: Held) -> None:
    with pytest.raises(InvalidInput) as refused:
        held(house(), lead=team.third.pk, members=(team.head.pk,))
    assert {"lead", "members"} <= refused.value.messages.keys()
    assert not Visit.objects.filter(held_on__isnull=False).exists()


def test_a_team_stands_from_its_decision_on(house: House, planned: Planned) -> None:
    with pytest.raises(InvalidInput) as refused:
        planned(house(), day=date(2021, 3, 14))
    assert "chưa có quyết định" in refused.value.messages["members"][0]


def test_a_closed_establishment_is_not_inspected(cast: Cast, house: House, planned: Planned) -> None:
    place = house()
    values = {"day": date(2021, 6, 10), "establishment": place.pk, "state": "closed"}
    entries.create_entry(register="establishment_changes", unit=place.unit, values=values, by=cast.office, at=AT)
    with pytest.raises(InvalidInput) as refused:
        planned(place)
    assert "đã đóng cửa từ ngày 10/06/2021" in refused.value.messages["establishment"][0]
    assert planned(place, day=date(2021, 6, 9)).establishment == place


def test_an_establishment_of_another_district_is_none(cast: Cast, house: House, planned: Planned) -> None:
    elsewhere = house(unit="03247", by=cast.outsider)
    with pytest.raises(InvalidInput) as refused:
        planned(elsewhere)
    assert "trên địa bàn" in refused.value.messages["establishment"][0]


def test_nothing_was_found_on_a_day_to_come(house: House, held: Held) -> None:
    with pytest.raises(InvalidInput) as refused:
        held(house(), day=date(2021, 6, 23))
    assert "ở sau hôm nay" in refused.value.messages["day"][0]


def test_a_visit_is_planned_once_a_day(house: House, planned: Planned) -> None:
    place = house()
    planned(place)
    with pytest.raises(InvalidInput, match="đã có lượt kiểm tra"):
        planned(place)
    line = planned(place, day=date(2021, 6, 20))
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=line.pk).update(day=DAY)


def test_each_item_of_that_day_s_checklist_is_answered(house: House, held: Held) -> None:
    with pytest.raises(InvalidInput) as refused:
        held(house(), answers={"hop_dong": "met"})
    assert refused.value.messages == {"item_luu_tru": ["Chưa trả lời."]}
    # karaoke is not asked of lodging; what is not asked is not kept
    visit = held(house("Karaoke Xanh", kind="karaoke", subkind=None), answers={"hop_dong": "met", "x": "met"})
    assert [row.item for row in visit.answers.all()] == ["hop_dong"]
    assert visit.checklist is not None
    assert visit.checklist.name == "Danh mục 2021"


def test_a_finding_has_its_day_of_remedy(house: House, held: Held) -> None:
    with pytest.raises(InvalidInput) as refused:
        held(house(), **(FOUND | {"remedy_by": None}))
    assert "ngày phải khắc phục" in refused.value.messages["remedy_by"][0]


def test_a_follow_up_goes_on_until_it_is_closed(team: Team, house: House, held: Held) -> None:
    visit = held(house(), **FOUND)
    assert get_follow_up(visit, date(2021, 7, 1)) is FollowUp.OVERDUE
    close: dict[str, Any] = {"visit": visit.pk, "version": visit.version, "by": team.head, "at": LATER}
    for day, field in ((date(2021, 6, 20), "day"), (date(2021, 6, 23), "day")):
        with pytest.raises(InvalidInput) as refused:
            visits.close_follow_up(**close, day=day, remedy="Đã ký đủ hợp đồng.")
        assert field in refused.value.messages
    visits.close_follow_up(**close, day=date(2021, 6, 22), remedy="Đã ký đủ hợp đồng.")
    visit.refresh_from_db()
    assert get_follow_up(visit, date(2021, 7, 1)) is FollowUp.CLOSED
    with pytest.raises(ActionRefused, match="đã kết thúc"):
        visits.close_follow_up(
            **(close | {"version": visit.version}), day=date(2021, 6, 22), remedy="Đã ký đủ hợp đồng."
        )


def test_a_second_visit_to_one_found_wanting_is_its_re_inspection(house: House, held: Held) -> None:
    place = house()
    first = held(place, day=date(2021, 5, 4), **(FOUND | {"remedy_by": date(2021, 5, 20)}))
    second = held(place, day=date(2021, 6, 1))
    third = held(place, day=DAY)
    assert (first.recheck_of, second.recheck_of, third.recheck_of) == (None, first, None)


def test_a_surprise_sends_no_invitation(team: Team, house: House, planned: Planned) -> None:
    visit = planned(house(), manner="surprise")
    with pytest.raises(ActionRefused, match="không gửi giấy mời"):
        visits.issue_invitation(visit=visit.pk, version=1, number="12/GM", by=team.head, at=AT)


def test_the_server_s_clock_decides_what_came_first(house: House, held: Held) -> None:
    visit = held(house(), **FOUND)
    for wrong in (
        {"held_at": AT - timedelta(days=1)},
        {"remedied_on": DAY, "remedied_by": visit.held_by, "remedied_at": AT - timedelta(hours=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(**wrong)


def test_whoever_was_second_is_told(team: Team, house: House, planned: Planned) -> None:
    visit = planned(house())
    visits.issue_invitation(visit=visit.pk, version=1, number="12/GM", by=team.head, at=AT)
    with pytest.raises(VersionConflictError, match="Quàng Văn Thành đã ghi"):
        visits.call_off(visit=visit.pk, version=1, reason="mưa lũ", by=team.head, at=AT)


@pytest.mark.faults("visit.call_off")
def test_a_visit_called_off_stays_readable_and_frees_its_day(team: Team, house: House, planned: Planned) -> None:
    place = house()
    visit = planned(place)
    visits.call_off(visit=visit.pk, version=1, reason="mưa lũ", by=team.head, at=AT)
    visit.refresh_from_db()
    assert visit.voided
    assert planned(place).pk != visit.pk
    with pytest.raises(ActionRefused, match="đã hủy"):
        visits.issue_invitation(visit=visit.pk, version=visit.version, number="1/GM", by=team.head, at=AT)


def test_words_that_name_somebody_are_not_kept(house: House, held: Held) -> None:
    with pytest.raises(InvalidInput) as refused:
        held(house(), **(FOUND | {"findings": "Nhân viên Nguyễn Thị Hoa, điện thoại 0912345678."}))
    assert "findings" in refused.value.messages


def test_the_holder_of_the_licence_may_be_named_there(house: House, held: Held) -> None:
    visit = held(house(), **(FOUND | {"findings": "Ông Cầm Văn Chủ đã ký biên bản."}))
    assert "Cầm Văn Chủ" in visit.findings
    with pytest.raises(InvalidInput):
        held(
            house("Nhà nghỉ Hai", holder="Lường Văn Khải"),
            **(FOUND | {"findings": "Ông Cầm Văn Chủ đến thay."}),
        )


@pytest.mark.parametrize("who", ["commune", "office", "health", "leader", "outsider"])
def test_nobody_else_writes(cast: Cast, house: House, planned: Planned, held: Held, who: str) -> None:
    place = house()
    visit = planned(place)
    player = getattr(cast, who)
    with pytest.raises(ActionRefused, match="không lập lịch"):
        planned(place, day=date(2021, 6, 20), by=player)
    with pytest.raises(NotFoundError):
        visits.call_off(visit=visit.pk, version=1, reason="thử", by=player, at=AT)
