"""Measures an indicator by today's units, from the published figures of the reporters of then."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.consolidation.queries.area_history import AreaHistory
from sokehoach.apps.consolidation.queries.measures import (
    MeasuredIndicator,
    answers_by_reporter,
    measure_sheet,
    split_longer_sheet,
)
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, list_reporter_keys
from sokehoach.apps.indicators.queries import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.indicators.expression import compute_time_operator
from sokehoach.domain.indicators.indicator import (
    IndicatorResult,
    aggregate_over_time,
    merge_shares,
    narrow_to_reporter,
    prefer_reported_shares,
)
from sokehoach.domain.orgtree.succession import Obstacle
from sokehoach.domain.orgtree.unit import Unit as UnitVersion
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.programmes.earlier import has_break


@dataclass(frozen=True, slots=True)
class UnitMeasure:
    """The indicator of one unit of today; or of a unit of then, with the reason. `measured` None: «không tách được»."""

    unit: Unit
    measured: IndicatorResult | None
    obstacle: Obstacle | None = None


def measure_by_today(measured_indicator: MeasuredIndicator, history: AreaHistory) -> list[UnitMeasure]:
    """Today's units by code, then the units of then that cannot be drawn over them.

    A unit that has no figure in one of the periods has none over all of them.
    """
    indicator, all_elements = measured_indicator.indicator, elements.list_elements()
    operators = (
        compute_time_operator(indicator.numerator, all_elements),
        compute_time_operator(indicator.denominator, all_elements),
    )
    rows: dict[str, UnitMeasure] = {}

    def measure(sheet: ConsolidatedSheet) -> IndicatorResult:
        keys = list_reporter_keys(sheet)
        window = compute_window(sheet.period, sheet.form.counting_window)
        indicator_then = indicator.at(window.start)
        result = measure_sheet(sheet, indicator_then, answers_by_reporter(sheet, indicator_then))
        reporters = [report.unit for report in sheet.expected]
        key_by_identity = {(row.code, row.valid_from): keys[row.pk] for row in reporters}
        merged = history.merge_reporters(reporters, window)
        ranges: dict[str, list[list[str]]] = {}

        def add_row(unit: UnitVersion, obstacle: Obstacle | None, *, is_remainder: bool = False) -> str:
            key = f"{unit.code}@{unit.valid_from}{'then' if is_remainder else ''}"
            if key not in rows or (obstacle is not None and rows[key].obstacle is None):
                rows[key] = UnitMeasure(history.get_row(unit.identity), None, obstacle)
            return key

        for heir, units in merged.merged.items():
            ranges[add_row(heir, None)] = _split_by_end(units, key_by_identity, window.end)
        for unit, obstacle in merged.remainder.items():
            ranges[add_row(unit, obstacle, is_remainder=True)] = [[key_by_identity[unit.identity]]]
        for heir, obstacle in merged.blocked.items():
            add_row(heir, obstacle)
        return merge_shares(result, ranges, *operators)

    sheets, longer_sheet = split_longer_sheet(measured_indicator)
    is_comparable = not has_break(measured_indicator.breaks, [sheet.first_day for sheet in sheets])
    result = aggregate_over_time([measure(sheet) for sheet in sheets], *operators, is_comparable=is_comparable)
    if longer_sheet is not None:
        result = prefer_reported_shares(measure(longer_sheet), result)
    unit_measures = [
        UnitMeasure(row.unit, narrow_to_reporter(result, key), row.obstacle)
        if row.obstacle is None or key.endswith("then")
        else row
        for key, row in rows.items()
    ]
    return sorted(unit_measures, key=lambda row: (row.obstacle is not None and row.measured is not None, row.unit.code))


def _split_by_end(units: Sequence[UnitVersion], keys: dict[tuple[str, date], str], window_end: date) -> list[list[str]]:
    """The keys of the reporters by the end of their days in the window."""
    ranges: dict[date, list[str]] = defaultdict(list)
    for unit in units:
        ended_on = unit.valid_to if unit.valid_to is not None and unit.valid_to < window_end else date.max
        ranges[ended_on].append(keys[unit.identity])
    return [keys_in_range for _day, keys_in_range in sorted(ranges.items())]
