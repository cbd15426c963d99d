"""Which data set, data element and combination of options of DHIS2 each cell of a form is.

An element that is counted as a total and by options is several data elements, since DHIS2 adds up the parts of one: the
total, and one for each way of dividing it. A form of several period types is a data set for each of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sokehoach.adapters.dhis2 import uids
from sokehoach.adapters.dhis2.period_codes import PERIOD_TYPES
from sokehoach.domain.indicators.element import DataElement, OptionSet, parse_key
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.reporting.form import Cell, Form

type CellName = tuple[str, str]  # element, disaggregation


@dataclass(frozen=True, slots=True)
class ProgrammeSource:
    """A programme's definitions, by uid. `option_sets` has those that its elements name.

    `head`: what a programme's file says of the whole, for metadata that leaves the installation.
    """

    code: str
    name: str
    forms: tuple[Form, ...]
    elements: Mapping[str, DataElement]
    option_sets: Mapping[str, OptionSet]
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    head: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ElementPart:
    """A data element of DHIS2: an element with one way of dividing it, the uids of option sets; () is the total."""

    uid: str
    code: str
    name: str
    element: DataElement
    option_sets: tuple[OptionSet, ...]
    programme: str

    @property
    def combo_uid(self) -> str:
        return make_combo_uid(self.option_sets)


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set of DHIS2: a form for its periods of one type."""

    uid: str
    code: str
    name: str
    form: Form
    period_type: PeriodType
    programme: str


@dataclass(frozen=True, slots=True)
class OptionCombo:
    """A combination of options: one of each set, in the order of the sets' uids."""

    uid: str
    code: str  # «audience=pupils»
    name: str
    key: str  # the disaggregation of a cell, «» of the total


DEFAULT_COMBO = OptionCombo(uids.DEFAULT_CATEGORY_OPTION_COMBO, "default", "default", "")


def make_combo_uid(option_sets: Iterable[OptionSet]) -> str:
    names = [option_set.uid for option_set in option_sets]
    return uids.make_uid("categoryCombo", *names) if names else uids.DEFAULT_CATEGORY_COMBO


def make_option_combo_uid(key: str) -> str:
    """The UID of the combination of a cell's disaggregation."""
    return uids.make_uid("categoryOptionCombo", key) if key else uids.DEFAULT_CATEGORY_OPTION_COMBO


def make_data_set_uid(form: str, kind: PeriodType) -> str:
    return uids.make_uid("dataSet", form, kind)


def make_element_uid(element: str, key: str) -> str:
    """The UID of the data element of a cell, by the element's uid and the cell's disaggregation."""
    return uids.make_uid("dataElement", element, *sorted(parse_key(key) or ()))


def list_option_combos(option_sets: tuple[OptionSet, ...]) -> list[OptionCombo]:
    """Every combination of one option of each set, in their order."""
    combos = [DEFAULT_COMBO]
    for option_set in option_sets:
        combos = [
            OptionCombo(
                "",
                ";".join(filter(None, (combo.code if combo.key else "", f"{option_set.code}={option.code}"))),
                ", ".join(filter(None, (combo.name if combo.key else "", option.name))),
                ";".join(filter(None, (combo.key, f"{option_set.uid}={option.code}"))),
            )
            for combo in combos
            for option in option_set.options
        ]
    return [
        combo if not combo.key else OptionCombo(make_option_combo_uid(combo.key), combo.code, combo.name, combo.key)
        for combo in combos
    ]


