"""A page that a register has beside its list: what each unit has done this year, or what still waits."""

from dataclasses import dataclass
from enum import StrEnum


class OverviewKind(StrEnum):
    FIRST_DAYS = "first_days"  # for each base area, the day in the year on which each option of `field` first stood
    WAITING = "waiting"  # the entries whose day `field` is written and whose day `done_on` is not, the earliest first
    BY_UNIT = "by_unit"  # for each base area, and other units with a number, the `measures` over the year


@dataclass(frozen=True, slots=True)
class Overview:
    """`code`: in the address of the page. `options`: those of `first_days`, all where the file names none.

    `columns`: the fields that `waiting` shows after the title and the place. `measures`: those of `by_unit`, by code,
    beside which stands, where it is named, the `denominator` of the year.
    """

    code: str
    name: str
    kind: OverviewKind
    field: str = ""
    about: str = ""
    options: tuple[str, ...] = ()
    done_on: str = ""
    columns: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    denominator: str = ""
