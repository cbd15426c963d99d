"""The page for the weekly meeting, on the morning of 22 June 2021."""

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.canonical import to_plain
from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.pages import overdue
from sokehoach.apps.home.pages.leader import LeaderPage, Money, load_leader_page
from sokehoach.apps.home.pages.overdue import MAX_OVERDUE
from sokehoach.apps.home.services import send_reminders
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.models import Indicator as IndicatorRow
from sokehoach.apps.indicators.services.elements import import_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.services import units
from sokehoach.apps.plans.models import Assignment, Plan, Target
from sokehoach.apps.plans.services.assignments import record_work
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.services import corrections, extensions, submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import NotMeasurableReason
from sokehoach.domain.indicators.target import ProgressState
from sokehoach.domain.indicators.target_level import TargetLevel
from tests.apps.home.test_today import give, plan
from tests.factories.cast import AT
from tests.factories.district import District, Sent
from tests.factories.programmes import first_programme

__all__ = ["plan"]

Browser = Callable[[User], Client]
PLACES = {"03304": (1, 1), "03269": (0, 0), "03289": (0, 1)}


@pytest.fixture
def measured(district: District) -> District:
    """Four sessions are asked of each commune; where the communes lie is known."""
    made = Indicator(
        "noi_dung",
        "noi_dung",
        "Nội dung đã tuyên truyền",
        parse_expression("TT01"),
        parse_expression("4"),
        True,
        ("xã",),
        "tests",
    )
    import_indicators(programme=first_programme(), indicators=[made], by="tests", at=AT)
    for code, (row, column) in PLACES.items():
        Unit.objects.filter(code=code).update(tile_row=row, tile_column=column)
    return district


def target(plan: Plan, **changed: object) -> Target:
    told = {
        "plan": plan, "code": f"CT{Target.objects.count() + 1}", "path": "II.2", "start": 1, "end": 2,
        "text": "100% xã được tuyên truyền", "likelihood": 1.0, "state": "confirmed", "settled_by": plan.created_by,
        "settled_at": AT, "value": 100, "unit_of_measure": "%", "indicator": "noi_dung",
    } | changed  # fmt: skip
    return Target.objects.create(**told)


def page(district: District) -> LeaderPage:
    return load_leader_page(district.cast.leader, AT)


def shown(signed_in: Browser, user: User) -> str:
    return " ".join(signed_in(user).get(reverse("home:leader")).text.split())


def test_sections_are_numbered_as_they_are_shown(measured: District, signed_in: Browser) -> None:
    found = page(measured)
    without = replace(found, map=None, money=())
    assert list(without.section_numbers.items())[2:] == [("changes", "III"), ("directions", "IV")]
    alone = replace(found, map=None, money=(Money(None, None),))
    assert list(alone.section_numbers.values()) == ["I", "II", "III", "IV", "V"]
    text = shown(signed_in, measured.cast.leader)
    numbers = re.findall(r'class="section__no">([IVX]+)\.<', text)
    assert sorted(numbers) == sorted(found.section_numbers.values())


def test_who_is_late_stands_with_the_days_and_how_far_the_work_has_come(
    measured: District, plan: Plan, signed_in: Browser
) -> None:
    give(plan, "03269", "Ban hành kế hoạch của xã", due=date(2021, 5, 31))
    found = {(row.unit, row.title): (row.days, row.state) for row in page(measured).late}
    assert found["Pú Xi", "Ban hành kế hoạch của xã"] == (16, "open")
    assert "việc quá hạn" in shown(signed_in, measured.cast.leader)


def test_a_duty_that_many_units_owe_is_one_row(
    measured: District, plan: Plan, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overdue, "MAX_NAMED_UNITS", 2)
    before = page(measured)
    for code in PLACES:
        give(plan, code, "ban hành kế hoạch của xã", due=date(2021, 5, 31))
    found = page(measured)
    (shared,) = [row for row in found.late if row.title == "ban hành kế hoạch của xã"]
    assert (shared.unit, shared.units, shared.reminded) == ("3 đơn vị", 3, 0)
    assert found.late_count == before.late_count + 3, "the heading counts each"
    assert "3 đơn vị" in shown(signed_in, measured.cast.leader)


def test_of_many_late_ones_the_first_are_listed_and_the_others_are_folded(
    measured: District, signed_in: Browser
) -> None:
    few = shown(signed_in, measured.cast.leader)
    assert not re.search(r"việc quá hạn\s*</summary>", few)
    measured.settle(MAX_OVERDUE)
    late = len(page(measured).late)
    many = shown(signed_in, measured.cast.leader)
    assert re.search(rf"<summary>\s*Thêm {late - MAX_OVERDUE} việc quá hạn\s*</summary>", many)
    assert many.count('data-label="Trễ"') == late


