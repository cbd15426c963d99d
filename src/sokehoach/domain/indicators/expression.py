"""The language of indicators: «TT13», «CD05 + CD06», «2 * TT01{content=law}», «@staff_in_charge», «1».

An expression is worth something for one reporter; what several are worth is summed, never averaged. A number alone
stands for each reporter: «1» counts them, «4» gives four to each.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.domain.indicators.element import DataElement, Operator
from sokehoach.domain.values.value import Value

# A sum of terms is a regular language: no parser is needed for it.
_TERM = re.compile(
    r"""
    \s* (?P<sign>[+-])? \s*
    (?: (?P<factor>[0-9]+) \s* (?: \* \s* | (?![\w@*]) ) )?
    (?:
        (?P<element>[A-Z][A-Z0-9]*) (?: \{ (?P<key>[a-z0-9_]+=[a-z0-9_]+ (?: ; [a-z0-9_]+=[a-z0-9_]+ )*) \} )?
      | @ (?P<denominator>[a-z][a-z0-9_]*)
    )?
    \s*
    """,
    re.VERBOSE,
)

type Name = tuple[str, str]  # element, disaggregation


@dataclass(frozen=True, slots=True)
class Term:
    """`factor` times an element, a denominator or, where both are «», one."""

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


class BadExpression(ValueError):
    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


def parse(text: str) -> Expression:
    """BadExpression with the place of the first letter that does not fit."""
    terms: list[Term] = []
    at = 0
    while at < len(text) or not terms:
        found = _TERM.match(text, at)
        if found is None or not _is_term(found, text, first=not terms):
            raise BadExpression(f"biểu thức «{text}» sai từ chữ thứ {at + 1}")
        terms.append(
            Term(
                factor=int(found["factor"] or 1) * (-1 if found["sign"] == "-" else 1),
                element=found["element"] or "",
                disaggregation=found["key"] or "",
                denominator=found["denominator"] or "",
            )
        )
        at = found.end()
    return Expression(text, tuple(terms))


def _is_term(found: re.Match[str], text: str, *, first: bool) -> bool:
    """A sign stands between terms and before none; a factor that multiplies has something to multiply."""
    named = found["element"] or found["denominator"]
    alone = found["factor"] and not text[found.start() : found.end()].rstrip().endswith("*")
    return bool(named or alone) and (found["sign"] is None) is first


def check(
    expression: Expression, elements: Mapping[str, DataElement], denominators: frozenset[str]
) -> list[str]:
    """What of it cannot be counted: names that do not exist, elements of several forms, what may not be summed."""
    wrong = []
    for element, _key in expression.names:
        if element not in elements:
            wrong.append(f"không có chỉ tiêu «{element}»")
        elif elements[element].over_place.value != "sum":
            wrong.append(f"chỉ tiêu «{element}» không cộng được theo địa bàn")
    wrong += [f"không có mẫu số «{name}»" for name in expression.denominators if name not in denominators]
    if len({elements[one].form for one, _key in expression.names if one in elements}) > 1:
        wrong.append(f"biểu thức «{expression.text}» lấy số của nhiều biểu")
    return wrong


def over_time(expression: Expression, elements: Mapping[str, DataElement]) -> Operator:
    """A sum of flows adds up, a sum of stocks is that of the last period; of the two mixed there is no sum.

    People, households and reporters stand as stocks do.
    """
    found = {elements[name].over_time for name, _key in expression.names if name in elements}
    if len(expression.names) < len(expression.terms) and found != {Operator.SUM}:
        found.add(Operator.LAST)
    fits = len(found) == 1 and (found <= {Operator.SUM, Operator.LAST} or len(expression.terms) == 1)
    return found.pop() if fits else Operator.NONE


def evaluate(
    expression: Expression, answers: Mapping[Name, Value], denominators: Mapping[str, int]
) -> Decimal | None:
    """What one reporter's answers make; None while one of them is missing, never 0 in its place."""
    total = Decimal()
    for term in expression.terms:
        worth: Value | int | None = 1
        if term.element:
            worth = answers.get((term.element, term.disaggregation))
        elif term.denominator:
            worth = denominators.get(term.denominator)
        if not isinstance(worth, Decimal | int):
            return None
        total += term.factor * worth
    return total


def explain(
    expression: Expression, elements: Mapping[str, DataElement], denominators: Mapping[str, str]
) -> str:
    """«Cấp ủy … (CD05) + Chính quyền … (CD06)»: the words of an expression."""
    told = ""
    for term in expression.terms:
        words = str(abs(term.factor))
        if term.element or term.denominator:
            named = denominators.get(term.denominator, term.denominator)
            if term.element:
                key = f"{{{term.disaggregation}}}" if term.disaggregation else ""
                named = f"{elements[term.element].name} ({term.element}{key})"
            words = named if abs(term.factor) == 1 else f"{words} × {named}"
        sign = "−" if term.factor < 0 else "+"
        told += f" {sign} {words}" if told else words
    return told
