"""A register as an Excel sheet: out, as a template, and in with an error for each cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.adapters.xlsx import reader, writer
from sokehoach.adapters.xlsx.sheet import Cell, Column, Formula, Row, Sheet, Table, address
from sokehoach.adapters.xlsx.sheet import Kind as CellKind
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.naming import KnownUnits
from sokehoach.apps.registers.shelf.catalogue import UNIT_LABEL, Register
from sokehoach.apps.registers.shelf.fields import CHOSEN, SEVERAL, Field, Kind, Values, show
from sokehoach.apps.registers.shelf.forms import EntryForm
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.selectors import once
from sokehoach.apps.registers.shelf.selectors.choices import Choices
from sokehoach.apps.registers.shelf.selectors.entries import Held, fresh_of, identity, values_of
from sokehoach.domain.orgtree.unit_names import UnitNames
from sokehoach.domain.text.folding import fold

MOST_ROWS = 20_000
_CELLS = {Kind.NUMBER: CellKind.NUMBER, Kind.MONEY: CellKind.NUMBER, Kind.DAY: CellKind.DAY}
_WIDTHS = {
    Kind.TEXT: 36,
    Kind.LONG: 48,
    Kind.ONE: 26,
    Kind.UNIT: 26,
    Kind.LINE: 36,
    Kind.QUARTER: 16,
} | dict.fromkeys(SEVERAL, 34)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: its place (from 1), its column's name, what was typed, what is allowed."""

    row: int
    position: int
    column: str
    typed: str
    said: str

    @property
    def address(self) -> str:
        return address(self.row, self.position)


