"""The data of a programme: the checked content of a programme's folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sokehoach.domain.analysis.question import Question
from sokehoach.domain.documents.outline import Outline
from sokehoach.domain.indicators.element import DataElement, OptionSet
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.orgtree.level import Levels
from sokehoach.domain.orgtree.tiles import Tile
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.orgtree.unit import Unit
from sokehoach.domain.policy.groups import GENERAL, ConfidentialGroups
from sokehoach.domain.policy.persons import PersonsRule
from sokehoach.domain.registers.assessment import Scheme
from sokehoach.domain.registers.checklists import Checklist
from sokehoach.domain.registers.register_type import RegisterType
from sokehoach.domain.registers.sanctions import Frame
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.reporting_schedule import ReportingSchedule


def stored_as(key: str) -> Mapping[str, str]:
    """The metadata of a field with another key in canonical JSON, on which the digests of published versions rest."""
    return {"key": key}


@dataclass(frozen=True, slots=True)
class PolicyDefinition:
    """The confidential groups that the programme needs in the installation, and its rule on counts of persons."""

    groups: ConfidentialGroups
    persons: PersonsRule


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A version of an area or agency, with its short name, letterhead and map tile."""

    unit: Unit
    short_name: str
    letterhead: str
    source: str
    function: str = GENERAL
    asked: bool = False  # the Fatherland Front and mass organisations are asked, not ordered
    aliases: tuple[str, ...] = ()
    tile: Tile | None = None  # on the map of the parent unit


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A plan's name for several units: all of some levels below `within`, or the listed members."""

    code: str
    name: str
    within: str
    levels: tuple[str, ...]
    members: tuple[str, ...]
    aliases: tuple[str, ...]
    asked: bool
    source: str


@dataclass(frozen=True, slots=True)
class RegisterOwnership:
    """A register and the units that keep it: those of some levels, and the listed agencies.

    `clauses` are paths in the programme's plan that its entries carry out.
    """

    register: str
    function: str
    levels: tuple[str, ...]
    agencies: tuple[str, ...]
    source: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    """A set of actions. Each grant gives its unit and its functions, from `functions`.

    `levels`: those over whose units it is offered; none for all.
    """

    code: str
    name: str
    functions: tuple[str, ...]
    actions: tuple[str, ...]
    levels: tuple[str, ...] = ()


class Writers(StrEnum):
    """Who writes an outline's report: its issuer, or each base area or agency, for which the issuer maintains it."""

    ISSUER = "issuer"
    COMMUNE = "commune"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """A report to be written: its outline and its frame (NĐ 30/2020). Units are given by code."""

    outline: Outline
    issuer: str
    superior: str
    addressees: tuple[str, ...]
    place: str
    symbol: str  # «/BC-LĐTBXH»
    authority: tuple[str, ...]  # title above the signature, by line
    copies: tuple[str, ...]
    filed: str
    annexes: tuple[str, ...]  # codes of forms
    source: str
    writers: Writers = Writers.ISSUER
    follows: str = ""  # code of the outline whose sections it uses


@dataclass(frozen=True, slots=True)
class ReadyQuestion:
    """A predefined question to the figures; its area is that of the person asking."""

    code: str
    title: str
    about: str
    question: Question


@dataclass(frozen=True, slots=True)
class Assumption:
    """«Giả định»: a value that no source we could read gives."""

    what: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class EnglishName:
    """How pages in English say a Vietnamese name of the definition."""

    name: str
    english: str


@dataclass(frozen=True, slots=True)
class ProgrammeDefinition:
    code: str
    name: str
    unit: str  # the unit for which forms are aggregated
    standing_office: str
    valid_from: date
    report_due_days: int  # working days after the cut-off, for the unit's own report
    assumptions: tuple[Assumption, ...]
    levels: Levels
    policy: PolicyDefinition
    units: tuple[UnitRow, ...]
    groups: tuple[UnitGroup, ...]
    option_sets: tuple[OptionSet, ...]
    elements: tuple[DataElement, ...]
    indicators: tuple[Indicator, ...]
    forms: tuple[Form, ...]
    reporting_schedules: tuple[ReportingSchedule, ...] = field(metadata=stored_as("regimes"))
    register_owners: tuple[RegisterOwnership, ...] = field(metadata=stored_as("keepings"))
    checklists: tuple[Checklist, ...]
    frames: tuple[Frame, ...]
    schemes: tuple[Scheme, ...]
    reports: tuple[ReportTemplate, ...]
    actions: Mapping[str, str]  # code → name
    roles: tuple[RoleDefinition, ...]
    sample_plan: str
    questions: tuple[ReadyQuestion, ...] = ()
    short_name: str = ""  # names the programme beside an entry; «» for `name`
    register_types: tuple[RegisterType, ...] = ()  # registers that are data; their owners are in `register_owners`
    english: tuple[EnglishName, ...] = ()

    @property
    def tree(self) -> Tree:
        return Tree(row.unit for row in self.units)
