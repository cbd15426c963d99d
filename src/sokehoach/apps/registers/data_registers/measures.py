"""Makes the measures of a register, as reports ask for them, from a type that a programme defines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sokehoach.apps.indicators.queries import denominators
from sokehoach.apps.registers.core.batch_query import RelatedRows, Rows
from sokehoach.apps.registers.core.measure_definitions import (
    Aggregate,
    CombinedMeasureSet,
    MeasureScope,
    MeasureSet,
    Number,
    list_area_communes,
    list_area_units,
    list_area_units_and_below,
    list_own_units,
)
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.storage import DataStorage
from sokehoach.domain.registers.decimal_numbers import (
    SCALE,
    finish_number,
    list_decimal_fields,
    scale_measure,
    split_average,
)
from sokehoach.domain.registers.field_kinds import OPTION_KINDS
from sokehoach.domain.registers.measuring import compute_number_of_rows, select_counted
from sokehoach.domain.registers.register_type import (
    DAY,
    MeasureDefinition,
    MeasureOperation,
    MeasureSpan,
    MeasureUnits,
    RegisterType,
    ReportDays,
)

_UNITS = {
    MeasureUnits.OWN_UNIT: list_own_units,
    MeasureUnits.AREA: list_area_units,
    MeasureUnits.AREA_AND_BELOW: list_area_units_and_below,
    MeasureUnits.BASE_AREAS: list_area_communes,
}


class RowSource(NamedTuple):
    """Where the rows of a register are: the row id of their type, and their field that refers to the entry.

    `decimal_fields`: the fields that hold thousandths.
    """

    type_id: int
    parent: str
    decimal_fields: frozenset[str] = frozenset()


def build_measures(
    register: RegisterType, storage: DataStorage, row_sources: Mapping[str, RowSource]
) -> CombinedMeasureSet:
    """Each measure is a set of its own: they differ in days, units and conditions. What they load is read once.

    `row_sources`: of the registers whose entries are rows that measures count, by uid.
    """
    options = {field.option_set: _read_codes(field.code) for field in register.fields if field.kind in OPTION_KINDS}
    return CombinedMeasureSet(
        *(
            _build_measure(register, measure, storage, options, row_sources[measure.rows] if measure.rows else None)
            for measure in register.measures
        )
    )


def _build_measure(
    register: RegisterType,
    measure: MeasureDefinition,
    storage: DataStorage,
    options: Mapping[str, Callable[[Any], Iterable[str]]],
    row_source: RowSource | None,
) -> MeasureSet:
    entry_decimals = list_decimal_fields(register)
    decimal_fields = entry_decimals if row_source is None else row_source.decimal_fields
    measure = scale_measure(measure, entry_decimals, decimal_fields)

    def select_current(entries: Sequence[Any], scope: MeasureScope) -> Iterable[Any]:
        current = select_counted(measure, entries, ReportDays(scope.year, scope.cut_off))
        if not measure.denominator:
            return current
        return [entry.with_fields(counting_year=scope.cut_off.year) for entry in current]

    through, through_rows = _build_way(measure, row_source)

    return MeasureSet(
        register=register.uid,
        model=DataEntry,
        of_rows=(("type_id", storage.type_id),),
        numbers={measure.code: _build_number(measure, row_source, decimal_fields)},
        options=options,
        when="day" if measure.dated_by == DAY else storage.columns[measure.dated_by],
        stock=measure.span is MeasureSpan.STOCK,
        of_year=measure.span is MeasureSpan.YEAR,
        select_current=select_current,
        reads=("content",),
        select_units=_UNITS[measure.units],
        through=through,
        through_rows=through_rows,
        rows={} if row_source is None else {_name_rows(row_source): _build_related_rows(measure, row_source)},
    )


def _name_rows(row_source: RowSource) -> str:
    """Under which name an entry has its rows: measures of one selection of entries are read together."""
    return f"rows_{row_source.type_id}"


def _build_way(measure: MeasureDefinition, row_source: RowSource | None) -> tuple[str, Rows]:
    """The path from an entry to the unit for which it counts, and what the rows on that path must have."""
    if not measure.through:
        return "unit", ()
    if row_source is None:
        return "entryunits__unit", (("entryunits__field", measure.through),)
    conditions = (*_list_row_conditions(row_source), ("entry__entryunits__field", measure.through))
    return "referring_links__entry__entryunits__unit", tuple(
        (f"referring_links__{name}", value) for name, value in conditions
    )


def _list_row_conditions(row_source: RowSource) -> Rows:
    return (("field", row_source.parent), ("entry__type_id", row_source.type_id), ("entry__voided", False))


def _build_related_rows(measure: MeasureDefinition, row_source: RowSource) -> RelatedRows:
    """All rows of an entry, or, where units count by a field of the rows, those of the units that are asked for."""
    conditions, content = _list_row_conditions(row_source), ("content", "entry__content")
    if not measure.through:
        return RelatedRows("referring_links", (content, ("unit_id", "entry__unit_id")), rows=conditions)
    return RelatedRows(
        "referring_links",
        (content, ("unit_id", "entry__entryunits__unit_id")),
        in_scope_only=True,
        unit="entry__entryunits__unit",
        rows=(*conditions, ("entry__entryunits__field", measure.through)),
    )


def _build_number(measure: MeasureDefinition, row_source: RowSource | None, decimal_fields: frozenset[str]) -> Number:
    """`row_source`: of the rows that count; None where entries do. `decimal_fields`: of what counts."""
    if row_source is None and not measure.adds_when:
        match measure.operation:
            case MeasureOperation.COUNT:
                return None
            case MeasureOperation.SUM if measure.field not in decimal_fields:
                return lambda entry: entry.content.get(measure.field)
    scale = SCALE if measure.field in decimal_fields else 1
    rows = "" if row_source is None else _name_rows(row_source)

    def list_tables(entries: Sequence[Any]) -> list[Sequence[Any]]:
        return [getattr(entry, rows) if rows else [entry] for entry in entries]

    def compute(entries: Sequence[Any]) -> int | Decimal | None:
        tables = list_tables(entries)
        counted_items = [row for table in tables for row in table]
        units = _load_denominators(measure, entries, counted_items, scale)
        number = compute_number_of_rows(measure, tables, units)
        return finish_number(measure, number, decimal_fields)

    def split(entries: Sequence[Any]) -> list[Decimal]:
        return split_average(measure, list_tables(entries), decimal_fields)

    return Aggregate(compute, split if measure.operation is MeasureOperation.AVERAGE else None)


def _load_denominators(
    measure: MeasureDefinition, entries: Sequence[Any], counted_rows: Sequence[Any], scale: int
) -> dict[int, int]:
    """By unit, for the year of the report, multiplied as the numbers are; one query where the measure asks for them."""
    if not measure.denominator or not entries:
        return {}
    units = {entry.unit_id for entry in counted_rows}
    values = denominators.list_values(units, measure.denominator, entries[0].counting_year)
    return {unit: value * scale for unit, value in values.items()}


def _read_codes(name: str) -> Callable[[Any], Iterable[str]]:
    def list_codes(entry: Any) -> Iterable[str]:
        value = entry.content.get(name)
        return value if isinstance(value, list) else [value] if value else ()

    return list_codes
