"""Queries figures of earlier years («số liệu cũ»), for comparison."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Q

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import build_programme_filter, scope_of
from sokehoach.apps.indicators import permissions
from sokehoach.apps.indicators.models import DataElement, EarlierFigure

type FigureKey = tuple[str, str]  # data element, disaggregation


def list_figures(unit: str, period: str) -> dict[FigureKey, Decimal]:
    """Returns the figures of all versions of the unit with that code. One query."""
    rows = EarlierFigure.objects.filter(unit__code=unit, period=period)
    return {
        (element, disaggregation): number
        for element, disaggregation, number in rows.values_list("element__uid", "disaggregation", "number")
    }


def list_figures_of_units(
    units: Collection[int], periods: Collection[str]
) -> dict[tuple[int, str], dict[FigureKey, Decimal]]:
    """Returns the figures of these versions of units (row ids), by unit and period. One query."""
    figures: dict[tuple[int, str], dict[FigureKey, Decimal]] = defaultdict(dict)
    rows = EarlierFigure.objects.filter(unit__in=units, period__in=periods)
    for unit, period, element, disaggregation, number in rows.values_list(
        "unit_id", "period", "element__uid", "disaggregation", "number"
    ):
        figures[unit, period][element, disaggregation] = number
    return figures


def list_totals(unit: str, periods: Collection[str]) -> dict[tuple[str, str], Decimal]:
    """Returns totals by (period, element). One query."""
    rows = EarlierFigure.objects.filter(unit__code=unit, period__in=periods, disaggregation="")
    return {(period, code): number for period, code, number in rows.values_list("period", "element__uid", "number")}


def list_importable_elements(user: User) -> list[DataElement]:
    """Returns the elements of the programmes in which the account accepts reports. One query."""
    scope = scope_of(user)
    return [
        element
        for element in DataElement.objects.all()
        if permissions.list_reviewed_units(scope.restrict_to(element.programme_id))
    ]


def list_latest_figures(user: User, limit: int) -> list[EarlierFigure]:
    """Returns the latest figures that the account may see."""
    rows = EarlierFigure.objects.filter(
        build_programme_filter(
            scope_of(user), lambda scope: Q(unit__in=permissions.list_reviewed_units(scope)), "element__programme"
        )
    )
    return list(rows.select_related("unit", "element", "updated_by").order_by("-updated_at", "-pk")[:limit])
