"""The fields of a line: what a value is, and how it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sokehoach.domain.periods.period import parse
from sokehoach.domain.periods.window import window
from sokehoach.domain.text.numbers import format_number

# Options, units and accounts stand in it by their codes, several of them in the order of their list; a line of
# another register by its id, a quarter by the last day that counts for it (NĐ 09/2019: 14/3, 14/6, 14/9, 14/12).
type Value = str | int | bool | date | UUID | list[str] | None
type Values = Mapping[str, Value]
type Messages = dict[str, list[str]]


class Kind(StrEnum):
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


SEVERAL = (Kind.MANY, Kind.UNITS, Kind.STAFF)  # each in a table of its own
CHOSEN = (Kind.ONE, Kind.MANY, Kind.UNIT, Kind.UNITS, Kind.LINE, Kind.STAFF, Kind.FLAG, Kind.QUARTER)
NUMBERS = (Kind.NUMBER, Kind.MONEY)
WORDS = (Kind.TEXT, Kind.LONG)
_MOST = {Kind.LONG: 2000, Kind.MONEY: 1_000_000_000_000, Kind.YEAR: 2100}


@dataclass(frozen=True, slots=True)
class Field:
    """`option_set` of ONE and MANY, `levels` of UNIT and UNITS (none: all), `register` of LINE.

    own     the line referred to must be of the unit whose line this is
    group   a heading above this field and those after it
    """

    name: str  # of the model's field
    label: str | Promise
    kind: Kind
    option_set: str = ""
    required: bool = True
    hint: str | Promise = ""
    most: int = 0  # letters of a text, or the greatest number; 0: as usual for the kind
    levels: tuple[str, ...] = ()
    register: str = ""
    own: bool = False
    group: str | Promise = ""

    @property
    def limit(self) -> int:
        return self.most or _MOST.get(self.kind, 300)


class Names(Protocol):
    """What choices are called: one of them, several in the order in which they are shown."""

    def name(self, field: Field, code: str | UUID) -> str: ...

    def names(self, field: Field, codes: list[str]) -> list[str]: ...


def show(field: Field, value: Value, names: Names) -> str:
    """The value as a reader sees it, on the page, in the history and in Excel: «12/06/2021», «Việt; Mông»."""
    match value:
        case None | "":
            return ""
        case bool():
            return _("Có") if value else _("Không")
        case date():
            return show_quarter(value) if field.kind is Kind.QUARTER else f"{value:%d/%m/%Y}"
        case int():
            return str(value) if field.kind is Kind.YEAR else format_number(value)
        case list():
            return "; ".join(names.names(field, value))
        case UUID():
            return names.name(field, value)
    return names.name(field, value) if field.kind in CHOSEN else value


def show_quarter(day: date) -> str:
    """«quý II/2021» of 14/6/2021."""
    return _("quý %(number)s/%(year)s") % {
        "number": ("I", "II", "III", "IV")[(day.month - 1) // 3],
        "year": day.year,
    }


def closes_quarter(day: date) -> bool:
    return day == quarter_end(day.year, (day.month - 1) // 3 + 1)


def quarter_end(year: int, number: int) -> date:
    """The last day that counts for a quarter: what is told of it is known then."""
    return window(parse(f"{year}Q{number}")).cut_off
