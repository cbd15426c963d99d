"""Finds what a client names: units, data sets, elements and cells, by UID or by code, among what the account sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sokehoach.adapters.dhis2.catalogue import DataSet, ElementPart, OptionCombo, index_cells, make_element_uid
from sokehoach.adapters.dhis2.period_codes import PeriodCodeError, parse_code
from sokehoach.adapters.dhis2.uids import DEFAULT_CATEGORY_OPTION_COMBO
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.indicators.element import format_key
from sokehoach.domain.periods.period import Period, PeriodType
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.reporting.form import Cell, Form

type CellPlace = tuple[Form, ElementPart, Cell]


@dataclass(frozen=True, slots=True)
class Schemes:
    """By what a message names things: «UID» or «CODE». A mapping replaces names before they are looked up.

    `cells`: «form/cell» by «element.combination» of another server.
    """

    data_element: str = "UID"
    org_unit: str = "UID"
    option_combo: str = "UID"
    data_set: str = "UID"
    mapping: Mapping[str, str] = field(default_factory=dict)


class Addressing:
    """Looks names up in the given schemes. A UID that is none is looked up as a code: clients mix both."""

    def __init__(self, context: MetadataContext, schemes: Schemes) -> None:
        self._context, self._schemes = context, schemes
        self._catalogue = context.catalogue
        self._cells: dict[tuple[str, str], dict[tuple[str, str], Cell]] = {}  # by form and period

    def find_unit(self, name: str, day: date) -> Unit | None:
        """The unit; of a code the version in force on the day, else the last one before it."""
        name = self._schemes.mapping.get(name, name)
        if self._schemes.org_unit != "CODE" and name in self._context.units_by_uid:
            return self._context.units_by_uid[name]
        versions = [row for row in self._context.units_by_code.get(name, ()) if row.valid_from <= day]
        return versions[-1] if versions else None

    def find_period(self, name: str) -> Period | None:
        try:
            return parse_code(name)
        except PeriodCodeError:
            return None

    def list_data_sets(self, name: str) -> list[DataSet]:
        """The data sets of a UID or code; several where a form has periods of several types."""
        return self._list_own_data_sets(self._schemes.mapping.get(name, name))

    def _list_own_data_sets(self, name: str) -> list[DataSet]:
        if self._schemes.data_set != "CODE" and name in self._catalogue.data_sets:
            return [self._catalogue.data_sets[name]]
        return self._catalogue.data_sets_by_code.get(name, [])

    def list_forms(self, name: str, kind: PeriodType) -> list[Form]:
        """The forms that a data set's name and a type of periods mean; without a name all with such periods."""
        rows = self.list_data_sets(name) if name else list(self._catalogue.data_sets.values())
        return [row.form for row in rows if row.period_type is kind]

    def list_parts(self, name: str) -> list[ElementPart]:
        name = self._schemes.mapping.get(name, name)
        if self._schemes.data_element != "CODE" and name in self._catalogue.parts:
            return [self._catalogue.parts[name]]
        return self._catalogue.parts_by_code.get(name, [])

    def find_combos(self, name: str, part: ElementPart, categories: tuple[tuple[str, str], ...]) -> str | None:
        """The key of the combination of an element, «» of what is not divided; None where there is none such."""
        if categories:
            return _match_categories(part, dict(categories))
        if name in ("", DEFAULT_CATEGORY_OPTION_COMBO, "default"):
            return None if part.option_sets else ""
        combos = self._catalogue.combos
        named: list[OptionCombo] = [combos[name]] if name in combos else self._catalogue.combos_by_code.get(name, [])
        sets = sorted(option_set.uid for option_set in part.option_sets)
        for combo in named:
            if sorted(pair.split("=", 1)[0] for pair in combo.key.split(";") if pair) == sets:
                return combo.key
        return None

    def is_undivided(self, name: str) -> bool:
        """Whether an attribute option combination is the default one: a report is not divided by attributes."""
        return self._schemes.mapping.get(name, name) in ("", DEFAULT_CATEGORY_OPTION_COMBO, "default")

    def find_mapped_cell(self, element: str, combo: str) -> tuple[str, str] | None:
        """The codes of form and cell that a mapping names for an element and combination of another server."""
        names = (f"{element}.{combo or DEFAULT_CATEGORY_OPTION_COMBO}", f"{element}.{combo}", element)
        place = next((self._schemes.mapping[name] for name in names if name in self._schemes.mapping), "")
        form, separator, cell = place.partition("/")
        return (form, cell) if separator else None

    def list_own_cells(self, form: str, cell: str, period: Period) -> list[CellPlace]:
        """The cells of these codes that hold for the period, in each form of that code.

        The codes are ours: the mapping is not asked for them again.
        """
        return [
            (row.form, self._catalogue.parts[make_element_uid(found.element, found.disaggregation)], found)
            for row in self._list_own_data_sets(form)
            if row.period_type is period.type
            for found in row.form.at(period).printed_cells
            if found.code == cell
        ]

    def find_cell(self, form: Form, period: Period, part: ElementPart, key: str) -> Cell | None:
        """The cell of the form as it holds for the period."""
        place = (form.uid, period.id)
        if place not in self._cells:
            self._cells[place] = index_cells(form.at(period))
        return self._cells[place].get(self._catalogue.get_cell_uids((part.element.uid, key)))

    def get_cut_off(self, form: Form, period: Period) -> date:
        return compute_window(period, form.at(period).counting_window).cut_off


def _match_categories(part: ElementPart, categories: Mapping[str, str]) -> str | None:
    """The key of options named by the codes of their sets: «GIOI="NU"»; an option's code may have its set's before."""
    key = {}
    for option_set in part.option_sets:
        text = categories.get(option_set.code, "").removeprefix(f"{option_set.code}.")
        if text not in {option.code for option in option_set.options}:
            return None
        key[option_set.uid] = text
    return format_key(key) if len(key) == len(categories) else None
