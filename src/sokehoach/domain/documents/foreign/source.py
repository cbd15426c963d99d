"""What stands in a place of a form: where its words or its figure come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sokehoach.domain.documents.content import Operand

EACH = "*"  # for `unit`: that of the row, in a row that is repeated for every unit


class Kind(StrEnum):
    FIGURE = "figure"  # one operand, or the sum of several
    INDICATOR = "indicator"  # a side of one
    UNITS = "units"  # the name of the unit of a repeated row
    ORDER = "order"  # the number of a repeated row
    UNIT = "unit"  # the name of who reports
    PERIOD = "period"  # «6 tháng đầu năm 2021»
    YEAR = "year"
    TEXT = "text"  # the same words each time
    NARRATIVE = "narrative"
    HAND = "hand"  # left as it is, for a pen
    NONE = "none"  # asked for, and we have no source: marked


class Role(StrEnum):
    NOW = "now"  # kỳ này
    BEFORE = "before"  # cùng kỳ năm trước
    YEAR = "year"  # lũy kế từ đầu năm


class Side(StrEnum):
    """What of an indicator."""

    SHARE = "share"  # in percent
    PART = "part"  # the numerator
    WHOLE = "whole"  # the denominator
    TARGET = "target"  # what the plan of the form asks for


@dataclass(frozen=True, slots=True)
class Source:
    """`unit`: the code of the unit of a row, «» the whole area, or EACH. `words`: the text, or the code of the
    narrative or of the indicator.
    """

    kind: Kind
    operands: tuple[Operand, ...] = ()
    role: Role = Role.NOW
    unit: str = ""
    words: str = ""
    side: Side = Side.SHARE

    def __post_init__(self) -> None:
        if (self.kind is Kind.FIGURE) != bool(self.operands):
            raise ValueError("a figure has operands, and nothing else has")

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "operands": [[one.element, one.disaggregation] for one in self.operands],
            "role": self.role.value,
            "unit": self.unit,
            "words": self.words,
            "side": self.side.value,
        }


def from_json(told: Mapping[str, Any]) -> Source:
    """What was kept before indicators were a source names no side."""
    operands = tuple(Operand(*one) for one in told["operands"])
    side = Side(told.get("side", Side.SHARE))
    return Source(Kind(told["kind"]), operands, Role(told["role"]), told["unit"], told["words"], side)
