"""A duty shows what registers and reports say of it; a request is answered, not ordered."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.plans.models import Assignment, AssignmentResult, Clause, Duty
from sokehoach.apps.plans.queries.assignments import list_owed_duties
from sokehoach.apps.plans.queries.duty_work import DutyWork, _list_pairs, _select_work
from sokehoach.apps.registers.core.models import RegisterOwnership
from sokehoach.apps.registers.core.services import entries
from tests.apps.plans.conftest import ImportedPlan
from tests.apps.plans.test_assignments import at, told
from tests.apps.registers.conftest import LINE, OPTIONS
from tests.apps.registers.making import make_options
from tests.factories.cast import AT
from tests.factories.district import found

type Browser = Callable[[User], Client]
type Write = Callable[..., UUID]


@pytest.fixture
def mine(followed: ImportedPlan) -> Assignment:
    """Standing work of xã Tênh Phông, whose clause registers carry out."""
    row = Assignment.objects.filter(unit=followed.cast.units["03304"], duty__nature="standing").first()
    assert row is not None
    return row


@pytest.fixture
def write(followed: ImportedPlan, mine: Assignment) -> Write:
    """`write(day=…)`: an activity of xã Tênh Phông."""
    make_options(OPTIONS)
    RegisterOwnership.objects.filter(register="activities").update(clauses=[mine.duty.path])

    def write(by: User | None = None, **values: Any) -> UUID:
        by = by or followed.cast.commune
        done = entries.create_entry(register="activities", unit=by.unit, values=LINE | values, by=by, at=AT)
        return UUID(str(done.answer["id"]))

    return write


def open_board(followed: ImportedPlan, signed_in: Browser, user: User) -> str:
    return signed_in(user).get(reverse("plans:board", args=[followed.plan.pk])).text


def test_entries_of_the_period_stand_beside_the_duty(
    followed: ImportedPlan, mine: Assignment, write: Write, signed_in: Browser
) -> None:
    commune = followed.cast.commune
    assert "chưa làm" in open_board(followed, signed_in, commune)
    write()
    write(title="Họp bản", people=30)
    before = open_board(followed, signed_in, commune).count("sổ có 2 dòng, chưa ghi kết quả")
    assert before
    page = signed_in(commune).get(at(mine)).text
    assert "tu=15%2F12%2F2020&amp;den=14%2F06%2F2021" in page
    assert "Hoạt động truyền thông: 2 dòng" not in page
    assert "Hoạt động truyền thông: 2 dòng" in signed_in(commune).get(f"{at(mine)}?ky=2021S1&lay-so-lieu=1").text
    signed_in(commune).post(at(mine), told(mine, state="done", result="Đã tuyên truyền 2 buổi."))
    assert open_board(followed, signed_in, commune).count("sổ có 2 dòng, chưa ghi kết quả") == before - 1


def test_other_days_other_units_and_voided_entries_are_not_its_work(
    followed: ImportedPlan, mine: Assignment, write: Write, signed_in: Browser
) -> None:
    write(day=date(2020, 12, 14))  # the last day of the half-year before
    write(day=date(2021, 6, 15))
    write(by=followed.cast.other_commune)
    voided = write()
    entries.void_entry(
        register="activities", entry=voided, version=1, reason="ghi nhầm", by=followed.cast.commune, at=AT
    )  # fmt: skip
    assert "sổ có" not in open_board(followed, signed_in, followed.cast.commune)


def test_the_office_sees_how_many_units_have_only_entries(
    followed: ImportedPlan, mine: Assignment, write: Write, signed_in: Browser
) -> None:
    write()
    write(by=followed.cast.other_commune)
    page = signed_in(followed.cast.office).get(reverse("plans:board", args=[followed.plan.pk]))
    line = next(line for line in page.context["lines"] if line.duty == mine.duty)
    assert dict(line.states) == {"có số liệu, chưa ghi kết quả": 2, "chưa làm": 1}


def test_numbers_of_the_report_stand_beside_the_duty(
    followed: ImportedPlan, mine: Assignment, signed_in: Browser
) -> None:
    district = found(followed.cast)
    DataElement.objects.filter(code="TT01").update(clauses=[mine.duty.path])
    report = district.report(followed.cast.commune, {"B1": "1203", "B2": "7"})
    page = signed_in(followed.cast.commune).get(at(mine)).text
    assert f'href="{reverse("reporting:submission", args=[report])}#B1">1.203 cuộc</a>' in page
    assert "7 cuộc" not in page, "of another clause"


def test_a_register_of_a_plan_with_other_clauses_says_nothing(
    followed: ImportedPlan, mine: Assignment, write: Write, signed_in: Browser
) -> None:
    write()
    Clause.objects.filter(plan=followed.plan, path=mine.duty.path).update(path="IX.9")
    assert "sổ có" not in open_board(followed, signed_in, followed.cast.commune)


def test_of_several_duties_at_a_clause_each_has_what_it_names() -> None:
    works = [
        DutyWork(1, "VI.10", "register", name, "2 dòng", "/", entries=2)
        for name in ("Ký cam kết", "Rà soát địa bàn", "Hoạt động truyền thông")
    ]
    pledges = Duty(path="VI.10", title="Vận động các hộ ký cam kết", text="Vận động các hộ ký CAM KẾT nói không.")
    rounds = Duty(path="VI.10", title="Rà soát nhà hàng", text="Rà soát nhà hàng.")
    words = {"VI.10": [_list_pairs(duty.title) for duty in (pledges, rounds)]}
    assert [work.label for work in _select_work(pledges, works, words)] == ["Ký cam kết", "Hoạt động truyền thông"]
    assert [work.label for work in _select_work(rounds, works, words)] == ["Rà soát địa bàn", "Hoạt động truyền thông"]
    assert _select_work(pledges, works, {"VI.10": words["VI.10"][:1]}) == works, "alone at its clause: all of it"
    assert _select_work(Duty(path="VI.1", title="ký cam kết", text=""), works, {}) == []


@pytest.fixture
def request_row(followed: ImportedPlan) -> Assignment:
    """A request that xã Tênh Phông got."""
    row = Assignment.objects.filter(unit=followed.cast.units["03304"]).first()
    assert row is not None
    Duty.objects.filter(pk=row.duty_id).update(nature="request")
    row.refresh_from_db()
    return row


def test_a_request_is_received_agreed_to_and_replied(
    followed: ImportedPlan, request_row: Assignment, signed_in: Browser
) -> None:
    commune = signed_in(followed.cast.commune)
    page = commune.get(at(request_row)).text
    assert "chủ trì" not in page
    assert "(được đề nghị)" in page
    assert "chưa trả lời" in page
    for state, text in (("received", ""), ("agreed", ""), ("done", "Đã cử hai cán bộ tham gia.")):
        request_row.refresh_from_db()
        assert commune.post(at(request_row), told(request_row, state=state, result=text)).status_code == 302
    assert [*AssignmentResult.objects.order_by("number").values_list("state", flat=True)] == [
        "received", "agreed", "done",
    ]  # fmt: skip
    assert "Đã cử hai cán bộ tham gia." in signed_in(followed.cast.office).get(at(request_row)).text


def test_a_request_is_declined_with_a_reason_and_then_not_owed(
    followed: ImportedPlan, request_row: Assignment, signed_in: Browser
) -> None:
    commune, unit = signed_in(followed.cast.commune), followed.cast.units["03304"]
    refused = commune.post(at(request_row), told(request_row, state="declined"))
    assert refused.status_code == 422
    assert "Ghi lý do không nhận." in refused.text
    assert [duty.assignment for duty in list_owed_duties([unit.pk], AT.date())].count(request_row.pk) == 1
    commune.post(at(request_row), told(request_row, state="declined", result="Hội đang kiện toàn."))
    assert request_row.pk not in [duty.assignment for duty in list_owed_duties([unit.pk], AT.date())]
    assert "không nhận, có lý do" in open_board(followed, signed_in, followed.cast.commune)


@pytest.mark.parametrize(("nature", "state"), [("request", "doing"), ("standing", "agreed"), ("standing", "declined")])
def test_an_answer_that_is_not_offered_is_refused(
    followed: ImportedPlan, request_row: Assignment, signed_in: Browser, nature: str, state: str
) -> None:
    Duty.objects.filter(pk=request_row.duty_id).update(nature=nature)
    reply = signed_in(followed.cast.commune).post(at(request_row), told(request_row, state=state, result="có"))
    assert reply.status_code == 422
    request_row.refresh_from_db()
    assert request_row.state == "not_started"
