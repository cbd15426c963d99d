"""What a confirmed plan says, as the proposals need it. Who reports is a key: BASE, AGENCIES, or the code of a unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

BASE = "base"  # all units of the base levels: communes, wards
AGENCIES = "agencies"  # all agencies of the area
EVERYBODY = (BASE, AGENCIES)

type Reporters = tuple[str, ...]
type YearLevel = tuple[int, Decimal]
type UnitLevel = tuple[str, Decimal]  # by the name of the area or unit, as printed


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A confirmed target. `text_before`, `text_after`: the rest of its sentence. `headings`: of the clauses around it.

    `owner`: who answers for it, () where nobody is named. `named_beside`: what stands beside its words in an annex.
    `year`: by whose end the level is to be reached, where it is known without the sentence. `levels`: of a row of a
    table by year, earliest first, the last of which are `year` and `value`. `unit_levels`: of the rows of a table by
    area, whose column the target is; `lacks_area_level`: the table has no sum, so `value` is that of one area.
    `printed_row`: the row whose sentence `text` is.
    """

    code: str
    path: str
    text: str
    value: Decimal
    unit: str
    bound: str
    text_before: str = ""
    text_after: str = ""
    headings: tuple[str, ...] = ()
    owner: Reporters = ()
    named_beside: str = ""
    year: int | None = None
    levels: tuple[YearLevel, ...] = ()
    unit_levels: tuple[UnitLevel, ...] = ()
    lacks_area_level: bool = False
    printed_row: str = ""


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """A confirmed duty. `leads`: who does it; () where the plan names nobody that the installation knows.

    `is_standing`: it has a result each period.
    """

    code: str
    path: str
    title: str
    text: str
    leads: Reporters = ()
    is_standing: bool = True


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A confirmed reporting rule. `every`: «month» … «year», «ad-hoc»; `to`: who receives, as printed.

    `via`, `receivers`: agencies of the area that collect or receive.
    """

    code: str
    path: str
    text: str
    who: Reporters
    every: str
    due_text: str = ""
    to: str = ""
    via: Reporters = ()
    receivers: Reporters = ()


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """`clauses`: path and heading of the numbered parts. `agencies`: name by code of those in the installation.

    `issuer`: the code of an agency whose own plan it is; its divisions report to it. `places`: names that the title
    may have, as they are written. `text`: the whole plan, where its words are not in capitals.
    """

    title: str
    signed_on: date | None
    targets: tuple[TargetFacts, ...] = ()
    duties: tuple[DutyFacts, ...] = ()
    rules: tuple[RuleFacts, ...] = ()
    clauses: tuple[tuple[str, str], ...] = ()
    agencies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    issuer: str = ""
    places: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class KnownElement:
    """An element that a programme of the installation has already."""

    code: str
    name: str
    form: str
    reporters: Reporters = ()
