"""Evaluate the small part of Excel's formulas that forms use, so that a filled form shows right figures before it is
opened.

Excel's rules apply: SUM and similar functions skip text in cells, «+» on a text is #VALUE!, «+» takes an empty cell
as 0. Numbers are Decimal: 0,1 + 0,2 is 0,3, as a person adds.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from sokehoach.adapters.external_forms.sheet import format_address, unquote_sheet_name

type Scalar = Decimal | str | bool | Failure | None
type CellAddress = tuple[str, int, int]  # sheet, row, column


class UnsupportedFormulaError(Exception):
    """Raised for a formula outside this part; it is left to Excel."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error value of Excel such as «#VALUE!» or «#DIV/0!»."""

    name: str


_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d++(?:\.\d+)?)|(?P<text>"(?:[^"]|""){0,510}")|
    (?P<ref>(?:(?:'(?:[^']|''){1,62}'|[^\W\d][\w.]{0,60}+)!)?\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?(?![\w(]))|
    (?P<name>[A-Z][A-Z.]{0,30}+)(?=\()|(?P<sign><=|>=|<>|[-+*/^&=<>(),;%])
    )""",
    re.VERBOSE,
)
_PART = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")


class Sheets:
    """The cells that formulas refer to. `get_value` returns a cell's value and evaluates its own formula if it has
    one.
    """

    def __init__(
        self, get_value: Callable[[CellAddress], Scalar], list_cells: Callable[[str], list[tuple[int, int]]]
    ) -> None:
        self.get_value = get_value
        self.list_cells = list_cells  # the non-empty cells of a sheet


def evaluate_formula(formula: str, sheets: Sheets, *, at: CellAddress, offset: tuple[int, int] = (0, 0)) -> Scalar:
    """Evaluate a formula in the cell `at`. Raises UnsupportedFormulaError.

    `offset` is rows and columns from the cell where a shared formula is written.
    """
    reader = _Reader(formula, sheets, at[0], offset)
    try:
        value = _require_single(reader.comparison())
    except (InvalidOperation, OverflowError) as error:
        raise UnsupportedFormulaError from error
    if reader.kind != "end":
        raise UnsupportedFormulaError
    return Decimal(0) if value is None else value


class _Reader:
    """A recursive descent parser that evaluates as it reads; a range is a list."""

    def __init__(self, formula: str, sheets: Sheets, sheet: str, offset: tuple[int, int]) -> None:
        self.tokens = _iter_tokens(formula)
        self.sheets, self.sheet, self.offset = sheets, sheet, offset
        self.step()

    def step(self) -> None:
        self.kind, self.word = next(self.tokens)

    def take_sign(self, *signs: str) -> str:
        if self.kind == "sign" and self.word in signs:
            sign = self.word
            self.step()
            return sign
        return ""

    def comparison(self) -> Scalar | list[Scalar]:
        value = self.sum()
        while sign := self.take_sign("=", "<>", "<", ">", "<=", ">="):
            value = _compare_values(sign, _require_single(value), _require_single(self.sum()))
        return value

    def sum(self) -> Scalar | list[Scalar]:
        value = self.product()
        while sign := self.take_sign("+", "-"):
            value = _combine_values(sign, _require_single(value), _require_single(self.product()))
        return value

    def product(self) -> Scalar | list[Scalar]:
        value = self.unary()
        while sign := self.take_sign("*", "/"):
            value = _combine_values(sign, _require_single(value), _require_single(self.unary()))
        return value

    def unary(self) -> Scalar | list[Scalar]:
        if sign := self.take_sign("-", "+"):
            value = self.unary()
            return _combine_values("-", Decimal(0), _require_single(value)) if sign == "-" else value
        value = self.atom()
        while self.take_sign("%"):
            value = _combine_values("/", _require_single(value), Decimal(100))
        return value

    def atom(self) -> Scalar | list[Scalar]:
        kind, lexeme = self.kind, self.word
        self.step()
        match kind:
            case "number":
                return Decimal(lexeme)
            case "text":
                return lexeme[1:-1].replace('""', '"')
            case "ref":
                return self.reference(lexeme)
            case "name":
                return _call_function(lexeme, self.arguments())
            case "sign" if lexeme == "(":
                value = self.comparison()
                if not self.take_sign(")"):
                    raise UnsupportedFormulaError
                return value
        raise UnsupportedFormulaError

    def arguments(self) -> list[Scalar | list[Scalar]]:
        self.take_sign("(")
        values = [self.comparison()]
        while self.take_sign(",", ";"):
            values.append(self.comparison())
        if not self.take_sign(")"):
            raise UnsupportedFormulaError
        return values

    def reference(self, lexeme: str) -> Scalar | list[Scalar]:
        name, _, cells = lexeme.rpartition("!")
        sheet = unquote_sheet_name(name) if name else self.sheet
        first, _, last = cells.partition(":")
        row, column = self.place(first)
        if not last:
            return self.sheets.get_value((sheet, row, column))
        last_row, last_column = self.place(last)
        return [
            self.sheets.get_value((sheet, r, c))
            for r, c in self.sheets.list_cells(sheet)
            if row <= r <= last_row and column <= c <= last_column
        ]

    def place(self, lexeme: str) -> tuple[int, int]:
        match = _PART.fullmatch(lexeme)
        if match is None:
            raise UnsupportedFormulaError
        column = 0
        for letter in match[2]:
            column = column * 26 + ord(letter) - 64
        row = int(match[4]) - 1 + (0 if match[3] else self.offset[0])
        column = column - 1 + (0 if match[1] else self.offset[1])
        if row < 0 or column < 0:
            raise UnsupportedFormulaError
        return row, column


def _iter_tokens(formula: str) -> Iterator[tuple[str, str]]:
    end = 0
    formula = formula.strip()
    while end < len(formula):
        match = _TOKEN.match(formula, end)
        if match is None:
            raise UnsupportedFormulaError
        kind = match.lastgroup or ""
        yield kind, match[kind]
        end = match.end()
    while True:
        yield "end", ""


def _require_single(value: Scalar | list[Scalar]) -> Scalar:
    if isinstance(value, list):
        raise UnsupportedFormulaError
    return value


def _to_number(value: Scalar) -> Decimal | Failure:
    match value:
        case Failure() | Decimal():
            return value
        case None:
            return Decimal(0)
        case bool():
            return Decimal(int(value))
    return Failure("#VALUE!")


def _combine_values(sign: str, left_value: Scalar, right_value: Scalar) -> Scalar:
    left_number, right_number = _to_number(left_value), _to_number(right_value)
    if isinstance(left_number, Failure):
        return left_number
    if isinstance(right_number, Failure):
        return right_number
    match sign:
        case "+":
            return left_number + right_number
        case "-":
            return left_number - right_number
        case "*":
            return left_number * right_number
    return left_number / right_number if right_number else Failure("#DIV/0!")


def _compare_values(sign: str, left_value: Scalar, right_value: Scalar) -> Scalar:
    for value in (left_value, right_value):
        if isinstance(value, Failure):
            return value
    blank: Scalar = "" if isinstance(left_value, str) or isinstance(right_value, str) else Decimal(0)
    left_operand, right_operand = (blank if value is None else value for value in (left_value, right_value))
    if isinstance(left_operand, str) != isinstance(right_operand, str):
        if sign in ("=", "<>"):
            return sign == "<>"
        raise UnsupportedFormulaError
    if isinstance(left_operand, str):
        left_operand, right_operand = left_operand.lower(), str(right_operand).lower()
    return {
        "=": left_operand == right_operand, "<>": left_operand != right_operand, "<": left_operand < right_operand,  # type: ignore[operator]
        ">": left_operand > right_operand, "<=": left_operand <= right_operand, ">=": left_operand >= right_operand,  # type: ignore[operator]
    }[sign]  # fmt: skip


def _call_function(name: str, arguments: list[Scalar | list[Scalar]]) -> Scalar:
    if name == "IFERROR" and len(arguments) == 2:
        first = _require_single(arguments[0])
        return _require_single(arguments[1]) if isinstance(first, Failure) else first
    if name == "IF" and len(arguments) in (2, 3):
        condition = _to_number(_require_single(arguments[0]))
        if isinstance(condition, Failure):
            return condition
        return (
            _require_single(arguments[1])
            if condition
            else _require_single(arguments[2])
            if len(arguments) == 3
            else False
        )
    if name == "ROUND" and len(arguments) == 2:
        number, places = _to_number(_require_single(arguments[0])), _to_number(_require_single(arguments[1]))
        if isinstance(number, Failure):
            return number
        if isinstance(places, Failure):
            return places
        return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
    if name == "SUBTOTAL" and len(arguments) > 1 and arguments[0] in (Decimal(9), Decimal(109)):
        name, arguments = "SUM", arguments[1:]
    if name not in _AGGREGATES:
        raise UnsupportedFormulaError
    numbers: list[Decimal] = []
    for argument in arguments:
        for value in argument if isinstance(argument, list) else [argument if not isinstance(argument, str) else None]:
            if isinstance(value, Failure):
                return value
            if isinstance(value, Decimal):
                numbers.append(value)
    if name == "AVERAGE" and not numbers:
        return Failure("#DIV/0!")
    return _AGGREGATES[name](numbers)


_AGGREGATES: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": lambda numbers: sum(numbers, Decimal(0)),
    "AVERAGE": lambda numbers: sum(numbers, Decimal(0)) / len(numbers),
    "MIN": lambda numbers: min(numbers, default=Decimal(0)),
    "MAX": lambda numbers: max(numbers, default=Decimal(0)),
    "COUNT": lambda numbers: Decimal(len(numbers)),
}


def format_cell_address(at: CellAddress) -> str:
    """Return an address with its sheet, «Biểu 1!C5»."""
    return f"{at[0]}!{format_address(at[1], at[2])}"