@dataclass(slots=True)
class Brought:
    """`lines` are to be kept only where there is no problem."""

    lines: list[tuple[Unit, Values]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def template(register: Register, choices: Choices) -> bytes:
    columns = tuple(_column(each, choices) for each in register.fields)
    return writer.write(Sheet(str(register.name)[:31], columns), template=True)


def sheet_of(register: Register, lines: Iterable[Entry], choices: Choices) -> bytes:
    columns = (
        *(_column(each, choices) for each in register.fields),
        Column(str(register.unit_label), width=28),
    )
    return writer.write(Sheet(str(register.name)[:31], columns, (_cells(register, row) for row in lines)))


def _cells(register: Register, row: Entry) -> tuple[str | int | date | None, ...]:
    values, held = values_of(register, row), Held(row)
    cells = []
    for each in register.fields:
        value = values[each.name]
        cells.append(value if each.kind in _CELLS else show(each, value, held) or None)
    return (*cells, row.unit.name)  # type: ignore[arg-type]


def _column(each: Field, choices: Choices) -> Column:
    one, several = (
        _("chọn một mục trong danh sách"),
        _("một hay nhiều mục của trang «Danh mục», cách nhau bằng dấu chấm phẩy (;)"),
    )
    notes = (
        {
            Kind.DAY: _("ngày/tháng/năm"),
            Kind.NUMBER: _("số nguyên từ 0"),
            Kind.MONEY: _("số đồng, nguyên, từ 0"),
            Kind.YEAR: _("năm, ví dụ 2021"),
        }
        | dict.fromkeys(CHOSEN, one)
        | dict.fromkeys(SEVERAL, several)
    )
    need = _("bắt buộc") if each.required else _("nếu có")
    told = [
        need,
        *([notes[each.kind]] if each.kind in notes else []),
        *([str(each.hint)] if each.hint else []),
    ]
    return Column(
        title=str(each.label),
        kind=_CELLS.get(each.kind, CellKind.TEXT),
        width=_WIDTHS.get(each.kind, 14),
        note="; ".join(told),
        choices=tuple(choices.offered(each).values()) if each.kind in CHOSEN else (),
        several=each.kind in SEVERAL,
    )


def brought(
    data: bytes, register: Register, *, unit: Unit, units: Sequence[Unit], choices: Choices, today: date
) -> Brought:
    """The lines of a workbook, and all that is wrong with it. Raises adapters.xlsx Unreadable."""
    table = reader.read(data)
    result = Brought()
    places = _places(register, table, result)
    if result.problems:
        return result
    form = EntryForm(register, choices=choices, units=[unit], today=today, data={})
    codes = {each.name: _codes(each, choices) for each in register.of_kind(*CHOSEN)}
    by_name = KnownUnits(units)
    seen: dict[tuple[object, ...], int] = {}
    repeated: list[tuple[int, int]] = []  # the row, and the one that it repeats
    numbers: list[int] = []  # of the rows in `result.lines`
    for row in table.rows[1:]:
        before = len(result.problems)
        line_unit = _unit(row, places, unit, by_name, result)
        values = _line(row, places, form, line_unit, codes, result)
        if len(result.problems) > before:
            continue
        told = identity(register, line_unit.pk, values)
        if seen.setdefault(told, row.number) != row.number:
            repeated.append((row.number, seen[told]))
        result.lines.append((line_unit, values))
        numbers.append(row.number)
    _refuse_twice(register, result, numbers, choices)
    if repeated:
        fresh = {
            seen[identity(register, unit.pk, values)]
            for unit, values in fresh_of(register, result.lines, choices)
        }
        for number, first in repeated:
            if first in fresh:  # else the register holds both already: they are passed over, not written
                said = _("Dòng này trùng với dòng %(row)s của tệp.") % {"row": first}
                result.problems.append(Problem(number, 1, _("cả dòng"), "", said))
    result.problems.sort(key=lambda problem: (problem.row, problem.position))
    if not result.lines and not result.problems:
        result.problems.append(Problem(2, 1, "", "", _("Tệp chưa có dòng nào dưới dòng tiêu đề.")))
    return result


def _refuse_twice(register: Register, result: Brought, numbers: Sequence[int], choices: Choices) -> None:
    """A unit has one line of a key: neither beside one that the register holds nor twice in the file."""
    if not register.once:
        return
    held = once.taken(register, result.lines)
    fresh = {
        identity(register, unit.pk, values) for unit, values in fresh_of(register, result.lines, choices)
    }
    seen: dict[once.Key, tuple[object, ...]] = {}
    for number, (unit, values) in zip(numbers, result.lines, strict=True):
        told, line = once.key(register, unit.pk, values), identity(register, unit.pk, values)
        if line in fresh and (told in held or seen.setdefault(told, line) != line):
            label = str(register.field(register.once[-1]).label)
            result.problems.append(Problem(number, 1, label, "", once.say(register)))


def _places(register: Register, table: Table, result: Brought) -> dict[str, int]:
    """Which column holds which field (from 0); the unit under «»."""
    known = {fold(str(each.label)): each.name for each in register.fields} | {
        fold(str(register.unit_label)): ""
    }
    places: dict[str, int] = {}
    for position, cell in enumerate(table.rows[0].cells if table.rows else ()):
        title = _typed(cell)
        name = known.get(fold(" ".join(title.split())))
        if cell.value is None:
            continue
        if name is None or name in places:
            said = _("Cột lạ hoặc lặp lại. Hãy dùng mẫu của sổ này, giữ nguyên dòng tiêu đề.")
            result.problems.append(Problem(1, position + 1, _("tiêu đề"), title, said))
        else:
            places[name] = position
    for each in register.fields:
        if each.required and each.name not in places:
            said = _("Thiếu cột «%(label)s».") % {"label": each.label}
            result.problems.append(Problem(1, 1, _("tiêu đề"), "", said))
    return places


def _unit(row: Row, places: Mapping[str, int], unit: Unit, by_name: KnownUnits, result: Brought) -> Unit:
    cell = _cell(row, places.get(""))
    if cell is None or cell.value is None:
        return unit
    found = by_name.find(_typed(cell))
    if found is None:
        said = _("Không có đơn vị tên này trong phạm vi ghi sổ của tài khoản.")
        result.problems.append(Problem(row.number, places[""] + 1, str(UNIT_LABEL), _typed(cell), said))
    return found or unit


def _line(
    row: Row,
    places: Mapping[str, int],
    form: EntryForm,
    unit: Unit,
    codes: Mapping[str, "_Codes"],
    result: Brought,
) -> Values:
    """One form takes every row: what it says of a field is said of the cell."""
    typed: dict[str, str | list[str]] = {}
    shown: dict[str, str] = {}
    formulas = set()
    for each in form.register.fields:
        cell = _cell(row, places.get(each.name))
        shown[each.name] = text = "" if cell is None else _typed(cell)
        if cell is not None and isinstance(cell.value, Formula):
            formulas.add(each.name)
            said = _("Ô này là công thức. Hãy chép rồi dán lại thành giá trị.")
            result.problems.append(Problem(row.number, places[each.name] + 1, str(each.label), text, said))
        if each.kind in SEVERAL:
            parts = [part.strip() for part in text.split(";") if part.strip()]
            typed[each.name] = [codes[each.name].find(part) or part for part in parts]
        elif each.kind in CHOSEN:
            typed[each.name] = codes[each.name].find(" ".join(text.split())) or text
        else:
            typed[each.name] = text
    form.data, form.is_bound, form.unit = typed, True, unit
    form.full_clean()
    for name, errors in form.errors.items():
        if name in formulas:
            continue
        position = places.get(name, 0)
        label = str(form.register.field(name).label) if name in form.fields else _("cả dòng")
        said = " ".join(map(str, errors))
        result.problems.append(Problem(row.number, position + 1, label, shown.get(name, ""), said))
    return form.values()


@dataclass(frozen=True)
class _Codes:
    """What may be chosen for a field, by name. A name that two have tells neither: the cell then says that it is in no
    list.
    """

    by_name: Mapping[str, str]
    units: UnitNames

    def find(self, written: str) -> str:
        """The code; «» for a name in no list."""
        return self.by_name.get(fold(written)) or self.units.find_one(written)


def _codes(each: Field, choices: Choices) -> _Codes:
    found: dict[str, str] = {}
    units: dict[str, tuple[str, ...]] = {}
    doubled = set()
    for code, name in choices.offered(each).items():
        folded = fold(name)
        doubled |= {folded} & found.keys()
        found[folded] = str(code)
        if unit := choices.known_unit(str(code)) if each.kind in (Kind.UNIT, Kind.UNITS) else None:
            found.setdefault(fold(unit.short_name), str(code))
            units[str(code)] = (unit.name, unit.short_name)
    return _Codes({name: code for name, code in found.items() if name not in doubled}, UnitNames(units))


def _cell(row: Row, position: int | None) -> Cell | None:
    return row.cells[position] if position is not None and position < len(row.cells) else None


def _typed(cell: Cell) -> str:
    match cell.value:
        case None:
            return ""
        case Formula(text):
            return text
        case date() as day:
            return f"{day:%d/%m/%Y}"
    return str(cell.value)
