"""Queries figures of earlier years («số liệu cũ»), for comparison."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, Q

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import build_programme_filter, scope_of
from sokehoach.apps.indicators import permissions
from sokehoach.apps.indicators.models import DataElement, EarlierFigure, Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.domain.indicators.element import DataElement as DomainElement
from sokehoach.domain.indicators.operators import aggregate_values
from sokehoach.domain.orgtree.succession import Obstacle, Succession
from sokehoach.domain.periods.period import Period

type FigureKey = tuple[str, str]  # data element, disaggregation
type FigureRowKey = tuple[int, int, str, str]  # row ids of unit and data element, disaggregation, period


@dataclass(frozen=True, slots=True)
class StoredFigure:
    number: Decimal
    source: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class FigureSubjects:
    """What an account may import figures of. `aliases`: further names of units by row id. `options`: name by code, by
    programme (row id) and the key of the disaggregation. `reviewed_units`: row ids by programme.
    """

    units: Sequence[Unit]
    elements: Sequence[DataElement]
    aliases: Mapping[int, Sequence[str]]
    options: Mapping[tuple[int, str], Mapping[str, str]]
    reviewed_units: Mapping[int, frozenset[int]]


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


def load_figure_subjects(user: User) -> FigureSubjects:
    """Returns the units whose reports the account accepts, and the elements of the programmes in which it does."""
    scope = scope_of(user)
    own_units = list(Unit.objects.filter(pk__in=permissions.list_reviewed_units(scope)).order_by("code"))
    programmes = set(DataElement.objects.order_by().values_list("programme_id", flat=True).distinct())
    reviewed_units = {
        programme: reviewed
        for programme in programmes
        if (reviewed := permissions.list_reviewed_units(scope.restrict_to(programme)))
    }
    options: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    rows = Option.objects.filter(option_set__programme__in=reviewed_units).select_related("option_set")
    for option in rows:
        for key in {option.option_set.uid, option.option_set.code}:
            options[option.option_set.programme_id, key][option.code] = option.name
    elements = list(DataElement.objects.filter(programme__in=reviewed_units))
    return FigureSubjects(own_units, elements, units.list_aliases(own_units), options, reviewed_units)


def list_stored_figures(keys: Collection[FigureRowKey]) -> dict[FigureRowKey, StoredFigure]:
    """Returns the figures that are stored under these keys. One query."""
    unit_ids, element_ids, periods = {key[0] for key in keys}, {key[1] for key in keys}, {key[3] for key in keys}
    rows = EarlierFigure.objects.filter(unit__in=unit_ids, element__in=element_ids, period__in=periods).order_by()
    return {
        key: StoredFigure(row.number, row.source, row.updated_at)
        for row in rows
        if (key := (row.unit_id, row.element_id, row.disaggregation, row.period)) in keys
    }


def hash_stored_figures(stored_figures: Mapping[FigureRowKey, StoredFigure]) -> str:
    """A digest that changes when somebody stores one of these figures."""
    return hash_lines(f"{key} {figure.updated_at.isoformat()}" for key, figure in sorted(stored_figures.items()))


def hash_lines(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def list_latest_figures(user: User, limit: int) -> list[EarlierFigure]:
    """Returns the latest figures that the account may see."""
    rows = EarlierFigure.objects.filter(
        build_programme_filter(
            scope_of(user), lambda scope: Q(unit__in=permissions.list_reviewed_units(scope)), "element__programme"
        )
    )
    return list(rows.select_related("unit", "element", "updated_by").order_by("-updated_at", "-pk")[:limit])
