"""Data elements and the option sets that disaggregate them (terms of DHIS2)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.policy.groups import is_confidential
from sokehoach.domain.policy.persons import DEFAULT_POLICY, PersonsPolicy
from sokehoach.domain.programmes.earlier import DefinedSpan, EarlierDefinition, pick_definition
from sokehoach.domain.values.day import apply_kind
from sokehoach.domain.values.value import MAX_DECIMALS, MAX_DONG, Value, parse_value


class ValueKind(StrEnum):
    """Which values may be typed into a cell of the element."""

    COUNT = "count"  # whole, from 0
    DECIMAL = "decimal"
    MONEY = "money"  # in the element's unit: «triệu đồng», «đồng»
    PERCENTAGE = "percentage"  # two cells, the numerator and the denominator; the share is computed, never typed
    FLAG = "flag"  # 0 or 1; the sum over place counts the units that have it
    CHOICE = (
        "choice"  # a cell for each option, 0 or 1, of which one is 1; the sum over place counts the units by option
    )
    CHOICES = "choices"  # the same, of which any may be 1
    DATE = "date"  # a day, stored as its number; never added
    TEXT = "text"  # one line of text; stored as the texts of headings are, never counted
    LONG_TEXT = "long_text"  # paragraphs

    @property
    def by_option(self) -> bool:
        return self in (ValueKind.CHOICE, ValueKind.CHOICES)

    @property
    def is_single_cell(self) -> bool:
        """Whether one cell holds the whole answer."""
        return self is not ValueKind.PERCENTAGE and not self.by_option

    @property
    def is_single_amount(self) -> bool:
        """Whether one cell holds the whole answer, and the answer is a number of something."""
        return self.is_single_cell and self is not ValueKind.DATE and not self.is_text

    @property
    def is_text(self) -> bool:
        return self in (ValueKind.TEXT, ValueKind.LONG_TEXT)

    @property
    def has_decimals(self) -> bool:
        return self in (ValueKind.DECIMAL, ValueKind.MONEY, ValueKind.PERCENTAGE)


class Nature(StrEnum):
    FLOW = "flow"  # happens within the period: the periods of a year add up
    STOCK = "stock"  # measured at the cut-off date: never added over time


@dataclass(frozen=True, slots=True)
class Option:
    """`spans`: the days of the entries that may have it, where a version closed it; from the versions. `owner`: the
    option of the set `OptionSet.wider_set` to which it belongs; «» where it goes with any. `combines`: others of its
    set that whatever has this one has as well.
    """

    code: str
    name: str
    spans: tuple[DefinedSpan, ...] = field(default=(), metadata={"derived": True})
    owner: str = ""
    combines: tuple[str, ...] = ()


# Option sets of the installation, not of one programme: how many people or households a unit has is a fact of the unit.
SHARED_OPTION_SETS = frozenset({"denominator"})


@dataclass(frozen=True, slots=True)
class OptionSet:
    """A closed list of options, for a register's field and for a disaggregation.

    `wider_set`: the option set whose options it breaks down. An entry with fields of both has two that belong together.
    """

    uid: str
    code: str
    name: str
    options: tuple[Option, ...]
    source: str = ""
    wider_set: str = ""


# The disaggregation of a percentage: its two numbers. A programme with a percentage gets this option set.
SIDES = OptionSet(
    "side", "side", say("Tử số và mẫu số"), (Option("part", say("tử số")), Option("whole", say("mẫu số")))
)


class ShareSide(StrEnum):
    PART = "part"  # numerator
    WHOLE = "whole"  # denominator


SIDE_NAMES = {ShareSide(option.code): option.name for option in SIDES.options}


@dataclass(frozen=True, slots=True)
class DataElement:
    """What is counted, and how it may be aggregated. It belongs to one form."""

    uid: str
    code: str
    name: str
    unit: str  # unit of measure as printed: «cuộc», «lượt người», «triệu đồng»; «» of a text
    kind: ValueKind
    nature: Nature
    over_time: Operator
    over_place: Operator
    function: str  # «general» or the code of a confidential group
    form: str
    source: str  # where the definition comes from: law.md row, report, clause
    counts_persons: bool = False  # suspected, fined, prosecuted, helped: exists where `persons_policy` allows it
    disaggregations: tuple[str, ...] = ()  # codes of option sets
    clauses: tuple[str, ...] = ()  # paths in the plan: «II.2»
    decimals: int | None = None  # at most, after the comma; None: as usual for the kind
    persons_policy: PersonsPolicy = DEFAULT_POLICY  # of its programme
    # Derived when a version is published (ADR 54): definitions for earlier windows, and the days from which figures
    # are not comparable with those before.
    earlier_definitions: tuple[EarlierDefinition["DataElement"], ...] = field(default=(), metadata={"derived": True})
    breaks: tuple[date, ...] = field(default=(), metadata={"derived": True})

    def at(self, day: date) -> "DataElement":
        """The element as it was counted in a window that begins on the day."""
        return replace(pick_definition(self, self.earlier_definitions, day), breaks=self.breaks)

    @property
    def is_confidential(self) -> bool:
        return is_confidential(self.function)

    def may_exist_at(self, level: Level, counted_from: date | None = None) -> bool:
        """Whether its figures may exist at the level of a place (limits.md, 4).

        `counted_from`: the first day of what was counted; None: not known.
        """
        return not self.counts_persons or self.persons_policy.allows(level, counted_from)

    def parse(self, text: str) -> Value:
        """The value typed into a cell of the element; CellValueError says what is allowed."""
        return parse_answer(text, kind=self.kind, unit=self.unit, decimals=self.decimals)

    def restore_value[T](self, value: T) -> T:
        """The stored number as the kind prints it: that of a date is a day; gaps and None stay."""
        return apply_kind(value, self.kind)

    def get_side(self, disaggregation: str) -> ShareSide | None:
        """Which number of a percentage a cell is; None for other kinds."""
        if self.kind is not ValueKind.PERCENTAGE or not disaggregation:
            return None
        return ShareSide(disaggregation.rpartition("=")[2])


_OPERAND = re.compile(r"[A-Z][A-Z0-9]*")  # a code that an expression can name


def find_kind_problems(element: DataElement) -> list[tuple[str, str]]:
    """Why the values of the element could not be entered or added: (column, reason)."""
    problems = []
    if element.decimals is not None and (element.decimals > MAX_DECIMALS or not element.kind.has_decimals):
        problems.append(
            (
                "decimals",
                say(
                    "«decimals» từ 0 đến %(most)s, chỉ của decimal, money, percentage",
                    most=MAX_DECIMALS,
                ),
            )
        )
    if element.kind is ValueKind.PERCENTAGE and not _OPERAND.fullmatch(element.code):
        problems.append(("code", say("mã của tỷ lệ gồm chữ cái hoa không dấu và chữ số, bắt đầu bằng chữ cái")))
    if element.kind is ValueKind.PERCENTAGE and element.disaggregations:
        problems.append(("disaggregations", say("tỷ lệ không phân tổ: mỗi phân tổ là một chỉ tiêu tỷ lệ")))
    if element.kind.by_option and len(element.disaggregations) != 1:
        problems.append(("disaggregations", say("chỉ tiêu lựa chọn có đúng một danh mục")))
    if not element.kind.is_single_cell and element.over_place is not Operator.SUM:
        problems.append(("over_place", say("chỉ tiêu loại %(kind)s gộp theo địa bàn bằng sum", kind=element.kind)))
    if element.kind.by_option and element.over_time not in (Operator.LAST, Operator.NONE):
        problems.append(("over_time", say("lựa chọn không cộng theo thời gian: ghi last hoặc none")))
    if element.kind is ValueKind.PERCENTAGE and element.over_time in (Operator.MAX, Operator.MIN):
        problems.append(("over_time", say("tỷ lệ không lấy số lớn nhất, nhỏ nhất: ghi sum, last hoặc none")))
    if element.kind is ValueKind.DATE:
        problems += _find_date_problems(element)
    return problems + (_find_text_problems(element) if element.kind.is_text else [])


def _find_date_problems(element: DataElement) -> list[tuple[str, str]]:
    problems = []
    if element.over_place in (Operator.SUM, Operator.LAST):
        reason = say("ngày không cộng, các đơn vị không có thứ tự: ghi min (sớm nhất), max (muộn nhất) hoặc none")
        problems.append(("over_place", reason))
    if element.over_time is Operator.SUM:
        reason = say("ngày không cộng: ghi last (kỳ cuối), min (sớm nhất), max (muộn nhất) hoặc none")
        problems.append(("over_time", reason))
    if element.counts_persons:
        problems.append(("counts_persons", say("chỉ tiêu loại date là một ngày, không đếm người: ghi no")))
    return problems


def _find_text_problems(element: DataElement) -> list[tuple[str, str]]:
    problems = [
        (column, say("lời không gộp được, chỉ liệt kê theo đơn vị: ghi none"))
        for column in ("over_time", "over_place")
        if getattr(element, column) is not Operator.NONE
    ]
    if element.disaggregations:
        problems.append(("disaggregations", say("lời không phân tổ")))
    if element.counts_persons:
        problems.append(
            ("counts_persons", say("chỉ tiêu loại %(kind)s là lời, không đếm người: ghi no", kind=element.kind))
        )
    return problems


# Letters of a text: its limit where the form gives none, and the highest limit.
LETTERS: Mapping[ValueKind, tuple[int, int]] = MappingProxyType(
    {ValueKind.TEXT: (200, 300), ValueKind.LONG_TEXT: (1500, 5000)}
)


def parse_answer(text: str, *, kind: str, unit: str, decimals: int | None = None) -> Value:
    """`parse_value` of text in a unit of measure: single đồng have no decimals, and more digits than anything else."""
    if unit != "đồng":
        return parse_value(text, kind=kind, decimals=decimals)
    return parse_value(text, kind=kind, decimals=decimals or 0, most=MAX_DONG)


def format_key(disaggregation: dict[str, str] | None) -> str:
    """The canonical text of a disaggregation: {"audience": "pupils"} ⇄ «audience=pupils»; the total is «»."""
    return ";".join(f"{name}={value}" for name, value in sorted((disaggregation or {}).items()))


def parse_key(text: str) -> dict[str, str] | None:
    return dict(part.split("=", 1) for part in text.split(";")) if text else None
