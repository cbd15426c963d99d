"""Loads the rows of an entry: the entries of other registers that are entered in its form and voided with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sokehoach.apps.registers.core.catalogue import RegisterDefinition, get_register, list_row_registers
from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.models import Entry

MAX_ROWS = 200  # of one table of an entry


@dataclass(frozen=True, slots=True)
class RowInput:
    """A row as an official leaves it, without the field that refers to the entry.

    `register`: by code. `entry`: the id of a stored row with its `version`, None for a new one. `voided`: taken out.
    """

    register: str
    values: Values = field(default_factory=dict)
    entry: UUID | None = None
    version: int = 0
    voided: bool = False


def list_rows(register: RegisterDefinition, parent: UUID, *, with_voided: bool = False) -> Sequence[Entry]:
    """Returns the rows of an entry as they were written. Two queries, and one for each list."""
    rows = register.storage.list_rows(register, [parent]).order_by("created_at", "id")
    if not with_voided:
        rows = rows.filter(voided=False)
    return list(register.storage.prefetch_values(register, rows))


def list_row_ids(register: RegisterDefinition, parent: UUID) -> list[tuple[RegisterDefinition, UUID, int]]:
    """Returns (register, id, version) of all rows of an entry that are not voided; one query for each register."""
    return [
        (rows, pk, version)
        for rows in list_row_registers(register)
        for pk, version in rows.storage.list_rows(rows, [parent])
        .filter(voided=False)
        .order_by("created_at", "id")
        .values_list("pk", "version")
    ]


def list_rows_voided_with(register: RegisterDefinition, parent: Entry) -> list[tuple[RegisterDefinition, UUID, int]]:
    """Returns the rows that were voided in the write that voided the entry; those voided before stay so."""
    voided_rows = []
    for rows in list_row_registers(register):
        voided = rows.storage.list_rows(rows, [parent.pk]).filter(voided=True, updated_at=parent.updated_at)
        voided_rows += [(rows, pk, version) for pk, version in voided.values_list("pk", "version")]
    return voided_rows


def is_parent_voided(register: RegisterDefinition, entry: Entry) -> bool:
    """Whether the entry of which this one is a row is voided; one query for a row, none for another entry."""
    if not register.parent:
        return False
    parent = register.storage.get_value(register.field(register.parent), entry)
    parents = get_parent_register(register).list_entries()
    return parents.filter(pk=str(parent), voided=True).exists()


def get_parent_register(register: RegisterDefinition) -> RegisterDefinition:
    return get_register(register.field(register.parent).register)


def is_over_limit(register: RegisterDefinition, parents: Iterable[object]) -> bool:
    """Whether an entry has more rows than its table may have; one query for a register of rows, none for another."""
    if not register.parent:
        return False
    ids = [UUID(str(parent)) for parent in set(parents) if parent]
    counts = Counter(
        str(register.storage.get_value(register.field(register.parent), row))
        for row in register.storage.list_rows(register, ids).filter(voided=False)
    )
    return any(count > MAX_ROWS for count in counts.values())
