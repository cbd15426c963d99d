"""Forms: reporters, sections, cells, checks and boxes for words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from sokehoach.adapters.pack.indicators import Elements, option_exists
from sokehoach.adapters.pack.pack import UnitRow
from sokehoach.adapters.pack.problems import Problem
from sokehoach.adapters.pack.record import Node, Record
from sokehoach.adapters.pack.units import known_unit
from sokehoach.domain.indicators.element import Function, OptionSet, key
from sokehoach.domain.orgtree.unit import Level
from sokehoach.domain.periods.period import PeriodType, parse
from sokehoach.domain.periods.window import window
from sokehoach.domain.reporting import annual
from sokehoach.domain.reporting.form import (
    Cell,
    Check,
    Form,
    Narrative,
    RegisterSource,
    Reporters,
    Rule,
    Section,
)


class Counts(Protocol):
    """What a register can be asked: its measures, and the fields by which they are narrowed."""

    @property
    def MEASURES(self) -> Collection[str]: ...  # noqa: N802

    @property
    def WHERE(self) -> Collection[str]: ...  # noqa: N802


type Measures = Mapping[str, Counts]

_LETTERS = 1500  # of a box for words, where the pack does not say
_ARITY = {
    Rule.PART_WITHIN_WHOLE: (2, 2),
    Rule.PARTS_SUM_TO_WHOLE: (3, 99),
    Rule.SHARE_OF_WHOLE: (3, 3),
    Rule.REQUIRED_WITH: (2, 2),
    Rule.EXCLUDED_BY: (2, 2),
    Rule.WITHIN_HISTORY: (1, 1),
    Rule.YEAR_AT_LEAST_HALF: (1, 1),
    Rule.YEAR_IS_SUM_OF_HALVES: (1, 1),
    Rule.STOCK_AND_FLOW: (2, 3),
}


@dataclass(frozen=True, slots=True)
class Around:
    """What a form may refer to."""

    elements: Elements
    option_sets: dict[str, OptionSet]
    units: tuple[UnitRow, ...]
    narratives: frozenset[str]  # codes of the boxes that the outlines print
    measures: Measures | None  # None: the registers are not asked


@dataclass(frozen=True, slots=True)
class Placed:
    """A form with its file, and each cell with its place in it."""

    form: Form
    record: Record
    cells: tuple[tuple[Cell, Record], ...]


def read_forms(files: Iterable[Record], around: Around) -> list[Placed]:
    placed: dict[str, Placed] = {}
    for file in files:
        made = _form(file, around)
        if made.form.code in placed:
            file.refuse(f"trùng mã biểu «{made.form.code}»", "code")
        placed[made.form.code] = made
    return list(placed.values())


def _form(file: Record, around: Around) -> Placed:
    cells: list[tuple[Cell, Record]] = []
    sections = tuple(_section(record, around, cells) for record in file.records("sections"))
    codes = frozenset(cell.code for cell, _ in cells)
    form = Form(
        code=file.code("code", most=20),
        name=file.text("name"),
        period_type=file.choice("period_type", PeriodType),
        function=file.choice("function", Function),
        reporters=_reporters(file, around),
        sections=sections,
        checks=tuple(_check(record, codes) for record in file.records("checks", required=False)),
        narratives=_narratives(file, around),
        counting_window=_window(file),
        due_days=_due_days(file),
        assumed=file.texts("assumed"),
        source=file.text("source"),
        annual=file.flag("annual", default=False),
    )
    file.finish()
    if form.annual and form.period_type != PeriodType.SIX_MONTH:
        file.refuse("chỉ biểu 6 tháng tính được thành biểu năm", "annual")
    return Placed(_bound_to_halves(form, around.elements), file, tuple(cells))


def _bound_to_halves(form: Form, elements: Elements) -> Form:
    operators = {code: element.over_time for code, (element, _record) in elements.items()}
    known = {(check.rule, check.cells) for check in form.checks}
    added = [one for one in annual.checks(form, operators) if (one.rule, one.cells) not in known]
    return replace(form, checks=(*form.checks, *added))


def _reporters(file: Record, around: Around) -> Reporters:
    record = file.record("reporters")
    if record is None:
        file.refuse("thiếu «reporters»")
        return Reporters()
    known = frozenset(row.unit.code for row in around.units)
    made = Reporters(
        levels=tuple(level.value for level in record.choices("levels", Level)),
        codes=tuple(known_unit(record, "codes", code, known) for code in record.texts("codes")),
    )
    record.finish()
    if not made.levels and not made.codes:
        record.refuse("biểu không có đơn vị nào phải báo cáo")
    return made


def _window(file: Record) -> str:
    name = file.text("counting_window")
    try:
        window(parse("2021S1"), name)
    except ValueError:
        file.refuse(f"không có cách chốt số liệu «{name}»", "counting_window")
    return name


def _due_days(file: Record) -> int:
    days = file.whole("due_days")
    if days < 1:
        file.refuse("«due_days» ít nhất 1 ngày làm việc (NĐ 09/2019/NĐ-CP Điều 8)", "due_days")
    return days


def _section(record: Record, around: Around, cells: list[tuple[Cell, Record]]) -> Section:
    made = [(_cell(one, around), one) for one in record.records("cells")]
    cells.extend(made)
    section = Section(
        code=record.code("code", most=20),
        title=record.text("title"),
        cells=tuple(cell for cell, _ in made),
        clauses=record.texts("clauses"),
    )
    record.finish()
    return section


def _cell(record: Record, around: Around) -> Cell:
    code = record.code("code", most=20)
    element = record.optional("element")
    if not element:
        record.refuse(f"ô {code} không có chỉ tiêu")
    cell = Cell(
        code=code,
        element=element,
        disaggregation=key(_disaggregation(record, element, around)),
        label=record.optional("label"),
        depth=record.whole("depth", default=0),
        source=_source(record, around),
        sum_of=record.texts("sum_of"),
        same_as=record.optional("same_as"),
        interchangeable=record.flag("interchangeable", default=True),
    )
    record.finish()
    if cell.source is not None and cell.sum_of:
        record.refuse(f"ô {code} vừa lấy từ sổ vừa tự cộng", "source")
    return cell


def _disaggregation(record: Record, element: str, around: Around) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for code, node in record.words("disaggregation").items():
        option = str(node.value)
        _check_option(record, node, code, option, around)
        if element in around.elements and code not in around.elements[element][0].disaggregations:
            _refuse(record, node, f"chỉ tiêu {element} không phân tổ theo «{code}»")
        pairs[code] = option
    return pairs


def _source(record: Record, around: Around) -> RegisterSource | None:
    given = record.record("source")
    if given is None:
        return None
    register, measure = given.text("register"), given.text("measure")
    where: list[tuple[str, str]] = []
    for code, node in given.words("where").items():
        options = node.value if isinstance(node.value, list) else [node]
        for one in options:
            _check_option(given, one, code, str(one.value), around)
            where.append((code, str(one.value)))
    known = frozenset(row.unit.code for row in around.units)
    source = RegisterSource(
        register,
        measure,
        tuple(where),
        units=tuple(known_unit(given, "units", code, known) for code in given.texts("units")),
        per=given.whole("per", default=1) or 1,
    )
    given.finish()
    if around.measures is not None:
        _check_counts(source, given, around.measures)
    return source


def _check_counts(source: RegisterSource, given: Record, measures: Measures) -> None:
    if not source.register or not source.measure:
        return  # told already
    if source.register not in measures:
        given.refuse(f"không có sổ «{source.register}»", "register")
        return
    counts = measures[source.register]
    if source.measure not in counts.MEASURES:
        given.refuse(f"sổ «{source.register}» không có phép đếm «{source.measure}»", "measure")
    for code in {code for code, _ in source.where} - set(counts.WHERE):
        given.refuse(f"sổ «{source.register}» không lọc được theo «{code}»", "where")


def _check_option(record: Record, node: Node, code: str, option: str, around: Around) -> None:
    if code not in around.option_sets:
        _refuse(record, node, f"không có danh mục «{code}»")
    elif not option_exists(around.option_sets, code, option):
        _refuse(record, node, f"danh mục «{code}» không có lựa chọn «{option}»")


def _check(record: Record, codes: frozenset[str]) -> Check:
    check = Check(
        rule=record.choice("rule", Rule),
        cells=record.texts("cells"),
        hard=record.flag("hard", default=True),
    )
    record.finish()
    for code in check.cells:
        if code not in codes:
            record.refuse(f"phép kiểm tra nhắc tới ô «{code}» không có trong biểu", "cells")
    least, most = _ARITY[check.rule]
    if not least <= len(check.cells) <= most:
        record.refuse(f"phép kiểm tra {check.rule} không dùng với {len(check.cells)} ô", "cells")
    return check


def _narratives(file: Record, around: Around) -> tuple[Narrative, ...]:
    made: dict[str, Narrative] = {}
    for record in file.records("narratives", required=False):
        box = Narrative(
            code=record.code("code"),
            title=record.text("title"),
            hint=record.optional("hint"),
            most=record.whole("most", default=_LETTERS),
        )
        record.finish()
        if box.code and box.code not in around.narratives:
            record.refuse(f"không đề cương nào có mục «{box.code}»", "code")
        if box.code in made:
            record.refuse(f"trùng ô nhận xét «{box.code}»", "code")
        made[box.code] = box
    return tuple(made.values())


def _refuse(record: Record, node: Node, reason: str) -> None:
    record.problems.append(Problem(record.file, node.line, reason))
