"""Groups the reporters' inputs to a figure by today's units."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries.senders import build_unit_keys
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.succession import name_unit_of_then, name_version
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.orgtree.succession import Obstacle
from sokehoach.domain.orgtree.unit import Unit as UnitVersion
from sokehoach.domain.periods.window import Window, compute_window
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class UnitShare:
    """The input of one reporter. `area`: that to which it sent; `key`: its own on the page of that area's figure."""

    name: str
    area: Unit
    key: str
    value: Value | None

    @property
    def number(self) -> Decimal | None:
        return self.value if isinstance(self.value, Decimal) else None


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """A unit of today with the inputs of which its number is made; or a unit of then, with the reason."""

    name: str
    shares: tuple[UnitShare, ...]
    number: Decimal | None
    obstacle: Obstacle | None = None


def group_shares(sheet: ConsolidatedSheet, line: FigureLine) -> tuple[FigureGroup, ...]:
    """The reporters' inputs by today's units, those that cannot be drawn over them last. One query at most.

    A stock is that of the last days where units ended within the period.
    """
    assert sheet.history is not None
    name = (line.cell.element, line.cell.disaggregation)
    values = {part.unit: part.value for part in sheets.publish_answers(sheet, [name])[name].parts}
    keys = sheets.list_reporter_keys(sheet)
    window = compute_window(sheet.period, sheet.form.counting_window)
    shares: dict[tuple[str, date], UnitShare] = {}
    for sender in sheet.senders:
        area = sender.unit if sender.is_area else sheet.unit
        own_keys = build_unit_keys(report.unit for report in sender.reports) if sender.is_area else keys
        for report in sender.reports:
            row = report.unit
            shown_name = name_version(row, window.cut_off)
            shares[row.code, row.valid_from] = UnitShare(shown_name, area, own_keys[row.pk], values.get(keys[row.pk]))
    merged = sheet.history.merge_reporters([report.unit for report in sheet.expected], window)
    groups = [
        FigureGroup(
            heir.name, tuple(shares[unit.identity] for unit in units), _merge_values(line, units, shares, window)
        )
        for heir, units in merged.merged.items()
    ]
    groups += [FigureGroup(heir.name, (), None, obstacle) for heir, obstacle in merged.blocked.items()]
    for unit, obstacle in merged.remainder.items():
        share = shares[unit.identity]
        name_of_then = name_unit_of_then(sheet.history.get_row(unit.identity), sheet.history.succession.day)
        groups.append(FigureGroup(name_of_then, (share,), share.number, obstacle))
    return tuple(groups)


def _merge_values(
    line: FigureLine, units: Sequence[UnitVersion], shares: Mapping[tuple[str, date], UnitShare], window: Window
) -> Decimal | None:
    """By place within each range of days of the window, then over time, as in a pivot."""
    ranges: dict[date, list[Value | None]] = defaultdict(list)
    for unit in units:
        ended_on = unit.valid_to if unit.valid_to is not None and unit.valid_to < window.end else date.max
        ranges[ended_on].append(shares[unit.identity].value)
    numbers = [
        values[0] if len(values) == 1 else aggregate_values(values, line.element.over_place)
        for _day, values in sorted(ranges.items())
    ]
    if len(numbers) > 1 and line.element.over_time is Operator.LAST:
        numbers = numbers[-1:]
    number = numbers[0] if len(numbers) == 1 else aggregate_values(numbers, line.element.over_time)
    return number if isinstance(number, Decimal) else None
