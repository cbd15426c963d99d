"""Reads figures of earlier years from the template or an office's own table, with an error for each cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import CellKind, SheetColumn, WorkbookSheet
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.queries.earlier_figures import FigureSubjects
from sokehoach.apps.indicators.services import earlier_figures
from sokehoach.apps.indicators.services.earlier_figures import EarlierFigureInput
from sokehoach.apps.indicators.sheets import CellProblem
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import KnownUnits, is_in_force
from sokehoach.apps.programmes.queries.windows import get_window_rule
from sokehoach.domain.indicators.element_names import ElementNames
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.periods.written_period import parse_written_period
from sokehoach.domain.programmes.figure_tables import (
    ELEMENT,
    NUMBER,
    PART,
    PERIOD,
    SOURCE,
    UNIT,
    FigureCell,
    FigureLayout,
    TextPlace,
    list_figure_cells,
)
from sokehoach.domain.programmes.sheet_columns import SheetRows
from sokehoach.domain.text import fold_accents, parse_typed_number

TEMPLATE_TITLES = {
    UNIT: "Đơn vị", PERIOD: "Kỳ", ELEMENT: "Mã chỉ tiêu", PART: "Phân tổ", NUMBER: "Số", SOURCE: "Nguồn",
}  # fmt: skip
MAX_FIGURES = 20_000
_NO_DIMENSION = ("", "tong", "tong so", "chung")


@dataclass(slots=True)
class FigureImport:
    """The parsed `figures` are for saving only where there is no problem. `left_out`: rows (from 1) with the reason."""

    figures: list[EarlierFigureInput] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    left_out: Sequence[tuple[int, str]] = ()


class UnitsOfPeriods:
    """The units that are meant in a period, by code or name: those of its end, else of its beginning, else of any day.

    Units of other days often have the same code or name. `aliases`: further spellings by row id.
    """

    def __init__(self, units: Sequence[Unit], aliases: Mapping[int, Sequence[str]] | None = None) -> None:
        self._units, self._aliases = units, aliases
        self._finders: dict[tuple[str, int], UnitFinder] = {}
        self._known: dict[frozenset[int], KnownUnits] = {}

    def get_units(self, period: str, programme: int) -> "UnitFinder":
        """`programme`: the row id of the one whose reports count the period's days."""
        if (period, programme) not in self._finders:
            window = compute_window(parse_period(period), get_window_rule([programme]))
            of_days = (
                [unit for unit in self._units if is_in_force(unit, day)] for day in (window.cut_off, window.start)
            )
            self._finders[period, programme] = UnitFinder([self._get_known(units) for units in (*of_days, self._units)])
        return self._finders[period, programme]

    @cached_property
    def any_day(self) -> KnownUnits:
        return self._get_known(self._units)

    def _get_known(self, units: Sequence[Unit]) -> KnownUnits:
        ids = frozenset(unit.pk for unit in units)
        if ids not in self._known:
            self._known[ids] = KnownUnits(units, self._aliases)
        return self._known[ids]


class UnitFinder:
    """`choices`: the first that has the unit decides."""

    def __init__(self, choices: Sequence[KnownUnits]) -> None:
        self._choices = tuple(dict.fromkeys(choices))
        self._units: dict[str, Unit | None] = {}

    def find(self, name: str) -> Unit | None:
        if name not in self._units:
            matches = (choice.find(name) for choice in self._choices)
            self._units[name] = next((unit for unit in matches if unit is not None), None)
        return self._units[name]


class _CellError(Exception):
    def __init__(self, field_name: str, message: str) -> None:
        self.field_name, self.message = field_name, message


