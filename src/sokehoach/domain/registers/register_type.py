"""A register that a programme defines as data: its fields, the rules of an entry, and what reports count of it.

Conditions, constraints and measures are a closed list of operations. Nothing here names code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sokehoach.domain.orgtree.level import LevelKind
from sokehoach.domain.registers.field_kinds import LARGEST, LINE_KINDS, FieldKind
from sokehoach.domain.registers.overview import Overview

BASE_AREAS = "base_areas"  # in braces in a label or the name of a measure: the levels that consolidate nothing
DAY = "day"  # the field that every register has: the day of the entry
SUM, CUT_OFF = "sum", "cut_off"  # in braces in the sentence of a constraint: what was found
type EntryValues = Mapping[str, Any]
"""Values by field: texts, numbers, days, yes or no, codes; None, «» and [] are blank."""


class ConditionTest(StrEnum):
    ONE_OF = "one_of"  # it is one of `options`; of several options, at least one is
    NONE_OF = "none_of"
    PRESENT = "present"
    ABSENT = "absent"
    AT_LEAST = "at_least"  # `number`
    AT_MOST = "at_most"
    TRUE = "is_true"
    FALSE = "is_false"
    # Of a day, in a measure alone:
    IN_YEAR = "in_year"  # from the first day of the report's year to its cut-off
    BEFORE_CUT_OFF = "before_cut_off"
    NOT_BY_CUT_OFF = "not_by_cut_off"  # it is blank or after the cut-off


REPORT_TESTS = (ConditionTest.IN_YEAR, ConditionTest.BEFORE_CUT_OFF, ConditionTest.NOT_BY_CUT_OFF)


@dataclass(frozen=True, slots=True)
class ReportDays:
    """The days of a report that its measures ask about: the first of its year and the last that counts."""

    year_start: date
    cut_off: date


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one field. What is blank meets none but `absent`, `none_of` and `not_by_cut_off`."""

    field: str
    test: ConditionTest
    options: tuple[str, ...] = ()
    number: int | Decimal = 0  # a Decimal only where it has decimals, three at most


@dataclass(frozen=True, slots=True)
class RegisterField:
    """One field. `required_when`, `visible_when`: conditions that all hold; without any, always.

    A field that is not visible is left blank; where it `keeps_hidden`, what is written there stands, and only the
    form hides it. `most`: the longest text or the largest number; 0: that of its kind.
    `register`: for a reference to an entry, the register of the same programme. `own_area`: the unit lies in the area
    of the entry's unit; where that is a base area, it is that unit.
    """

    code: str
    label: str
    kind: FieldKind
    option_set: str = ""
    required: bool = True
    hint: str = ""
    most: int = 0
    level_kinds: tuple[LevelKind, ...] = ()
    register: str = ""
    same_unit: bool = False
    own_area: bool = False
    group: str = ""
    required_when: tuple[Condition, ...] = ()
    visible_when: tuple[Condition, ...] = ()
    counts_persons: bool = False  # a number of persons: only where the programme's policy allows it
    missing_message: str = ""  # where `required_when` asks for it and it is blank; «» for the sentence of all fields
    misplaced_message: str = ""  # where it is written although it is not visible
    keeps_hidden: bool = False

    @property
    def largest(self) -> int:
        """The longest text or the largest number; 0 for other kinds."""
        return self.most or LARGEST.get(self.kind, 0)


