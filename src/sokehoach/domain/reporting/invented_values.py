"""Invented answers to a form, for trials: every cell has one, and they pass the form's own checks where any can."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from sokehoach.domain.indicators.element import DataElement, ShareSide, ValueKind
from sokehoach.domain.reporting.checks import run_checks
from sokehoach.domain.reporting.form import Cell, Form, Rule
from sokehoach.domain.reporting.report import OtherCell, Report, ReportFinding
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

_MOST_ROUNDS = 30  # of repairs; a chain of «trong đó» as deep as any form's is settled after as many as it has links
_SMALLEST, _LARGEST = 1, 20  # of a count that no rule limits
_FLAGS = (ValueKind.FLAG, ValueKind.CHOICE, ValueKind.CHOICES)
_DEPTHS = 4  # a cell printed deeper is a part of those above: it begins smaller


def invent_values(
    form: Form,
    elements: Mapping[str, DataElement],
    *,
    random: Random,
    day: date,
    other_cells: Mapping[str, OtherCell] | None = None,
    counted_values: Mapping[str, Value] | None = None,
) -> dict[str, Value]:
    """An answer for each cell that is typed, by cell code. `elements`: by the key that the cells name. `day`: any of
    the period. `other_cells`: the cells of other forms that checks name. `counted_values`: the cells whose number comes
    from elsewhere; they stay as they are where the other cells can be made to agree with them.

    Where the form's hard checks cannot be met by repairing the numbers, all are 0; `find_unmet_checks` then says what
    no answer satisfies.
    """
    if counted_values:
        values = _repair_values(
            form, elements, random=random, day=day, other_cells=other_cells, counted_values=counted_values
        )
        if values is not None:
            return values
    values = _repair_values(form, elements, random=random, day=day, other_cells=other_cells, counted_values={})
    return _answer_nothing(form, elements) if values is None else values


def _repair_values(
    form: Form,
    elements: Mapping[str, DataElement],
    *,
    random: Random,
    day: date,
    other_cells: Mapping[str, OtherCell] | None,
    counted_values: Mapping[str, Value],
) -> dict[str, Value] | None:
    """None where no repair meets all hard checks. Of the counted numbers only a whole smaller than its part grows."""
    counted_cells = set(counted_values)
    values = {
        cell.code: _invent_value(cell, elements[cell.element], random, day) for cell in form.cells if not cell.sum_of
    } | dict(counted_values)
    for _round in range(_MOST_ROUNDS):
        findings = find_unmet_checks(form, values, other_cells)
        if not findings:
            return values
        for finding in findings:
            if finding.rule in _REPAIRS:
                _REPAIRS[finding.rule](_Repair(form, values, elements, other_cells or {}, counted_cells), finding)
    return None


def find_unmet_checks(
    form: Form, values: Mapping[str, Value], other_cells: Mapping[str, OtherCell] | None = None
) -> list[ReportFinding]:
    """The hard findings that remain: a form that has some with `invent_values` cannot be sent as it stands."""
    texts = frozenset(cell.code for cell in form.printed_cells if cell.holds_text)
    report = Report(form, values, texts=texts, other_cells=other_cells or {})
    return [finding for finding in run_checks(report) if finding.hard]


def _invent_value(cell: Cell, element: DataElement, random: Random, day: date) -> Value:
    match element.kind:
        case ValueKind.DATE:
            return DayNumber(day.toordinal())
        case kind if kind in _FLAGS:
            return Decimal(random.randint(0, 1))
        case ValueKind.PERCENTAGE:
            is_whole = element.get_side(cell.disaggregation) is ShareSide.WHOLE
            return Decimal(random.randint(_LARGEST, 2 * _LARGEST) if is_whole else random.randint(_SMALLEST, _LARGEST))
    largest = _LARGEST * (_DEPTHS - min(cell.depth, _DEPTHS - 1)) // _DEPTHS
    number = Decimal(random.randint(_SMALLEST, largest))
    return number + Decimal("0.5") if element.kind.has_decimals and element.decimals != 0 else number


def _answer_nothing(form: Form, elements: Mapping[str, DataElement]) -> dict[str, Value]:
    return {
        cell.code: Gap.NOT_APPLICABLE if elements[cell.element].kind is ValueKind.DATE else Decimal(0)
        for cell in form.cells
        if not cell.sum_of
    }


class _Repair:
    """Changes typed numbers; those of computed cells through the cells of which they are the sum."""

    def __init__(
        self,
        form: Form,
        values: dict[str, Value],
        elements: Mapping[str, DataElement],
        other_cells: Mapping[str, OtherCell],
        counted_cells: set[str],
    ) -> None:
        self._form, self._values, self._elements = form, values, elements
        self._other_cells, self._counted = other_cells, counted_cells

    def get_number(self, code: str) -> Decimal:
        """The number of a cell as computed, of this form or another; 0 for a gap."""
        if code in self._other_cells:
            other = self._other_cells[code].value
            return other if isinstance(other, Decimal) else Decimal()
        parts = self._form.cell(code).sum_of
        if parts:
            return sum((self.get_number(part) for part in parts), Decimal())
        value = self._values.get(code)
        return value if isinstance(value, Decimal) else Decimal()

    def set_number(self, code: str, number: Decimal) -> None:
        """The cell becomes the number: a sum through its first part, the others 0. What is counted stays."""
        while parts := self._form.cell(code).sum_of:
            code, *others = parts
            for other in others:
                self.set_number(other, Decimal())
        if not self._form.cell(code).holds_text and code not in self._counted:
            is_day = self._elements[self._form.cell(code).element].kind is ValueKind.DATE
            self._values[code] = DayNumber(number) if is_day and number else number

    def raise_number(self, code: str, number: Decimal) -> None:
        """As `set_number`, also where the cell is counted; the other parts of a sum stay."""
        while parts := self._form.cell(code).sum_of:
            code, *other_parts = parts
            number -= sum(map(self.get_number, other_parts), Decimal())
        self._counted.discard(code)
        self.set_number(code, number)

    def round_share(self, code: str, share: Decimal) -> Decimal:
        """The share with as many decimals as its cell may have."""
        decimals = self._elements[self._form.cell(code).element].decimals
        return share.quantize(Decimal(1).scaleb(-(1 if decimals is None else decimals)), ROUND_HALF_UP)

    def can_hold(self, code: str, number: Decimal) -> bool:
        """Whether the cell takes the number: yes and no are 0 and 1."""
        return number <= 1 or self._elements[self._form.cell(code).element].kind not in _FLAGS

    def is_computed(self, code: str) -> bool:
        return bool(self._form.cell(code).sum_of)

    def is_counted(self, code: str) -> bool:
        """Whether the number, or each that it is the sum of, is counted."""
        parts = self._form.cell(code).sum_of
        return all(map(self.is_counted, parts)) if parts else code in self._counted


def _shrink_part(repair: _Repair, finding: ReportFinding) -> None:
    whole_cell = finding.related[0]
    if repair.is_counted(finding.cell):
        repair.raise_number(whole_cell, repair.get_number(finding.cell))
    else:
        repair.set_number(finding.cell, repair.get_number(whole_cell))


def _sum_parts(repair: _Repair, finding: ReportFinding) -> None:
    parts_total = sum((repair.get_number(part) for part in finding.related), Decimal())
    is_typed = not repair.is_computed(finding.cell) and not repair.is_counted(finding.cell)
    if is_typed and repair.can_hold(finding.cell, parts_total):
        repair.set_number(finding.cell, parts_total)
        return
    counted_parts = [part for part in finding.related if repair.is_counted(part)]
    first_part, *other_parts = [part for part in finding.related if part not in counted_parts] or finding.related
    rest = repair.get_number(finding.cell) - sum(map(repair.get_number, counted_parts), Decimal())
    for other in other_parts:
        repair.set_number(other, Decimal())
    repair.set_number(first_part, max(rest, Decimal()))


def _compute_share(repair: _Repair, finding: ReportFinding) -> None:
    part, whole = finding.related
    share = repair.get_number(part) * 100 / repair.get_number(whole)  # a whole of 0 has no finding
    repair.set_number(finding.cell, repair.round_share(finding.cell, share))


def _exclude_number(repair: _Repair, finding: ReportFinding) -> None:
    repair.set_number(finding.cell, Decimal())


def _choose_first(repair: _Repair, finding: ReportFinding) -> None:
    for number, cell in enumerate(finding.related):
        repair.set_number(cell, Decimal(number == 0))


_REPAIRS: dict[Rule | None, Callable[[_Repair, ReportFinding], None]] = {
    Rule.PART_WITHIN_WHOLE: _shrink_part,
    Rule.PARTS_SUM_TO_WHOLE: _sum_parts,
    Rule.SHARE_OF_WHOLE: _compute_share,
    Rule.EXCLUDED_BY: _exclude_number,
    Rule.NONE_WITHOUT: _exclude_number,
    Rule.ONE_OF: _choose_first,
}
