"""Makes the measures of a register, as reports ask for them, from a type that a programme defines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from sokehoach.domain.registers.field_kinds import OPTION_KINDS
from sokehoach.domain.registers.measuring import compute_number, compute_number_of_rows, select_counted
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
    """Where the rows of a register are: the row id of their type, and their field that refers to the entry."""

    type_id: int
    parent: str


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
        numbers={measure.code: _build_number(measure, "" if row_source is None else _name_rows(row_source))},
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


def _build_number(measure: MeasureDefinition, rows: str) -> Number:
    """`rows`: the name under which an entry has the rows that count; «» where entries do."""
    if rows:
        return Aggregate(
            lambda entries: compute_number_of_rows(
                measure,
                [getattr(entry, rows) for entry in entries],
                _load_denominators(measure, entries, [row for entry in entries for row in getattr(entry, rows)]),
            )
        )
    if measure.denominator:
        return Aggregate(
            lambda entries: compute_number(measure, entries, _load_denominators(measure, entries, entries))
        )
    match measure.operation:
        case MeasureOperation.COUNT if not measure.adds_when:
            return None
        case MeasureOperation.SUM if not measure.adds_when:
            return lambda entry: entry.content.get(measure.field)
    return Aggregate(lambda entries: compute_number(measure, entries))


def _load_denominators(
    measure: MeasureDefinition, entries: Sequence[Any], counted_rows: Sequence[Any]
) -> dict[int, int]:
    """By unit, for the year of the report; one query where the measure asks for them."""
    if not measure.denominator or not entries:
        return {}
    units = {entry.unit_id for entry in counted_rows}
    return denominators.list_values(units, measure.denominator, entries[0].counting_year)


def _read_codes(name: str) -> Callable[[Any], Iterable[str]]:
    def list_codes(entry: Any) -> Iterable[str]:
        value = entry.content.get(name)
        return value if isinstance(value, list) else [value] if value else ()

    return list_codes