def test_each_commune_has_its_tile_and_a_late_one_is_no_nought(measured: District, signed_in: Browser) -> None:
    measured.report(measured.cast.commune, {"B1": "3"})
    measured.report(measured.cast.other_commune, {"B1": "0"})
    found = page(measured).map
    assert found is not None
    cells = {cell.name: cell for row in found.rows for cell in row if cell is not None}
    assert {name: (cell.text, cell.shade, cell.state) for name, cell in cells.items()} == {
        "Tênh Phông": ("3/4", 3, ""),
        "Pú Xi": ("0/4", 1, ""),
        "Quài Cang": ("", 0, "not_reported"),
    }
    assert found.gaps == (("not_reported", 1),)
    text = shown(signed_in, measured.cast.leader)
    assert "tile--not_reported" in text
    assert "không phải ranh giới" in text


def test_a_map_of_many_columns_names_its_tiles_in_a_list(measured: District, signed_in: Browser) -> None:
    assert "tile-map--dense" not in shown(signed_in, measured.cast.leader)
    Unit.objects.filter(code="03304").update(tile_column=8)
    text = shown(signed_in, measured.cast.leader)
    assert "tile-map--dense" in text
    listed = text.partition('class="tile-names"')[2].partition("</ul>")[0]
    assert re.findall(r'">([^<]+)</a>', listed) == ["Pú Xi", "Quài Cang", "Tênh Phông"]


def test_a_returned_report_is_another_thing_than_none(measured: District) -> None:
    sent = measured.send(measured.cast.commune, {"B1": "3"})
    submissions.send_back(
        submission=sent.id, version=sent.version, reason="Bổ sung ô B2.", by=measured.cast.office, at=AT
    )
    found = page(measured).map
    assert found is not None
    assert dict(found.gaps) == {"returned": 1, "not_reported": 2}


def test_a_commune_whose_place_is_unknown_is_named_below_the_map(measured: District) -> None:
    Unit.objects.filter(code="03304").update(tile_row=None, tile_column=None)
    found = page(measured).map
    assert found is not None
    assert [cell.name for cell in found.unplaced] == ["Tênh Phông"]


def test_targets_stand_with_sums_and_with_who_is_missing(measured: District, plan: Plan, signed_in: Browser) -> None:
    target(plan)
    target(plan, text="80% xã lành mạnh", indicator="")
    measured.report(measured.cast.commune, {"B1": "4"})
    measured.report(measured.cast.other_commune, {"B1": "2"})
    first, second = page(measured).targets
    assert first.found is not None
    assert (first.found.measured.part, first.found.measured.whole) == (6, 12)
    assert first.found.missing == ("Quài Cang",)
    assert (first.assessed.progress, second.assessed.lack) == (
        ProgressState.ON_THE_WAY,
        NotMeasurableReason.INDICATOR,
    )
    text = shown(signed_in, measured.cast.leader)
    assert ">6/12</a>" in text
    assert "kể cả đơn vị chưa có số liệu: Quài Cang" in text
    assert "Chưa có chỉ số" in text


def test_a_target_of_a_later_year_is_not_called_unmeasured(measured: District, plan: Plan, signed_in: Browser) -> None:
    target(plan)
    measured.report(measured.cast.commune, {"B1": "4"})
    level = TargetLevel(Decimal(100), unit="", year=2030)
    IndicatorRow.objects.filter(code="noi_dung").update(target_levels=to_plain((level,)))
    found = page(measured)
    assert (found.without_level, found.unmeasured) == (1, 0)
    text = shown(signed_in, measured.cast.leader)
    assert "1 không nêu mức cho kỳ này" in text
    assert "1 chưa đo" not in text


def test_a_target_whose_day_has_passed_is_behind(measured: District, plan: Plan) -> None:
    target(plan, due_on=date(2021, 6, 21))
    measured.report(measured.cast.commune, {"B1": "4"})
    assert page(measured).behind == 1


def test_the_targets_have_a_page_that_says_how_they_are_counted(
    measured: District, plan: Plan, signed_in: Browser
) -> None:
    target(plan)
    measured.report(measured.cast.commune, {"B1": "4"})
    text = signed_in(measured.cast.office).get(reverse("consolidation:targets", args=[plan.pk])).text
    assert "Chỉ tiêu TT01 (TT01) / 4" in text
    assert "4/12" in text
    assert signed_in(measured.cast.commune).get(reverse("consolidation:targets", args=[plan.pk])).status_code == 404


