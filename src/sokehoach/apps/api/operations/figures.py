"""Accepted values, consolidated figures with parts and gaps, and targets: what has passed wall, policy, disclosure."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.answers import ListState
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.paging import ListQuery, page_following, page_rows, parse_cursor
from sokehoach.apps.api.values import ListItem, ListPage, Number, build_number, build_value
from sokehoach.apps.consolidation.queries import closings, sheets, targets
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.plans.queries.plans import access_plan
from sokehoach.apps.reporting.queries.accepted_values import ValuePlace, list_accepted_values
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.problems import Problem
from sokehoach.domain.messages import say

router = Router(tags=["figures"])


class AcceptedValueOut(ListItem):
    unit: str
    cell: str
    element: str
    disaggregation: str
    value: Number | None
    gap: str | None


class PartOut(ListItem):
    unit: str
    value: Number | None
    gap: str | None


class FigureOut(ListItem):
    """`year_before_imported`, `previous_imported`: that number was reported before the product and imported since."""

    element: str
    element_code: str
    disaggregation: str
    cell: str
    label: str
    value: Number | None
    received: int
    expected: int
    missing: list[str]
    parts: list[PartOut]
    withheld: str | None
    parts_withheld: str | None
    year_before: Number | None
    year_before_imported: bool
    previous: Number | None
    previous_imported: bool


class SenderOut(ListItem):
    key: str
    unit: str
    unit_name: str
    is_area: bool
    status: str


class ClosingOut(ListItem):
    """The closing of the area: `edition` counts from 1, and rises when numbers came after the closing."""

    edition: int
    closed_at: datetime


class FigurePage(ListPage):
    """`closing`: null while the area has not closed the period."""

    unit: str
    form: str
    period: str
    basis: str
    received: int
    expected: int
    closing: ClosingOut | None
    senders: list[SenderOut]
    items: list[FigureOut]


class AcceptedValuePage(ListPage):
    items: list[AcceptedValueOut]


class TargetOut(ListItem):
    """`actual`: of accepted reports alone; a figure imported from before the product is never part of it."""

    code: str
    path: str
    text: str
    indicator: str | None
    in_percent: bool
    bound: str | None
    value: float | None
    baseline: float | None
    due_on: date | None
    progress: str
    actual: float | None
    lack: str | None


class TargetPage(ListPage):
    unit: str
    period: str
    items: list[TargetOut]


class ValueQuery(ListQuery):
    form: str = Field(description=say("uid của biểu"))
    period: str = Field(description=say("Mã kỳ, ví dụ 2021S1"))
    unit: str = ""

    def get_last_place(self, request: ProgramRequest) -> ValuePlace:
        """The unit (code, row id) and cell after which the page begins."""
        match parse_cursor(request, self) if self.cursor else ("", 0, ""):
            case (str() as unit, int() as pk, str() as cell):
                return unit, pk, cell
        raise Problem("cursor-invalid")


class FigureQuery(ListQuery):
    form: str = Field(description=say("uid của biểu"))
    period: str = Field(description=say("Mã kỳ, ví dụ 2021S1"))
    unit: str = Field(description=say("Mã địa bàn tổng hợp"))
    basis: str = Field("then", pattern="^(then|now)$", description=say("Theo đơn vị khi ấy (then) hay hôm nay (now)"))


class TargetQuery(ListQuery):
    period: str = Field(description=say("Mã kỳ, ví dụ 2021S1"))


@router.get(
    "accepted-values", auth=TokenAuth(Action.REPORT_VIEW), response=AcceptedValuePage,
    operation_id="list_accepted_values", summary=say("Số liệu đã duyệt của các đơn vị"),
)  # fmt: skip
def get_accepted_values(request: ProgramRequest, query: Query[ValueQuery]) -> Any:
    last_place, state = query.get_last_place(request), ListState(request)
    if unchanged := state.find_unchanged():
        return unchanged
    values = list_accepted_values(
        request.user,
        form=query.form,
        period=query.period,
        unit=query.unit,
        last_place=last_place,
        enough=query.limit + 1,
    )
    page, cursor = page_following(request, query, values, key=lambda cell: cell[:3])
    items = [
        {"unit": unit, "cell": cell, "element": element, "disaggregation": disaggregation, **build_value(value)}
        for unit, _unit_id, cell, element, disaggregation, value in page
    ]
    return state.answer_items(items, cursor)


@router.get(
    "figures", auth=TokenAuth(Action.CONSOLIDATE_VIEW), response=FigurePage, operation_id="list_figures",
    summary=say("Số liệu tổng hợp của một địa bàn"),
)  # fmt: skip
def get_figures(request: ProgramRequest, query: Query[FigureQuery]) -> Any:
    """What is withheld has `withheld` and no number; of what is a total alone `parts_withheld` and no parts."""
    sheet = sheets.access_sheet(
        request.user, unit=query.unit, form=query.form, period=query.period,
        today=clock.today() if query.basis == "now" else None,
    )  # fmt: skip
    page, cursor = page_rows(request, query, list(enumerate(sheet.lines)), key=lambda numbered: (numbered[0],))
    return {
        "unit": sheet.unit.code,
        "form": sheet.form.uid,
        "period": sheet.period.id,
        "basis": query.basis,
        "received": sheet.coverage.received,
        "expected": sheet.coverage.expected,
        "closing": _build_closing(sheet),
        "senders": [
            {
                "key": sender.key,
                "unit": sender.unit.code,
                "unit_name": sender.unit.name,
                "is_area": sender.is_area,
                "status": sender.status.value,
            }
            for sender in sheet.senders
        ],
        "items": [_build_figure(line) for _number, line in page],
        "next": cursor,
    }


def _build_closing(sheet: ConsolidatedSheet) -> dict[str, Any] | None:
    closing = closings.find_current_closing(unit=sheet.unit, form=sheet.form.uid, period=sheet.period.id)
    return None if closing is None else {"edition": closing.edition, "closed_at": timezone.localtime(closing.at)}


def _build_figure(line: FigureLine) -> dict[str, Any]:
    figure = line.figure
    return {
        "element": figure.element,
        "element_code": line.code,
        "disaggregation": figure.disaggregation,
        "cell": line.cell.code,
        "label": line.label,
        "value": build_number(figure.value),
        "received": figure.received,
        "expected": figure.expected,
        "missing": list(figure.missing),
        "parts": [{"unit": part.unit, **build_value(part.value)} for part in figure.parts],
        "withheld": None if figure.withheld is None else figure.withheld.value,
        "parts_withheld": None if figure.parts_withheld is None else figure.parts_withheld.value,
        "year_before": build_number(line.before),
        "year_before_imported": line.before_old and line.before is not None,
        "previous": build_number(line.previous),
        "previous_imported": line.previous_old and line.previous is not None,
    }


@router.get(
    "plans/{plan}/targets", auth=TokenAuth(Action.PLAN_VIEW), response=TargetPage, operation_id="list_targets",
    summary=say("Mục tiêu của kế hoạch và mức đạt"),
)  # fmt: skip
def get_targets(request: ProgramRequest, plan: UUID, query: Query[TargetQuery]) -> Any:
    row = access_plan(request.scope, plan)
    area = targets.access_plan_area(request.user, row, period=query.period)
    assessed = targets.assess_targets(request.user, row, unit=area, period=query.period, day=clock.today())
    page, cursor = page_rows(
        request,
        query,
        assessed,
        key=lambda assessed_target: (assessed_target.target.start, assessed_target.target.code),
    )
    return {
        "unit": area.code,
        "period": query.period,
        "items": [_build_target(assessed_target) for assessed_target in page],
        "next": cursor,
    }


def _build_target(assessed_target: targets.AssessedTarget) -> dict[str, Any]:
    level = assessed_target.stated.level
    return {
        "code": assessed_target.target.code,
        "path": assessed_target.target.path,
        "text": assessed_target.target.text,
        "indicator": assessed_target.found.indicator.uid if assessed_target.found else None,
        "in_percent": assessed_target.in_percent,
        "bound": None if level is None else level.bound,
        "value": None if level is None else level.value,
        "baseline": assessed_target.baseline,
        "due_on": assessed_target.stated.due_on,
        "progress": assessed_target.assessed.progress.value,
        "actual": assessed_target.assessed.actual,
        "lack": None if assessed_target.assessed.lack is None else assessed_target.assessed.lack.value,
    }
