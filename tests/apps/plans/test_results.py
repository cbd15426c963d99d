"""Standing work has a result for each period: written, corrected, never overwritten, never late."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from sokehoach.apps.plans.models import Assignment, AssignmentResult, Duty
from sokehoach.apps.plans.queries.assignments import list_owed_duties
from sokehoach.apps.plans.queries.results import get_state_on, list_result_periods
from sokehoach.apps.plans.services.assignments import record_work
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.plans.conftest import ImportedPlan
from tests.apps.plans.test_assignments import at, named, pdf, told

HALF, LATER = "2021S1", datetime(2021, 11, 10, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def mine(followed: ImportedPlan) -> Assignment:
    """Standing work of xã Tênh Phông."""
    return Assignment.objects.filter(unit=followed.cast.units["03304"], duty__nature="standing").first()


def write(
    imported_plan: ImportedPlan, row: Assignment, text: str, *, period: str = "", state: str = "done", at=LATER
) -> None:
    row.refresh_from_db()
    record_work(
        assignment=row.pk, version=row.version, state=state, result=text, in_charge=None, upload=None,
        period=period, by=imported_plan.cast.commune, at=at,
    )  # fmt: skip


def test_each_period_keeps_its_own_result(followed: ImportedPlan, mine: Assignment, signed_in) -> None:
    write(followed, mine, "Đã họp 5 bản.", period=HALF)
    write(followed, mine, "Đã họp 7 bản.", period="2021S2")
    mine.refresh_from_db()
    assert (mine.period, mine.result) == ("2021S2", "Đã họp 7 bản.")
    page = signed_in(followed.cast.commune).get(at(mine))
    assert [(each.period, each.versions[0].text) for each in page.context["results"]] == [
        ("2021S2", "Đã họp 7 bản."),
        (HALF, "Đã họp 5 bản."),
    ]


def test_a_correction_of_an_earlier_period_is_a_later_version(followed: ImportedPlan, mine: Assignment) -> None:
    write(followed, mine, "Đã họp 5 bản.", period=HALF)
    write(followed, mine, "Đã họp 7 bản.", period="2021S2")
    write(followed, mine, "Đã họp 6 bản, có bản Ten Hon.", period=HALF)
    rows = AssignmentResult.objects.filter(assignment=mine, period=HALF).order_by("number")
    assert [(row.number, row.text) for row in rows] == [
        (1, "Đã họp 5 bản."),
        (2, "Đã họp 6 bản, có bản Ten Hon."),
    ]
    mine.refresh_from_db()
    assert (mine.period, mine.result) == ("2021S2", "Đã họp 7 bản."), "the newest period stands on the board"


def test_saving_without_a_change_adds_no_version(followed: ImportedPlan, mine: Assignment) -> None:
    write(followed, mine, "Đã họp 5 bản.")
    write(followed, mine, "Đã họp 5 bản.")
    assert AssignmentResult.objects.filter(assignment=mine).count() == 1


def test_the_log_says_who_when_and_with_which_document(followed: ImportedPlan, mine: Assignment, signed_in) -> None:
    client = signed_in(followed.cast.commune)
    client.post(at(mine), told(mine, state="done", result="Đã họp.", upload=named(pdf(), "Biên bản.pdf")))
    page = client.get(at(mine)).text
    for words in ("Đã họp.", "Biên bản.pdf", followed.cast.commune.full_name):
        assert words in page
    assert timezone.localtime(AssignmentResult.objects.get().recorded_at).strftime("%H:%M %d/%m/%Y") in page


def test_done_work_is_owed_again_in_the_next_period_and_is_not_late(followed: ImportedPlan, mine: Assignment) -> None:
    june, november = datetime(2021, 6, 22).date(), LATER.date()
    write(followed, mine, "Đã họp.", period=HALF, at=LATER)
    owing = {day: {one.assignment: one for one in list_owed_duties([mine.unit_id], day)} for day in (june, november)}
    assert mine.pk not in owing[june]
    assert (owing[november][mine.pk].state, owing[november][mine.pk].days_late) == ("not_started", 0)


def test_dated_work_and_directions_have_no_period(followed: ImportedPlan) -> None:
    row = Assignment.objects.get(duty__nature="dated", part="lead")
    assert list_result_periods(row, LATER.date()) == []
    row.state = "done"
    assert get_state_on(row, LATER.date()) == "done"


def test_periods_begin_with_the_plan_and_go_by_what_it_says(followed: ImportedPlan, mine: Assignment) -> None:
    assert [each.id for each in list_result_periods(mine, LATER.date())] == ["2021S2", "2021S1"]
    Duty.objects.filter(pk=mine.duty_id).update(recurs="quarter")
    mine.duty.refresh_from_db()
    assert [each.id for each in list_result_periods(mine, LATER.date())] == [
        "2021Q4",
        "2021Q3",
        "2021Q2",
        "2021Q1",
    ]


@pytest.mark.parametrize("period", ["2020S2", "2022S1", "2021", "x"])
def test_another_period_is_refused(followed: ImportedPlan, mine: Assignment, period: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(followed, mine, "Đã họp.", period=period)
    assert "period" in refused.value.messages
    assert not AssignmentResult.objects.exists()


def test_the_page_shows_what_is_clear_of_six_and_what_is_not(
    followed: ImportedPlan, mine: Assignment, signed_in
) -> None:
    client = signed_in(followed.cast.commune)
    before = client.get(at(mine))
    assert [fact.name for fact in before.context["facts"] if not fact.text] == ["Rõ người", "Rõ kết quả"]
    assert "Rõ 4/6" in before.text
    client.post(at(mine), told(mine, state="done", result="Đã họp.", in_charge=followed.cast.commune.pk))
    assert "Rõ 6/6" in client.get(at(mine)).text
    board = client.get(reverse("plans:board", args=[followed.plan.pk])).text
    assert "1 rõ người phụ trách" in board


def test_a_result_that_names_a_person_is_refused_with_the_reason(followed: ImportedPlan, mine: Assignment) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(followed, mine, "Đã gặp chị Lò Thị Inh, số điện thoại 0912 345 678.")
    (sentence,) = refused.value.messages["result"]
    assert sentence
    assert not AssignmentResult.objects.exists()
