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
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.core.models import RegisterOwnership
from sokehoach.apps.registers.core.services import entries
from tests.apps.plans.conftest import ImportedPlan
from tests.apps.plans.test_assignments import at, told
from tests.apps.registers.conftest import LINE, OPTIONS
from tests.apps.registers.making import make_options
from tests.factories.cast import AT
from tests.factories.district import found
from tests.factories.many_periods import on

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


def test_in_the_next_period_the_result_begins_with_its_entries_again(
    followed: ImportedPlan, mine: Assignment, write: Write, signed_in: Browser, settings: Any
) -> None:
    write()
    write(day=date(2021, 6, 16), title="Họp bản", people=30)
    commune = signed_in(followed.cast.commune)
    first, second = f"{at(mine)}?ky=2021S1", f"{at(mine)}?ky=2021S2"
    assert "Dùng làm kết quả" in commune.get(first).text
    commune.post(at(mine), told(mine, state="done", period="2021S1", result="Đã tuyên truyền."))
    assert "Dùng làm kết quả" not in commune.get(first).text, "a recorded result is not written over"
    settings.DEMONSTRATION = on(date(2021, 9, 20))
    assert "Dùng làm kết quả" in commune.get(second).text
    assert "Hoạt động truyền thông: 1 dòng</textarea>" in commune.get(f"{second}&lay-so-lieu=1").text


def test_numbers_of_the_report_alone_begin_a_result_too(
    followed: ImportedPlan, mine: Assignment, signed_in: Browser
) -> None:
    district = found(followed.cast)
    DataElement.objects.filter(code="TT01").update(clauses=[mine.duty.path])
    district.report(followed.cast.commune, {"B1": "1203", "B2": "7"})
    commune = signed_in(followed.cast.commune)
    assert "Dùng làm kết quả" in commune.get(at(mine)).text
    assert "1.203 cuộc</textarea>" in commune.get(f"{at(mine)}?lay-so-lieu=1").text
    leaders_page = signed_in(followed.cast.leader).get(at(mine)).text
    assert "1.203 cuộc" in leaders_page
    assert "Dùng làm kết quả" not in leaders_page, "who only reads records nothing"


def test_what_is_stored_is_vietnamese_on_an_english_page(
    followed: ImportedPlan, mine: Assignment, write: Write, signed_in: Browser
) -> None:
    write()
    commune = signed_in(followed.cast.commune)
    english = {"accept-language": "en"}
    assert "Use as result" in commune.get(f"{at(mine)}?ky=2021S1", headers=english).text
    page = commune.get(f"{at(mine)}?ky=2021S1&lay-so-lieu=1", headers=english).text
    assert "1 entry" in page
    assert "Hoạt động truyền thông: 1 dòng</textarea>" in page


def test_a_register_of_another_programme_is_not_work_of_this_plan(
    followed: ImportedPlan, mine: Assignment, write: Write, signed_in: Browser
) -> None:
    write()
    own = Programme.objects.get()
    other = Programme.objects.create(code="khac", name="Chương trình khác", short_name="khác")
    followed.plan.programmes.set([own])
    assert "sổ có 1 dòng" in open_board(followed, signed_in, followed.cast.commune)
    RegisterOwnership.objects.filter(register="activities").update(programme=other)
    assert "sổ có" not in open_board(followed, signed_in, followed.cast.commune)
    followed.plan.programmes.clear()
    assert "sổ có 1 dòng" in open_board(followed, signed_in, followed.cast.commune), "it serves none: by its clauses"


def test_clauses_of_a_second_programme_do_not_hide_the_registers_of_the_first(
    followed: ImportedPlan, mine: Assignment, write: Write, signed_in: Browser
) -> None:
    write()
    other = Programme.objects.create(code="khac", name="Chương trình khác", short_name="khác")
    for number in range(5):
        RegisterOwnership.objects.create(programme=other, register=f"so-{number}", clauses=[f"IX.{number}"])
    assert "sổ có 1 dòng" in open_board(followed, signed_in, followed.cast.commune)


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


def test_an_answer_from_before_stays_when_the_person_in_charge_is_saved(
    followed: ImportedPlan, request_row: Assignment, signed_in: Browser
) -> None:
    """«đang làm» was offered of a request before; the select must not fall to the first state."""
    commune = signed_in(followed.cast.commune)
    Assignment.objects.filter(pk=request_row.pk).update(state="doing", result="Đang chuẩn bị.")
    request_row.results.create(
        number=1, state="doing", text="Đang chuẩn bị.", recorded_by=followed.cast.commune, recorded_at=AT
    )
    form = commune.get(at(request_row)).context["work"]
    assert form["state"].value() == "doing"
    assert [state for state, _label in form.fields["state"].choices] == [
        "received", "agreed", "declined", "done", "doing",
    ]  # fmt: skip
    request_row.refresh_from_db()
    sent = told(request_row, state="doing", in_charge=followed.cast.commune.pk)
    assert commune.post(at(request_row), sent).status_code == 302
    request_row.refresh_from_db()
    assert (request_row.state, request_row.in_charge) == ("doing", followed.cast.commune)
    assert request_row.results.count() == 1


def test_an_answer_is_not_taken_back_to_none(
    followed: ImportedPlan, request_row: Assignment, signed_in: Browser
) -> None:
    commune = signed_in(followed.cast.commune)
    commune.post(at(request_row), told(request_row, state="declined", result="Hội đang kiện toàn."))
    request_row.refresh_from_db()
    assert commune.post(at(request_row), told(request_row, state="not_started")).status_code == 422
    assert commune.post(at(request_row), told(request_row, state="agreed")).status_code == 302


def test_a_conflict_names_a_request_without_an_answer_as_such(
    followed: ImportedPlan, request_row: Assignment, signed_in: Browser
) -> None:
    commune = signed_in(followed.cast.commune)
    commune.post(at(request_row), told(request_row, in_charge=followed.cast.commune.pk))
    stale = commune.post(at(request_row), told(request_row, state="agreed"))
    assert stale.status_code == 409
    assert ": chưa trả lời." in stale.text
    assert "chưa làm" not in stale.text


@pytest.mark.parametrize(("nature", "state"), [("request", "doing"), ("standing", "agreed"), ("standing", "declined")])
def test_an_answer_that_is_not_offered_is_refused(
    followed: ImportedPlan, request_row: Assignment, signed_in: Browser, nature: str, state: str
) -> None:
    Duty.objects.filter(pk=request_row.duty_id).update(nature=nature)
    reply = signed_in(followed.cast.commune).post(at(request_row), told(request_row, state=state, result="có"))
    assert reply.status_code == 422
    request_row.refresh_from_db()
    assert request_row.state == "not_started"
