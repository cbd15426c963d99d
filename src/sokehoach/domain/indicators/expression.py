"""Parser and evaluator of indicator expressions: «TT13», «CD05 + CD06», «2 * TT01{content=law}», «@staff_in_charge»,
«1».

An expression is evaluated for one reporter; values of several reporters are summed, never averaged. A bare number
counts for each reporter: «1» counts reporters, «4» gives four to each.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.domain.indicators.element import SIDE_NAMES, DataElement, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.messages import say
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

# A sum of terms is a regular language: no parser is needed for it.
_TERM = re.compile(
    r"""
    \s* (?P<sign>[+-])? \s*
    (?: (?P<factor>[0-9]+) \s* (?: \* \s* | (?![\w@*]) ) )?
    (?:
        (?P<element>[A-Z][A-Z0-9]*) (?: \{ (?P<key>\w+=[a-z0-9_]+ (?: ; \w+=[a-z0-9_]+ )*) \} )?
      | @ (?P<denominator>[a-z][a-z0-9_]*)
    )?
    \s*
    """,
    re.VERBOSE | re.ASCII,
)

type Name = tuple[str, str]  # element, disaggregation


@dataclass(frozen=True, slots=True)
class Term:
    """One term: `factor` times an element or a denominator; if both are «», `factor` alone."""

    factor: int
    element: str = ""
    disaggregation: str = ""
    denominator: str = ""


@dataclass(frozen=True, slots=True)
class Expression:
    text: str
    terms: tuple[Term, ...]

    @property
    def names(self) -> tuple[Name, ...]:
        return tuple((term.element, term.disaggregation) for term in self.terms if term.element)

    @property
    def denominators(self) -> tuple[str, ...]:
        return tuple(term.denominator for term in self.terms if term.denominator)


class ExpressionError(ValueError):
    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


def parse_expression(text: str) -> Expression:
    """Parse an expression; ExpressionError with the position of the first character that does not fit."""
    terms: list[Term] = []
    at = 0
    while at < len(text) or not terms:
        match = _TERM.match(text, at)
        if match is None or not _is_term(match, text, first=not terms):
            raise ExpressionError(say("biểu thức «%(text)s» sai từ chữ thứ %(at)s", text=text, at=at + 1))
        terms.append(
            Term(
                factor=int(match["factor"] or 1) * (-1 if match["sign"] == "-" else 1),
                element=match["element"] or "",
                disaggregation=match["key"] or "",
                denominator=match["denominator"] or "",
            )
        )
        at = match.end()
    return Expression(text, tuple(terms))


def replace_names(expression: Expression, new_names: Mapping[Name, Name]) -> Expression:
    """The same expression over other elements; names that are not given stay."""
    text = ""
    for term in expression.terms:
        sign = ("-" if term.factor < 0 else "+") if text or term.factor < 0 else ""
        element, key = new_names.get((term.element, term.disaggregation), (term.element, term.disaggregation))
        name = f"@{term.denominator}" if term.denominator else element + (f"{{{key}}}" if key else "")
        factor = "" if name and abs(term.factor) == 1 else f"{abs(term.factor)}{' * ' if name else ''}"
        text += f" {sign} {factor}{name}"
    return parse_expression(text.strip())


def _is_term(match: re.Match[str], text: str, *, first: bool) -> bool:
    """A sign is required between terms and forbidden before the first; a factor with «*» needs an operand."""
    name = match["element"] or match["denominator"]
    is_constant = match["factor"] and not text[match.start() : match.end()].rstrip().endswith("*")
    return bool(name or is_constant) and (match["sign"] is None) is first


def find_expression_problems(
    expression: Expression, elements: Mapping[str, DataElement], denominators: frozenset[str]
) -> list[str]:
    """Reasons why it cannot be evaluated: unknown names, elements of several forms, values that must not be summed."""
    problems = []
    for element, _key in expression.names:
        if element not in elements:
            problems.append(say("không có chỉ tiêu «%(element)s»", element=element))
        elif elements[element].kind is ValueKind.DATE or elements[element].kind.is_text:
            noun = say("ngày") if elements[element].kind is ValueKind.DATE else say("lời")
            problems.append(
                say(
                    "chỉ tiêu «%(element)s» là %(noun)s: chỉ số và mục tiêu chỉ tính trên số",
                    element=element,
                    noun=noun,
                )
            )
        elif elements[element].over_place.value != "sum":
            problems.append(say("chỉ tiêu «%(element)s» không cộng được theo địa bàn", element=element))
    problems += [
        say("không có mẫu số «%(name)s»", name=name) for name in expression.denominators if name not in denominators
    ]
    if len({elements[code].form for code, _key in expression.names if code in elements}) > 1:
        problems.append(say("biểu thức «%(text)s» lấy số của nhiều biểu", text=expression.text))
    return problems


def compute_time_operator(expression: Expression, elements: Mapping[str, DataElement]) -> Operator:
    """Operator over time of the sum: SUM for flows, LAST for stocks, NONE for a mixture.

    People, households and reporters count as stocks, except in a sum with flows only, which stays SUM.
    """
    operators = {elements[name].over_time for name, _key in expression.names if name in elements}
    if len(expression.names) < len(expression.terms) and operators != {Operator.SUM}:
        operators.add(Operator.LAST)
    is_single = len(operators) == 1 and (operators <= {Operator.SUM, Operator.LAST} or len(expression.terms) == 1)
    return operators.pop() if is_single else Operator.NONE


def evaluate_expression(
    expression: Expression,
    answers: Mapping[Name, Value],
    denominators: Mapping[str, int],
    *,
    is_ended: bool = False,
    reporters: int = 1,
) -> Decimal | None:
    """The value for one reporter; None, never 0, if one of its answers is missing.

    `reporters`: how many gave the answers and denominators together, each of them all; then these are sums.
    `is_ended`: it was gone at the cut-off: it is no reporter then, has no people, and adds no stock, which is «không áp
    dụng».
    """
    total = Decimal()
    for term in expression.terms:
        if is_ended and (not term.element or answers.get((term.element, term.disaggregation)) is Gap.NOT_APPLICABLE):
            continue
        operand_value: Value | int | None = reporters
        if term.element:
            operand_value = answers.get((term.element, term.disaggregation))
        elif term.denominator:
            operand_value = denominators.get(term.denominator)
        if not isinstance(operand_value, Decimal | int):
            return None
        total += term.factor * operand_value
    return total


def explain_expression(
    expression: Expression, elements: Mapping[str, DataElement], denominators: Mapping[str, str]
) -> str:
    """The expression in words: «Cấp ủy … (CD05) + Chính quyền … (CD06)»."""
    text = ""
    for term in expression.terms:
        phrase = str(abs(term.factor))
        if term.element or term.denominator:
            name = denominators.get(term.denominator, term.denominator)
            if term.element:
                name = _explain_operand(elements[term.element], term.disaggregation)
            phrase = name if abs(term.factor) == 1 else f"{phrase} × {name}"
        sign = "−" if term.factor < 0 else "+"
        text += f" {sign} {phrase}" if text else phrase
    return text


def _explain_operand(element: DataElement, disaggregation: str) -> str:
    """«Lớp tập huấn (TH01)», «tử số của Hộ vay vốn (TN01)»."""
    share_side = element.get_side(disaggregation)
    if share_side is not None:
        return say(
            "%(side)s của %(name)s (%(code)s)",
            side=SIDE_NAMES[share_side],
            name=element.name,
            code=element.code,
        )
    key = f"{{{disaggregation}}}" if disaggregation else ""
    return f"{element.name} ({element.code}{key})"
