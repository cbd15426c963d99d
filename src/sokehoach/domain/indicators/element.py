"""Data elements and the option sets that disaggregate them (terms of DHIS2)."""

from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.indicators.operators import Operator


class ElementFunction(StrEnum):
    """The purpose of a figure. Enforcement and support are on opposite sides of the wall."""

    GENERAL = "general"
    ENFORCEMENT = "enforcement"
    SUPPORT = "support"

    @property
    def walled(self) -> bool:
        return self is not ElementFunction.GENERAL


class ValueKind(StrEnum):
    """Which values may be typed into a cell of the element."""

    COUNT = "count"  # whole, from 0
    MONEY = "money"  # million đồng, up to three decimals
    FLAG = "flag"  # 0 or 1; the sum over place counts the units that have it


class Nature(StrEnum):
    FLOW = "flow"  # happens within the period: the periods of a year add up
    STOCK = "stock"  # measured at the cut-off date: never added over time


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    name: str


# Option sets of the installation, not of one programme: how many people or households a unit has is a fact of the unit.
SHARED_OPTION_SETS = frozenset({"denominator"})


@dataclass(frozen=True, slots=True)
class OptionSet:
    """A closed list of options, for a register's field and for a disaggregation."""

    uid: str
    code: str
    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class DataElement:
    """What is counted, and how it may be aggregated. It belongs to one form."""

    uid: str
    code: str
    name: str
    unit: str  # unit of measure as printed: «cuộc», «lượt người», «triệu đồng»
    kind: ValueKind
    nature: Nature
    over_time: Operator
    over_place: Operator
    function: ElementFunction
    form: str
    source: str  # where the definition comes from: law.md row, report, clause
    counts_persons: bool = False  # suspected, fined, prosecuted, helped: exists for the district and above
    disaggregations: tuple[str, ...] = ()  # codes of option sets
    clauses: tuple[str, ...] = ()  # paths in the plan: «II.2»


def format_key(disaggregation: dict[str, str] | None) -> str:
    """The canonical text of a disaggregation: {"audience": "pupils"} ⇄ «audience=pupils»; the total is «»."""
    return ";".join(f"{name}={value}" for name, value in sorted((disaggregation or {}).items()))


def parse_key(text: str) -> dict[str, str] | None:
    return dict(part.split("=", 1) for part in text.split(";")) if text else None
