"""What stands in each cell of a report, and where it is from."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf.measured import Measured
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.selectors.halves import FromHalves
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.checks import Finding
from sokehoach.domain.reporting.computed import compute
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.reporting.workflow import COUNTED, WRITTEN
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, show

EDITABLE = WRITTEN
Source = DataValue.Source
_TYPED = (Source.TYPED, Source.OVERRIDE)


@dataclass(frozen=True, slots=True)
class Shared:
    """What stands in the form that owns the element; `submission` is None where that report is not begun."""

    form: str
    cell: str
    value: Value
    submission: uuid.UUID | None


type History = dict[str, dict[str, Value]]  # period → cell → accepted value


@dataclass(frozen=True, slots=True)
class Answer:
    """`source` is a DataValue.Source, «» where nobody has answered. `stored` is the row, if there is one.

    register     what the register says now; None where no register fills the cell or it cannot tell
    halves       what the year's two half-years make of it; they go before the register
    shared       where the cell's number is entered, if that is another form
    unexplained  another number than the register's, and nobody said why
    """

    value: Value
    source: str
    stored: DataValue | None = None
    measured: Measured | None = None
    unexplained: bool = False
    shared: Shared | None = None
    halves: FromHalves | None = None

    @property
    def ground(self) -> Value | None:
        """What the cell says by itself, so that another number needs a reason; None: it is typed freely."""
        return self.register if self.halves is None else self.halves.value

    @property
    def register(self) -> Decimal | None:
        return None if self.measured is None else number_of(self.measured)


def answers(
    form: Form,
    submission: Submission,
    stored: Mapping[str, DataValue],
    measured: Mapping[str, Measured],
    shared: Mapping[str, Shared] | None = None,
    halves: Mapping[str, FromHalves] | None = None,
) -> dict[str, Answer]:
    """By cell. While the report is written, what the year's halves or a register fill follows them, and what is
    entered in another form is what stands there; once sent, all stands as sent.
    """
    made = halves or {}
    follows = submission.state in EDITABLE
    read = _live if follows else _sent
    found = {
        code: read(stored.get(code), measured.get(code), made.get(code))
        for code in (cell.code for cell in form.cells)
    }
    for code, one in (shared or {}).items():
        kept = stored.get(code)
        found[code] = (
            Answer(one.value, Source.SHARED if one.submission else "", kept, shared=one)
            if follows
            else replace(found[code], shared=one)
        )
    values = compute(form, {code: answer.value for code, answer in found.items()})
    return {
        cell.code: Answer(values[cell.code], Source.COMPUTED, stored.get(cell.code))
        if cell.sum_of
        else found[cell.code]
        for cell in form.cells
    }


def stored_with_history(submission: Submission) -> tuple[dict[str, DataValue], History]:
    """The stored cells, and what was accepted of the same unit one period and one year before: one query."""
    now = periods.parse(submission.period)
    reports = Submission.objects.filter(  # sought by form, unit and period: there is an index of these
        Q(pk=submission.pk)
        | Q(state__in=COUNTED, period__in=(before(now).id, periods.previous_year(now).id)),
        form=submission.form_id,
        unit__in=Unit.objects.filter(code=submission.unit.code).values("pk"),
        period__in=(now.id, before(now).id, periods.previous_year(now).id),
    )
    rows = DataValue.objects.filter(submission__in=reports.order_by().values("pk")).select_related(
        "submission", "updated_by"
    )
    stored: dict[str, DataValue] = {}
    history: History = {}
    for row in rows:
        if row.submission_id == submission.pk:
            stored[row.cell] = row
        else:
            history.setdefault(row.submission.period, {})[row.cell] = value_of(row)
    return stored, history


def unexplained(found: Mapping[str, Answer]) -> list[Finding]:
    """The register began to tell, or tells something else, after a number was typed without a reason."""
    return [
        Finding(code, (), None, True, _unexplained(answer))
        for code, answer in found.items()
        if answer.unexplained
    ]


def before(now: periods.Period) -> periods.Period:
    """One period before: of a half-year the other half, of any other period the one a year before."""
    if now.type is not periods.PeriodType.SIX_MONTH:
        return periods.previous_year(now)
    first, second = periods.halves(periods.parse(str(now.year if now.id.endswith("2") else now.year - 1)))
    return first if now.id.endswith("2") else second


def value_of(row: DataValue) -> Value:
    return row.number if row.number is not None else Gap(row.gap)


def number_of(measured: Measured) -> Decimal | None:
    return None if measured.number is None else Decimal(measured.number)


def register_cells(form: Form) -> tuple[Cell, ...]:
    return tuple(cell for cell in form.cells if cell.source is not None)


def mark(value: Value, source: str) -> str:
    """The name of a source in `shell.marks.SOURCES`; «» where nobody has answered."""
    if value is Gap.NOT_REPORTED:
        return ""
    if value is Gap.NOT_APPLICABLE:
        return "not_applicable"
    if source == Source.TYPED and value == 0:
        return "zero"
    return {"override": "overridden"}.get(source, source)


def _live(stored: DataValue | None, measured: Measured | None, halves: FromHalves | None) -> Answer:
    found = Answer(Gap.NOT_REPORTED, "", stored, measured, halves=halves)
    typed = value_of(stored) if stored is not None and stored.source in _TYPED else None
    if found.ground is None:
        return found if typed is None else replace(found, value=typed, source=Source.TYPED)
    if typed in (None, Gap.NOT_REPORTED, found.ground):
        return replace(found, value=found.ground, source=fills(found))
    explained = stored is not None and stored.source == Source.OVERRIDE
    return replace(found, value=typed, source=Source.OVERRIDE, unexplained=not explained)


def _sent(stored: DataValue | None, measured: Measured | None, halves: FromHalves | None) -> Answer:
    if stored is None:
        return Answer(Gap.NOT_REPORTED, "", None, measured, halves=halves)
    return Answer(value_of(stored), stored.source, stored, measured, halves=halves)


def fills(answer: Answer) -> Source:
    """What fills a cell that has a ground."""
    return Source.REGISTER if answer.halves is None else Source.HALVES


def _unexplained(answer: Answer) -> str:
    told = {"ground": grounds(answer), "value": show(answer.value)}
    return _("%(ground)s, ô ghi %(value)s: ghi lý do, hoặc để trống ô để lấy lại số đó.") % told


def grounds(answer: Answer) -> str:
    """«Sổ có 12»; «Hai kỳ sáu tháng: 5 và 7, cả năm 12»; «6 tháng cuối năm 2021 chưa báo cáo»."""
    made = answer.halves
    if made is None:
        return _("Sổ có %(register)s") % {"register": show(_or_gap(answer.register))}
    if made.missing:
        missing = ", ".join(half.period_vi for half in made.missing)
        return _("%(halves)s chưa có số được duyệt") % {"halves": missing[:1].upper() + missing[1:]}
    return _("Hai kỳ sáu tháng có %(first)s và %(second)s, cả năm là %(year)s") % {
        "first": show(made.first.value),
        "second": show(made.second.value),
        "year": show(made.value),
    }


def _or_gap(number: Decimal | None) -> Value:
    return Gap.NOT_REPORTED if number is None else number
