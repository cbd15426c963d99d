"""A programme whose windows are not those of NĐ 09/2019: each place asks its forms on which day a period ends.

The half-year 2025S1 ends after the change of units of 1 July 2025 where it is counted to 14 July, before it by the
decree, which counts to 14 June.
"""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries.area_history import AreaHistory
from sokehoach.apps.consolidation.queries.cube_context import load_cube_context
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages import own_reports, reports
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.documents.queries.superior_forms import FormUnits
from sokehoach.apps.documents.services import outlines as outline_services
from sokehoach.apps.indicators.earlier_sheets import UnitsOfPeriods
from sokehoach.apps.indicators.models import EarlierFigure
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Assignment, Duty, Plan
from sokehoach.apps.plans.queries.duty_work import get_window
from sokehoach.apps.plans.queries.results import find_current_period, get_state_on, list_result_periods
from sokehoach.apps.registers.core.measure_definitions import MeasureScope, ReportingArea
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.reports import get_register_year, get_register_year_window
from sokehoach.apps.registers.supervision.measures import COUNTING as SUPERVISION
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.periods.due import DayOfMonth
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.serialization import serialize_due, serialize_window
from sokehoach.domain.periods.window import CALENDAR, ND09, WindowRule, build_tiling_rule
from tests.factories import frozen, reform
from tests.factories.programmes import first_programme
from tests.factories.reform import FORM, REFORM, SINCE, TODAY, Reform, at

PERIOD = "2025S1"
LATE = build_tiling_rule("muon", "từ ngày 15 tháng đầu kỳ đến ngày 14 tháng sau kỳ", months_back=0, day=15)
CUT_OFFS = {ND09: date(2025, 6, 14), LATE: date(2025, 7, 14)}
NEW, OLD = ["06001", "06003", "06004", "06005"], ["06001", "06002", "06003", "06004", "06005"]


@pytest.fixture(params=[LATE, ND09], ids=["late", "nd09"])
def rule(request: pytest.FixtureRequest) -> WindowRule:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def world(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, rule: WindowRule) -> Reform:
    settings.DEMONSTRATION = reform.DEMONSTRATION
    monkeypatch.setattr(reform, "FORMS", tuple(replace(form, counting_window=rule) for form in reform.FORMS))
    forget_answers()
    return frozen.once(f"reform, windows {rule.code}", lambda: reform.found(reports=False))


@pytest.fixture
def outline(world: Reform, rule: WindowRule) -> ReportOutline:
    """By which each commune reports to the province."""
    schedule = {
        "period_types": ["six-month"], "window": serialize_window(rule), "due": serialize_due(DayOfMonth(25)),
        "valid_from": "2004-01-01", "valid_until": None,
    }  # fmt: skip
    sentences = [{"text": "Đã tổ chức {TT01} cuộc.", "zero": ""}]
    definition = {
        "superior": "06001", "addressees": ["22", "06001"], "place": "Quảng Hà", "symbol": "/BC-SYT",
        "authority": ["GIÁM ĐỐC"], "copies": [], "filed": "VT", "annexes": [FORM], "schedule": schedule,
        "sections": [{"heading": "KẾT QUẢ", "level": 1, "narrative": "", "sentences": sentences}],
    }  # fmt: skip
    outline_services.import_outline(
        programme=first_programme(), uid="bc", code="bc", title="Kết quả", issuer=Unit.objects.get(code="22.SYT"),
        unit=Unit.objects.get(code="22"), due_days=4, definition=definition, by="tests", at=at(SINCE),
    )  # fmt: skip
    return ReportOutline.objects.select_related("issuer__parent", "unit", "programme").get(uid="bc")


def get_new(code: str) -> Unit:
    return Unit.objects.get(code=code, valid_from=REFORM)


def test_the_areas_of_sheets(world: Reform, rule: WindowRule) -> None:
    """The district was dissolved on 1 July."""
    if rule is ND09:
        assert sheets.access_sheet(world.office, unit="201", form=FORM, period=PERIOD).unit.code == "201"
        assert sheets.access_area(world.office, unit="201", period=PERIOD).code == "201"
        return
    with pytest.raises(NotFoundError):
        sheets.access_sheet(world.office, unit="201", form=FORM, period=PERIOD)
    with pytest.raises(NotFoundError):
        sheets.access_area(world.office, unit="201", period=PERIOD)


def test_the_units_of_pivots(world: Reform, rule: WindowRule) -> None:
    (tree,) = load_cube_context(world.office, area="22", periods=[parse_period(PERIOD)], forms={FORM}).period_trees
    assert tree.snapshot.day == CUT_OFFS[rule]


def test_the_areas_by_todays_units(world: Reform, rule: WindowRule) -> None:
    sheet = sheets.access_sheet(world.office, unit="22", form=FORM, period=PERIOD, today=TODAY)
    assert sheet.history is not None
    assert isinstance(sheet.history, AreaHistory)
    assert [area.code for area in sheet.history.find_areas(sheet.unit, CUT_OFFS[rule])] == ["22"]  # type: ignore[union-attr]


def test_the_units_of_figures_from_before(world: Reform, rule: WindowRule) -> None:
    finder = UnitsOfPeriods(list(Unit.objects.all())).get_units(PERIOD, first_programme().pk)
    found = finder.find("06001")
    assert found is not None
    assert found.valid_from == (SINCE if rule is ND09 else REFORM)