class FigureNames:
    """What the texts of a table name, of what the account may import."""

    def __init__(self, subjects: FigureSubjects) -> None:
        self.subjects = subjects
        self.units = UnitsOfPeriods(subjects.units, subjects.aliases)
        self._elements = {element.uid: element for element in subjects.elements}
        self._element_names = ElementNames((row.uid, row.code, row.name, row.unit) for row in subjects.elements)
        self._known: dict[str, tuple[str, str] | None] = {}

    def find_name(self, text: str) -> tuple[str, str] | None:
        """The field that the text is of, and the text itself: for the heads of columns."""
        if text not in self._known:
            self._known[text] = self._find_name(text)
        return self._known[text]

    def _find_name(self, text: str) -> tuple[str, str] | None:
        if not text or len(text) > 400:
            return None
        if self._element_names.find(text):
            return ELEMENT, text
        try:
            parse_written_period(text)
        except ValueError:
            return None if self.units.any_day.find(text) is None else (UNIT, text)
        return PERIOD, text

    def find_elements(self, text: str) -> list[DataElement]:
        return [self._elements[uid] for uid in self._element_names.find(text)]

    def get_element(self, text: str) -> DataElement:
        elements = self.find_elements(text)
        if len(elements) == 1:
            return elements[0]
        if len({element.programme_id for element in elements}) > 1:
            raise _CellError(ELEMENT, _("Mã này có ở nhiều chương trình: dùng tài khoản chỉ làm một chương trình."))
        if elements:
            codes = ", ".join(element.code for element in elements)
            raise _CellError(ELEMENT, _("Nhiều chỉ tiêu cùng tên: hãy ghi mã (%(codes)s).") % {"codes": codes})
        nearest = self._elements.get(self._element_names.find_nearest(text)) if text else None
        if nearest is None:
            raise _CellError(ELEMENT, _("Không có tên này trong danh sách để chọn."))
        raise _CellError(
            ELEMENT,
            _("Không có tên này trong danh sách để chọn. Gần nhất: %(code)s «%(name)s».")
            % {"code": nearest.code, "name": nearest.name},
        )

    def get_part(self, text: str, element: DataElement) -> str:
        """The key of the part that the text names, by key or by the name of the option."""
        if fold_accents(text) in _NO_DIMENSION:
            return ""
        options = {
            f"{key}={code}": name
            for key in element.disaggregations
            for code, name in self.subjects.options.get((element.programme_id, key), {}).items()
        }
        compact = text.replace(" ", "")
        if compact.partition("=")[0] in element.disaggregations and (compact in options or compact.count("=") > 1):
            return compact
        keys = [
            key for key, name in options.items() if fold_accents(text) in (fold_accents(name), key.partition("=")[2])
        ]
        if len(keys) != 1:
            raise _CellError(PART, _("Chỉ tiêu này không phân tổ như vậy."))
        return keys[0]


def build_template(units: Sequence[Unit], elements: Sequence[DataElement]) -> bytes:
    columns = (
        SheetColumn(TEMPLATE_TITLES[UNIT], width=28, choices=tuple(unit.name for unit in units)),
        SheetColumn(
            TEMPLATE_TITLES[PERIOD],
            width=10,
            note=_("2020S1: 6 tháng đầu năm 2020; 2020Q1: quý I; 202001: tháng 01; 2020N9; 2020: cả năm"),
        ),
        SheetColumn(
            TEMPLATE_TITLES[ELEMENT],
            width=12,
            choices=tuple(element.code for element in elements),
            note=_("xem Danh mục"),
        ),
        SheetColumn(TEMPLATE_TITLES[PART], width=22, note=_("để trống là tổng; kind=integrated là một phần")),
        SheetColumn(TEMPLATE_TITLES[NUMBER], CellKind.NUMBER, width=14),
        SheetColumn(TEMPLATE_TITLES[SOURCE], width=40, note=_("báo cáo nào, ngày nào")),
    )
    return writer.write_workbook(WorkbookSheet(_("Số liệu cũ"), columns), template=True)


def find_template_layout(rows: SheetRows) -> FigureLayout | None:
    """How the rows are read where their heads are those of the template; None for any other table."""
    head_row = next((number for number, row in enumerate(rows) if any(row)), 0)
    heads = [fold_accents(text) for text in rows[head_row]] if rows else []
    if [fold_accents(title) for title in TEMPLATE_TITLES.values()] != [head for head in heads if head]:
        return None
    positions = {name: position for position, name in enumerate(TEMPLATE_TITLES)}
    return FigureLayout(head_row, positions, {}, fills_down=False)