def correct(district: District, report: uuid.UUID, cells: dict[str, str]) -> None:
    told = {"by": district.cast.commune, "at": AT}
    version = Submission.objects.get(pk=report).version
    begun = corrections.begin(submission=report, version=version, why="Tính thiếu một buổi.", **told)
    pk = uuid.UUID(str(begun.answer["id"]))
    typed = {code: TypedCell(text, 1) for code, text in cells.items()}
    values.save(submission=pk, changes=typed, **told)
    version = Submission.objects.get(pk=pk).version
    sent = submissions.send(submission=pk, version=version, **told)
    district.accept(Sent(pk, int(str(sent.answer["version"]))))


def week(district: District, days: int = 2) -> dict[str, str]:
    return {one.text: one.summary for one in load_leader_page(district.cast.leader, AT + timedelta(days=days)).changes}


def test_the_week_is_told_as_then_and_now(measured: District, plan: Plan) -> None:
    target(plan)
    measured.report(measured.cast.commune, {"B1": "3"}, at=AT - timedelta(days=9))
    measured.report(measured.cast.other_commune, {"B1": "2"})
    assert week(measured)["Pú Xi có thêm báo cáo đã duyệt"] == "1 → 2/3"
    (one,) = page(measured).moved
    then, now = one.then.found, one.now.found
    assert then is not None
    assert now is not None
    assert (then.measured.part, now.measured.part) == (3, 5)
    assert one.units == "Pú Xi"


def test_who_is_newly_late_is_named(measured: District, plan: Plan) -> None:
    give(plan, "03269", "Ban hành kế hoạch của xã", due=date(2021, 5, 31))
    give(plan, "03304", "Ký cam kết", due=date(2021, 6, 18))
    told = week(measured, days=0)
    (words,) = [one for one in told if "mới quá hạn" in one]
    assert "Tênh Phông" in words
    assert told[words].startswith("2 → ")  # the police, since May, and the plan of Pú Xi


def test_a_late_duty_that_was_finished_was_late_a_week_ago(measured: District, plan: Plan) -> None:
    row = give(plan, "03269", "Ban hành kế hoạch của xã", due=date(2021, 5, 31))
    before = week(measured, days=0)
    by = measured.cast.other_commune
    record_work(assignment=row.pk, version=row.version, state="done", result="Đã ban hành.",
         in_charge=None, upload=None, by=by, at=AT)  # fmt: skip
    after = week(measured, days=0)
    then = {told.partition(" → ")[0] for one, told in (*before.items(), *after.items()) if "quá hạn" in one}
    assert then == {"2"}  # with the report of the police


def test_a_figure_corrected_since_stood_as_it_was_sent_then(measured: District, plan: Plan) -> None:
    target(plan)
    first = measured.report(measured.cast.commune, {"B1": "3"}, at=AT - timedelta(days=9))
    correct(measured, first, {"B1": "4"})
    (one,) = page(measured).moved
    then, now = one.then.found, one.now.found
    assert then is not None
    assert now is not None
    assert (then.measured.part, now.measured.part) == (3, 4)


def test_nothing_is_told_of_a_week_without_news(measured: District, plan: Plan) -> None:
    target(plan)
    measured.report(measured.cast.commune, {"B1": "3"})
    later = load_leader_page(measured.cast.leader, AT + timedelta(days=30))
    assert not later.moved
    assert not [one for one in later.changes if "đã duyệt" in one.text]


def test_why_somebody_is_late_and_how_often_that_was_said(measured: District, signed_in: Browser) -> None:
    extensions.ask(
        form="01-XA", unit=measured.cast.units["03269"], period="2021S1", until=date(2021, 6, 30),
        reason="Mất mạng tại trụ sở.", by=measured.cast.other_commune, at=AT,
    )  # fmt: skip
    send_reminders(by="tick", at=AT)
    (row,) = [row for row in page(measured).late if "Pú Xi" in row.unit]
    assert row.why == "Mất mạng tại trụ sở. Xin lùi đến 30/6: chờ trả lời"
    assert row.reminded == 1
    text = shown(signed_in, measured.cast.leader)
    assert "đã nhắc 1 lần" in text


