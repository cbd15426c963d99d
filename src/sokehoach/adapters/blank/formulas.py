"""The small part of Excel's formulas that forms use, worked out so that a filled form shows right figures unopened.

Excel's own rules: SUM and its kin pass over text in cells, «+» on a text is #VALUE!, an empty cell is 0 to «+».
Numbers are Decimal: 0,1 + 0,2 is 0,3, as a person sums.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from sokehoach.adapters.blank.sheet import address, sheet_named

type Scalar = Decimal | str | bool | Failure | None
type At = tuple[str, int, int]  # sheet, row, column


class Unknown(Exception):
    """A formula beyond this part: left to Excel."""


@dataclass(frozen=True, slots=True)
class Failure:
    """«#VALUE!», «#DIV/0!»."""

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
    """What the formulas stand on. `held` gives a cell's value, working out its own formula where it has one."""

    def __init__(self, held: Callable[[At], Scalar], filled: Callable[[str], list[tuple[int, int]]]) -> None:
        self.held = held
        self.filled = filled  # the cells of a sheet that hold something


def work_out(formula: str, sheets: Sheets, *, at: At, moved: tuple[int, int] = (0, 0)) -> Scalar:
    """`moved`: rows and columns between the cell where a shared formula is written and this one. Raises Unknown."""
    reader = _Reader(formula, sheets, at[0], moved)
    try:
        value = _single(reader.comparison())
    except (InvalidOperation, OverflowError) as error:
        raise Unknown from error
    if reader.kind != "end":
        raise Unknown
    return Decimal(0) if value is None else value


class _Reader:
    """Reads and works out at once; a range is a list."""

    def __init__(self, formula: str, sheets: Sheets, sheet: str, moved: tuple[int, int]) -> None:
        self.tokens = _tokens(formula)
        self.sheets, self.sheet, self.moved = sheets, sheet, moved
        self.step()

    def step(self) -> None:
        self.kind, self.word = next(self.tokens)

    def took(self, *signs: str) -> str:
        if self.kind == "sign" and self.word in signs:
            word = self.word
            self.step()
            return word
        return ""

    def comparison(self) -> Scalar | list[Scalar]:
        value = self.sum()
        while sign := self.took("=", "<>", "<", ">", "<=", ">="):
            value = _compared(sign, _single(value), _single(self.sum()))
        return value

    def sum(self) -> Scalar | list[Scalar]:
        value = self.product()
        while sign := self.took("+", "-"):
            value = _joined(sign, _single(value), _single(self.product()))
        return value

    def product(self) -> Scalar | list[Scalar]:
        value = self.unary()
        while sign := self.took("*", "/"):
            value = _joined(sign, _single(value), _single(self.unary()))
        return value

    def unary(self) -> Scalar | list[Scalar]:
        if sign := self.took("-", "+"):
            value = self.unary()
            return _joined("-", Decimal(0), _single(value)) if sign == "-" else value
        value = self.atom()
        while self.took("%"):
            value = _joined("/", _single(value), Decimal(100))
        return value

    def atom(self) -> Scalar | list[Scalar]:
        kind, word = self.kind, self.word
        self.step()
        match kind:
            case "number":
                return Decimal(word)
            case "text":
                return word[1:-1].replace('""', '"')
            case "ref":
                return self.reference(word)
            case "name":
                return _called(word, self.arguments())
            case "sign" if word == "(":
                value = self.comparison()
                if not self.took(")"):
                    raise Unknown
                return value
        raise Unknown

    def arguments(self) -> list[Scalar | list[Scalar]]:
        self.took("(")
        found = [self.comparison()]
        while self.took(",", ";"):
            found.append(self.comparison())
        if not self.took(")"):
            raise Unknown
        return found

    def reference(self, word: str) -> Scalar | list[Scalar]:
        name, _, cells = word.rpartition("!")
        sheet = sheet_named(name) if name else self.sheet
        first, _, last = cells.partition(":")
        row, column = self.place(first)
        if not last:
            return self.sheets.held((sheet, row, column))
        last_row, last_column = self.place(last)
        return [
            self.sheets.held((sheet, r, c))
            for r, c in self.sheets.filled(sheet)
            if row <= r <= last_row and column <= c <= last_column
        ]

    def place(self, word: str) -> tuple[int, int]:
        found = _PART.fullmatch(word)
        if found is None:
            raise Unknown
        column = 0
        for letter in found[2]:
            column = column * 26 + ord(letter) - 64
        row = int(found[4]) - 1 + (0 if found[3] else self.moved[0])
        column = column - 1 + (0 if found[1] else self.moved[1])
        if row < 0 or column < 0:
            raise Unknown
        return row, column


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    end = 0
    formula = formula.strip()
    while end < len(formula):
        found = _TOKEN.match(formula, end)
        if found is None:
            raise Unknown
        kind = found.lastgroup or ""
        yield kind, found[kind]
        end = found.end()
    while True:
        yield "end", ""


