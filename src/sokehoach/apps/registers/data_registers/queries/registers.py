"""Lists the registers that programmes define, with their measures."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple, cast

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import Messages
from sokehoach.apps.registers.core.measure_definitions import CombinedMeasureSet
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.data_registers.definitions import build_register, parse_type
from sokehoach.apps.registers.data_registers.measures import RowSource, build_measures
from sokehoach.apps.registers.data_registers.models import DataEntry, RegisterTypeVersion
from sokehoach.apps.registers.data_registers.queries.overlaps import find_overlap_problems
from sokehoach.apps.registers.data_registers.queries.totals import TotalRule, find_total_problems
from sokehoach.apps.registers.data_registers.storage import DataStorage
from sokehoach.apps.shell.thread_cache import keep_in_thread
from sokehoach.domain.registers.decimal_numbers import list_decimal_fields
from sokehoach.domain.registers.register_type import (
    RegisterType,
    list_counted_rows,
    list_overlap_constraints,
    list_total_constraints,
)


class DataRegister(NamedTuple):
    """A register as `core` and reports know it, and the type from which it is made."""

    definition: RegisterDefinition
    measures: CombinedMeasureSet
    type: RegisterType


class _StoredType(NamedTuple):
    """What a register is made of; equal values make it once."""

    type_id: int
    version_id: int
    slug: str
    function: str
    columns: tuple[tuple[str, str], ...]
    unwritten: tuple[str, ...]
    definition: str
    row_sources: tuple[tuple[str, RowSource], ...]


@keep_in_thread
def load_registers() -> Mapping[str, DataRegister]:
    """Returns the registers of all programmes by uid, in the order in which they came. One query."""
    registers: dict[str, DataRegister] = {}
    versions = RegisterTypeVersion.objects.filter(is_current=True).select_related("type").order_by("type")
    rows_by_uid = {row.type.uid: row for row in versions}
    for uid, row in rows_by_uid.items():
        row_registers = sorted(list_counted_rows(parse_type(row.definition)))
        registers[uid] = _build_data_register(
            _StoredType(
                type_id=row.type_id,
                version_id=row.pk,
                slug=row.type.slug,
                function=row.type.function,
                columns=tuple(row.type.columns.items()),
                unwritten=tuple(row.type.unwritten or ()),
                definition=row.definition,
                row_sources=tuple((rows, _build_row_source(rows_by_uid[rows])) for rows in row_registers),
            )
        )
    return registers


def _build_row_source(row: RegisterTypeVersion) -> RowSource:
    register = parse_type(row.definition)
    return RowSource(row.type_id, register.parent, list_decimal_fields(register))


def list_registers() -> Mapping[str, RegisterDefinition]:
    return {uid: register.definition for uid, register in load_registers().items()}


def list_measures() -> Mapping[str, CombinedMeasureSet]:
    """Returns the measures of the registers that have some."""
    return {uid: register.measures for uid, register in load_registers().items() if register.type.measures}


def _find_batch_problems(uid: str, entries: Sequence[Entry]) -> Messages:
    """By the totals of this register, and of those whose entries refer to its entries; by the days of its entries."""
    rules = [
        TotalRule(cast(DataStorage, register.definition.storage).type_id, constraint)
        for register in load_registers().values()
        for constraint in list_total_constraints(register.type)
        if uid in (register.type.uid, register.definition.field(constraint.of).register)
    ]
    changed = cast(Sequence[DataEntry], entries)
    if problems := find_total_problems(rules, changed) if rules else {}:
        return problems
    register_type = load_registers()[uid].type
    return find_overlap_problems(register_type, list_overlap_constraints(register_type), changed)


@lru_cache(maxsize=256)
def _build_data_register(stored: _StoredType) -> DataRegister:
    register = parse_type(stored.definition)
    storage = DataStorage(stored.type_id, stored.version_id, stored.function, dict(stored.columns))
    measures = build_measures(register, storage, dict(stored.row_sources))
    return DataRegister(
        build_register(
            register,
            slug=stored.slug,
            storage=storage,
            measures=measures,
            unwritten=stored.unwritten,
            validate_batch=partial(_find_batch_problems, register.uid),
        ),
        measures,
        register,
    )
