"""The rows of an entry on its pages: tables in its form, lists on its page, and the way back from a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_list_order
from sokehoach.apps.registers.core import pages
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, list_row_registers
from sokehoach.apps.registers.core.forms import EntryForm
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.pages import ListCell
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.rows import RowInput, get_parent_register, list_rows
from sokehoach.apps.registers.core.reports import warn_of_reports
from sokehoach.apps.registers.core.row_forms import RowTable
from sokehoach.apps.registers.core.unit_row_forms import UnitLineTable
from sokehoach.apps.shell import clock
from sokehoach.domain.text import format_number

type Table = RowTable | UnitLineTable


def build_tables(
    request: OfficialRequest, register: RegisterDefinition, *, unit: Unit, parent: Entry | None = None
) -> list[Table]:
    """The tables of rows in the form of an entry; none for a register without rows."""
    stored_rows = {
        rows.code: () if parent is None else list_rows(rows, parent.pk) for rows in list_row_registers(register)
    }
    return [
        build_table(
            rows,
            choices=Choices(rows, by=request.user, day=clock.today(), entries=stored_rows[rows.code]),
            unit=unit,
            day=clock.today() if parent is None else parent.day,
            today=clock.today(),
            entries=stored_rows[rows.code],
            data=request.POST if request.method == "POST" else None,
        )
        for rows in list_row_registers(register)
    ]


def build_table(
    rows: RegisterDefinition,
    *,
    choices: Choices,
    unit: Unit,
    day: date,
    today: date,
    entries: Sequence[Entry] = (),
    data: Any = None,
) -> Table:
    """The table of the rows of one register, in the form of an entry of that unit and day."""
    if rows.rows_by:
        return UnitLineTable(rows, choices=choices, unit=unit, day=day, today=today, entries=entries, data=data)
    return RowTable(rows, choices=choices, unit=unit, today=today, entries=entries, data=data)


def add_blank_row(request: OfficialRequest, tables: Sequence[Table]) -> Sequence[Table]:
    """The tables as they were sent, the one whose button was pressed with one row more."""
    for table in tables:
        table.show_again(more=int(request.POST["add-row"] == table.name))
    return tables


def are_valid(form: EntryForm, tables: Sequence[Table]) -> bool:
    """Judges the form and all rows, so that everything wrong is said at once."""
    is_form_valid = form.is_valid()
    day = form.cleaned_data.get("day")
    return all([is_form_valid, *(table.is_valid(form.unit, day) for table in tables)])


def warn_of_all_reports(
    request: OfficialRequest, register: RegisterDefinition, entry: UUID, unit: Unit, *days: date | None
) -> None:
    """Shows the warnings of the entry's register and of those of its rows, which have days of their own."""
    warn_of_reports(request, register.code, unit, *days)
    for rows in list_row_registers(register):
        row_days = rows.storage.list_rows(rows, [entry]).order_by().values_list("day", flat=True).distinct()
        warn_of_reports(request, rows.code, unit, *row_days)


def list_row_inputs(tables: Sequence[Table]) -> list[RowInput]:
    return [row for table in tables for row in table.list_inputs()]


@dataclass(frozen=True, slots=True)
class RowList:
    """The rows of one register on the page of an entry: address and cells of each, the first cell links."""

    register: RegisterDefinition
    rows: Sequence[tuple[str, Sequence[ListCell]]]
    totals: Sequence[ListCell] = ()  # the cells of a last row, where the register adds up numbers of several rows

    @property
    def headings(self) -> list[tuple[str, bool]]:
        return [(cell.label, cell.number) for cell in self.rows[0][1]] if self.rows else []


def list_row_lists(register: RegisterDefinition, entry: Entry) -> list[RowList]:
    """Those that count; of a voided entry all, since its rows were voided with it."""
    return [
        _build_row_list(rows, list_rows(rows, entry.pk, with_voided=entry.voided))
        for rows in list_row_registers(register)
    ]


def _build_row_list(register: RegisterDefinition, rows: Sequence[Entry]) -> RowList:
    """Rows of which each unit has one stand in the order of units; one query for it."""
    if register.rows_by and rows:
        codes = {row.pk: str(register.storage.get_value(register.field(register.rows_by), row)) for row in rows}
        units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes.values()).order_by("valid_from")}
        rows = sorted(rows, key=lambda row: get_list_order(units[codes[row.pk]]))
    listed = [(register.address(row.pk), _build_cells(register, row)) for row in rows]
    return RowList(register, listed, _build_totals(register, rows) if len(rows) > 1 else ())


def _build_totals(register: RegisterDefinition, rows: Sequence[Entry]) -> list[ListCell]:
    """One cell for each column but the first; a number that no row has stays blank."""
    if not register.totals:
        return []
    cells = []
    for name in [name for name in register.columns if name != register.parent][1:]:
        field = register.field(name)
        values = [register.storage.get_value(field, row) for row in rows] if name in register.totals else []
        numbers = [value for value in values if isinstance(value, int | Decimal)]
        cells.append(ListCell(str(field.label), format_number(sum(numbers)) if numbers else "", bool(numbers)))
    return cells


def _build_cells(register: RegisterDefinition, row: Entry) -> list[ListCell]:
    """Those of a list, without the entry on whose page they stand."""
    parent = str(register.field(register.parent).label)
    return [cell for cell in pages.build_list_cells(register, row) if cell.label != parent]


def get_parent_link(register: RegisterDefinition, entry: Entry) -> tuple[str, str] | None:
    """What the entry is called of which this one is a row, and its address."""
    if not register.parent:
        return None
    parent = get_parent_register(register)
    pk = register.storage.get_value(register.field(register.parent), entry)
    return str(parent.row), parent.address(pk)  # type: ignore[arg-type]
