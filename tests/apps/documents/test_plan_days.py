"""A day that an official accepts from a plan is the day by which the office's own report is demanded."""

from datetime import date
from typing import Any

import pytest

from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.documents.queries import office_reports
from sokehoach.apps.home.queries import reminders
from sokehoach.apps.reporting.queries.schedule_proposals import list_proposals
from sokehoach.apps.reporting.services import plan_schedules
from sokehoach.domain.periods.due import DayOfMonth
from tests.apps.documents.test_every_period import district as district_with_outline
from tests.apps.plans.conftest import TEXT
from tests.apps.reporting.test_plan_schedules import RULE, follow
from tests.factories.cast import AT
from tests.factories.district import District
from tests.factories.many_periods import on

__all__ = ["district_with_outline"]
TRAINING = "Tổ chức tập huấn cho cán bộ cấp xã, hoàn thành trước ngày 31/5/2021."
QUARTERLY_RULE = "Hằng quý tổng hợp, báo cáo kết quả thực hiện với UBND huyện trước ngày 20 của tháng cuối quý."


@pytest.fixture
def district(district_with_outline: District) -> District:
    return district_with_outline


def test_the_offices_report_is_due_by_the_plan_from_the_accepted_day_on(district: District, settings: Any) -> None:
    imported = follow(district.cast, TEXT.replace(f"{RULE}.\n", "").replace(TRAINING, QUARTERLY_RULE))
    office, today = district.cast.office, AT.date()
    (proposal,) = list_proposals(imported.plan, scope_of(office, today), today)
    assert ("outline", "bc-quy") in {(row.target.kind, row.target.uid) for row in proposal.proposals}
    plan_schedules.accept_rule(
        plan=imported.plan.pk, code=proposal.rule.code, version=0, targets=["outline:bc-quy"], due=DayOfMonth(19),
        valid_from=today, valid_until=date(2022, 1, 1), by=office, at=AT,
    )  # fmt: skip

    def list_due(day: date) -> list[tuple[str, date]]:
        return [(row.period.id, row.due) for row in office_reports.list_followed_reports(office, day).own]

    assert list_due(date(2021, 11, 5)) == [("2021Q4", date(2021, 12, 19))]
    assert list_due(date(2022, 2, 1))[0] == ("2022Q1", date(2022, 3, 25))  # after the plan's last day
    settings.DEMONSTRATION = on(date(2021, 12, 18))
    lines = [line for _unit, line in reminders.list_calendar_lines(office, date(2021, 12, 18))]
    assert any("Báo cáo quý IV năm 2021" in line.text and "19/12/2021" in line.text for line in lines)
