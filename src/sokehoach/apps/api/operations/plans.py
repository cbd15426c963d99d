"""Plans that the token may read, and their items."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Query, Router

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.paging import ListQuery, build_choice_filter, page_queryset, page_rows
from sokehoach.apps.api.values import ListItem, ListPage
from sokehoach.apps.plans.models import Duty, Plan, ReportingRule, Target
from sokehoach.apps.plans.models import Item as PlanItem
from sokehoach.apps.plans.queries import items as item_queries
from sokehoach.apps.plans.queries import plans as plan_queries
from sokehoach.domain.messages import say, say_label

router = Router(tags=["plans"])


class PlanOut(ListItem):
    id: UUID
    kind: str
    number: str
    title: str
    issuer: str
    unit: str
    signed_on: date | None
    state: str
    origin: str
    issued_above: str
    replaces: UUID | None
    version: int


class PlanItemOut(ListItem):
    code: str
    kind: str
    path: str
    text: str
    state: str
    lead: str | None
    coordinating: list[str]
    due_on: date | None
    later_due_on: list[date]
    recurs: str
    value: float | None
    unit_of_measure: str
    bound: str
    indicator: str


class PlanPage(ListPage):
    items: list[PlanOut]


class PlanItemPage(ListPage):
    items: list[PlanItemOut]


class PlanQuery(ListQuery):
    unit: str = ""
    state: str = build_choice_filter(Plan.State.values)


@router.get(
    "plans",
    auth=TokenAuth(Action.PLAN_VIEW),
    response=PlanPage,
    operation_id="list_plans",
    summary=say_label("operation", "Kế hoạch"),
)
def get_plans(request: ProgramRequest, query: Query[PlanQuery]) -> Any:
    rows = plan_queries.list_documents(request.scope)
    filters = {"unit__code": query.unit, "state": query.state}
    rows = rows.filter(**{name: value for name, value in filters.items() if value})
    page, cursor = page_queryset(request, query, rows, ("created_at", "id"))
    return {"items": [_build_plan(row) for row in page], "next": cursor}


@router.get(
    "plans/{plan}", auth=TokenAuth(Action.PLAN_VIEW), response=PlanOut, operation_id="get_plan",
    summary=say("Một kế hoạch"),
)  # fmt: skip
def get_plan(request: ProgramRequest, plan: UUID) -> Any:
    return _build_plan(plan_queries.access_plan(request.scope, plan))


@router.get(
    "plans/{plan}/items", auth=TokenAuth(Action.PLAN_VIEW), response=PlanItemPage, operation_id="list_plan_items",
    summary=say("Mục tiêu, nhiệm vụ và chế độ báo cáo trong kế hoạch"),
)  # fmt: skip
def get_plan_items(request: ProgramRequest, plan: UUID, query: Query[ListQuery]) -> Any:
    rows = item_queries.list_items(plan_queries.access_plan(request.scope, plan))
    page, cursor = page_rows(request, query, rows, key=lambda item: (item.start, item.code))
    return {"items": [_build_item(item) for item in page], "next": cursor}


def _build_plan(row: Plan) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "number": row.number,
        "title": row.title,
        "issuer": row.issuer,
        "unit": row.unit.code,
        "signed_on": row.signed_on,
        "state": row.state,
        "origin": row.origin,
        "issued_above": row.issued_above,
        "replaces": row.replaces_id,
        "version": row.version,
    }


def _build_item(item: PlanItem) -> dict[str, Any]:
    built: dict[str, Any] = {
        "code": item.code, "kind": item.kind.value, "path": item.path, "text": item.text, "state": item.state,
        "lead": None, "coordinating": [], "due_on": None, "later_due_on": [], "recurs": "", "value": None,
        "unit_of_measure": "", "bound": "", "indicator": "",
    }  # fmt: skip
    match item:
        case Target():
            built |= {
                "lead": item.owner.code if item.owner else None,
                "due_on": item.due_on,
                "value": item.value,
                "unit_of_measure": item.unit_of_measure,
                "bound": item.bound,
                "indicator": item.indicator,
            }
        case Duty():
            built |= {
                "lead": item.lead.code if item.lead else None,
                "coordinating": sorted(unit.code for unit in item.coordinating.all()),
                "due_on": item.due_on,
                "later_due_on": list(item.due_days[1:]),
                "recurs": item.recurs,
            }
        case ReportingRule():
            built["recurs"] = item.every
    return built
