"""The fields of a line: what a value is, and how it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.text.numbers import format_number

# Options, units and accounts stand in it by their codes, several of them in the order of their list; a line of
# another register by its id, a quarter by the last day that counts for it (NĐ 09/2019: 14/3, 14/6, 14/9, 14/12).
type Value = str | int | bool | date | UUID | list[str] | None
type Values = Mapping[str, Value]
type Messages = dict[str, list[str]]


class FieldKind(StrEnum):
    TEXT = "text"  # one line
    LONG = "long"  # several lines
    NUMBER = "number"  # whole, from 0
    MONEY = "money"  # whole đồng, from 0
    YEAR = "year"  # of the calendar: «2021», no quantity
    DAY = "day"
    QUARTER = "quarter"  # for what must not be told to the day
    FLAG = "flag"  # yes or no
    ONE = "one"  # an option
    MANY = "many"  # at least one option, unless not required
    UNIT = "unit"  # a unit, by its code
    UNITS = "units"
    LINE = "line"  # a line of another register, by its id
    STAFF = "staff"  # accounts, by their names of sign-in


LIST_KINDS = (FieldKind.MANY, FieldKind.UNITS, FieldKind.STAFF)  # each in a table of its own
CHOICE_KINDS = (
    FieldKind.ONE,
    FieldKind.MANY,
    FieldKind.UNIT,
    FieldKind.UNITS,
    FieldKind.LINE,
    FieldKind.STAFF,
    FieldKind.FLAG,
    FieldKind.QUARTER,
)
NUMBER_KINDS = (FieldKind.NUMBER, FieldKind.MONEY)
TEXT_KINDS = (FieldKind.TEXT, FieldKind.LONG)
_DEFAULT_LIMITS = {FieldKind.LONG: 2000, FieldKind.MONEY: 1_000_000_000_000, FieldKind.YEAR: 2100}


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """`option_set` of ONE and MANY, `levels` of UNIT and UNITS (none: all), `register` of LINE.

    own     the line referred to must be of the unit whose line this is
    group   a heading above this field and those after it
    """

    name: str  # of the model's field
    label: str | Promise
    kind: FieldKind
    option_set: str = ""
    required: bool = True
    hint: str | Promise = ""
    most: int = 0  # letters of a text, or the greatest number; 0: as usual for the kind
    levels: tuple[str, ...] = ()
    register: str = ""
    same_unit: bool = False
    group: str | Promise = ""

    @property
    def limit(self) -> int:
        return self.most or _DEFAULT_LIMITS.get(self.kind, 300)


class ChoiceNames(Protocol):
    """What choices are called: one of them, several in the order in which they are shown."""

    def name(self, field: FieldDefinition, code: str | UUID) -> str: ...

    def names(self, field: FieldDefinition, codes: list[str]) -> list[str]: ...


def format_value(field: FieldDefinition, value: Value, names: ChoiceNames) -> str:
    """The value as a reader sees it, on the page, in the history and in Excel: «12/06/2021», «Việt; Mông»."""
    match value:
        case None | "":
            return ""
        case bool():
            return _("Có") if value else _("Không")
        case date():
            return format_quarter(value) if field.kind is FieldKind.QUARTER else f"{value:%d/%m/%Y}"
        case int():
            return str(value) if field.kind is FieldKind.YEAR else format_number(value)
        case list():
            return "; ".join(names.names(field, value))
        case UUID():
            return names.name(field, value)
    return names.name(field, value) if field.kind in CHOICE_KINDS else value


def format_quarter(day: date) -> str:
    """«quý II/2021» of 14/6/2021."""
    return _("quý %(number)s/%(year)s") % {
        "number": ("I", "II", "III", "IV")[(day.month - 1) // 3],
        "year": day.year,
    }


def is_quarter_end(day: date) -> bool:
    return day == compute_quarter_end(day.year, (day.month - 1) // 3 + 1)


def compute_quarter_end(year: int, number: int) -> date:
    """The last day that counts for a quarter: what is told of it is known then."""
    return compute_window(parse_period(f"{year}Q{number}")).cut_off
