"""What generated definitions must cover, and the rows that cover it: each value of each trait occurs in a row."""

from dataclasses import dataclass, fields
from enum import StrEnum

from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.periods.period import PeriodType


class Tree(StrEnum):
    """Levels and units. The programme's unit is the highest area, or the lowest that consolidates."""

    DISTRICTS = "districts"  # province, district, commune and township, agencies
    TWO_LEVELS = "two levels"  # province, commune, ward and special zone, agencies
    CLUSTERS = "clusters"  # a commune with clusters of villages
    SCHOOLS = "schools"  # schools and stations, attached to communes, report too
    FOUR_LEVELS = "four levels"  # province, district, commune that consolidates, village


class Wall(StrEnum):
    NONE = "none"  # no form of a confidential group
    STRICT = "strict"  # a form of a group of the strict policy
    OWN = "own"  # two groups of the programme's own, in one wall
    ALONE = "alone"  # a group of the programme's own, in no wall
    LOOSER = "looser"  # base units count persons, with the legal basis
    HIGHER = "higher"  # only the highest level counts persons


class Counted(StrEnum):
    """Which days count."""

    DECREE = "nd09"
    CALENDAR = "calendar"
    SHIFTED = "police"
    GAPS = "gaps"  # days between two windows count in neither


class Due(StrEnum):
    WORKING_DAYS = "working days"
    DAY_OF_MONTH = "day of month"
    DATES = "dates"


class Measured(StrEnum):
    """The kind of an indicator."""

    SHARE = "share"
    RATE = "rate"
    PLAIN = "plain"
    CHANGE = "change"
    NONE = "none"


class Stated(StrEnum):
    """For which years and units the programme states levels of its indicator; reports are of 2025."""

    NONE = "none"
    YEARS = "years"
    UNITS = "units"  # for a base unit, and for all in 2025
    CARRIED = "carried"  # 2024, and later years until 2027
    GAP = "gap"  # 2024 and 2027
    GENERAL = "general"


class Written(StrEnum):
    """Who writes a report by an outline."""

    ISSUER = "issuer"
    COMMUNE = "commune"
    AGENCY = "agency"
    FOLLOWS = "follows"  # an issuer, with the sections of another outline


class Registers(StrEnum):
    NONE = "none"
    SOME = "some"
    COUNTED = "counted"  # a cell counts entries of one


class Role(StrEnum):
    """The accounts; each has a role of its own."""

    OFFICE = "office"
    REPORTER = "reporter"
    AGENCY = "agency"
    WALLED = "walled"
    LEADER = "leader"
    ADMIN = "admin"
    ANY = "any"  # drawn actions in the general function
    ANY_WALLED = "any_walled"  # drawn actions in a confidential group


@dataclass(frozen=True, slots=True)
class Case:
    """What a definition has for certain. `crawler`: whose links are followed; `second`: loaded beside another one."""

    kind: ValueKind
    period: PeriodType
    tree: Tree
    wall: Wall
    counted: Counted
    due: Due
    measured: Measured
    stated: Stated
    written: Written
    registers: Registers
    crawler: Role
    second: bool

    def __str__(self) -> str:
        return "-".join(str(getattr(self, field.name)) for field in fields(self))


COUNT = 13  # of rows: a prime, so that traits of different lengths meet in different pairs


# Weeks have windows and due days of their own: the third form has them, where its case allows it (`list_lengths`).
MAIN_PERIODS = tuple(kind for kind in PeriodType if kind is not PeriodType.WEEK)


def _build_case(number: int) -> Case:
    def pick[T](values: type[T] | tuple[T, ...], step: int = 1) -> T:
        listed = tuple(values)  # type: ignore[arg-type]
        return listed[number * step % COUNT % len(listed)]

    return Case(
        kind=pick(ValueKind),
        period=pick(MAIN_PERIODS, 2),
        tree=pick(Tree, 3),
        wall=pick(Wall, 4),
        counted=pick(Counted, 5),
        due=pick(Due, 6),
        measured=pick(Measured, 7),
        stated=pick(Stated, 12),
        written=pick(Written, 8),
        registers=pick(Registers, 9),
        crawler=pick(Role, 10),
        second=pick((False, True), 11),
    )


CASES = tuple(_build_case(number) for number in range(COUNT))
