"""Units in the reach of the token with their dates, levels, and periods."""

from datetime import date
from typing import Any

from django.db.models import Q
from ninja import Query, Router

from sokehoach.apps.accounts.queries.scopes import list_scope_units, scope_of
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.paging import ListQuery, page_rows
from sokehoach.apps.api.values import ListItem, ListPage
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.orgunits.queries.units import list_versions
from sokehoach.apps.reporting.queries.forms import list_own_forms
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.messages import say, say_label
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.form_periods import list_choosable_periods

router = Router(tags=["units"])


class LevelOut(ListItem):
    code: str
    name: str
    rank: int
    attached: bool
    consolidates: bool
    counts_persons: bool


class UnitOut(ListItem):
    code: str
    name: str
    short_name: str
    level: str
    parent: str | None
    function: str
    valid_from: date
    valid_to: date | None
    successors: list[str]


class PeriodOut(ListItem):
    id: str
    type: str
    name: str
    start: date
    end: date


class LevelPage(ListPage):
    items: list[LevelOut]


class UnitPage(ListPage):
    items: list[UnitOut]


class PeriodPage(ListPage):
    items: list[PeriodOut]


class UnitQuery(ListQuery):
    day: date | None = None
    level: str = ""
    parent: str = ""


@router.get("levels", auth=TokenAuth(), response=LevelPage, operation_id="list_levels", summary=say("Các cấp đơn vị"))
def get_levels_of_units(request: ProgramRequest, query: Query[ListQuery]) -> Any:
    page, cursor = page_rows(
        request, query, list(get_levels()), key=lambda level: (int(level.attached), level.rank, level.code)
    )
    names = LevelOut.model_fields
    return {"items": [{name: getattr(level, name) for name in names} for level in page], "next": cursor}


@router.get(
    "units", auth=TokenAuth(), response=UnitPage, operation_id="list_units", summary=say_label("operation", "Đơn vị")
)
def get_units(request: ProgramRequest, query: Query[UnitQuery]) -> Any:
    """The units as of `day` (today by default) in the reach of the token."""
    rows = [
        unit
        for unit in _list_units(request, query.day)
        if query.level in ("", unit.level) and query.parent in ("", unit.parent.code if unit.parent else None)
    ]
    page, cursor = page_rows(request, query, rows, key=lambda unit: (unit.code, unit.valid_from.isoformat()))
    return {"items": [_build_unit(unit) for unit in page], "next": cursor}


@router.get("units/{unit}", auth=TokenAuth(), response=UnitOut, operation_id="get_unit", summary=say("Một đơn vị"))
def get_unit(request: ProgramRequest, unit: str, day: date | None = None) -> Any:
    for row in _list_units(request, day):
        if row.code == unit:
            return _build_unit(row)
    raise NotFoundError


def _list_units(request: ProgramRequest, day: date | None) -> list[Unit]:
    """Of an earlier day those that the account covers today, of a later one those that its grants will cover."""
    today = clock.today()
    day = day or today
    reached_ids = {unit.pk for unit in list_scope_units(request.user, max(day, today))}
    if day < today:
        reached_ids = reached_ids.union(*scope_of(request.user, today).units_by_action.values())
    rows = list_versions().filter(pk__in=reached_ids, valid_from__lte=day)
    return list(rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)))


def _build_unit(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "short_name": unit.short_name,
        "level": unit.level,
        "parent": unit.parent.code if unit.parent else None,
        "function": unit.function,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "successors": list(unit.successors),
    }


@router.get(
    "periods",
    auth=TokenAuth(),
    response=PeriodPage,
    operation_id="list_periods",
    summary=say_label("operation", "Kỳ báo cáo"),
)
def get_periods(request: ProgramRequest, query: Query[ListQuery]) -> Any:
    """The periods that pages offer today for the forms of the token's programmes. `end` is the day after the last."""
    choices = list_choosable_periods(list_own_forms(request.user), clock.today())
    page, cursor = page_rows(request, query, list(choices), key=lambda period: (period.start.isoformat(), period.id))
    return {
        "items": [
            {
                "id": period.id,
                "type": period.type.value,
                "name": periods.name_vi(period),
                "start": period.start,
                "end": period.end,
            }
            for period in page
        ],
        "next": cursor,
    }
