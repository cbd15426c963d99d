"""Each type of period keeps the day that the plan states for it; what is counted is asked once of each commune."""

from decimal import Decimal

import pytest

from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.domain.indicators.level import LevelRule, format_level
from sokehoach.domain.periods.due import (
    DatesOfYear,
    DayOfMonth,
    DueByKind,
    DueRule,
    compute_due_day,
    find_due_problems,
    join_dues,
)
from sokehoach.domain.periods.due_text import format_typed_due, parse_due_rule
from sokehoach.domain.periods.period import PeriodType, parse_period
from sokehoach.domain.periods.serialization import parse_due, serialize_due
from sokehoach.domain.periods.window import ND09
from sokehoach.domain.plans.proposals.facts import BASE, EVERYBODY
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from tests.adapters.programme_files.test_proposed import HEAD, build, indicator, read_base, schedule

MONTH, QUARTER, HALF, YEAR = PeriodType.MONTH, PeriodType.QUARTER, PeriodType.SIX_MONTH, PeriodType.YEAR


@pytest.mark.parametrize(
    ("stated", "days"),
    [
        (
            {MONTH: "ngày 20", QUARTER: "ngày 20 tháng cuối kỳ", YEAR: "5/12"},
            {"202603": "2026-03-20", "2026Q1": "2026-03-20", "2026": "2026-12-05"},
        ),
        (
            {MONTH: "ngày 25", QUARTER: "ngày 5 tháng sau", YEAR: "20/12"},
            {"202605": "2026-05-25", "2026Q2": "2026-07-05", "2026": "2026-12-20"},
        ),
        (
            {QUARTER: "ngày 20", HALF: "18/6", YEAR: "15/12"},
            {"2026Q1": "2026-03-20", "2026S1": "2026-06-18", "2026": "2026-12-15"},
        ),
    ],
)
def test_every_stated_day_is_kept(stated, days):
    rows = [schedule(f"BC{at}", kind.value, text) for at, (kind, text) in enumerate(stated.items())]
    programme = build(read_base(), indicator("CT1", reporters=(BASE,)), *rows)
    (form,), (regime,) = programme.forms, programme.reporting_schedules
    assert isinstance(form.due, DueByKind)
    for code, day in days.items():
        period = parse_period(code)
        assert compute_due_day(form.due, period, form.counting_window, ()).isoformat() == day
        office_day = compute_due_day(regime.stages[-1].due, period, form.counting_window, ())
        assert office_day.isoformat() > day
    assert not find_due_problems(form.due, form.period_types, form.counting_window)


def test_one_day_that_is_stated_for_all_stays_one():
    rows = (schedule("BC1", "quarter", "ngày 20 tháng cuối kỳ"), schedule("BC2", "year", "20/12"))
    (form,) = build(read_base(), indicator("CT1", reporters=(BASE,)), *rows).forms
    assert form.due == DayOfMonth(20)


def test_the_office_counts_by_the_days_of_those_who_report_to_it():
    office = HEAD.standing_office
    rows = (
        schedule("BC1", "month", "ngày 17", (BASE,)),
        schedule("BC2", "year", "25/12", EVERYBODY),
        schedule("BC3", "month", "ngày 20", (office,)),
        schedule("BC4", "year", "31/12", (office,)),
    )
    of_office = indicator("CT2", reporters=(office,))
    forms = build(read_base(), indicator("CT1", reporters=(BASE,)), of_office, *rows).forms
    stated = join_dues({MONTH: DayOfMonth(17), YEAR: DatesOfYear(((12, 25),))})
    assert [form.due for form in forms] == [stated, stated]


BY_KIND = join_dues({YEAR: DatesOfYear(((12, 5),)), MONTH: DayOfMonth(20)})


def test_a_rule_for_each_type_is_written_and_read_back() -> None:
    assert parse_due(serialize_due(BY_KIND)) == BY_KIND
    assert parse_due_rule(format_typed_due(BY_KIND)) == BY_KIND
    assert format_typed_due(BY_KIND) == "hằng tháng: ngày 20 tháng cuối kỳ; hằng năm: 5/12"
    assert parse_due_rule("tháng: ngày 20; năm: 05/12") == BY_KIND
    assert parse_due_rule("tháng: ngày 20; tuổi: 05/12") is None
    assert join_dues({MONTH: DayOfMonth(20), YEAR: DayOfMonth(20)}) == DayOfMonth(20)


@pytest.mark.parametrize(
    ("rule", "kinds", "problem"),
    [
        (BY_KIND, (MONTH, QUARTER, YEAR), "chưa có hạn gửi"),
        (BY_KIND, (MONTH,), "không có kỳ đó"),
        (join_dues({MONTH: DayOfMonth(3), YEAR: DatesOfYear(((12, 20),))}), (MONTH, YEAR), "sau ngày chốt số liệu"),
        (DueByKind(((MONTH, DayOfMonth(20)), (MONTH, DayOfMonth(25)))), (MONTH,), "chỉ ghi một hạn gửi"),
    ],
)
def test_a_rule_that_does_not_suit_the_periods_is_told(rule: DueRule, kinds, problem: str) -> None:
    assert any(problem in text for text in find_due_problems(rule, kinds, ND09))


def test_each_commune_tells_how_many_it_has_of_what_each_is_to_have():
    each = {"name": "Mô hình tự quản", "unit": "mô hình", "value": Decimal(2), "per": 1, "reporters": (BASE,)}
    communes = indicator("CT1", MeasureKind.RATE, denominator="Xã, phường", **each)
    schools = indicator("CT2", MeasureKind.RATE, denominator="Trường", **each)
    programme = build(read_base(), communes, schools, schedule("BC1", "quarter", "ngày 20"))
    (form,), (of_communes, of_schools) = programme.forms, programme.indicators
    assert [cell.element for cell in form.cells] == ["CT1", "CT2B", "CT2A"]
    assert (of_communes.denominator.text, of_communes.rule) == ("1", LevelRule(1))
    assert (of_schools.denominator.text, of_schools.rule) == ("CT2B", LevelRule(1))
    assert format_level(of_communes.rule, Decimal("2.5"), "mô hình") == "2,5 mô hình"
    outline = next(text for name, text in write_programme(programme).items() if name.startswith("outlines/"))
    assert "Mô hình tự quản: {CT1} mô hình; {ct1 so chỉ tiêu}." in " ".join(outline.split())
