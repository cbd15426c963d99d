"""Lists for each data element the form and cells that use it, and the source of their figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators.queries.elements import list_elements, list_option_sets
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, get_registers
from sokehoach.apps.registers.core.queries.entries import list_readable_registers
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.indicators.element import DataElement, OptionSet
from sokehoach.domain.reporting.form import Cell, Form, RegisterSource


@dataclass(frozen=True, slots=True)
class CellSource:
    """The source of a cell. `register` is None where it is typed or computed; then `label` says which."""

    cell: Cell
    code: str  # as printed
    label: str
    register: RegisterDefinition | None = None
    can_open: bool = False  # whether the account may open the register
    measure: str = ""
    filters: str = ""
    also: str = ""  # other units whose entries are counted too

    @property
    def kind(self) -> str:
        """The name of its source in `shell.status_badges.SOURCES`."""
        return "register" if self.register else "computed" if self.cell.sum_of else "typed"


@dataclass(frozen=True, slots=True)
class DescribedElement:
    element: DataElement
    cells: tuple[CellSource, ...]


@dataclass(frozen=True, slots=True)
class FormSources:
    form: Form
    elements: tuple[DescribedElement, ...]


def list_form_sources(user: User) -> tuple[FormSources, ...]:
    """The forms that the account reads or reviews, each with its elements in the order of its cells.

    Forms of the other confidential function are left out; NotFoundError for an account that reads no report at all.
    """
    scope = scope_of(user)
    if not scope.anywhere(Action.REPORT_VIEW):
        raise NotFoundError
    labels = _Labels(user)
    return tuple(
        FormSources(form, labels.described(form))
        for form, _unit, programme in query_forms.list_placed_forms(user)
        if permissions.list_readable_units(scope.restrict_to(programme), form.function)
        or permissions.list_reviewable_units(scope.restrict_to(programme), form.function)
    )


def measure_name(
    register: RegisterDefinition, measure: str, options: Mapping[str, OptionSet] = MappingProxyType({})
) -> str | Promise:
    """The name of a measure: the register's own, the label of the summed field, or the option that is counted."""
    if measure in register.measure_names:
        return register.measure_names[measure]
    fields = {field.name: field.label for field in register.fields}
    if measure in fields:
        return fields[measure]
    sets = [options[field.option_set] for field in register.fields if field.option_set in options]
    counted = {option.code: option.name for option_set in sets for option in option_set.options}
    return counted[measure]


class _Labels:
    """Names of codes; each table is read once."""

    def __init__(self, user: User) -> None:
        self.meaning = list_elements(user=user)
        self.options: Mapping[str, OptionSet] = list_option_sets(user)
        self.units = dict(units.list_known_units(clock.today()).values_list("code", "short_name"))
        can_view_registers = scope_of(user).anywhere(Action.REGISTER_VIEW)
        self.opened = {register.code for register in list_readable_registers(user)} if can_view_registers else set()

    def described(self, form: Form) -> tuple[DescribedElement, ...]:
        codes = dict.fromkeys(cell.element for cell in form.cells)
        return tuple(
            DescribedElement(
                self.meaning[code],
                tuple(self._source(cell, form) for cell in form.cells if cell.element == code),
            )
            for code in codes
        )

    def _source(self, cell: Cell, form: Form) -> CellSource:
        code = form.printed_codes[cell.code]
        if cell.sum_of:
            parts = " + ".join(form.printed_codes[part] for part in cell.sum_of)
            return CellSource(cell, code, _("tự tính: %(sum)s") % {"sum": parts})
        if cell.source is None:
            return CellSource(cell, code, _("nhập tay"))
        register = get_registers()[cell.source.register]
        return CellSource(
            cell,
            code,
            str(register.name),
            register,
            can_open=register.code in self.opened,
            measure=str(measure_name(register, cell.source.measure, self.options)).lower(),
            filters=self._where(cell.source),
            also=", ".join(self.units.get(code, code) for code in cell.source.units),
        )

    def _where(self, source: RegisterSource) -> str:
        option_names: dict[str, list[str]] = {}
        for option_set, code in source.where:
            names = {option.code: option.name for option in self.options[option_set].options}
            option_names.setdefault(self.options[option_set].name, []).append(names[code])
        return "; ".join(f"{name}: {', '.join(codes)}" for name, codes in option_names.items())