def _single(value: Scalar | list[Scalar]) -> Scalar:
    if isinstance(value, list):
        raise Unknown
    return value


def _number(value: Scalar) -> Decimal | Failure:
    match value:
        case Failure() | Decimal():
            return value
        case None:
            return Decimal(0)
        case bool():
            return Decimal(int(value))
    return Failure("#VALUE!")


def _joined(sign: str, one: Scalar, other: Scalar) -> Scalar:
    left, right = _number(one), _number(other)
    if isinstance(left, Failure):
        return left
    if isinstance(right, Failure):
        return right
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right if right else Failure("#DIV/0!")


def _compared(sign: str, one: Scalar, other: Scalar) -> Scalar:
    for side in (one, other):
        if isinstance(side, Failure):
            return side
    blank: Scalar = "" if isinstance(one, str) or isinstance(other, str) else Decimal(0)
    left, right = (blank if side is None else side for side in (one, other))
    if isinstance(left, str) != isinstance(right, str):
        if sign in ("=", "<>"):
            return sign == "<>"
        raise Unknown
    if isinstance(left, str):
        left, right = left.lower(), str(right).lower()
    return {
        "=": left == right, "<>": left != right, "<": left < right,  # type: ignore[operator]
        ">": left > right, "<=": left <= right, ">=": left >= right,  # type: ignore[operator]
    }[sign]  # fmt: skip


def _called(name: str, given: list[Scalar | list[Scalar]]) -> Scalar:
    if name == "IFERROR" and len(given) == 2:
        first = _single(given[0])
        return _single(given[1]) if isinstance(first, Failure) else first
    if name == "IF" and len(given) in (2, 3):
        asked = _number(_single(given[0]))
        if isinstance(asked, Failure):
            return asked
        return _single(given[1]) if asked else _single(given[2]) if len(given) == 3 else False
    if name == "ROUND" and len(given) == 2:
        number, places = _number(_single(given[0])), _number(_single(given[1]))
        if isinstance(number, Failure):
            return number
        if isinstance(places, Failure):
            return places
        return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
    if name == "SUBTOTAL" and len(given) > 1 and given[0] in (Decimal(9), Decimal(109)):
        name, given = "SUM", given[1:]
    if name not in _OVER:
        raise Unknown
    numbers: list[Decimal] = []
    for one in given:
        for value in one if isinstance(one, list) else [one if not isinstance(one, str) else None]:
            if isinstance(value, Failure):
                return value
            if isinstance(value, Decimal):
                numbers.append(value)
    if name == "AVERAGE" and not numbers:
        return Failure("#DIV/0!")
    return _OVER[name](numbers)


_OVER: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": lambda numbers: sum(numbers, Decimal(0)),
    "AVERAGE": lambda numbers: sum(numbers, Decimal(0)) / len(numbers),
    "MIN": lambda numbers: min(numbers, default=Decimal(0)),
    "MAX": lambda numbers: max(numbers, default=Decimal(0)),
    "COUNT": lambda numbers: Decimal(len(numbers)),
}


def named(at: At) -> str:
    """«Biểu 1!C5»."""
    return f"{at[0]}!{address(at[1], at[2])}"
