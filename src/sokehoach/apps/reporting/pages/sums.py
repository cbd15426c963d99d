"""Builds the sum behind a cell: its addends, later changes, and a total equal to the cell's number."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.contributions import Contributions
from sokehoach.apps.registers.core.queries.source_entries import SourceEntry, list_source_entries
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.queries.answers import CellAnswer
from sokehoach.apps.reporting.queries.period_parts import FromParts
from sokehoach.apps.reporting.queries.registers import list_entry_contributions
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.messages import join_messages
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.value import Value, format_value


@dataclass(frozen=True, slots=True)
class Addend:
    """One addend. `number` None: it is named and adds nothing."""

    label: str
    number: Decimal | None
    day: date | None = None
    details: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """`changes`: what turns the subtotal of `addends` into the cell's number. `register`: the register's number today,
    where the addends are its entries.
    """

    unit: str
    addends: tuple[Addend, ...]
    changes: tuple[Addend, ...] = ()
    of_register: bool = False
    register: Decimal | None = None

    @property
    def is_of_days(self) -> bool:
        """Whether the only addend with a number is a day; changes then are numbers of days."""
        return any(isinstance(addend.number, DayNumber) for addend in self.addends)

    @property
    def subtotal(self) -> Decimal:
        return self._restore(sum((addend.number or Decimal() for addend in self.addends), Decimal()))

    @property
    def total(self) -> Decimal:
        return self._restore(self.subtotal + sum((change.number or Decimal() for change in self.changes), Decimal()))

    def _restore(self, number: Decimal) -> Decimal:
        return DayNumber(number) if self.is_of_days else number

    @property
    def dated(self) -> bool:
        return any(addend.day for addend in self.addends)


@dataclass(frozen=True, slots=True)
class SumInputs:
    """A cell with everything that its sum needs. `entry_ids`: ids of the entries counted in its number."""

    reader: User
    form: Form
    cell: Cell
    submission: Submission
    unit: str  # unit of measure
    value: Value
    source: str
    reason: str
    source_number: Decimal | None  # computed by the register or the periods within: as sent, or today
    entry_ids: Sequence[str]
    sent_at: datetime | None
    parts: FromParts | None
    over_time: Operator
    answers: Mapping[str, Value]
    labels: Mapping[str, str]
    shared: CellAnswer | None


def build_sum(inputs: SumInputs) -> Sum | None:
    """The sum; None where the cell has no number."""
    if not isinstance(inputs.value, Decimal):
        return None
    if inputs.cell.sum_of:
        return Sum(inputs.unit, tuple(_list_parts(inputs)))
    if inputs.source in (DataValue.Source.TYPED, DataValue.Source.SHARED) or (
        inputs.cell.source is None and inputs.parts is None
    ):
        return Sum(inputs.unit, (_build_typed_addend(inputs),))
    if inputs.parts is not None:
        addends = tuple(_list_part_addends(inputs, inputs.parts))
        return _complete_sum(inputs, Sum(inputs.unit, addends))
    return _sum_register(inputs)


def _list_parts(inputs: SumInputs) -> Iterator[Addend]:
    for code in inputs.cell.sum_of:
        value = inputs.answers.get(code)
        yield Addend(
            f"{inputs.labels.get(code, code)}",
            value if isinstance(value, Decimal) else None,
            note="" if value is None or isinstance(value, Decimal) else format_value(value),
            url=reverse("reporting:lineage", args=[inputs.submission.pk, code]),
        )


def _build_typed_addend(inputs: SumInputs) -> Addend:
    assert isinstance(inputs.value, Decimal)
    if inputs.shared is not None and inputs.shared.shared is not None and inputs.shared.shared.submission is not None:
        shared = inputs.shared.shared
        label = _("Lấy từ biểu %(form)s") % {"form": shared.form_code}
        url = reverse("reporting:lineage", args=[shared.submission, shared.cell])
        return Addend(label, inputs.value, url=url)
    label = _("Lấy từ biểu khác") if inputs.source == DataValue.Source.SHARED else _("Đơn vị nhập")
    return Addend(label, inputs.value)


def _list_part_addends(inputs: SumInputs, from_parts: FromParts) -> Iterator[Addend]:
    """What each part adds to the longer period: all do, only the last, or only the greatest or least."""
    numbers = [part.value if isinstance(part.value, Decimal) else None for part in from_parts.parts]
    known_numbers = [number for number in numbers if number is not None]
    for index, (part, number) in enumerate(zip(from_parts.parts, numbers, strict=True)):
        added_number, note = number, ""
        if number is None:
            note = format_value(part.value)
        elif inputs.over_time is Operator.LAST and index < len(numbers) - 1:
            added_number, note = (
                None,
                _("%(number)s, không cộng: cả kỳ lấy số của kỳ cuối") % {"number": translate(format_value(number))},
            )
        elif inputs.over_time in _EXTREMES and (
            number != _EXTREMES[inputs.over_time](known_numbers) or number in numbers[:index]
        ):
            added_number, note = None, _explain_extreme(number, inputs.over_time)
        url = reverse("reporting:submission", args=[part.submission]) if part.submission else ""
        yield Addend(part.period_vi, added_number, note=note, url=url)


_EXTREMES: Mapping[Operator, Callable[[list[Decimal]], Decimal]] = {Operator.MAX: max, Operator.MIN: min}


def _explain_extreme(number: Decimal, operator: Operator) -> str:
    is_day = isinstance(number, DayNumber)
    if operator is Operator.MAX:
        template = (
            _("%(number)s: cả kỳ lấy ngày muộn nhất") if is_day else _("%(number)s, không cộng: cả kỳ lấy số lớn nhất")
        )
    else:
        template = (
            _("%(number)s: cả kỳ lấy ngày sớm nhất") if is_day else _("%(number)s, không cộng: cả kỳ lấy số nhỏ nhất")
        )
    return template % {"number": translate(format_value(number))}


def _sum_register(inputs: SumInputs) -> Sum:
    source = inputs.cell.source
    assert source is not None
    now = list_entry_contributions(inputs.form, source, unit=inputs.submission.unit, period=inputs.submission.period)
    entry_rows = list_source_entries(inputs.reader, source.register, [*{*inputs.entry_ids, *now.of_entry}])
    addends = tuple(_build_entry_addend(inputs, row, now) for row in entry_rows)
    register = None if now.total is None else now.total
    return _complete_sum(inputs, Sum(inputs.unit, addends, of_register=True, register=register))


def _build_entry_addend(inputs: SumInputs, row: SourceEntry, now: Contributions) -> Addend:
    number = now.of_entry.get(row.id)
    note = ""
    if number is None:
        note = _("đã gạch bỏ sau khi gửi") if row.voided else _("không còn tính vào kỳ này")
    elif inputs.sent_at is not None and row.id not in inputs.entry_ids:
        note = _("ghi sau khi gửi báo cáo")
    elif inputs.sent_at is not None and row.updated_at > inputs.sent_at:
        note = _("sửa sau khi gửi báo cáo")
    elif not number:
        note = _("đã tính ở dòng khác")
    details = join_messages(", ", filter(None, (row.place, row.kind)))
    return Addend(row.title or row.unit, number, day=row.day, details=details, note=note, url=row.url)


def _complete_sum(inputs: SumInputs, partial_sum: Sum) -> Sum:
    """Adds the changes that turn the subtotal into the cell's number."""
    assert isinstance(inputs.value, Decimal)
    source_number = inputs.value if inputs.source_number is None else inputs.source_number
    changes = []
    if (difference := source_number - partial_sum.subtotal) and abs(difference) < _ROUNDED:
        changes.append(Addend(_("Làm tròn"), difference))
    elif difference and partial_sum.of_register:
        template = _("Sổ đổi sau khi gửi: khi gửi là %(then)s, sổ hiện có %(now)s")
        changes.append(
            Addend(
                template
                % {
                    "then": translate(format_value(source_number)),
                    "now": translate(format_value(partial_sum.subtotal)),
                },
                difference,
            )
        )
    elif difference:
        template = _("Báo cáo của kỳ ngắn hơn đính chính sau khi gửi: khi gửi là %(then)s")
        changes.append(Addend(template % {"then": translate(format_value(source_number))}, difference))
    if inputs.value != source_number:
        reason = _("Đơn vị sửa số: %(reason)s") % {"reason": inputs.reason} if inputs.reason else _("Đơn vị sửa số")
        changes.append(Addend(reason, inputs.value - source_number))
    return Sum(partial_sum.unit, partial_sum.addends, tuple(changes), partial_sum.of_register, partial_sum.register)


_ROUNDED = Decimal("0.001")