def test_figures_from_before_beside_a_report(world: Reform, rule: WindowRule, client: Client) -> None:
    """Counted to 14 July, the ward had a figure of its own or none: not that of the communes that went into it."""
    for code, number in (("06001", 71), ("06002", 52)):
        EarlierFigure.objects.create(
            unit=Unit.objects.get(code=code, valid_from=SINCE), element=first_programme().elements.get(uid="TT01"),
            period=PERIOD, number=number, source="tests", updated_at=at(TODAY), updated_by=world.office,
        )  # fmt: skip
    clerk = world.clerks["06001", REFORM]
    submissions.open_submission(form=FORM, unit=clerk.unit, period="2026S1", by=clerk, at=at(TODAY))
    client.force_login(clerk)
    page = client.get(reverse("reporting:submission", args=[clerk.unit.submissions.get(period="2026S1").pk])).text
    assert ("123" in page) is (rule is ND09)


def test_the_rows_of_superiors_forms(world: Reform, rule: WindowRule) -> None:
    units = FormUnits(Unit.objects.get(code="22"), parse_period(PERIOD), None)
    assert [unit.code for unit in units.rows] == (["201", "202"] if rule is ND09 else NEW)
    assert units.list_codes_in("06001", "2024S2") == ([] if rule is ND09 else ["06001", "06002"]) or rule is ND09


def test_who_writes_reports_by_an_outline(outline: ReportOutline, rule: WindowRule) -> None:
    found = [unit.code for unit in outlines.list_writers(outline, PERIOD)]
    assert found == ([] if rule is ND09 else NEW)  # before, they stood below the districts


def test_the_units_named_in_the_report_of_a_commune(outline: ReportOutline, world: Reform, rule: WindowRule) -> None:
    since = SINCE if rule is ND09 else REFORM
    clerk = world.clerks["06005", since]
    world.report("06005", {"A1": "4", "A2": "4"}, period=PERIOD, day=date(2025, 7, 15), since=since)
    report = own_reports.build_report(clerk, outline, unit=clerk.unit, period=PERIOD)
    assert ("Hòa An" in str(report.addressees), "Hòa Bình" in str(report.addressees)) == (rule is LATE, rule is ND09)


def test_the_units_named_in_the_report_of_the_office(outline: ReportOutline, world: Reform, rule: WindowRule) -> None:
    report = reports.build_report(outline, period=PERIOD, audience=office_audience(outline.unit))
    heading = str(report.letterhead.superior)
    assert ("Hòa An" in heading, "Hòa Bình" in heading) == (rule is LATE, rule is ND09)


def test_the_days_of_a_duty(world: Reform, rule: WindowRule) -> None:
    plan = Plan(signed_on=date(2025, 1, 3), created_at=at(date(2025, 1, 3)))
    duty = Duty(plan=plan, nature=Duty.Nature.STANDING, recurs="six-month", programme=first_programme())
    row = Assignment(duty=duty, state=Assignment.State.DONE, period=PERIOD)
    assert get_window(row, parse_period(PERIOD), TODAY)[1] == {ND09: date(2025, 6, 15), LATE: date(2025, 7, 15)}[rule]
    # by the decree the second half is counted from 15 June, and written from three months after it on
    day = date(2025, 6, 20)
    assert [period.id for period in list_result_periods(row, day)] == {
        ND09: ["2025S2", "2025S1"], LATE: ["2025S1", "2024S2"],
    }[rule]  # fmt: skip
    day = date(2025, 9, 20)
    current = find_current_period(row, day)
    assert current is not None
    assert current.id == {ND09: "2025S2", LATE: "2025S1"}[rule]
    assert get_state_on(row, day) == {ND09: Assignment.State.NOT_STARTED, LATE: Assignment.State.DONE}[rule]


def test_a_duty_of_no_programme_has_the_days_of_the_decree(world: Reform) -> None:
    plan = Plan(signed_on=date(2025, 1, 3), created_at=at(date(2025, 1, 3)))
    row = Assignment(duty=Duty(plan=plan, nature=Duty.Nature.STANDING, recurs="six-month"))
    assert get_window(row, parse_period(PERIOD), TODAY)[1] == date(2025, 6, 15)


def test_the_year_of_a_register(world: Reform, rule: WindowRule) -> None:
    day = date(2025, 12, 20)
    assert get_register_year(world.office, "briefings", day).id == {ND09: "2026", LATE: "2025"}[rule]
    window = get_register_year_window(world.office, "activities", day)
    assert window.start == {ND09: date(2025, 12, 15), LATE: date(2025, 1, 15)}[rule]


def test_another_programmes_windows_are_not_asked(world: Reform, rule: WindowRule) -> None:
    """The form of a programme in which the account has no role changes nothing."""
    other = Form.objects.filter(uid="02-CS")
    (definition,) = other.values_list("definition", flat=True)
    other.update(definition=replace(definition, counting_window=CALENDAR))
    forget_answers()
    assert get_register_year(world.office, "briefings", date(2025, 12, 20)).id == {ND09: "2026", LATE: "2025"}[rule]


def test_what_is_counted_since_the_year_began() -> None:
    """The year is that of the form's windows, whatever the day of its cut-off looks like."""
    part = SUPERVISION.part(MeasureQuery("replied"))
    entries = [SimpleNamespace(replied_on=day) for day in (date(2024, 12, 20), date(2025, 1, 10), date(2025, 2, 3))]
    area = ReportingArea(SimpleNamespace())  # type: ignore[arg-type]

    def count(start: date, end: date) -> int:
        return len(part.select_current(entries, MeasureScope(area, (), start, end, start)))

    assert count(date(2024, 12, 15), date(2025, 12, 15)) == 3
    assert count(date(2025, 1, 1), date(2026, 1, 1)) == 2
    assert count(date(2025, 1, 15), date(2026, 1, 15)) == 1
