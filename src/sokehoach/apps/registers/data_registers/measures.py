"""Makes the measures of a register, as reports ask for them, from a type that a programme defines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sokehoach.apps.registers.core.measure_definitions import (
    Aggregate,
    CombinedMeasureSet,
    MeasureScope,
    MeasureSet,
    Number,
    list_area_units,
    list_area_units_and_below,
    list_own_units,
)
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.storage import DataStorage
from sokehoach.domain.registers.field_kinds import OPTION_KINDS
from sokehoach.domain.registers.measuring import compute_number, select_counted
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
}


def build_measures(register: RegisterType, storage: DataStorage) -> CombinedMeasureSet:
    """Each measure is a set of its own: they differ in days, units and conditions. What they load is read once."""
    options = {field.option_set: _read_codes(field.code) for field in register.fields if field.kind in OPTION_KINDS}
    return CombinedMeasureSet(*(_build_measure(register, measure, storage, options) for measure in register.measures))


def _build_measure(
    register: RegisterType,
    measure: MeasureDefinition,
    storage: DataStorage,
    options: Mapping[str, Callable[[Any], Iterable[str]]],
) -> MeasureSet:
    def select_current(entries: Sequence[Any], scope: MeasureScope) -> Iterable[Any]:
        return select_counted(measure, entries, ReportDays(scope.year, scope.cut_off))

    return MeasureSet(
        register=register.uid,
        model=DataEntry,
        of_rows=(("type_id", storage.type_id),),
        numbers={measure.code: _build_number(measure)},
        options=options,
        when="day" if measure.dated_by == DAY else storage.columns[measure.dated_by],
        stock=measure.span is MeasureSpan.STOCK,
        of_year=measure.span is MeasureSpan.YEAR,
        select_current=select_current,
        reads=("content",),
        select_units=_UNITS[measure.units],
        through="entryunits__unit" if measure.through else "unit",
        through_rows=(("entryunits__field", measure.through),) if measure.through else (),
    )


def _build_number(measure: MeasureDefinition) -> Number:
    match measure.operation:
        case MeasureOperation.COUNT if not measure.adds_when:
            return None
        case MeasureOperation.SUM if not measure.adds_when:
            return lambda entry: entry.content.get(measure.field)
    return Aggregate(lambda entries: compute_number(measure, entries))


def _read_codes(name: str) -> Callable[[Any], Iterable[str]]:
    def list_codes(entry: Any) -> Iterable[str]:
        value = entry.content.get(name)
        return value if isinstance(value, list) else [value] if value else ()

    return list_codes
