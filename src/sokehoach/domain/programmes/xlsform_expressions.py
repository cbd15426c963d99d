"""Expressions of XLSForm that a register's closed list of rules can carry: conditions on other fields, limits, sums."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from sokehoach.domain.registers.condition_text import parse_threshold
from sokehoach.domain.registers.register_type import Condition, ConditionTest

_MOST_LETTERS = 1_000  # of an expression; a longer one is not carried
_REFERENCE = r"\$\{(?P<field>[\w.-]{1,80})\}"
_TEXT = r"(?:'(?P<single>[^']{0,100})'|\"(?P<double>[^\"]{0,100})\")"
_EQUAL = re.compile(rf"{_REFERENCE} ?(?P<sign>!?=) ?(?:{_TEXT}|(?P<number>\d{{1,9}}))")
_SELECTED = re.compile(rf"(?P<no>not ?\( ?)?selected ?\( ?{_REFERENCE} ?, ?{_TEXT} ?\)(?P<close> ?\))?")
_DECIMALS = r"(?:\.\d{1,9})?"
_COMPARED = re.compile(rf"{_REFERENCE} ?(?P<sign><=|>=|<|>) ?(?P<number>\d{{1,9}}{_DECIMALS})", re.ASCII)
_LIMIT = re.compile(rf"\. ?(?P<sign><=|>=|<|>|=) ?(?:{_REFERENCE}|(?P<number>\d{{1,12}}{_DECIMALS}))", re.ASCII)
_SUM = re.compile(r"\$\{[\w.-]{1,80}\}(?: ?\+ ?\$\{[\w.-]{1,80}\}){1,20}")
_NAME = re.compile(r"\$\{([\w.-]{1,80})\}")


@dataclass(frozen=True, slots=True)
class FieldLimit:
    """«. <= ${other}» or «. <= 100» of a constraint. `sign`: one of <=, >=, <, >, =."""

    sign: str
    field: str = ""
    number: Decimal | None = None


def parse_conditions(expression: str, steps: Mapping[str, Decimal]) -> tuple[Condition, ...] | None:
    """The conditions that must all hold; None where the expression says something else.

    `steps`: by field, of what its numbers are multiples; 1 where none is named: «> 3» is then «≥ 4».
    «a and b or c» means «(a and b) or c», which a register cannot carry: within «and», «or» needs its own brackets.
    """
    parts = _split_expression(expression, " and ")
    if parts is None or (len(parts) > 1 and any(" or " in part and not _is_bracketed(part) for part in parts)):
        return None
    conditions = [_parse_condition(_strip_brackets(part), steps) for part in parts]
    return None if None in conditions else tuple(row for row in conditions if row is not None)


def parse_limits(expression: str) -> tuple[FieldLimit, ...] | None:
    """The limits that a constraint sets for its own field; None where it says something else."""
    parts = _split_expression(expression, " and ")
    limits = []
    for part in parts or ():
        match = _LIMIT.fullmatch(_strip_brackets(part))
        if match is None:
            return None
        number = None if match["number"] is None else Decimal(match["number"])
        limits.append(FieldLimit(match["sign"], match["field"] or "", number))
    return tuple(limits) if limits else None


def parse_sum(expression: str) -> tuple[str, ...]:
    """The fields of «${a} + ${b}»; () for any other calculation."""
    text = " ".join(expression.split())
    return tuple(_NAME.findall(text)) if len(text) <= _MOST_LETTERS and _SUM.fullmatch(text) else ()


def rename_conditions(conditions: tuple[Condition, ...], names: Mapping[str, str]) -> tuple[Condition, ...] | None:
    """With the codes that the fields have in the register; None where one is not carried."""
    if any(condition.field not in names for condition in conditions):
        return None
    return tuple(Condition(names[row.field], row.test, options=row.options, number=row.number) for row in conditions)


def _split_expression(expression: str, separator: str) -> list[str] | None:
    text = " ".join(expression.split())
    if not text or len(text) > _MOST_LETTERS:
        return None
    return text.split(separator)


def _strip_brackets(text: str) -> str:
    text = text.strip()
    while _is_bracketed(text):
        text = text[1:-1].strip()
    return text


def _is_bracketed(text: str) -> bool:
    return text.startswith("(") and text.endswith(")") and _closes_at_end(text)


def _closes_at_end(text: str) -> bool:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place == len(text) - 1
    return False


def fit_bound(sign: str, number: Decimal, step: Decimal) -> int | Decimal | None:
    """The multiple of the step that says the same with «≥» (for > and >=) or «≤»; None below 0.

    «> 0.5» of whole numbers is «≥ 1», of thousandths «≥ 0.501».
    """
    steps = number / step
    is_least = sign in (">", ">=")
    bound = steps.to_integral_value(ROUND_CEILING if sign in (">=", "<") else ROUND_FLOOR)
    if sign in (">", "<"):
        bound += 1 if is_least else -1
    return None if bound < 0 else parse_threshold(f"{bound * step:f}")


def find_largest(limit: FieldLimit, step: Decimal) -> int | None:
    """The largest multiple of the step that the limit allows; None where it sets none, or one with decimals, which no
    field can have.
    """
    if limit.number is None or limit.sign not in ("<=", "<"):
        return None
    bound = fit_bound(limit.sign, limit.number, step)
    return bound if isinstance(bound, int) else None


def _parse_condition(text: str, steps: Mapping[str, Decimal]) -> Condition | None:
    alternatives = [_strip_brackets(part) for part in text.split(" or ")]
    if len(alternatives) > 1:
        return _join_alternatives([_parse_condition(part, steps) for part in alternatives])
    if match := _SELECTED.fullmatch(text):
        if bool(match["no"]) != bool(match["close"]):
            return None
        test = ConditionTest.NONE_OF if match["no"] else ConditionTest.ONE_OF
        return Condition(match["field"], test, options=(match["single"] or match["double"] or "",))
    if match := _EQUAL.fullmatch(text):
        return _parse_equal(match)
    if match := _COMPARED.fullmatch(text):
        sign, step = match["sign"], steps.get(match["field"], Decimal(1))
        bound = fit_bound(sign, Decimal(match["number"]), step)
        test = ConditionTest.AT_LEAST if sign in (">", ">=") else ConditionTest.AT_MOST
        return None if bound is None else Condition(match["field"], test, number=bound)
    return None


def _parse_equal(match: re.Match[str]) -> Condition | None:
    value = match["single"] if match["single"] is not None else match["double"]
    if value is None:
        value = match["number"]
    is_same = match["sign"] == "="
    if not value:  # «${a} != ''»: something is written
        return Condition(match["field"], ConditionTest.ABSENT if is_same else ConditionTest.PRESENT)
    return Condition(match["field"], ConditionTest.ONE_OF if is_same else ConditionTest.NONE_OF, options=(value,))


def _join_alternatives(conditions: list[Condition | None]) -> Condition | None:
    """«a or b» of one field: one of both options."""
    first = conditions[0]
    if first is None or any(
        row is None or row.test is not ConditionTest.ONE_OF or row.field != first.field for row in conditions
    ):
        return None
    return Condition(first.field, first.test, options=tuple(o for row in conditions if row for o in row.options))
