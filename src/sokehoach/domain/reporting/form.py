"""The definition of a form (biểu mẫu): its reporters, sections and cells."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from sokehoach.domain.periods.due import TWO_WORKING_DAYS, DueRule, compute_due_day, names_period
from sokehoach.domain.periods.period import Period, PeriodType
from sokehoach.domain.periods.window import ND09, Window, WindowRule, compute_window
from sokehoach.domain.programmes.earlier import DefinedSpan, EarlierDefinition, is_defined


@dataclass(frozen=True, slots=True)
class RegisterSource:
    """A register as the source of a cell: a measure of the register, filtered by options of its fields."""

    register: str  # «activities»
    measure: str  # «sessions», «people»
    where: tuple[tuple[str, str], ...] = ()  # (("audience", "pupils"),)
    units: tuple[str, ...] = ()  # codes of units whose entries count besides the reporter's own
    per: int = 1  # divisor of the register's number: 1.000.000 converts đồng to million đồng


@dataclass(frozen=True, slots=True)
class Cell:
    """One number or text of a form: an element, or one disaggregation of it."""

    code: str  # printed in the margin: «B2.1»; unique in the form
    element: str
    disaggregation: str = ""  # canonical key, «» is the total
    label: str = ""  # printed name, if it differs from the element's: «trong đó: học sinh»
    depth: int = 0  # 1 for «trong đó»
    source: RegisterSource | None = None
    sum_of: tuple[str, ...] = ()  # codes of cells: computed, never typed
    same_as: str = ""  # same meaning as a cell of another form: «CS01», «CS01:establishment_type=lodging»
    interchangeable: bool = True  # whether a report may print the other's number in its place
    element_code: str = ""  # printed code of the element; «» where it is the element's uid
    most: int = 0  # letters of a text; 0: the cell holds a number
    is_line: bool = False  # the text has one line

    @property
    def holds_text(self) -> bool:
        return self.most > 0


@dataclass(frozen=True, slots=True)
class FormSection:
    code: str  # «B»
    title: str
    cells: tuple[Cell, ...]  # in the order of print, with those that hold a text
    clauses: tuple[str, ...] = ()

    @property
    def number_cells(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if not cell.holds_text)


class Rule(StrEnum):
    """The checks that a form may declare; each is one function in checks.py or history_checks.py."""

    PART_WITHIN_WHOLE = "part_within_whole"  # cells[0] ≤ cells[1]
    PARTS_SUM_TO_WHOLE = "parts_sum_to_whole"  # cells[0] = Σ cells[1:]
    SHARE_OF_WHOLE = "share_of_whole"  # cells[0] is the percentage that cells[1] makes of cells[2], as rounded
    REQUIRED_WITH = "required_with"  # cells[1] must be answered if cells[0] > 0
    EXCLUDED_BY = "excluded_by"  # cells[1] must have no number if cells[0] > 0
    NONE_WITHOUT = "none_without"  # cells[0] must have no number if cells[1] is 0
    ONE_OF = "one_of"  # exactly one of the cells is 1, once one is answered
    WITHIN_HISTORY = "within_history"  # cells[0] did not jump against earlier reports: advisory
    # Of a longer period, made of the form's own; the codes are from when only a year was made, of two half-years.
    WHOLE_AT_LEAST_PART = "year_at_least_half"  # cells[0] ≥ that of each part
    WHOLE_IS_SUM_OF_PARTS = "year_is_sum_of_halves"  # cells[0] = the sum of all parts
    STOCK_AND_FLOW = "stock_and_flow"  # cells[0] = its value one period before + cells[1] − cells[2]


OTHER_FORM = "/"  # «01-XA/C1»: a cell of another form of the unit and period, in a check


@dataclass(frozen=True, slots=True)
class Check:
    """A check of a form. Its first cell is the form's own; a later one may be of another form (`OTHER_FORM`)."""

    rule: Rule
    cells: tuple[str, ...]
    hard: bool = True  # a hard finding prevents sending; an advisory one is only shown


@dataclass(frozen=True, slots=True)
class Reporters:
    """The units that owe the form: units of these levels below the programme's unit, or the units named."""

    levels: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelDue:
    """The due rule of reporters of one level, where it is not the form's."""

    level: str
    due: DueRule


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text box: one per heading of the report's outline, and one for each cell that holds a text."""

    code: str  # «result», matches the outline's heading; that of the cell
    title: str
    hint: str = ""
    most: int = 1500  # letters
    is_line: bool = False
    element: str = ""  # printed code of the element whose text it is

    @property
    def heading(self) -> str:
        """The code by which outlines and superiors' forms print it."""
        return self.element or self.code