class ConstraintRule(StrEnum):
    AT_MOST = "at_most"  # each of `fields` is at most `other`: numbers or days
    AT_LEAST = "at_least"  # each of `fields` is at least `other`: numbers or days
    SUM_AT_MOST = "sum_at_most"  # all of `fields` together are at most `other`
    SUM_EQUALS = "sum_equals"
    ONE_PRESENT = "one_present"  # at least one of `fields` is written
    ONE_POSITIVE = "one_positive"  # at least one of the numbers `fields` is above 0
    ONLY_WITH = "only_with"  # each of `fields` is written only where `other` is
    ALL_OR_NONE = "all_or_none"  # all of `fields` are written, or none of them
    NOT_AFTER_TODAY = "not_after_today"  # each of the days `fields` is today or earlier, when it is written
    ONE_PLACE = "one_place"  # each of the texts `fields` names one place, not several
    WITHIN_CUT_OFFS = "within_cut_offs"  # from the day in `fields` to the day `other` no day of `cut_offs` passes
    NO_OVERLAP = "no_overlap"  # no two entries of a unit, alike in `of`, share a day from `fields` to `other`
    TOTAL_AT_MOST = "total_at_most"  # `fields` of all entries that refer to one add up to at most its `other`


@dataclass(frozen=True, slots=True)
class Constraint:
    """A rule between fields, with the sentence that an official reads. A blank among its numbers is not judged.

    `message`: «{households} hộ ký» says what was written in a number or day of the rule; «{sum}» of a sum and
    «{cut_off}» of `cut_offs` what was found; that of `no_overlap` names the other entry.
    `of`: for a total over entries, the field by which they refer to the entry that has `other`. `cut_offs`: «15/05».
    """

    rule: ConstraintRule
    fields: tuple[str, ...]
    message: str
    other: str = ""
    of: str = ""
    cut_offs: tuple[str, ...] = ()


# Judged over several entries; no entry alone breaks them.
RULES_OVER_ENTRIES = (ConstraintRule.TOTAL_AT_MOST, ConstraintRule.NO_OVERLAP)


class MeasureOperation(StrEnum):
    COUNT = "count"  # entries
    SUM = "sum"  # of the numbers of `field`
    SUM_WRITTEN = "sum_written"  # the same over the entries in which the number is written; blank where none is
    DISTINCT = "distinct"  # different values of `field`
    DISTINCT_PLACES = "distinct_places"  # different places that the text `field` names: «Bản Ten Hon» is «ten hon»
    AVERAGE = "average"  # of the numbers of `field` that are written, rounded to three decimals; blank where none is
    LAST = "last"  # the number of `field` in the last entry of each unit, added up over units
    LAST_WRITTEN = "last_written"  # the same over the entries in which the number is written
    HAS_ALL = "has_all"  # units whose entries together hold all `options` of `field`
    HAS_ANY = "has_any"  # entries in which `field` holds one of `options`; the figure rests on the others too
    REACHES = "reaches"  # units whose numbers of `field` together are at least their `denominator` of the year


# What these give is of the kind of their field.
ADDING_OPERATIONS = (
    MeasureOperation.SUM, MeasureOperation.SUM_WRITTEN, MeasureOperation.LAST, MeasureOperation.LAST_WRITTEN,
    MeasureOperation.AVERAGE,
)  # fmt: skip


class MeasureSpan(StrEnum):
    FLOW = "flow"  # the days of the report
    YEAR = "year_to_date"  # from the first day of the year's window
    STOCK = "stock"  # everything up to the cut-off


class MeasureUnits(StrEnum):
    OWN_UNIT = "own"
    AREA = "area"  # the area of an agency and its agencies; for a base area that area
    AREA_AND_BELOW = "below"  # these and the base areas below
    BASE_AREAS = "base_areas"  # the base areas of the area alone


