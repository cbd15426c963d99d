"""What stands in a place of a form: where its words or its figure come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sokehoach.domain.documents.content import Operand

EACH_UNIT = "*"  # for `unit`: that of the row, in a row that is repeated for every unit


class SourceKind(StrEnum):
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


class PeriodRole(StrEnum):
    NOW = "now"  # kỳ này
    LAST_YEAR = "before"  # cùng kỳ năm trước
    YEAR = "year"  # lũy kế từ đầu năm


class IndicatorAspect(StrEnum):
    """What of an indicator."""

    SHARE = "share"  # in percent
    NUMERATOR = "part"  # the numerator
    DENOMINATOR = "whole"  # the denominator
    TARGET = "target"  # what the plan of the form asks for


@dataclass(frozen=True, slots=True)
class PlaceSource:
    """`unit`: the code of the unit of a row, «» the whole area, or EACH_UNIT. `words`: the text, or the code of the
    narrative or of the indicator.
    """

    kind: SourceKind
    operands: tuple[Operand, ...] = ()
    role: PeriodRole = PeriodRole.NOW
    unit: str = ""
    words: str = ""
    side: IndicatorAspect = IndicatorAspect.SHARE

    def __post_init__(self) -> None:
        if (self.kind is SourceKind.FIGURE) != bool(self.operands):
            raise ValueError("a figure has operands, and nothing else has")

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "operands": [[operand.element, operand.disaggregation] for operand in self.operands],
            "role": self.role.value,
            "unit": self.unit,
            "words": self.words,
            "side": self.side.value,
        }


def parse_source(payload: Mapping[str, Any]) -> PlaceSource:
    """What was kept before indicators were a source names no side."""
    operands = tuple(Operand(*operand_parts) for operand_parts in payload["operands"])
    aspect = IndicatorAspect(payload.get("side", IndicatorAspect.SHARE))
    return PlaceSource(
        SourceKind(payload["kind"]),
        operands,
        PeriodRole(payload["role"]),
        payload["unit"],
        payload["words"],
        aspect,
    )
