"""Defines the fields of an entry, their values and how they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sokehoach.domain.messages import join_messages
from sokehoach.domain.notation import write_day, write_percent
from sokehoach.domain.orgtree.level import LevelKind
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import ND09, compute_window
from sokehoach.domain.registers.field_kinds import (
    CHOICE_KINDS,
    LIMITS,
    LIST_KINDS,
    NUMBER_KINDS,
    TEXT_KINDS,
    FieldKind,
)
from sokehoach.domain.registers.register_type import Condition
from sokehoach.domain.text import format_number

__all__ = ["CHOICE_KINDS", "LIST_KINDS", "NUMBER_KINDS", "TEXT_KINDS", "FieldDefinition", "FieldKind"]

# A value holds options, units and accounts by code (several in the order of their list), an entry of another
# register by its id, and a quarter by its cut-off date (NĐ 09/2019: 14/3, 14/6, 14/9, 14/12).
type Value = str | int | Decimal | bool | date | UUID | list[str] | None
type Values = Mapping[str, Value]
type Messages = dict[str, list[str]]


FLAGS = {"yes": True, "no": False}  # by the code of the choice


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """Defines one field of a register.

    `option_set` is for ONE and MANY, `level_kinds` for UNIT and UNITS (empty: all), `register` for LINE.
    `visible_when`: the browser hides the field where one of them is not met. `same_unit`: the entry referred to must
    belong to the same unit; `own_area`: the unit chosen must lie in the area of the entry's unit, which for a base area
    is that unit alone. `meanings`: the codes of options by which the code of a module decides; a programme defines
    exactly these, under its names, and others beside them where `has_other_options`. `group` is a heading above this
    field and those after it.
    """

    name: str  # name of the model field
    label: str | Promise
    kind: FieldKind
    option_set: str = ""
    required: bool = True
    hint: str | Promise = ""
    most: int = 0  # maximum length of a text or maximum number; 0: the default of the kind
    level_kinds: tuple[LevelKind, ...] = ()
    register: str = ""
    same_unit: bool = False
    own_area: bool = False
    group: str | Promise = ""
    visible_when: tuple[Condition, ...] = ()
    meanings: tuple[str, ...] = ()
    has_other_options: bool = False

    @property
    def limit(self) -> int:
        return self.most or LIMITS.get(self.kind, 300)


class ChoiceNames(Protocol):
    """Gives the names of choices: of one code, or of several in display order."""

    def name(self, field: FieldDefinition, code: str | UUID) -> str: ...

    def names(self, field: FieldDefinition, codes: list[str]) -> list[str]: ...


def format_value(field: FieldDefinition, value: Value, names: ChoiceNames) -> str:
    """Formats a value for pages, history and print: «12/06/2021», «Việt; Mông», «12,5 %»."""
    match value:
        case None | "":
            return ""
        case bool():
            return _("Có") if value else _("Không")
        case date() | int() | Decimal():
            return format_quantity(field.kind, value)
        case list():
            return join_messages("; ", names.names(field, value)) if value else ""
        case UUID():
            return names.name(field, value)
    return names.name(field, value) if field.kind in CHOICE_KINDS else value


def format_quantity(kind: FieldKind, quantity: int | Decimal | date) -> str:
    """Formats a number or a day of that kind."""
    if isinstance(quantity, date):
        return format_quarter(quantity) if kind is FieldKind.QUARTER else write_day(quantity)
    if kind is FieldKind.YEAR:
        return str(quantity)
    return write_percent(format_number(quantity)) if kind is FieldKind.PERCENT else format_number(quantity)


def format_quarter(day: date) -> str:
    """Formats a cut-off date as its quarter: 14/6/2021 is «quý II/2021»."""
    return _("quý %(number)s/%(year)s") % {
        "number": ("I", "II", "III", "IV")[(day.month - 1) // 3],
        "year": day.year,
    }


def is_quarter_end(day: date) -> bool:
    return day == compute_quarter_end(day.year, (day.month - 1) // 3 + 1)


def compute_quarter_end(year: int, number: int) -> date:
    """Returns the day by which a quarter (1 to 4) is stored: its cut-off by NĐ 09/2019, in its last month."""
    return compute_window(parse_period(f"{year}Q{number}"), ND09).cut_off