@dataclass(frozen=True, slots=True)
class MeasureDefinition:
    """What a cell may count. A cell narrows it by options of the register's option sets.

    `conditions`: all of them hold for a counted entry. `through`: the field of units by which an entry belongs to a
    unit, instead of the unit that wrote it. `dated_by`: the day that decides. `latest_by`: of the entries of a unit
    that have the same value there only the last one stands, before conditions are asked: the state at the cut-off.
    `options`: those of `has_all` and `has_any`, all of the option set where the file names none. `adds_when`: of the
    counted entries, only those that meet it add to the number, which rests on the others too.
    `rows`: the register whose entries are rows of these; `field`, `through` and `adds_when` are then of the rows, the
    rest of the entry. An entry without rows leaves the number unknown: its table is not yet filled in.
    """

    code: str
    name: str
    operation: MeasureOperation
    field: str = ""
    conditions: tuple[Condition, ...] = ()
    span: MeasureSpan = MeasureSpan.FLOW
    units: MeasureUnits = MeasureUnits.OWN_UNIT
    through: str = ""
    dated_by: str = DAY
    latest_by: str = ""
    options: tuple[str, ...] = ()
    adds_when: tuple[Condition, ...] = ()
    rows: str = ""
    denominator: str = ""  # of `reaches`: the kind, by code

    @property
    def row_fields(self) -> frozenset[str]:
        """The fields of the rows that it counts."""
        return frozenset(self._list_counted_fields()) - {""} if self.rows else frozenset()

    @property
    def entry_fields(self) -> frozenset[str]:
        """The fields of the entry that it asks about."""
        codes = {self.dated_by, self.latest_by, *(condition.field for condition in self.conditions)}
        return frozenset(codes | ({""} if self.rows else self._list_counted_fields())) - {""}

    def _list_counted_fields(self) -> set[str]:
        return {self.field, self.through, *(condition.field for condition in self.adds_when)}


@dataclass(frozen=True, slots=True)
class RegisterType:
    """A register. `fields` begin with `day`; `columns`, `filters`, `totals`, `unique` name fields.

    `title`: the text, option or day that names an entry, «» where it is named by its day. `unique`: fields in which no
    two entries of one unit agree, except voided ones. `parent`: the field that refers to the entry of which these are
    rows: they are entered in its form, and voided with it. `rows_by`: of rows, a field of a unit: the form has one line
    for each unit that it may name. `place`: the text or unit that says where, «» for the first field of units. `slug`:
    in the address of its pages, «» where the code is. `retention_years`: after as many years
    from its day the content of an entry is removed but for `kept_fields`; 0: never.
    """

    uid: str
    code: str
    name: str
    row: str  # what one entry is called: «lớp»
    about: str
    fields: tuple[RegisterField, ...]
    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    title: str = ""
    unique: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    measures: tuple[MeasureDefinition, ...] = ()
    overviews: tuple[Overview, ...] = ()
    unit_label: str = ""
    parent: str = ""
    rows_by: str = ""
    place: str = ""
    slug: str = ""
    retention_years: int = 0

    @property
    def MEASURES(self) -> frozenset[str]:  # noqa: N802 - the names that the measures of every register have
        return frozenset(measure.code for measure in self.measures)

    @property
    def WHERE(self) -> frozenset[str]:  # noqa: N802
        return frozenset(field.option_set for field in self.fields if field.option_set)

    @property
    def MEASURE_SET(self) -> str:  # noqa: N802
        return ""

    @property
    def text_title(self) -> str:
        """The field of the title, where it is a text: what is stored beside the values of an entry."""
        field = self.find_field(self.title)
        return self.title if field is not None and field.kind in LINE_KINDS else ""

    def counts_persons(self, measure: str = "", row_registers: "Mapping[str, RegisterType] | None" = None) -> bool:
        """Whether a measure, or without one any field, is a number of persons. `row_registers`: by code."""
        if not measure:
            return any(field.counts_persons for field in self.fields)
        field = self.find_counted_field(measure, row_registers)
        return field is not None and field.counts_persons

    def find_measure(self, code: str) -> MeasureDefinition | None:
        return next((measure for measure in self.measures if measure.code == code), None)

    def find_counted_field(
        self, measure: str, row_registers: "Mapping[str, RegisterType] | None" = None
    ) -> RegisterField | None:
        """The `field` of a measure: of this register, or of its rows."""
        of_code = self.find_measure(measure)
        if of_code is None:
            return None
        register = (row_registers or {}).get(of_code.rows) if of_code.rows else self
        return register.find_field(of_code.field) if register is not None else None

    @property
    def kept_fields(self) -> frozenset[str]:
        """What stands when content is removed: all that figures are counted from, and the entries referred to."""
        codes = {DAY, *(field.code for field in self.fields if field.option_set or field.kind is FieldKind.LINE)}
        for measure in self.measures:
            codes |= measure.entry_fields
        for constraint in list_total_constraints(self):
            codes |= {*constraint.fields}
        return frozenset(codes - {""})

    def find_field(self, code: str) -> RegisterField | None:
        return next((field for field in self.fields if field.code == code), None)