def test_a_direction_typed_here_becomes_a_duty(measured: District, signed_in: Browser) -> None:
    client, office = signed_in(measured.cast.leader), measured.cast.units["099.LDTBXH"]
    typed = {"text": "Lấy báo cáo giấy của Pú Xi", "lead": office.pk, "due_on": "25/6/2021"}
    answer = client.post(reverse("home:leader"), typed, follow=True)
    assert "Lấy báo cáo giấy của Pú Xi" in answer.text
    row = Assignment.objects.get()
    assert (row.unit, row.due_on) == (office, date(2021, 6, 25))
    assert "Lấy báo cáo giấy của Pú Xi" in signed_in(measured.cast.office).get(reverse("home:today")).text


def test_a_direction_that_cannot_be_given_keeps_what_was_typed(measured: District, signed_in: Browser) -> None:
    typed = {"text": "Lấy báo cáo giấy của Pú Xi", "lead": "", "due_on": "1/6/2021"}
    answer = signed_in(measured.cast.leader).post(reverse("home:leader"), typed)
    assert answer.status_code == 422
    assert "Chọn đơn vị nhận việc." in answer.text
    assert "Lấy báo cáo giấy của Pú Xi" in answer.text
    assert not Assignment.objects.exists()


def test_the_office_prepares_the_page_and_directs_nobody(measured: District, signed_in: Browser) -> None:
    text = shown(signed_in, measured.cast.office)
    assert "Giao việc" not in text
    office = measured.cast.units["099.CA"]
    typed = {"text": "Kiểm tra", "lead": office.pk, "due_on": ""}
    assert signed_in(measured.cast.office).post(reverse("home:leader"), typed).status_code == 404


def test_the_pages_cost_does_not_grow_with_the_communes(
    measured: District, plan: Plan, signed_in: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    target(plan)
    for clerk in measured.settle(16)[:-2]:
        measured.report(clerk, {"B1": "1"})
    client = signed_in(measured.cast.leader)
    assert client.get(reverse("home:leader")).status_code == 200  # the thread keeps what days forms count
    with django_assert_max_num_queries(36):  # type: ignore[attr-defined]
        assert client.get(reverse("home:leader")).status_code == 200


def test_what_has_no_number_is_followed_beside_the_effort(measured: District, plan: Plan, signed_in: Browser) -> None:
    """Of II, II.2 has targets: elements of II.1 are followed. A period without a report is a gap."""
    DataElement.objects.filter(code__in=("CA01", "CA02")).update(clauses=["II.1", "III.3"])
    target(plan)
    measured.report(measured.cast.police, {"A1": "6", "A2": "0"}, form="02-CA")
    effort, persons = page(measured).trends
    assert (effort.rows[-1][1], persons.rows[-1][1]) == ("6", "0")
    assert [row[1] for row in effort.rows[:-1]] == ["chưa báo cáo"] * 3
    assert effort.plain
    text = signed_in(measured.cast.leader).get(reverse("consolidation:targets", args=[plan.pk])).text
    assert "Xu hướng" in text
    assert text.count("<svg xmlns") == 2


def test_borders_take_the_place_of_squares_once_every_commune_has_one(measured: District, signed_in: Browser) -> None:
    square = ((103.0, 21.0), (103.1, 21.0), (103.1, 21.1), (103.0, 21.1), (103.0, 21.0))
    measured.report(measured.cast.commune, {"B1": "3"})
    for codes, drawn in ((("03304",), 0), (("03304", "03269", "03289"), 1)):
        rings = dict.fromkeys(codes, (square,))
        units.import_boundaries(rings=rings, since=date(2021, 1, 1), source="Sở Nội vụ", by="tests", at=AT)
        text = shown(signed_in, measured.cast.leader)
        assert ("Ranh giới mang tính minh họa." in text) is bool(drawn)
    assert "Nguồn ranh giới: Sở Nội vụ" in text


def test_standing_work_shows_its_results_of_the_period(measured: District, plan: Plan, signed_in: Browser) -> None:
    row = give(plan, "03269", "Tuyên truyền thường xuyên")
    give(plan, "03304", "Tuyên truyền thường xuyên")
    record_work(assignment=row.pk, version=row.version, state="done", result="Đã họp bản 4 cuộc.", in_charge=None,
         upload=None, by=measured.cast.other_commune, at=AT)  # fmt: skip
    standing = page(measured).standing
    assert standing is not None
    assert (standing.done_count, standing.all) == (1, 2)
    assert "Đã họp bản 4 cuộc." in signed_in(measured.cast.leader).get(reverse("home:leader")).text
    later = load_leader_page(measured.cast.leader, AT + timedelta(days=300)).standing
    assert later is not None
    assert (later.done_count, later.period) == (0, "6 tháng đầu năm 2022")
