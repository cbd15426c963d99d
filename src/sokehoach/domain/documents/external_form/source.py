"""The source of the text or figure in a place of a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sokehoach.domain.documents.content import Operand

EACH_UNIT = "*"  # value of `unit`: that of the row, in a row repeated for every unit


class SourceKind(StrEnum):
    FIGURE = "figure"  # an operand, or a sum of operands
    INDICATOR = "indicator"  # one aspect of an indicator
    UNITS = "units"  # name of the unit of a repeated row
    ORDER = "order"  # ordinal number of a repeated row
    UNIT = "unit"  # name of the reporting unit
    PERIOD = "period"  # «6 tháng đầu năm 2021»
    YEAR = "year"
    TEXT = "text"  # constant text
    NARRATIVE = "narrative"
    HAND = "hand"  # left as it is, to be filled in by hand
    NONE = "none"  # no source: marked as missing


class PeriodRole(StrEnum):
    NOW = "now"  # kỳ này
    LAST_YEAR = "before"  # cùng kỳ năm trước
    PREVIOUS = "previous"  # kỳ trước, the period just before
    YEAR = "year"  # lũy kế từ đầu năm


class IndicatorAspect(StrEnum):
    """The number of an indicator that is meant."""

    SHARE = "share"  # percentage
    NUMERATOR = "part"
    DENOMINATOR = "whole"
    TARGET = "target"  # target value of the plan


@dataclass(frozen=True, slots=True)
class PlaceSource:
    """A source. `unit`: the code of the row's unit, «» for the whole area, or EACH_UNIT.

    `words`: the text, or the code of the narrative or indicator.
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
    """Parse a stored source; older data have no key `side`."""
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
