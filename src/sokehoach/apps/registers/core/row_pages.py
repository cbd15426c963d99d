"""The rows of an entry on its pages: tables in its form, lists on its page, and the way back from a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core import pages
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, list_row_registers
from sokehoach.apps.registers.core.forms import EntryForm
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.pages import ListCell
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.rows import RowInput, get_parent_register, list_rows
from sokehoach.apps.registers.core.reports import warn_of_reports
from sokehoach.apps.registers.core.row_forms import RowTable
from sokehoach.apps.shell import clock


def build_tables(
    request: OfficialRequest, register: RegisterDefinition, *, unit: Unit, parent: Entry | None = None
) -> list[RowTable]:
    """The tables of rows in the form of an entry; none for a register without rows."""
    return [
        RowTable(
            rows,
            choices=Choices(rows, by=request.user, day=clock.today()),
            unit=unit,
            today=clock.today(),
            entries=() if parent is None else list_rows(rows, parent.pk),
            data=request.POST if request.method == "POST" else None,
        )
        for rows in list_row_registers(register)
    ]


def add_blank_row(request: OfficialRequest, tables: Sequence[RowTable]) -> Sequence[RowTable]:
    """The tables as they were sent, the one whose button was pressed with one row more."""
    for table in tables:
        table.show_again(more=int(request.POST["add-row"] == table.name))
    return tables


def are_valid(form: EntryForm, tables: Sequence[RowTable]) -> bool:
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


def list_row_inputs(tables: Sequence[RowTable]) -> list[RowInput]:
    return [row for table in tables for row in table.list_inputs()]


@dataclass(frozen=True, slots=True)
class RowList:
    """The rows of one register on the page of an entry: address and cells of each, the first cell links."""

    register: RegisterDefinition
    rows: Sequence[tuple[str, Sequence[ListCell]]]

    @property
    def headings(self) -> list[tuple[str, bool]]:
        return [(cell.label, cell.number) for cell in self.rows[0][1]] if self.rows else []


def list_row_lists(register: RegisterDefinition, entry: Entry) -> list[RowList]:
    """Those that count; of a voided entry all, since its rows were voided with it."""
    return [
        RowList(
            rows,
            [
                (rows.address(row.pk), _build_cells(rows, row))
                for row in list_rows(rows, entry.pk, with_voided=entry.voided)
            ],
        )
        for rows in list_row_registers(register)
    ]


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
