"""The results that a workbook keeps beside its formulas, worked out again after cells were filled."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree

from sokehoach.adapters.blank import formulas, recalculation
from sokehoach.adapters.blank.formulas import At, Failure, Scalar, Sheets, Unknown
from sokehoach.adapters.blank.sheet import Book, Node, Sheet, x

_DIGITS = 15  # that a worksheet keeps


@dataclass
class Refreshed:
    """Parts that changed; cells left to Excel, that come out as an error, and whose result passes over a gap."""

    changed: set[str] = field(default_factory=set)
    left: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    formulas: list[At] = field(default_factory=list)  # where they stand
    values: dict[At, Scalar] = field(default_factory=dict)  # of all formulas but those that are left


def confirm(book: Book, refreshed: Refreshed, others: Mapping[At, Scalar]) -> None:
    """Hold the results against those of another engine. What was left takes the other's; where the two differ the cell
    is left: nobody knows.
    """
    for sheet in book.sheets:
        for place, cell in sheet.cells.items():
            at: At = (sheet.name, *place)
            if cell.find(x("f")) is None or at not in others:
                continue
            name, other = formulas.named(at), others[at]
            if name in refreshed.left:
                refreshed.left.remove(name)
                if isinstance(other, Failure):
                    refreshed.failed.append(name)
                if _keep(cell, other):
                    refreshed.changed.add(sheet.part)
            elif at in refreshed.values and recalculation.contradict(refreshed.values[at], other):
                refreshed.left.append(name)


def refresh(book: Book, gaps: Set[At]) -> Refreshed:
    """Work every formula out again. `gaps`: cells that say there is no figure."""
    worked = _Worked(book, gaps)
    made = Refreshed()
    for sheet in book.sheets:
        for at, cell in sheet.cells.items():
            if cell.find(x("f")) is None:
                continue
            here: At = (sheet.name, *at)
            made.formulas.append(here)
            value = worked.held(here)
            if here in worked.left:
                made.left.append(formulas.named(here))
                continue
            made.values[here] = value
            if isinstance(value, Failure):
                made.failed.append(formulas.named(here))
            elif here in worked.short:
                made.short.append(formulas.named(here))
            if _keep(cell, value):
                made.changed.add(sheet.part)
    return made


class _Worked:
    """Values of cells as they now stand; `left` are the formulas that cannot be worked out here, `short` those that
    rest on a gap.
    """

    def __init__(self, book: Book, gaps: Set[At]) -> None:
        self.book = book
        self.short: set[At] = set()
        self.gaps = gaps
        self.by_name = {sheet.name: sheet for sheet in book.sheets}
        self.shared = {key: found for sheet in book.sheets for key, found in _shared(sheet)}
        self.known: dict[At, Scalar] = {}
        self.under_way: set[At] = set()
        self.left: set[At] = set()
        self.sheets = Sheets(self.held, lambda name: sorted(self.sheet(name).cells))

    def sheet(self, name: str) -> Sheet:
        try:
            return self.by_name[name]
        except KeyError:
            raise Unknown from None

    def held(self, at: At) -> Scalar:
        value = self._held(at)
        if at in self.left and self.under_way:
            raise Unknown  # what rests on a formula that is not known is not known
        if at in self.gaps or at in self.short:
            self.short |= self.under_way
        return value

    def _held(self, at: At) -> Scalar:
        if at in self.known:
            return self.known[at]
        cell = self.sheet(at[0]).cells.get((at[1], at[2]))
        if cell is None:
            return None
        value = _value(self.book, cell) if cell.find(x("f")) is None else self._worked_out(at, cell)
        self.known[at] = value
        return value

    def _worked_out(self, at: At, cell: Node) -> Scalar:
        if at in self.under_way:
            raise Unknown  # a circle
        self.under_way.add(at)
        try:
            text, origin = self._formula(at, cell)
            return formulas.work_out(text, self.sheets, at=at, moved=(at[1] - origin[0], at[2] - origin[1]))
        except (Unknown, RecursionError):
            self.left.add(at)
            return _value(self.book, cell)
        finally:
            self.under_way.discard(at)

    def _formula(self, at: At, cell: Node) -> tuple[str, tuple[int, int]]:
        node = cell.find(x("f"))
        assert node is not None
        if node.get("t") not in (None, "normal", "shared"):
            raise Unknown  # an array
        if node.text:
            return node.text, (at[1], at[2])
        found = self.shared.get((at[0], node.get("si") or ""))
        if found is None:
            raise Unknown
        return found


def _shared(sheet: Sheet) -> Iterator[tuple[tuple[str, str], tuple[str, tuple[int, int]]]]:
    """Where each shared formula is written."""
    for at, cell in sheet.cells.items():
        node = cell.find(x("f"))
        if node is not None and node.get("t") == "shared" and node.text:
            yield (sheet.name, node.get("si") or ""), (node.text, at)


def _value(book: Book, cell: Node) -> Scalar:
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


def _keep(cell: Node, value: Scalar) -> bool:
    """The result beside its formula; whether it is another than before."""
    match value:
        case Failure(name):
            kind, told = "e", name
        case bool():
            kind, told = "b", str(int(value))
        case str():
            kind, told = "str", value
        case _:
            kind, told = "", _plain(Decimal(value or 0))
    before = cell.find(x("v"))
    same_kind = (cell.get("t") or "n") == (kind or "n")
    if before is not None and same_kind and (before.text or "") == told:
        return False
    if before is None:
        before = etree.SubElement(cell, x("v"))
    before.text = told
    if kind:
        cell.set("t", kind)
    else:
        cell.attrib.pop("t", None)
    return True


def _plain(number: Decimal) -> str:
    """«1234.5»: at most the digits that a worksheet keeps, no exponent."""
    if number:
        number = round(number, _DIGITS - 1 - number.adjusted())
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
