"""Recompute the results that a workbook stores beside its formulas, after cells were filled."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree

from sokehoach.adapters.external_forms import formulas, recalculation
from sokehoach.adapters.external_forms.formulas import CellAddress, Failure, Scalar, Sheets, UnsupportedFormulaError
from sokehoach.adapters.external_forms.sheet import Book, FormSheet, Node, x

_DIGITS = 15  # significant digits of a number in a worksheet


@dataclass
class RefreshResult:
    """Changed parts and cells to report: `unevaluated` is left to Excel, `failed` is an error, `short` depends on a
    gap.
    """

    changed: set[str] = field(default_factory=set)
    unevaluated: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    formulas: list[CellAddress] = field(default_factory=list)  # their addresses
    values: dict[CellAddress, Scalar] = field(default_factory=dict)  # of all evaluated formulas


def confirm_results(book: Book, refreshed: RefreshResult, engine_results: Mapping[CellAddress, Scalar]) -> None:
    """Compare the results with those of another engine.

    Unevaluated cells take the other engine's result. Where two results contradict each other the cell becomes
    unevaluated.
    """
    for sheet in book.sheets:
        for place, cell in sheet.cells.items():
            at: CellAddress = (sheet.name, *place)
            if cell.find(x("f")) is None or at not in engine_results:
                continue
            name, other = formulas.format_cell_address(at), engine_results[at]
            if name in refreshed.unevaluated:
                refreshed.unevaluated.remove(name)
                if isinstance(other, Failure):
                    refreshed.failed.append(name)
                if _store_result(cell, other):
                    refreshed.changed.add(sheet.part)
            elif at in refreshed.values and recalculation.is_contradiction(refreshed.values[at], other):
                refreshed.unevaluated.append(name)


def refresh_results(book: Book, gaps: Set[CellAddress]) -> RefreshResult:
    """Recompute every formula. `gaps` are the cells that say there is no figure."""
    evaluator = _Evaluator(book, gaps)
    refreshed = RefreshResult()
    for sheet in book.sheets:
        for at, cell in sheet.cells.items():
            if cell.find(x("f")) is None:
                continue
            cell_address: CellAddress = (sheet.name, *at)
            refreshed.formulas.append(cell_address)
            value = evaluator.get_value(cell_address)
            if cell_address in evaluator.left:
                refreshed.unevaluated.append(formulas.format_cell_address(cell_address))
                continue
            refreshed.values[cell_address] = value
            if isinstance(value, Failure):
                refreshed.failed.append(formulas.format_cell_address(cell_address))
            elif cell_address in evaluator.short:
                refreshed.short.append(formulas.format_cell_address(cell_address))
            if _store_result(cell, value):
                refreshed.changed.add(sheet.part)
    return refreshed


class _Evaluator:
    """Evaluates cells; `left` collects formulas that cannot be evaluated here, `short` those that depend on a gap."""

    def __init__(self, book: Book, gaps: Set[CellAddress]) -> None:
        self.book = book
        self.short: set[CellAddress] = set()
        self.gaps = gaps
        self.by_name = {sheet.name: sheet for sheet in book.sheets}
        self.shared = {key: formula for sheet in book.sheets for key, formula in _iter_shared_formulas(sheet)}
        self.known: dict[CellAddress, Scalar] = {}
        self.under_way: set[CellAddress] = set()
        self.left: set[CellAddress] = set()
        self.sheets = Sheets(self.get_value, lambda name: sorted(self.sheet(name).cells))

    def sheet(self, name: str) -> FormSheet:
        try:
            return self.by_name[name]
        except KeyError:
            raise UnsupportedFormulaError from None

    def get_value(self, at: CellAddress) -> Scalar:
        value = self._find_value(at)
        if at in self.left and self.under_way:
            raise UnsupportedFormulaError  # what depends on an unknown result is unknown too
        if at in self.gaps or at in self.short:
            self.short |= self.under_way
        return value

    def _find_value(self, at: CellAddress) -> Scalar:
        if at in self.known:
            return self.known[at]
        cell = self.sheet(at[0]).cells.get((at[1], at[2]))
        if cell is None:
            return None
        value = _read_value(self.book, cell) if cell.find(x("f")) is None else self._evaluate(at, cell)
        self.known[at] = value
        return value

    def _evaluate(self, at: CellAddress, cell: Node) -> Scalar:
        if at in self.under_way:
            raise UnsupportedFormulaError  # a circular reference
        self.under_way.add(at)
        try:
            text, origin = self._formula(at, cell)
            return formulas.evaluate_formula(text, self.sheets, at=at, offset=(at[1] - origin[0], at[2] - origin[1]))
        except (UnsupportedFormulaError, RecursionError):
            self.left.add(at)
            return _read_value(self.book, cell)
        finally:
            self.under_way.discard(at)

    def _formula(self, at: CellAddress, cell: Node) -> tuple[str, tuple[int, int]]:
        node = cell.find(x("f"))
        assert node is not None
        if node.get("t") not in (None, "normal", "shared"):
            raise UnsupportedFormulaError  # an array formula
        if node.text:
            return node.text, (at[1], at[2])
        shared_formula = self.shared.get((at[0], node.get("si") or ""))
        if shared_formula is None:
            raise UnsupportedFormulaError
        return shared_formula


def _iter_shared_formulas(sheet: FormSheet) -> Iterator[tuple[tuple[str, str], tuple[str, tuple[int, int]]]]:
    """Yield each shared formula with the cell where it is written."""
    for at, cell in sheet.cells.items():
        node = cell.find(x("f"))
        if node is not None and node.get("t") == "shared" and node.text:
            yield (sheet.name, node.get("si") or ""), (node.text, at)


def _read_value(book: Book, cell: Node) -> Scalar:
    text, kind = book.text(cell), cell.get("t") or "n"
    if kind == "e":
        return Failure(text)
    if kind == "b":
        return text == "1"
    if kind != "n":
        return text
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return text


def _store_result(cell: Node, value: Scalar) -> bool:
    """Store the result beside its formula and return whether it changed."""
    match value:
        case Failure(name):
            kind, text = "e", name
        case bool():
            kind, text = "b", str(int(value))
        case str():
            kind, text = "str", value
        case _:
            kind, text = "", _format_number(Decimal(value or 0))
    result_node = cell.find(x("v"))
    same_kind = (cell.get("t") or "n") == (kind or "n")
    if result_node is not None and same_kind and (result_node.text or "") == text:
        return False
    if result_node is None:
        result_node = etree.SubElement(cell, x("v"))
    result_node.text = text
    if kind:
        cell.set("t", kind)
    else:
        cell.attrib.pop("t", None)
    return True


def _format_number(number: Decimal) -> str:
    """Format a number such as «1234.5»: at most a worksheet's significant digits, no exponent."""
    if number:
        number = round(number, _DIGITS - 1 - number.adjusted())
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
