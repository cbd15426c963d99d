"""Queries figures of earlier years («số liệu cũ»), for comparison."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, Q

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import build_programme_filter, scope_of
from sokehoach.apps.indicators import permissions
from sokehoach.apps.indicators.models import DataElement, EarlierFigure
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.domain.indicators.element import DataElement as DomainElement
from sokehoach.domain.indicators.operators import aggregate_values
from sokehoach.domain.orgtree.succession import Obstacle, Succession
from sokehoach.domain.periods.period import Period

type FigureKey = tuple[str, str]  # data element, disaggregation


@dataclass(frozen=True, slots=True)
class PredecessorFigures:
    """The figures of the units that together are a unit. `obstacle`: why those that there are cannot be split."""

    numbers: Mapping[FigureKey, Decimal]
    obstacle: Obstacle | None = None
    previous: Mapping[FigureKey, Decimal] = field(default_factory=dict)  # of the unit itself, in the period before


def list_figures_by_period(unit: str, cut_offs: Mapping[str, date]) -> dict[str, dict[FigureKey, Decimal]]:
    """Returns the figures, by period, of the unit that had that code at the period's cut-off. One query.

    Codes are reused: a figure of another version counts only where no unit had the code then.
    """
    period_filter = Q()
    for period, cut_off in cut_offs.items():
        had_code_then = Unit.objects.filter(_build_in_force_filter(cut_off), code=unit)
        period_filter |= Q(_build_in_force_filter(cut_off, "unit__") | ~Exists(had_code_then), period=period)
    figures: dict[str, dict[FigureKey, Decimal]] = {period: {} for period in cut_offs}
    rows = EarlierFigure.objects.filter(period_filter, unit__code=unit)
    for period, element, disaggregation, number in rows.values_list(
        "period", "element__uid", "disaggregation", "number"
    ):
        figures[period][element, disaggregation] = number
    return figures


def _build_in_force_filter(day: date, prefix: str = "") -> Q:
    last_day = f"{prefix}valid_to"
    return Q(**{f"{prefix}valid_from__lte": day}) & (Q(**{f"{last_day}__isnull": True}) | Q(**{f"{last_day}__gt": day}))


def list_figures_of_predecessors(
    own_units: Sequence[Unit],
    period: Period,
    elements: Mapping[str, DomainElement],
    *,
    cut_off: date,
    previous: str = "",
) -> dict[int, PredecessorFigures]:
    """Returns, by unit (row id), its figures or, before it began, those of the units that went into it as a whole,
    aggregated as the elements say; and its own of the period `previous`. One query; with units that had not begun
    by the period's `cut_off` another, and two for each of them.
    Nothing is split: where it took only a part of one of them, the reason (ADR 51).
    """
    stored = list_figures_of_units([unit.pk for unit in own_units], [period.id, previous])
    figures = {
        unit.pk: PredecessorFigures(stored.get((unit.pk, period.id), {}), previous=stored.get((unit.pk, previous), {}))
        for unit in own_units
    }
    later_units = [unit for unit in own_units if not figures[unit.pk].numbers and unit.valid_from > cut_off]
    if later_units:
        versions = list(units.list_versions())
        tree, ids = units.build_tree(versions), {(row.code, row.valid_from): row.pk for row in versions}
        successions = {day: Succession(tree, day) for day in {unit.valid_from for unit in later_units}}
        for unit in later_units:
            predecessor_figures = _aggregate_predecessors(
                unit, successions[unit.valid_from], ids, period.id, cut_off, elements
            )
            figures[unit.pk] = replace(predecessor_figures, previous=figures[unit.pk].previous)
    return figures


def _aggregate_predecessors(
    unit: Unit,
    succession: Succession,
    pk_by_identity: Mapping[tuple[str, date], int],
    period: str,
    cut_off: date,
    elements: Mapping[str, DomainElement],
) -> PredecessorFigures:
    heir = succession.tree.get_version(unit.code, unit.valid_from)
    predecessors = succession.find_predecessors(heir, start=cut_off, end=cut_off + timedelta(days=1))
    if isinstance(predecessors, Obstacle):
        sources = succession.list_sources(heir, start=cut_off, end=cut_off + timedelta(days=1))
        source_ids = {pk_by_identity[source.identity] for source in sources}
        has_figures = EarlierFigure.objects.filter(unit__in=source_ids, period=period).exists()
        return PredecessorFigures({}, predecessors if has_figures else None)
    ids = [pk_by_identity[predecessor.identity] for predecessor in predecessors]
    stored = list_figures_of_units(ids, [period])
    numbers = [stored.get((pk, period), {}) for pk in ids]
    return PredecessorFigures(
        {
            name: number
            for name in numbers[0]
            if name[0] in elements
            and all(name in by_name for by_name in numbers)
            and (number := aggregate_values([by_name[name] for by_name in numbers], elements[name[0]].over_place))
            is not None
        }
    )


def list_figures_of_units(
    unit_ids: Collection[int], periods: Collection[str]
) -> dict[tuple[int, str], dict[FigureKey, Decimal]]:
    """Returns the figures of these versions of units (row ids), by unit and period. One query."""
    figures: dict[tuple[int, str], dict[FigureKey, Decimal]] = defaultdict(dict)
    rows = EarlierFigure.objects.filter(unit__in=unit_ids, period__in=periods)
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
