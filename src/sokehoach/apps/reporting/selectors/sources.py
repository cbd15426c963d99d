"""For each data element: the form and the cells in which it stands, and where their figures come from."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.indicators.selectors.options import option_sets
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.registers.shelf.catalogue import Register, registers
from sokehoach.apps.registers.shelf.selectors.entries import registers_of
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.selectors import forms
from sokehoach.apps.reporting.selectors.measure_names import NAMES
from sokehoach.apps.shell import clock
from sokehoach.domain.indicators.element import DataElement, OptionSet
from sokehoach.domain.reporting.form import Cell, Form, RegisterSource


@dataclass(frozen=True, slots=True)
class Source:
    """A cell: `register` is None where it is typed or computed, and then `said` tells which."""

    cell: Cell
    code: str  # as it is printed
    said: str
    register: Register | None = None
    opens: bool = False  # whether the account may open the register
    measure: str = ""
    where: str = ""
    also: str = ""  # whose lines count beside the reporter's own

    @property
    def kind(self) -> str:
        """The name of its source in `shell.marks.SOURCES`."""
        return "register" if self.register else "computed" if self.cell.sum_of else "typed"


@dataclass(frozen=True, slots=True)
class Described:
    element: DataElement
    cells: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    form: Form
    elements: tuple[Described, ...]


def sheets(user: User) -> tuple[Sheet, ...]:
    """The forms whose reports the account reads or reviews, each with its elements in the order of its cells.

    What the other side of the wall counts is not told; 404 where the account reads no report at all.
    """
    scope = scope_of(user)
    if not scope.anywhere(Action.REPORT_VIEW):
        raise Http404
    words = _Words(user)
    return tuple(
        Sheet(form, words.described(form))
        for form in forms.forms()
        if permissions.readable(scope, form.function) or permissions.reviewable(scope, form.function)
    )


def measure_name(register: Register, measure: str) -> str | Promise:
    """Of the register's own first, then the label of the field that is summed, then the name that all share."""
    if (register.code, measure) in NAMES:
        return NAMES[register.code, measure]
    fields = {field.name: field.label for field in register.fields}
    return fields.get(measure) or NAMES[measure]


class _Words:
    """What codes are called; each table is read once."""

    def __init__(self, user: User) -> None:
        self.meaning = elements()
        self.options: Mapping[str, OptionSet] = option_sets()
        self.units = dict(units.known_by(clock.today()).values_list("code", "short_name"))
        sees = scope_of(user).anywhere(Action.REGISTER_VIEW)
        self.opened = {register.code for register in registers_of(user)} if sees else set()

    def described(self, form: Form) -> tuple[Described, ...]:
        codes = dict.fromkeys(cell.element for cell in form.cells)
        return tuple(
            Described(
                self.meaning[code],
                tuple(self._source(cell, form) for cell in form.cells if cell.element == code),
            )
            for code in codes
        )

    def _source(self, cell: Cell, form: Form) -> Source:
        code = form.printed_codes[cell.code]
        if cell.sum_of:
            parts = " + ".join(form.printed_codes[part] for part in cell.sum_of)
            return Source(cell, code, _("tự tính: %(sum)s") % {"sum": parts})
        if cell.source is None:
            return Source(cell, code, _("nhập tay"))
        register = registers()[cell.source.register]
        return Source(
            cell,
            code,
            str(register.name),
            register,
            opens=register.code in self.opened,
            measure=str(measure_name(register, cell.source.measure)).lower(),
            where=self._where(cell.source),
            also=", ".join(self.units.get(code, code) for code in cell.source.units),
        )

    def _where(self, source: RegisterSource) -> str:
        chosen: dict[str, list[str]] = {}
        for option_set, code in source.where:
            names = {option.code: option.name for option in self.options[option_set].options}
            chosen.setdefault(self.options[option_set].name, []).append(names[code])
        return "; ".join(f"{name}: {', '.join(codes)}" for name, codes in chosen.items())