@dataclass(frozen=True)
class Form:
    uid: str  # the key, never shown
    code: str  # printed: «01-XA»; unique in its programme
    name: str
    period_type: str  # «six-month»
    function: str  # of all its elements
    reporters: Reporters
    sections: tuple[FormSection, ...]
    checks: tuple[Check, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    counting_window: WindowRule = ND09
    due: DueRule = TWO_WORKING_DAYS
    due_by_level: tuple[LevelDue, ...] = ()
    lock_days: int = 0  # working days after the due day, after which nothing is accepted; 0: never locked
    also_for: tuple[PeriodType, ...] = ()  # longer periods for which it is owed too, computed from its own
    valid_from: date | None = None  # its schedule is in force for periods that begin on these days: [from, until)
    valid_until: date | None = None
    assumed: tuple[str, ...] = ()  # parts that are «giả định»
    source: str = ""
    # For periods whose window begins before `valid_until` (ADR 54); of no version, since publishing derives them.
    earlier_definitions: tuple[EarlierDefinition["Form"], ...] = field(default=(), metadata={"derived": True})
    # Of a form that a version closed: the days on which a window begins that it is still owed for. Derived too.
    spans: tuple[DefinedSpan, ...] = field(default=(), metadata={"derived": True})
    # The day from which it is collected, as its publisher chose: no report is owed that was due before (ADR 140).
    collected_from: date | None = field(default=None, metadata={"derived": True})

    def at(self, period: Period) -> "Form":
        """The form as it is filled in for the period: an earlier definition where one still holds for its window."""
        return next(
            (
                row.definition
                for row in self.earlier_definitions
                if row.definition.starts_before(period, row.valid_until)
            ),
            self,
        )

    @property
    def definitions(self) -> tuple["Form", ...]:
        """The earlier definitions in the order of time, and the current one. `at(period)` is one of them."""
        return *(row.definition for row in self.earlier_definitions), self

    def get_first_day(self, period: Period) -> date:
        """The first day that the form counts for the period."""
        return self.get_window(period).start

    def get_window(self, period: Period) -> Window:
        """The days that the form counts for the period."""
        return compute_window(period, self.at(period).counting_window)

    def starts_before(self, period: Period, day: date) -> bool:
        return compute_window(period, self.counting_window).start < day

    @property
    def period_types(self) -> tuple[PeriodType, ...]:
        return PeriodType(self.period_type), *self.also_for

    @property
    def all_period_types(self) -> tuple[PeriodType, ...]:
        """The types of all periods for which it is owed or was by an earlier definition, of which there are figures."""
        return tuple(dict.fromkeys(kind for form in reversed(self.definitions) for kind in form.period_types))

    def get_level_due(self, level: str) -> DueRule:
        """The form's own due rule for reporters of the level."""
        return next((level_due.due for level_due in self.due_by_level if level_due.level == level), self.due)

    def is_in_force(self, period: Period) -> bool:
        """Whether the form is owed for the period at all: it has such periods then, no version closed it, its schedule
        is in force on the period's first day, and it is collected. Of half-years with one due date, only the half that
        it names.
        """
        form = self.at(period)
        return (
            period.type in form.period_types
            and self.is_defined(period)
            and (form.valid_from is None or form.valid_from <= period.start)
            and (form.valid_until is None or period.start < form.valid_until)
            and names_period(form.due, period, form.counting_window)
            and self.is_collected(period)
        )

    def is_collected(self, period: Period) -> bool:
        """Whether the period's report was due on the first day of collecting or later, by the latest of the form's own
        due rules; holidays aside, so that the answer never changes.
        """
        if self.collected_from is None or period.type is PeriodType.AD_HOC:
            return True
        form = self.at(period)
        if compute_window(period, form.counting_window).end > self.collected_from:
            return True
        rules = {form.due, *(level_due.due for level_due in form.due_by_level)}
        return max(compute_due_day(rule, period, form.counting_window, ()) for rule in rules) >= self.collected_from

    @property
    def is_withdrawn(self) -> bool:
        """Whether the only version that had it was withdrawn before it applied: it is owed for no period."""
        return bool(self.spans) and all(span.start == span.end for span in self.spans)

    def is_defined(self, period: Period) -> bool:
        """Whether the programme has the form for the period: a version closes it for the windows from its day on."""
        return is_defined(self.spans, self.get_first_day(period))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that hold a number."""
        return tuple(cell for cell in self.printed_cells if not cell.holds_text)

    @cached_property
    def printed_cells(self) -> tuple[Cell, ...]:
        """Every cell, in the order of print."""
        return tuple(cell for section in self.sections for cell in section.cells)

    @cached_property
    def text_boxes(self) -> tuple[Narrative, ...]:
        """The boxes of the headings, and of the cells that hold a text."""
        boxes = (
            Narrative(
                cell.code, cell.label, most=cell.most, is_line=cell.is_line, element=cell.element_code or cell.element
            )
            for cell in self.printed_cells
            if cell.holds_text
        )
        return *self.narratives, *boxes

    def cell(self, code: str) -> Cell:
        """The cell with that code, of a number or a text; LookupError if the form has none."""
        if code not in self._by_code:
            raise LookupError(f"form {self.code} has no cell {code}")
        return self._by_code[code]

    @property
    def cells_of_other_forms(self) -> tuple[str, ...]:
        """Those that its checks name, each once."""
        return tuple(dict.fromkeys(code for check in self.checks for code in check.cells if OTHER_FORM in code))

    @cached_property
    def printed_codes(self) -> dict[str, str]:
        """The printed code of each cell, by cell code: its element's code, or «TT02.3» for the third part of TT02.

        The cell code is the position in this form; the element has the same code wherever it is printed.
        """
        parts: dict[str, int] = {}
        printed = {}
        for cell in self.printed_cells:
            printed[cell.code] = code = cell.element_code or cell.element
            if cell.disaggregation:
                parts[cell.element] = parts.get(cell.element, 0) + 1
                printed[cell.code] = f"{code}.{parts[cell.element]}"
        return printed

    @cached_property
    def _by_code(self) -> dict[str, Cell]:
        return {cell.code: cell for cell in self.printed_cells}
