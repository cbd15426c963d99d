"""The rows of a snapshot: what a standing office sees of closed periods, or of that only what is not confidential.

Figures come from consolidated sheets alone, so wall, policy and disclosure apply as on a page: a withheld figure has no
row, and of a figure whose parts are withheld there is the total without the values below it.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sokehoach.adapters.rollup.tables import PUBLISHED_TABLES, TABLES
from sokehoach.adapters.snapshots import SnapshotFile
from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.queries import closings, sheets
from sokehoach.apps.consolidation.queries.figures import list_figure_areas, list_figure_places
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet
from sokehoach.apps.orgunits.queries.unit_rows import Row, UnitRows
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.queries import due_days
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.window_rules import get_cut_off
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods.period import get_day_order
from sokehoach.domain.policy.groups import is_confidential
from sokehoach.domain.programmes.earlier import count_breaks
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap

UNIT_TABLES = ("units", "successions", "other_predecessors", "levels")
PART_TABLES = {name: table for name, table in TABLES.items() if name not in UNIT_TABLES}


@dataclass(slots=True)
class SnapshotScope:
    """What a snapshot holds: closed periods by programme (code), each with its forms.

    `chosen_periods`: all where empty. `areas`: row ids of those whose figures are in it; None: of all.
    """

    programmes: Sequence[Programme]
    confidential: bool
    chosen_periods: Collection[str] = ()
    areas: Collection[int] | None = None
    forms: dict[tuple[str, str], list[Form]] = field(default_factory=dict)

    def load_forms(self) -> None:
        """Finds the forms whose own unit has closed, by programme (code) and period."""
        for programme in self.programmes:
            for form in query_forms.list_forms(programme):
                if not self.confidential and is_confidential(form.function):
                    continue
                unit = query_forms.get_form_unit(form.uid)
                for period in closings.list_closed_periods(form=form.uid, unit=unit):
                    if not self.chosen_periods or period in self.chosen_periods:
                        self.forms.setdefault((programme.code, period), []).append(form)

    def holds_area(self, area: int) -> bool:
        return self.areas is None or area in self.areas

    @property
    def periods(self) -> dict[str, list[str]]:
        """The closed periods by programme."""
        periods: dict[str, list[str]] = defaultdict(list)
        for programme, period in sorted(self.forms, key=_get_order):
            periods[programme].append(period)
        return dict(periods)


def _get_order(key: tuple[str, str]) -> tuple[str, tuple[date, int]]:
    """The order of programme and period: the days of a period, since «2026W10» is before «2026W9» as a text."""
    programme, period = key
    return programme, get_day_order(period)


def count_sheets(scope: SnapshotScope) -> int:
    """How many sheets the snapshot is made of: one for each form, period and area. One query."""
    chosen = {(form.uid, period) for (_programme, period), forms in scope.forms.items() for form in forms}
    places = list_figure_places([uid for uid, _period in chosen])
    return sum((form, period) in chosen and scope.holds_area(area) for form, period, area in places)


def list_files(scope: SnapshotScope, report_progress: Callable[[int], None] | None = None) -> Iterator[SnapshotFile]:
    """The files of the snapshot; the rows of a programme's period are read when its files are written.

    `report_progress`: called before each sheet with the number of those that are done.
    """
    unit_rows, done = UnitRows(), itertools.count()
    yield SnapshotFile(TABLES["units"], unit_rows.iter_units())
    yield SnapshotFile(TABLES["successions"], unit_rows.iter_successions())
    yield SnapshotFile(TABLES["other_predecessors"], unit_rows.iter_other_predecessors())
    yield SnapshotFile(TABLES["levels"], unit_rows.iter_levels())
    for (programme, period), forms in sorted(scope.forms.items(), key=lambda entry: _get_order(entry[0])):
        rows = _PartRows(unit_rows, programme, scope)
        if report_progress is not None:
            rows.report_sheet = lambda: report_progress(next(done))
        for form in forms:
            rows.add_form(form, period)
        for table in (*PART_TABLES.values(), *PUBLISHED_TABLES.values()):
            yield SnapshotFile(table, rows.by_table[table.name], f"{programme}/{period}")


class _PartRows:
    """The rows of one programme's period, by table."""

    def __init__(self, unit_rows: UnitRows, programme: str, scope: SnapshotScope) -> None:
        self.by_table: dict[str, list[Row]] = defaultdict(list)
        self._numbers, self._programme, self._scope = unit_rows.numbers, programme, scope
        self.report_sheet: Callable[[], None] = lambda: None

    def add_form(self, form: Form, period: str) -> None:
        definition = form.at(due_days.period_of(period))
        window = due_days.get_counting_window(form, period)
        areas = [area for area in list_figure_areas(form=form.uid, period=period) if self._scope.holds_area(area.pk)]
        audience = office_audience(sheets.get_area(query_forms.get_unit_code(form.uid), get_cut_off(form, period)))
        reporters: set[int] = set()
        elements: dict[str, DataElement] = {}
        cells: set[tuple[str, str]] = set()
        for area in areas:
            self.report_sheet()
            sheet = sheets.build_sheet(audience, unit=area, form=form.uid, period=period)
            reporters |= {report.unit.pk for report in sheet.expected}
            for element, cell in self._add_sheet(sheet):
                elements[element.uid] = element
                cells.add(cell)
        key = (form.uid, period)
        self.by_table["windows"].append(
            (self._programme, form.uid, definition.code, definition.name, period, window.start, window.cut_off)
        )
        self.by_table["elements"] += [
            (
                *key, element.uid, element.code, element.name, element.unit, element.kind.value, element.nature.value,
                element.over_place.value, element.over_time.value, element.function, element.counts_persons,
                count_breaks(element.breaks, window.start),
            )
            for element in elements.values()
        ]  # fmt: skip
        self.by_table["cells"] += [(*key, *cell) for cell in sorted(cells)]
        self.by_table["owed"] += [(*key, self._numbers[pk]) for pk in sorted(reporters)]
        closed = closings.list_current_closings(form=form.uid, period=period, units=[area.pk for area in areas])
        self.by_table["closings"] += [(*key, self._numbers[pk]) for pk in closed]

    def _add_sheet(self, sheet: ConsolidatedSheet) -> Iterator[tuple[DataElement, tuple[str, str]]]:
        """Adds the figures, gaps and values of an area, and yields the elements and cells of which there are some."""
        senders = {sender.key: sender for sender in sheet.senders}
        area = self._numbers[sheet.unit.pk]
        for line in sheet.lines:
            figure = line.figure
            if figure.withheld is not None or (line.element.is_confidential and not self._scope.confidential):
                continue
            key = (sheet.form.uid, sheet.period.id, line.element.uid, line.cell.disaggregation)
            total_only = figure.parts_withheld is not None
            self.by_table["published_figures"].append(
                (*key, area, figure.value, figure.received, figure.expected, total_only)
            )
            self.by_table["published_gaps"] += [
                (*key, area, self._numbers[senders[sender].unit.pk]) for sender in figure.missing
            ]
            for part in figure.parts:
                if not senders[part.unit].is_area:
                    number, gap = (None, part.value.value) if isinstance(part.value, Gap) else (part.value, None)
                    self.by_table["accepted_values"].append(
                        (*key, self._numbers[senders[part.unit].unit.pk], number, gap)
                    )
            yield line.element, (line.element.uid, line.cell.disaggregation)
