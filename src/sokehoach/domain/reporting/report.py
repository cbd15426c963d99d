"""The input and output of report checks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sokehoach.domain.messages import say
from sokehoach.domain.reporting.form import OTHER_FORM, Form, Rule
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class PartOfReport:
    """The values of a part of the report's period, by cell code."""

    period_vi: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class OtherCell:
    """A cell of another form of the same unit and period. `form`: the form's printed code."""

    form: str
    code: str  # as printed
    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Report:
    """Values by cell code; a cell without one is «chưa báo cáo»."""

    form: Form
    values: Mapping[str, Value]
    previous: Mapping[str, Value] | None = None  # same unit, one period before
    last_year: Mapping[str, Value] | None = None  # same unit, same period of the year before
    period_vi: str = ""  # «năm 2021»
    parts: tuple[PartOfReport, ...] = ()  # of a longer period: the same unit's reports of the periods within it
    names: Mapping[str, str] = field(default_factory=dict)  # printed names of the data elements, by code
    printed: Mapping[str, str] = field(default_factory=dict)  # printed codes of cells, if they differ from their own
    day_elements: frozenset[str] = frozenset()  # the elements of which each value is a day
    texts: frozenset[str] = frozenset()  # codes of the cells in which a text stands
    other_cells: Mapping[str, OtherCell] = field(default_factory=dict)  # by the code that a check has for it

    def value(self, code: str) -> Value:
        if OTHER_FORM in code:
            return self.other_cells[code].value if code in self.other_cells else Gap.NOT_REPORTED
        return self.values.get(code, Gap.NOT_REPORTED)

    def number(self, code: str) -> Decimal | None:
        value = self.value(code)
        return value if isinstance(value, Decimal) else None

    def is_answered(self, code: str) -> bool:
        return code in self.texts or self.value(code) is not Gap.NOT_REPORTED

    def is_text(self, code: str) -> bool:
        return self.form.cell(code).holds_text

    def is_day(self, code: str) -> bool:
        """Whether the cell takes a day."""
        return self.form.cell(code).element in self.day_elements

    def name(self, code: str) -> str:
        """The name of a cell in a message: «ô B2.1 (nữ)»."""
        if code in self.other_cells:
            other = self.other_cells[code]
            return say("ô %(printed)s (%(label)s)", printed=self.code(code), label=other.label)
        cell = self.form.cell(code)
        label = cell.label or self.names.get(cell.element, "")
        printed = self.code(code)
        return (
            say("ô %(printed)s (%(label)s)", printed=printed, label=label)
            if label
            else say("ô %(printed)s", printed=printed)
        )

    def code(self, code: str) -> str:
        """The printed code of a cell."""
        if code in self.other_cells:
            return say("%(cell)s của biểu %(form)s", cell=self.other_cells[code].code, form=self.other_cells[code].form)
        return self.printed.get(code, code)


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """One finding beside `cell`. A hard one prevents sending; `related` are the other cells concerned."""

    cell: str
    related: tuple[str, ...]
    rule: Rule | None  # None: completeness, which applies to every form
    hard: bool
    message_vi: str

    @property
    def own_cells(self) -> tuple[str, ...]:
        """The cells concerned of the report's own form."""
        return self.cell, *(code for code in self.related if OTHER_FORM not in code)

    @property
    def waivable(self) -> bool:
        """Whether an explanation may be accepted instead of a correction.

        A missing answer can always be given, and one of several options always be chosen.
        """
        return self.hard and self.rule not in (None, Rule.REQUIRED_WITH, Rule.ONE_OF)
