"""The rows that an engine rolls up (adapters.rollup.tables), as they are stored, without disclosure rules."""

from collections.abc import Iterator
from functools import cached_property

from sokehoach.adapters.rollup.tables import KEPT_TABLES, SPANS, TABLES, FileTable
from sokehoach.apps.consolidation.models import Closing, Figure, FigureInput
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.queries.unit_rows import Row, UnitRows
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.queries import due_days, obligations
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.periods.period import Period, PeriodType
from sokehoach.domain.periods.sequence import list_parts
from sokehoach.domain.periods.window import Window
from sokehoach.domain.programmes.earlier import count_breaks
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap


class RollupRows:
    """The rows of every table, for all forms and periods that have accepted values, closings or figures.

    A value is told with its unit alone: what areas make of it is left to the engine.
    """

    def __init__(self) -> None:
        self._units = UnitRows()
        self._iter_units, self._iter_successions = self._units.iter_units, self._units.iter_successions
        self._iter_levels, self._iter_other_predecessors = self._units.iter_levels, self._units.iter_other_predecessors

    def get_rows(self, table: FileTable) -> Iterator[Row]:
        rows: Iterator[Row] = getattr(self, f"_iter_{table.name}")()
        return rows

    @cached_property
    def _windows(self) -> dict[tuple[str, str], tuple[Form, Window]]:
        """By form (uid) and period. A form without such a period has no window, so nothing is counted for it."""
        windows = {}
        for form in query_forms.list_forms():
            for period in sorted(self._periods_by_form.get(form.uid, ())):
                try:
                    window = due_days.get_counting_window(form, period)
                except NotFoundError:
                    continue
                windows[form.uid, period] = form.at(due_days.period_of(period)), window
        return windows

    @cached_property
    def _periods_by_form(self) -> dict[str, set[str]]:
        periods: dict[str, set[str]] = {}
        rows = (
            *observations.list_accepted_periods(),
            *Figure.objects.order_by().values_list("form", "period").distinct(),
        )
        for form, period in (*rows, *Closing.objects.order_by().values_list("form", "period").distinct()):
            periods.setdefault(form, set()).add(period)
        return periods

    def _iter_windows(self) -> Iterator[Row]:
        names = query_forms.list_form_names()
        for (uid, period), (form, window) in self._windows.items():
            yield self._programmes[uid].code, uid, names[uid], form.name, period, window.start, window.cut_off

    def _iter_elements(self) -> Iterator[Row]:
        for (uid, period), (_form, window) in self._windows.items():
            programme = self._programmes[uid].pk
            for element in list_elements(programme=programme, day=window.start).values():
                yield (
                    uid, period, element.uid, element.code, element.name, element.unit, element.kind.value,
                    element.nature.value, element.over_place.value, element.over_time.value, element.function,
                    element.counts_persons, count_breaks(element.breaks, window.start),
                )  # fmt: skip

    @cached_property
    def _programmes(self) -> dict[str, Programme]:
        return {form.uid: row for row in Programme.objects.all() for form in query_forms.list_forms(row)}

    def _iter_cells(self) -> Iterator[Row]:
        for (uid, period), (form, _window) in self._windows.items():
            yield from ((uid, period, cell.element, cell.disaggregation) for cell in form.cells)

    def _iter_owed(self) -> Iterator[Row]:
        for (uid, period), (form, _window) in self._windows.items():
            for report in obligations.list_expected(form, period):
                yield uid, period, self._units.numbers[report.unit.pk]

    def _iter_closings(self) -> Iterator[Row]:
        rows = Closing.objects.order_by("form", "period", "unit").values_list("form", "period", "unit").distinct()
        yield from ((form, period, self._units.numbers[unit]) for form, period, unit in rows)

    def _iter_accepted_values(self) -> Iterator[Row]:
        for form, period in self._windows:
            for value in observations.list_accepted(form=form, period=period):
                is_gap = isinstance(value.value, Gap)
                yield (
                    form, period, value.element, value.disaggregation, self._units.numbers[value.unit_id],
                    None if is_gap else value.value, value.value.value if isinstance(value.value, Gap) else None,
                )  # fmt: skip

    def _iter_kept_figures(self) -> Iterator[Row]:
        rows = Figure.objects.order_by().values_list(
            "form", "period", "element", "disaggregation", "unit", "number"
        )  # fmt: skip
        for *cell, unit, number in rows.iterator():
            yield *cell, self._units.numbers[unit], number

    def _iter_kept_shares(self) -> Iterator[Row]:
        rows = FigureInput.objects.order_by().values_list(
            "figure__form", "figure__period", "figure__element", "figure__disaggregation", "figure__unit", "unit",
            "number", "gap",
        )  # fmt: skip
        for *cell, area, sender, number, gap in rows.iterator():
            yield *cell, self._units.numbers[area], self._units.numbers[sender], number, gap or None

    def _iter_kept_wholes(self) -> Iterator[Row]:
        for form, period in self._longer_periods:
            for value in observations.list_computed_from_parts(form=form, period=period):
                is_gap = isinstance(value.value, Gap)
                yield (
                    form, period, value.element, value.disaggregation, self._units.numbers[value.unit_id],
                    None if is_gap else value.value, value.value.value if isinstance(value.value, Gap) else None,
                )  # fmt: skip

    def _iter_spans(self) -> Iterator[Row]:
        for (form, period), parts in self._longer_periods.items():
            yield from ((form, period, part.id, step) for step, part in enumerate(parts))

    @cached_property
    def _longer_periods(self) -> dict[tuple[str, str], tuple[Period, ...]]:
        """The periods of which the longer ones are made, by form and longer period."""
        longer_periods = {}
        for (uid, period), (form, _window) in self._windows.items():
            longer_period = due_days.period_of(period)
            if longer_period.type in form.also_for:
                longer_periods[uid, period] = list_parts(longer_period, PeriodType(form.period_type))
        return longer_periods


ALL_TABLES = (*TABLES.values(), SPANS, *KEPT_TABLES)