def find_parent_register(register: RegisterType) -> str:
    """The register whose entries have entries of this one as rows; «» for none."""
    field = register.find_field(register.parent)
    return "" if field is None else field.register


def list_counted_rows(register: RegisterType) -> frozenset[str]:
    """The registers whose entries are rows that its measures count."""
    return frozenset(measure.rows for measure in register.measures) - {""}


def is_blank(value: Any) -> bool:
    return value is None or value == "" or value == []


def is_met(condition: Condition, values: EntryValues, days: ReportDays | None = None) -> bool:
    """`days`: for the tests of REPORT_TESTS, which nothing meets without them. A day may be stored as ISO text."""
    value = values.get(condition.field)
    if condition.test in REPORT_TESTS:
        return days is not None and _is_met_by_day(condition.test, value, days)
    match condition.test:
        case ConditionTest.PRESENT:
            return not is_blank(value)
        case ConditionTest.ABSENT:
            return is_blank(value)
        case ConditionTest.ONE_OF:
            return bool(set(_list_codes(value)) & set(condition.options))
        case ConditionTest.NONE_OF:
            return not set(_list_codes(value)) & set(condition.options)
        case ConditionTest.TRUE | ConditionTest.FALSE:
            return value is (condition.test is ConditionTest.TRUE)
        case ConditionTest.AT_LEAST:
            return isinstance(value, int | Decimal) and value >= condition.number
        case ConditionTest.AT_MOST:
            return isinstance(value, int | Decimal) and value <= condition.number
    return False


def _is_met_by_day(test: ConditionTest, value: Any, days: ReportDays) -> bool:
    if is_blank(value):
        return test is ConditionTest.NOT_BY_CUT_OFF
    day = date.fromisoformat(value) if isinstance(value, str) else value
    match test:
        case ConditionTest.IN_YEAR:
            return bool(days.year_start <= day <= days.cut_off)
        case ConditionTest.BEFORE_CUT_OFF:
            return bool(day < days.cut_off)
    return bool(day > days.cut_off)


def are_met(conditions: tuple[Condition, ...], values: EntryValues, days: ReportDays | None = None) -> bool:
    return not conditions or all(is_met(condition, values, days) for condition in conditions)


def list_missing_fields(register: RegisterType, values: EntryValues) -> list[RegisterField]:
    """The fields that are blank where their condition asks for them. A field that `values` lacks is not judged."""
    return [
        field
        for field in register.fields
        if field.required_when
        and field.code in values
        and is_blank(values[field.code])
        and are_met(field.required_when, values)
        and are_met(field.visible_when, values)
    ]


def list_misplaced_fields(register: RegisterType, values: EntryValues) -> list[RegisterField]:
    """The fields that are written although they are not visible."""
    return [
        field
        for field in register.fields
        if not field.keeps_hidden
        and not is_blank(values.get(field.code))
        and all(condition.field in values for condition in field.visible_when)
        and not are_met(field.visible_when, values)
    ]


def list_total_constraints(register: RegisterType) -> list[Constraint]:
    """The constraints on totals over several entries."""
    return [constraint for constraint in register.constraints if constraint.rule is ConstraintRule.TOTAL_AT_MOST]


def list_overlap_constraints(register: RegisterType) -> list[Constraint]:
    return [constraint for constraint in register.constraints if constraint.rule is ConstraintRule.NO_OVERLAP]


def _list_codes(value: Any) -> list[str]:
    if is_blank(value):
        return []
    return [str(code) for code in value] if isinstance(value, list) else [str(value)]
