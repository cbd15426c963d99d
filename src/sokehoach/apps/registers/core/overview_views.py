"""The pages that a register has beside its list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.indicators.queries.denominators import name_denominator
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import format_value
from sokehoach.apps.registers.core.queries import entries, overviews
from sokehoach.apps.registers.core.queries.entries import EntryChoiceNames
from sokehoach.apps.registers.core.reports import get_register_year
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.registers.overview import Overview, OverviewKind


@require_GET
def show_overview(request: OfficialRequest, slug: str, overview: str) -> HttpResponse:
    register = entries.access_register(request.user, slug)
    page = next((page for page in register.overviews if page.code == overview), None)
    if page is None:
        raise NotFoundError
    context = {"register": register, "overview": page}
    if page.kind is OverviewKind.WAITING:
        return render(request, "core/waiting.html", context | _build_waiting(request.user, register, page))
    if page.kind is OverviewKind.BY_UNIT:
        return render(request, "core/by_unit.html", context | _build_by_unit(request.user, register, page))
    return render(request, "core/first_days.html", context | _build_first_days(request.user, register, page))


def _build_first_days(user: User, register: RegisterDefinition, overview: Overview) -> dict[str, Any]:
    rows = overviews.list_first_days(user, register, overview, clock.today())
    names = list(rows[0].days) if rows else []
    return {
        "rows": rows,
        "counts": [(name, sum(row.days[name] is not None for row in rows)) for name in names],
        "complete": sum(row.is_complete for row in rows),
        "year": get_register_year(user, register.code, clock.today()).id,
    }


def _build_by_unit(user: User, register: RegisterDefinition, overview: Overview) -> dict[str, Any]:
    names = [register.measure_names[code] for code in overview.measures]
    rows = overviews.list_unit_numbers(user, register, overview, clock.today())
    return {
        "names": names,
        "denominator": name_denominator(overview.denominator) if overview.denominator else "",
        "rows": [(row, list(zip(names, row.numbers, strict=True))) for row in rows],
        "year": get_register_year(user, register.code, clock.today()).id,
    }


def _build_waiting(user: User, register: RegisterDefinition, overview: Overview) -> dict[str, Any]:
    rows = overviews.list_waiting(user, register, overview, clock.today())
    columns = [register.field(name) for name in overview.columns]
    return {
        "columns": [column.label for column in columns],
        "title_label": register.field(register.title).label if register.title else register.row,
        "due_label": register.field(overview.field).label,
        "rows": [
            (
                row,
                entries.format_title(register, row.entry),
                _format(register, row, register.place) if register.place != register.title else "",
                [(column.label, _format(register, row, column.name)) for column in columns],
                register.address(row.entry.pk),
            )
            for row in rows
        ],
    }


def _format(register: RegisterDefinition, row: overviews.WaitingEntry, name: str) -> str:
    if not name:
        return ""
    field = register.field(name)
    value = register.storage.get_value(field, row.entry)
    return format_value(field, value, EntryChoiceNames(register, row.entry))
