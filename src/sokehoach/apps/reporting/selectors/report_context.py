"""Loads what a report needs besides its own cells, once for each save or sending."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.apps.indicators.selectors import earlier_figures
from sokehoach.apps.indicators.selectors.elements import list_elements
from sokehoach.apps.registers.shelf.measure_query import MeasureResult
from sokehoach.apps.reporting.models import Remark, Submission
from sokehoach.apps.reporting.selectors import changes, registers, remarks, shared_cells
from sokehoach.apps.reporting.selectors.answers import Shared
from sokehoach.apps.reporting.selectors.halves import Halves, load_halves
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods import period as periods


@dataclass(frozen=True, slots=True)
class ReportContext:
    """`measured` by cell; `earlier_figures` by element and disaggregation: «số liệu cũ» of the year before."""

    elements_by_code: Mapping[str, DataElement]
    measured: Mapping[str, MeasureResult]
    halves: Halves | None
    shared: Mapping[str, Shared]
    earlier_figures: Mapping[tuple[str, str], Decimal]
    remarks: Mapping[str, Remark]
    sent: changes.PreviousSnapshot | None


def load_report_context(submission: Submission, *, cells: Collection[str] | None = None) -> ReportContext:
    """Loads the context in four queries, however many registers. They are read only if `cells` (None: all) use them."""
    form, elements_by_code = submission.form.definition, list_elements()
    needs_registers = cells is None or any(cell.source and cell.code in cells for cell in form.cells)
    return ReportContext(
        elements_by_code=elements_by_code,
        measured=registers.measure_unit(form, unit=submission.unit, period=submission.period)
        if needs_registers
        else {},
        halves=load_halves(form, submission, elements_by_code),
        shared=shared_cells.list_shared_cells(form, submission, elements_by_code),
        earlier_figures=earlier_figures.list_figures(
            submission.unit.code, periods.get_period_year_before(periods.parse_period(submission.period)).id
        ),
        remarks=remarks.list_remarks(submission),
        sent=changes.find_previous_snapshot(submission),
    )
