"""What stands around a report and does not change while its own cells are written: read once a sending."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.apps.indicators.selectors import earlier
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.registers.shelf.measured import Measured
from sokehoach.apps.reporting.models import Remark, Submission
from sokehoach.apps.reporting.selectors import changes, registers, remarks, shared
from sokehoach.apps.reporting.selectors.answers import Shared
from sokehoach.apps.reporting.selectors.halves import Halves, halves
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods import period as periods


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`measured` by cell; `earlier` by element and disaggregation: «số liệu cũ» of the year before."""

    meaning: Mapping[str, DataElement]
    measured: Mapping[str, Measured]
    halves: Halves | None
    shared: Mapping[str, Shared]
    earlier: Mapping[tuple[str, str], Decimal]
    remarks: Mapping[str, Remark]
    sent: changes.Before | None


def around(submission: Submission, *, cells: Collection[str] | None = None) -> Surroundings:
    """Four queries, whatever registers the form asks; they are asked where one of `cells` (None: of all) is theirs."""
    form, meaning = submission.form.definition, elements()
    told = cells is None or any(cell.source and cell.code in cells for cell in form.cells)
    return Surroundings(
        meaning=meaning,
        measured=registers.measure(form, unit=submission.unit, period=submission.period) if told else {},
        halves=halves(form, submission, meaning),
        shared=shared.shared(form, submission, meaning),
        earlier=earlier.figures(
            submission.unit.code, periods.previous_year(periods.parse(submission.period)).id
        ),
        remarks=remarks.remarks(submission),
        sent=changes.before(submission),
    )
