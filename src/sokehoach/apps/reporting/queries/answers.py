"""Computes the value of each cell of a report, and its source."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sokehoach.apps.registers.core.measure_query import MeasureResult
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.queries.period_parts import FromParts
from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.reporting.cell_sums import compute_cells
from sokehoach.domain.reporting.checks import ReportFinding
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.workflow import EDITABLE_STATES
from sokehoach.domain.text import capitalize_first
from sokehoach.domain.values.day import apply_kind
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, format_value

EDITABLE = EDITABLE_STATES
Source = DataValue.Source
_TYPED = (Source.TYPED, Source.OVERRIDE)


@dataclass(frozen=True, slots=True)
class Shared:
    """The value in the form that owns the element; `submission` is None where that report is not begun."""

    form_code: str
    cell: str
    value: Value
    submission: uuid.UUID | None


type History = dict[str, dict[str, Value]]  # period → cell → accepted value


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """The value of a cell. `source` is a DataValue.Source, «» where nobody has answered. `stored`: the row, if any.

    measured     what the register counts today; None where no register fills the cell
    parts        the value computed from the periods within; it takes precedence over the register
    shared       where the cell's number is entered, if that is another form
    unexplained  it differs from the register's number without a reason
    """

    value: Value
    source: str
    stored: DataValue | None = None
    measured: MeasureResult | None = None
    unexplained: bool = False
    shared: Shared | None = None
    parts: FromParts | None = None

    @property
    def source_value(self) -> Value | None:
        """The computed value of the cell: another number needs a reason. None: the cell is typed freely."""
        return self.register if self.parts is None else self.parts.value

    @property
    def register(self) -> Decimal | None:
        return None if self.measured is None else number_of(self.measured)


def build_answers(
    form: Form,
    submission: Submission,
    stored: Mapping[str, DataValue],
    measured: Mapping[str, MeasureResult],
    shared: Mapping[str, Shared] | None = None,
    parts: Mapping[str, FromParts] | None = None,
) -> dict[str, CellAnswer]:
    """The values by cell. While the report is written, cells follow the periods within, the register, or the form in
    which they are entered; a sent report keeps its values.
    """
    parts_by_cell = parts or {}
    is_editable = submission.state in EDITABLE
    build_answer = _build_live_answer if is_editable else _build_sent_answer
    answers_by_cell = {
        code: build_answer(stored.get(code), measured.get(code), parts_by_cell.get(code))
        for code in (cell.code for cell in form.cells)
    }
    for code, shared_cell in (shared or {}).items():
        stored_value = stored.get(code)
        answers_by_cell[code] = (
            CellAnswer(
                shared_cell.value,
                Source.SHARED if shared_cell.submission else "",
                stored_value,
                shared=shared_cell,
            )
            if is_editable
            else replace(answers_by_cell[code], shared=shared_cell)
        )
    values = compute_cells(form, {code: answer.value for code, answer in answers_by_cell.items()})
    return {
        cell.code: CellAnswer(values[cell.code], Source.COMPUTED, stored.get(cell.code))
        if cell.sum_of
        else answers_by_cell[cell.code]
        for cell in form.cells
    }


def list_unexplained_findings(answers_by_cell: Mapping[str, CellAnswer]) -> list[ReportFinding]:
    """Findings for typed numbers without a reason where the register, or a period within, now gives another number."""
    return [
        ReportFinding(code, (), None, True, _format_unexplained(answer))
        for code, answer in answers_by_cell.items()
        if answer.unexplained
    ]


def value_of(row: DataValue) -> Value:
    """The stored value; the row must have its element loaded."""
    return Gap(row.gap) if row.number is None else apply_kind(row.number, row.element.kind)


def number_of(measured: MeasureResult) -> Decimal | None:
    return None if measured.number is None else Decimal(measured.number)


def find_source_badge(value: Value, source: str) -> str:
    """The name of a source in `shell.status_badges.SOURCES`; «» where nobody has answered."""
    if value is Gap.NOT_REPORTED:
        return ""
    if value is Gap.NOT_APPLICABLE:
        return "not_applicable"
    if source == Source.TYPED and value == 0:
        return "zero"
    return {"override": "overridden"}.get(source, source)


def _build_live_answer(stored: DataValue | None, measured: MeasureResult | None, parts: FromParts | None) -> CellAnswer:
    answer = CellAnswer(Gap.NOT_REPORTED, "", stored, measured, parts=parts)
    typed = value_of(stored) if stored is not None and stored.source in _TYPED else None
    if answer.source_value is None:
        return answer if typed is None else replace(answer, value=typed, source=Source.TYPED)
    if typed in (None, Gap.NOT_REPORTED, answer.source_value):
        return replace(answer, value=answer.source_value, source=find_filling_source(answer))
    explained = stored is not None and stored.source == Source.OVERRIDE
    return replace(answer, value=typed, source=Source.OVERRIDE, unexplained=not explained)


def _build_sent_answer(stored: DataValue | None, measured: MeasureResult | None, parts: FromParts | None) -> CellAnswer:
    if stored is None:
        return CellAnswer(Gap.NOT_REPORTED, "", None, measured, parts=parts)
    return CellAnswer(value_of(stored), stored.source, stored, measured, parts=parts)


def find_filling_source(answer: CellAnswer) -> Source:
    """The source of a computed cell: the periods within or the register."""
    return Source.REGISTER if answer.parts is None else Source.PARTS


def _format_unexplained(answer: CellAnswer) -> str:
    return say(
        "%(ground)s, ô ghi %(value)s: ghi lý do, hoặc để trống ô để lấy lại số đó.",
        ground=format_provenance(answer),
        value=format_value(answer.value),
    )


def format_provenance(answer: CellAnswer) -> str:
    """«Sổ có 12»; «Các kỳ ngắn hơn có 5; 7; cả kỳ là 12»; «6 tháng cuối năm 2021 chưa có số được duyệt»."""
    parts = answer.parts
    if parts is None:
        return say("Sổ có %(register)s", register=format_value(_or_gap(answer.register)))
    if parts.missing:
        missing = join_messages(", ", [part.period_vi for part in parts.missing])
        return say("%(periods)s chưa có số được duyệt", periods=capitalize_first(missing))
    numbers = join_messages("; ", [format_value(part.value) for part in parts.parts])
    return say("Các kỳ ngắn hơn có %(numbers)s; cả kỳ là %(total)s", numbers=numbers, total=format_value(parts.value))


def _or_gap(number: Decimal | None) -> Value:
    return Gap.NOT_REPORTED if number is None else number