def read_figures(rows: SheetRows, layout: FigureLayout, names: FigureNames) -> FigureImport:
    """Every figure of the table is judged: those without a problem become inputs, in the order of the rows."""
    table = list_figure_cells(rows, layout)
    result = FigureImport(left_out=table.left_out)
    if len(table.cells) > MAX_FIGURES:
        message = _("Bảng có hơn %(n)s số: hãy chia thành nhiều bảng.") % {"n": MAX_FIGURES}
        result.problems.append(CellProblem(0, 1, _("cả bảng"), "", message))
        return result
    addresses: dict[tuple[int, int, str, str], FigureCell] = {}
    titles = get_field_titles()
    for cell in table.cells:
        try:
            figure = _parse_cell(cell, names)
            if (first_cell := addresses.setdefault(figure.key, cell)) is not cell:
                text = _("Trùng với dòng %(row)s của tệp.") % {"row": first_cell.row}
                raise _CellError(UNIT, text)
            result.figures.append(figure)
        except _CellError as error:
            place = cell.texts.get(error.field_name, TextPlace(""))
            if error.field_name == NUMBER:
                place = TextPlace(cell.number, cell.column)
            is_common = place.column is None and error.field_name not in layout.meanings.get(cell.column, {})
            column = cell.column if place.column is None else place.column
            problem = CellProblem(
                0 if is_common else cell.row, column + 1, titles[error.field_name], place.text, error.message
            )
            if not is_common or problem not in result.problems:
                result.problems.append(problem)
    if not table.cells and not result.problems:
        message = _("Tệp chưa có dòng nào dưới dòng tiêu đề.")
        result.problems.append(CellProblem(layout.head_row + 2, 1, titles[UNIT], "", message))
    return result


def get_field_titles() -> dict[str, str]:
    return {
        UNIT: _("Đơn vị"), PERIOD: _("Kỳ"), ELEMENT: _("Chỉ tiêu thống kê"), PART: _("Phân tổ"), NUMBER: _("Số"),
        SOURCE: _("Nguồn"),
    }  # fmt: skip


def _parse_cell(cell: FigureCell, names: FigureNames) -> EarlierFigureInput:
    texts = {name: place.text for name, place in cell.texts.items()}
    for name, text in (*texts.items(), (NUMBER, cell.number)):
        if text.startswith("="):
            raise _CellError(name, _("Ô này là công thức. Hãy chép rồi dán lại thành giá trị."))
    try:
        period = parse_written_period(texts.get(PERIOD, "")).id
    except ValueError:
        raise _CellError(
            PERIOD, _("Kỳ ghi như 2020S1, «6 tháng đầu năm 2020», «Quý I/2020», «Tháng 3/2020» hoặc «2020».")
        ) from None
    element = names.get_element(texts.get(ELEMENT, ""))
    part = names.get_part(texts.get(PART, ""), element)
    unit = names.units.get_units(period, element.programme_id).find(texts.get(UNIT, ""))
    if unit is None:
        raise _CellError(UNIT, _("Không có tên này trong danh sách để chọn."))
    if unit.pk not in names.subjects.reviewed_units[element.programme_id]:
        raise _CellError(UNIT, _("Tài khoản không nhập số liệu của đơn vị này cho chương trình của chỉ tiêu."))
    try:
        number = parse_typed_number(cell.number)
    except ValueError:
        raise _CellError(NUMBER, _("Phải là một số; không có thì bỏ trống hoặc bỏ dòng; số 0 ghi là 0.")) from None
    figure = EarlierFigureInput(unit, element, part, period, number, texts.get(SOURCE, ""))
    if problem := earlier_figures.find_figure_problem(figure):
        raise _CellError(NUMBER if figure.source else SOURCE, problem)
    return figure
