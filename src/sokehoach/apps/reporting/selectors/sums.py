"""The sum that a cell is: its lines, what changed since, and a total that is the number of the cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.registers.shelf.contributions import Contributions
from sokehoach.apps.registers.shelf.selectors.rows import Row, rows
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.selectors.answers import Answer
from sokehoach.apps.reporting.selectors.halves import FromHalves
from sokehoach.apps.reporting.selectors.registers import entries_counted
from sokehoach.domain.indicators.element import Operator
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.values.value import Value, show


@dataclass(frozen=True, slots=True)
class Addend:
    """One line of a sum. `number` None: it is named and adds nothing."""

    words: str
    number: Decimal | None
    day: date | None = None
    where: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """`changes` follow the subtotal of `addends`: what makes the cell's number of it. `register`: what the register
    says now, where the addends are its entries.
    """

    unit: str
    addends: tuple[Addend, ...]
    changes: tuple[Addend, ...] = ()
    of_register: bool = False
    register: Decimal | None = None

    @property
    def subtotal(self) -> Decimal:
        return sum((one.number or Decimal() for one in self.addends), Decimal())

    @property
    def total(self) -> Decimal:
        return self.subtotal + sum((one.number or Decimal() for one in self.changes), Decimal())

    @property
    def dated(self) -> bool:
        return any(one.day for one in self.addends)


@dataclass(frozen=True, slots=True)
class Described:
    """A cell with all that its sum is made of. `counted`: the ids of the entries in its number."""

    form: Form
    cell: Cell
    submission: Submission
    unit: str  # of measure
    value: Value
    source: str
    reason: str
    told: Decimal | None  # what the register or the halves said when the report was sent
    counted: Sequence[str]
    sent_at: datetime | None
    halves: FromHalves | None
    over_time: Operator
    answers: Mapping[str, Value]
    labels: Mapping[str, str]
    shared: Answer | None


def sum_of(one: Described) -> Sum | None:
    """None where the cell holds no number."""
    if not isinstance(one.value, Decimal):
        return None
    if one.cell.sum_of:
        return Sum(one.unit, tuple(_parts(one)))
    if one.source in (DataValue.Source.TYPED, DataValue.Source.SHARED) or (
        one.cell.source is None and one.halves is None
    ):
        return Sum(one.unit, (_typed(one),))
    if one.halves is not None:
        addends = tuple(_halves(one, one.halves))
        return _finished(one, Sum(one.unit, addends))
    return _of_register(one)


def _parts(one: Described) -> Iterator[Addend]:
    for code in one.cell.sum_of:
        value = one.answers.get(code)
        yield Addend(
            f"{one.labels.get(code, code)}",
            value if isinstance(value, Decimal) else None,
            note="" if value is None or isinstance(value, Decimal) else show(value),
            url=reverse("reporting:lineage", args=[one.submission.pk, code]),
        )


def _typed(one: Described) -> Addend:
    assert isinstance(one.value, Decimal)
    if one.shared is not None and one.shared.shared is not None and one.shared.shared.submission is not None:
        other = one.shared.shared
        words = _("Lấy từ biểu %(form)s") % {"form": other.form}
        url = reverse("reporting:lineage", args=[other.submission, other.cell])
        return Addend(words, one.value, url=url)
    words = _("Lấy từ biểu khác") if one.source == DataValue.Source.SHARED else _("Đơn vị nhập")
    return Addend(words, one.value)


def _halves(one: Described, made: FromHalves) -> Iterator[Addend]:
    """What of each half goes into the year: both, the last one, or the greater one."""
    numbers = [half.value if isinstance(half.value, Decimal) else None for half in made.both]
    known = [number for number in numbers if number is not None]
    for at, (half, number) in enumerate(zip(made.both, numbers, strict=True)):
        goes_in, note = number, ""
        if number is None:
            note = show(half.value)
        elif one.over_time is Operator.LAST and at == 0:
            goes_in, note = (
                None,
                _("%(number)s, không cộng: cả năm lấy số của kỳ cuối") % {"number": show(number)},
            )
        elif one.over_time is Operator.MAX and (number != max(known) or number in numbers[:at]):
            goes_in, note = (
                None,
                _("%(number)s, không cộng: cả năm lấy số lớn nhất") % {"number": show(number)},
            )
        url = reverse("reporting:submission", args=[half.submission]) if half.submission else ""
        yield Addend(half.period_vi, goes_in, note=note, url=url)


def _of_register(one: Described) -> Sum:
    source = one.cell.source
    assert source is not None
    now = entries_counted(one.form, source, unit=one.submission.unit, period=one.submission.period)
    listed = rows(source.register, [*{*one.counted, *now.of_entry}])
    addends = tuple(_entry(one, row, now) for row in listed)
    register = None if now.total is None else now.total
    return _finished(one, Sum(one.unit, addends, of_register=True, register=register))


def _entry(one: Described, row: Row, now: Contributions) -> Addend:
    number = now.of_entry.get(row.id)
    note = ""
    if number is None:
        note = _("đã gạch bỏ sau khi gửi") if row.struck else _("không còn tính vào kỳ này")
    elif one.sent_at is not None and row.id not in one.counted:
        note = _("ghi sau khi gửi báo cáo")
    elif one.sent_at is not None and row.updated_at > one.sent_at:
        note = _("sửa sau khi gửi báo cáo")
    elif not number:
        note = _("đã tính ở dòng khác")
    where = ", ".join(words for words in (row.place, row.kind) if words)
    return Addend(row.title or row.unit, number, day=row.day, where=where, note=note, url=row.url)


def _finished(one: Described, made: Sum) -> Sum:
    """With what makes the number of the cell of the lines' subtotal."""
    assert isinstance(one.value, Decimal)
    told = one.value if one.told is None else one.told
    changes = []
    if (moved := told - made.subtotal) and abs(moved) < _ROUNDED:
        changes.append(Addend(_("Làm tròn"), moved))
    elif moved and made.of_register:
        words = _("Sổ đổi sau khi gửi: khi gửi là %(then)s, sổ hiện có %(now)s")
        changes.append(Addend(words % {"then": show(told), "now": show(made.subtotal)}, moved))
    elif moved:
        words = _("Báo cáo 6 tháng đính chính sau khi gửi: khi gửi là %(then)s")
        changes.append(Addend(words % {"then": show(told)}, moved))
    if one.value != told:
        reason = _("Đơn vị sửa số: %(reason)s") % {"reason": one.reason} if one.reason else _("Đơn vị sửa số")
        changes.append(Addend(reason, one.value - told))
    return Sum(made.unit, made.addends, tuple(changes), made.of_register, made.register)


_ROUNDED = Decimal("0.001")