class ObjectCatalogue:
    """The data sets, data elements and combinations of some programmes, by UID and by code."""

    def __init__(self, programmes: Iterable[ProgrammeSource]) -> None:
        self.programmes = tuple(programmes)

    @cached_property
    def heads(self) -> dict[str, Mapping[str, str]]:
        """What each programme's file says of the whole, by its code."""
        return {programme.code: {"code": programme.code, **programme.head} for programme in self.programmes}

    @cached_property
    def form_codes(self) -> dict[str, str]:
        return {form.uid: form.code for programme in self.programmes for form in programme.forms}

    @cached_property
    def data_sets(self) -> dict[str, DataSet]:
        return {row.uid: row for programme in self.programmes for row in _list_data_sets(programme)}

    @cached_property
    def parts(self) -> dict[str, ElementPart]:
        """The data elements by UID, in the order of the forms."""
        return {row.uid: row for programme in self.programmes for row in _list_parts(programme)}

    @cached_property
    def combos(self) -> dict[str, OptionCombo]:
        """The combinations of options by UID, that of what is not divided first."""
        return {DEFAULT_COMBO.uid: DEFAULT_COMBO} | {
            combo.uid: combo for sets in self.set_lists.values() for combo in list_option_combos(sets)
        }

    @cached_property
    def set_lists(self) -> dict[str, tuple[OptionSet, ...]]:
        """The option sets of each category combination, by UID, without the default one."""
        return {part.combo_uid: part.option_sets for part in self.parts.values() if part.option_sets}

    @cached_property
    def indicators(self) -> dict[str, tuple[Indicator, ProgrammeSource]]:
        return {
            uids.make_uid("indicator", indicator.uid): (indicator, programme)
            for programme in self.programmes
            for indicator in programme.indicators.values()
        }

    @cached_property
    def data_sets_by_code(self) -> dict[str, list[DataSet]]:
        """By their full code, that of the form, and that of programme and form."""
        named: dict[str, list[DataSet]] = {}
        for row in self.data_sets.values():
            for code in dict.fromkeys((row.code, row.form.code, f"{row.programme}.{row.form.code}")):
                named.setdefault(code, []).append(row)
        return named

    @cached_property
    def parts_by_code(self) -> dict[str, list[ElementPart]]:
        """By their own code and that of the element."""
        named: dict[str, list[ElementPart]] = {}
        for row in self.parts.values():
            for code in dict.fromkeys((row.code, row.element.code)):
                named.setdefault(code, []).append(row)
        return named

    @cached_property
    def combos_by_code(self) -> dict[str, list[OptionCombo]]:
        named: dict[str, list[OptionCombo]] = {}
        for row in self.combos.values():
            named.setdefault(row.code, []).append(row)
        return named

    def get_cell_uids(self, name: CellName) -> tuple[str, str]:
        """The UIDs of data element and combination of a cell."""
        return make_element_uid(*name), make_option_combo_uid(name[1])


def index_cells(form: Form) -> dict[tuple[str, str], Cell]:
    """The cells of a form by the UIDs of data element and combination, those that hold a text too."""
    return {
        (make_element_uid(cell.element, cell.disaggregation), make_option_combo_uid(cell.disaggregation)): cell
        for cell in form.printed_cells
    }


def _list_data_sets(programme: ProgrammeSource) -> Iterator[DataSet]:
    for form in programme.forms:
        for kind in form.all_period_types:
            if kind in PERIOD_TYPES:
                is_own_type = kind == form.period_type
                yield DataSet(
                    uid=make_data_set_uid(form.uid, kind),
                    code=f"{programme.code}.{form.code}" + ("" if is_own_type else f".{PERIOD_TYPES[kind]}"),
                    name=form.name if is_own_type else f"{form.name} ({kind.label_vi})",
                    form=form,
                    period_type=kind,
                    programme=programme.code,
                )


def _list_parts(programme: ProgrammeSource) -> Iterator[ElementPart]:
    keys: dict[str, dict[tuple[str, ...], None]] = {}
    for form in programme.forms:
        for definition in reversed(form.definitions):
            for cell in definition.printed_cells:
                names = tuple(sorted(parse_key(cell.disaggregation) or ()))
                keys.setdefault(cell.element, {})[names] = None
    for uid, element_keys in keys.items():
        element = programme.elements[uid]
        for names in element_keys:
            sets = tuple(programme.option_sets[name] for name in names)
            is_only = len(element_keys) == 1
            division = ", ".join(option_set.name for option_set in sets)
            yield ElementPart(
                uid=uids.make_uid("dataElement", uid, *names),
                code=element.code + ("" if is_only else "".join(f".{option_set.code}" for option_set in sets)),
                name=element.name if is_only or not sets else f"{element.name}, theo: {division}",
                element=element,
                option_sets=sets,
                programme=programme.code,
            )
