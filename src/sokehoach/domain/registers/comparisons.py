"""The constraints of a register that compare numbers or days of one entry, as the database holds them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sokehoach.domain.registers.decimal_numbers import SCALE, get_scale
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS, FieldKind
from sokehoach.domain.registers.register_type import Constraint, ConstraintRule

_BOUNDS: Mapping[ConstraintRule, tuple[int | None, int | None]] = {
    ConstraintRule.AT_MOST: (None, 0),
    ConstraintRule.AT_LEAST: (0, None),
    ConstraintRule.SUM_AT_MOST: (None, 0),
    ConstraintRule.SUM_EQUALS: (0, 0),
    ConstraintRule.ONE_POSITIVE: (1, None),
}
_RULES_OF_EACH_FIELD = (ConstraintRule.AT_MOST, ConstraintRule.AT_LEAST)


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """What an entry stores in each field, times its weight, adds up to at least `least` and at most `most`.

    None for a bound that there is not. It is kept where one of the fields is blank. Days are counted from any one day.
    """

    weights: Mapping[str, int]
    least: int | None
    most: int | None


def list_comparisons(kinds: Mapping[str, FieldKind], constraints: Iterable[Constraint]) -> list[FieldComparison]:
    """The comparisons that say what these constraints say; none for a constraint of another sort. `kinds`: by field."""
    return [
        FieldComparison(_build_weights(kinds, fields, constraint.other), *_BOUNDS[constraint.rule])
        for constraint in constraints
        if constraint.rule in _BOUNDS
        for fields in _list_parts(constraint)
    ]


def _list_parts(constraint: Constraint) -> Iterator[tuple[str, ...]]:
    if constraint.rule in _RULES_OF_EACH_FIELD:
        yield from ((code,) for code in constraint.fields)
    else:
        yield constraint.fields


def _build_weights(kinds: Mapping[str, FieldKind], fields: tuple[str, ...], other: str) -> dict[str, int]:
    """Whole numbers are compared with thousandths as thousandths."""
    signs = [*((code, 1) for code in fields), *((code, -1) for code in (other,) if code)]
    has_decimals = any(kinds[code] in DECIMAL_KINDS for code, _sign in signs)
    weights: dict[str, int] = {}
    for code, sign in signs:
        scale = SCALE // get_scale(kinds[code]) if has_decimals else 1
        weights[code] = weights.get(code, 0) + sign * scale
    return weights
