"""Elements, forms and indicators of generated definitions."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from sokehoach.domain.indicators.element import Nature, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, DueRule, WorkingDaysAfter, find_due_problems
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import CALENDAR, ND09, POLICE, WindowEdge, WindowRule, find_kind_problems
from sokehoach.domain.reporting.form import Form, Reporters, Rule
from sokehoach.domain.reporting.longer_periods import find_longer_period_problems
from tests.factories.definitions.cases import Counted, Due, Measured, Registers

type Row = dict[str, Any]

WINDOWS = {
    Counted.DECREE: ND09,
    Counted.CALENDAR: CALENDAR,
    Counted.SHIFTED: POLICE,
    Counted.GAPS: WindowRule("gaps", "từ ngày đầu kỳ đến ngày 27 tháng cuối kỳ", WindowEdge(0, 1), WindowEdge(1, 28)),
}
_MONTHLY_DATES = tuple((month, 28) for month in range(1, 13))
DUES: dict[Due, tuple[DueRule, ...]] = {
    Due.WORKING_DAYS: (WorkingDaysAfter(2), WorkingDaysAfter(1), WorkingDaysAfter(45)),
    Due.DAY_OF_MONTH: (DayOfMonth(25, 1), DayOfMonth(20), DayOfMonth(31, 2)),
    Due.DATES: (
        DatesOfYear(((12, 20),)), DatesOfYear(((6, 20), (12, 20))), DatesOfYear(((2, 29), (10, 31))),
        DatesOfYear(((1, 31), (4, 30), (7, 31), (10, 31))), DatesOfYear(_MONTHLY_DATES),
        DatesOfYear(tuple((month, 10) for month in range(1, 13))),
    ),
}  # fmt: skip
SETS = {
    "nguon": {"tap": "nước máy", "well": "giếng", "stream": 'suối, "khe" & mó'},
    "Giới": {"female": "nữ", "male": "nam"},
    "denominator": {"population": "Dân số", "household": "Số hộ"},
}
# What officials write, and what YAML, CSV, HTML or a format string reads as something else.
NAMES = (
    "Số cuộc truyền thông", "yes", "100% hộ: đạt; chưa đạt", 'Hộ "cụm" & <b>thôn</b>', "2024-01-01", "~",
    "Kết quả {0} %s #1", "- 'một', hai", "Tỷ lệ " + "dài " * 30 + "nhất",
)  # fmt: skip
_UNITS = {ValueKind.MONEY: ("triệu đồng", "đồng"), ValueKind.DECIMAL: ("ha", "km"), ValueKind.DATE: ("ngày",)}
IMPERSONAL = {ValueKind.DATE, ValueKind.TEXT, ValueKind.LONG_TEXT}  # kinds of which no element counts persons
_SETS_OF_COUNTS = ("nguon", "Giới")


@dataclass(slots=True)
class DrawnForm:
    """A form as its file, with its elements as rows of the CSV file."""

    file: Row
    elements: list[Row] = field(default_factory=list)

    @property
    def code(self) -> str:
        return str(self.file["code"])

    def list_cells(self) -> list[Row]:
        return [cell for section in self.file["sections"] for cell in section["cells"]]


def list_lengths(counted: Counted, due: Due) -> list[PeriodType]:
    """The types of periods that have days to count by the window, and a due day by some rule."""
    window = WINDOWS[counted]
    return [
        kind
        for kind in PeriodType
        if not find_kind_problems(window, [kind])
        and any(not find_due_problems(rule, [kind], window) for rule in DUES[due])
    ]


@st.composite
def forms(
    draw: st.DrawFn,
    code: str,
    prefix: str,
    kinds: Collection[ValueKind],
    *,
    reporters: Row,
    function: str,
    persons: bool,
    period: PeriodType,
    counted: Counted,
    due: Due,
    registers: Registers = Registers.NONE,
    is_measured: bool = False,
) -> DrawnForm:
    """A form with an element of each of the kinds.

    `prefix`: of its elements' codes. `persons`: one counts persons. `is_measured`: one adds up over units.
    """
    window = WINDOWS[counted]
    also = [kind for kind in PeriodType if kind is not period and not _find_longer_problems(period, kind, window)]
    also_for = draw(st.lists(st.sampled_from(also), max_size=2, unique=True), label="also for") if also else []
    types = (period, *also_for)
    rules = [rule for rule in DUES[due] if not find_due_problems(rule, types, window)]
    if not rules:
        also_for, types = [], (period,)
        rules = [rule for rule in DUES[due] if not find_due_problems(rule, types, window)]
    rule = draw(st.sampled_from(rules), label="due")
    form = DrawnForm(
        {
            "code": code, "name": draw(st.sampled_from(NAMES)), "period_type": period.value, "function": function,
            "reporters": reporters, "counting_window": window.code, "source": "kiểm thử",
            "also_for": [kind.value for kind in also_for], **write_due(rule), "sections": [],
        }
    )  # fmt: skip
    cells: list[Row] = []
    kinds = [*kinds, ValueKind.COUNT] if persons and {*kinds} <= IMPERSONAL else [*kinds]
    first_of_persons = next((kind for kind in kinds if kind not in IMPERSONAL), None) if persons else None
    for number, kind in enumerate(kinds, 1):
        counts_persons = kind is first_of_persons and kind not in kinds[: number - 1]
        element = draw(elements(f"{prefix}{number:02}", kind, code, function, persons=counts_persons))
        form.elements.append(element)
        cells += draw(cells_of(element, f"A{number}", kind))
    if is_measured:
        element = draw(elements(f"{prefix}90", ValueKind.COUNT, code, function, persons=False))
        form.elements.append(element | {"over_place": "sum", "disaggregations": ""})
        cells.append({"code": "Chung", "element": element["code"], "single": True})
    if registers is Registers.COUNTED:
        element = draw(elements(f"{prefix}99", ValueKind.COUNT, code, function, persons=False))
        form.elements.append(element)
        source = {"register": "budget", "measure": "estimated"}
        cells.append({"code": "R1", "element": element["code"], "source": source})
    half = draw(st.integers(0, len(cells)), label="cells of the first section")
    halves = [part for part in (cells[:half], cells[half:]) if part]
    form.file["sections"] = [
        {"code": "AB"[number], "title": draw(st.sampled_from(NAMES)), "cells": part}
        for number, part in enumerate(halves)
    ]
    single = [cell["code"] for cell in cells if "sum_of" not in cell and cell.get("single")]
    for cell in cells:
        cell.pop("single", None)
    if len(single) > 1 and draw(st.booleans(), label="check"):
        rule_name = draw(st.sampled_from([Rule.PART_WITHIN_WHOLE, Rule.REQUIRED_WITH]))
        form.file["checks"] = [{"rule": rule_name.value, "cells": single[:2]}]
    if draw(st.booleans(), label="text box"):
        form.file["narratives"] = [{"code": "result", "title": "Kết quả nổi bật"}]
    return form


def _find_longer_problems(period: PeriodType, kind: PeriodType, window: WindowRule) -> list[str]:
    form = Form("x", "x", "x", period.value, "general", Reporters(), (), counting_window=window)
    return find_longer_period_problems(replace(form, also_for=(kind,)))


def write_due(rule: DueRule) -> Row:
    match rule:
        case WorkingDaysAfter(days):
            return {"due_days": days}
        case DayOfMonth(day, months_after):
            return {"due": {"day": day, "months_after": months_after}}
        case DatesOfYear(dates):
            return {"due": {"dates": [f"{day}/{month}" for month, day in dates]}}


@st.composite
def elements(draw: st.DrawFn, code: str, kind: ValueKind, form: str, function: str, *, persons: bool) -> Row:
    nature = draw(st.sampled_from(Nature))
    over_time = [operator for operator in Operator if not (nature is Nature.STOCK and operator is Operator.SUM)]
    if kind.by_option:
        over_time = [Operator.LAST, Operator.NONE]
    elif kind is ValueKind.PERCENTAGE:
        over_time = [operator for operator in over_time if operator not in (Operator.MAX, Operator.MIN)]
    over_place = [*Operator] if kind.is_single_cell else [Operator.SUM]
    if kind.is_text:
        over_time = over_place = [Operator.NONE]
    if kind is ValueKind.DATE:
        over_time = [Operator.LAST, Operator.MIN, Operator.MAX, Operator.NONE]
        over_place = [Operator.MIN, Operator.MAX, Operator.NONE]
    sets: list[str] = []
    if kind.by_option:
        sets = ["nguon"]
    elif kind is ValueKind.COUNT:
        sets = draw(st.lists(st.sampled_from(_SETS_OF_COUNTS), max_size=2, unique=True), label="disaggregations")
    units = ("",) if kind.is_text else _UNITS.get(kind, ("cuộc",))
    decimals = draw(st.sampled_from(["", "0", "2"]), label="decimals") if kind.has_decimals else ""
    return {
        "code": code, "name": draw(st.sampled_from(NAMES)), "unit": draw(st.sampled_from(units)),
        "kind": kind.value, "nature": nature.value, "over_time": draw(st.sampled_from(over_time)).value,
        "over_place": draw(st.sampled_from(over_place)).value, "function": function, "form": form,
        "counts_persons": "yes" if persons else "no", "disaggregations": ";".join(sets), "clauses": "",
        "source": "kiểm thử", "decimals": decimals,
    }  # fmt: skip


@st.composite
def cells_of(draw: st.DrawFn, element: Row, code: str, kind: ValueKind) -> list[Row]:
    """The cell of an element, and those of its disaggregations."""
    cell: Row = {"code": code, "element": element["code"]}
    if kind.is_single_amount:
        cell["single"] = True
    if kind.is_text and draw(st.booleans(), label="limit"):
        cell["most"] = draw(st.sampled_from([1, 60, 300]), label="letters")
    parts = [
        {"code": f"{code}.{number}", "element": element["code"], "disaggregation": {name: option}, "depth": 1}
        for name in element["disaggregations"].split(";")
        if name and kind.is_single_cell
        for number, option in enumerate(SETS[name], 1 if name == "nguon" else 5)
    ]
    if parts and draw(st.booleans(), label="total of the parts"):
        cell["sum_of"] = [part["code"] for part in parts if "nguon" in part["disaggregation"]] or [parts[0]["code"]]
    return [cell, *parts]


@st.composite
def indicators(draw: st.DrawFn, measured: Measured, elements_of_form: list[Row]) -> Row | None:
    """Over the elements of one form that add up over units and whose answer is one number."""
    if measured is Measured.NONE:
        return None
    codes = [
        row["code"]
        for row in elements_of_form
        if ValueKind(row["kind"]).is_single_amount and row["over_place"] == "sum" and row["counts_persons"] == "no"
    ]
    numerator = draw(st.sampled_from([*codes, " + ".join(codes)]))
    indicator = {
        "code": draw(st.sampled_from(["chi_so", "CS-1.a", "tỷ.lệ"])), "name": draw(st.sampled_from(NAMES)),
        "numerator": numerator, "on_map": False, "words": draw(st.sampled_from([[], ["xã", "đạt"]])),
        "source": "kiểm thử",
    }  # fmt: skip
    if measured is Measured.PLAIN:
        return indicator | {"per": "none"}
    denominator = draw(st.sampled_from(["1", "4", codes[-1], "@population"]))
    if measured is Measured.SHARE:
        return indicator | {"denominator": denominator, "on_map": draw(st.booleans())}
    if measured is Measured.RATE:
        return indicator | {"denominator": "@household", "per": draw(st.sampled_from(["1000", "100000"]))}
    return indicator | {
        "denominator": denominator, "change": draw(st.sampled_from(["rise", "rise_percent", "fall", "fall_percent"])),
        "compared_with": draw(st.sampled_from(["year_before", "baseline"])),
    }  # fmt: skip
