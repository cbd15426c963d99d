"""A direction given at the weekly meeting is a duty from that moment on."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.plans.models import Assignment, Duty, Plan
from sokehoach.apps.plans.queries import assignments, plans
from sokehoach.apps.plans.services.assignments import record_work
from sokehoach.apps.plans.services.directions import give_direction
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from tests.factories.cast import AT, Cast

TEXT = "Cử người xuống xã Pú Xi lấy báo cáo giấy, xong trước 25/6"
DUE = date(2021, 6, 25)


def direct(cast: Cast, **changed: object) -> Assignment:
    told: dict[str, object] = {
        "unit": cast.units["099"], "text": TEXT, "lead": cast.units["099.LDTBXH"].pk, "due_on": DUE,
        "by": cast.leader, "at": AT,
    } | changed  # fmt: skip
    return Assignment.objects.get(pk=str(give_direction(**told).answer["assignment"]))  # type: ignore[arg-type]


def given() -> object:
    """What the trail says of the newest direction."""
    return Event.objects.filter(action="direction.give").latest("pk").body["detail"]


def test_it_is_among_what_the_unit_owes_and_late_after_its_day(cast: Cast) -> None:
    direct(cast)
    office = cast.units["099.LDTBXH"].pk
    (owed,) = assignments.list_owed_duties([office], date(2021, 6, 29))
    assert (owed.title, owed.due_on, owed.days_late, owed.nature) == (TEXT, DUE, 2, "dated")
    assert given() == {"lead": "099.LDTBXH", "due_on": "2021-06-25"}


def test_every_letter_of_it_stands_on_its_page(cast: Cast) -> None:
    row = direct(cast)
    plan = row.duty.plan
    assert plan.text[row.duty.start : row.duty.end] == TEXT
    assert [plan.text[start:end] for start, end in plan.paragraphs] == plan.text.splitlines()
    assert plan.text.startswith("Ý kiến chỉ đạo ngày 22/06/2021, giao Phòng Lao động - TB&XH")


def test_the_unit_writes_its_result_and_the_direction_is_settled(cast: Cast) -> None:
    row = direct(cast)
    area, day = cast.units["099"], AT.date()
    assert [one.assignment.pk for one in assignments.list_open_directions(area, day, 5)] == [row.pk]
    record_work(
        assignment=row.pk, version=row.version, state="done", result="Đã nhận báo cáo giấy ngày 24/6.",
        in_charge=None, upload=None, by=cast.office, at=AT + timedelta(days=2),
    )  # fmt: skip
    assert assignments.list_open_directions(area, day, 5) == []


def test_without_a_day_it_is_standing_work_and_the_asked_are_not_ordered(cast: Cast) -> None:
    assert direct(cast, due_on=None).duty.nature == Duty.Nature.STANDING
    assert given() == {"lead": "099.LDTBXH", "due_on": ""}
    front = cast.units["099.TTYT"]
    type(front).objects.filter(pk=front.pk).update(asked=True)
    asked = direct(cast, lead=front.pk)
    assert (asked.duty.nature, asked.due_on) == (Duty.Nature.REQUEST, None)


def test_an_asked_body_that_declines_stays_on_the_leaders_list(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    front, area = cast.units["099.TTYT"], cast.units["099"]
    type(front).objects.filter(pk=front.pk).update(asked=True)
    row = direct(cast, lead=front.pk, due_on=None)
    for state, text, shown in (
        ("not_started", "", "chưa trả lời"),
        ("received", "", "đã nhận đề nghị"),
        ("agreed", "", "đồng ý phối hợp"),
        ("declined", "Trung tâm đang kiện toàn.", "không nhận, có lý do"),
    ):
        record_work(
            assignment=row.pk, version=row.version, state=state, result=text, in_charge=None, upload=None,
            by=cast.health, at=AT,
        )  # fmt: skip
        row.refresh_from_db()
        assert shown in signed_in(cast.leader).get(reverse("home:leader")).text
        assert [direction.assignment.pk for direction in assignments.list_open_directions(area, AT.date(), 5)] == [
            row.pk
        ]
    later = AT.date() + timedelta(days=31)
    assert assignments.list_open_directions(area, later, 5) == [], "the list does not keep it for ever"


def test_a_commune_may_be_given_one_another_district_not(cast: Cast) -> None:
    assert direct(cast, lead=cast.units["03304"].pk).unit.code == "03304"
    with pytest.raises(InvalidInput) as refused:
        direct(cast, lead=cast.units["03247"].pk)
    assert refused.value.messages.keys() == {"lead"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"text": "Gọi ông Lò Văn Pánh, số 0912 345 678"}, "text"),
        ({"lead": None}, "lead"),
        ({"due_on": date(2021, 6, 21)}, "due_on"),
    ],
)
def test_what_cannot_be_given_says_where_and_leaves_nothing(cast: Cast, changed: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        direct(cast, **changed)
    assert refused.value.messages.keys() == {field}
    assert not Plan.objects.exists()


def test_the_same_twice_on_one_day_is_one(cast: Cast) -> None:
    direct(cast)
    with pytest.raises(ActionRefused, match="đã giao đúng ý kiến này"):
        direct(cast)
    direct(cast, at=AT + timedelta(days=1))


@pytest.mark.parametrize("who", ["office", "commune", "police", "health", "outsider"])
def test_the_leader_alone_directs(cast: Cast, who: str) -> None:
    with pytest.raises(NotFoundError):
        direct(cast, by=getattr(cast, who))
    assert not Plan.objects.exists()


def test_a_direction_is_no_plan_that_binds_a_unit(cast: Cast) -> None:
    direct(cast)
    assert plans.find_plan_in_force(cast.units["03304"]) is None


@pytest.mark.faults("direction.give")
def test_it_is_told_in_the_trail(cast: Cast) -> None:
    row = direct(cast)
    event = Event.objects.get(action="direction.give")
    assert (event.actor, event.subject) == (cast.leader.username, f"plan:{row.duty.plan_id}")
