"""The kinds of figures that a target sets, and what is read of one."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.messages import say


class MeasureKind(StrEnum):
    """How a target is computed; the label is Vietnamese."""

    SHARE = "share"
    RATE = "rate"
    COUNT = "count"
    CHANGE = "change"
    VALUE = "value"
    NONE = "none"

    @property
    def label_vi(self) -> str:
        return _KINDS_VI[self]

    @property
    def needs_denominator(self) -> bool:
        return self in (MeasureKind.SHARE, MeasureKind.RATE)


@dataclass(frozen=True, slots=True)
class TargetMeasure:
    """`numerator`, `denominator`: what is counted, as names; «» where the plan prints none.

    `unit`: of the counted things. `per`: 100 for a share. `falls`: the change is a fall. `in_own_unit`: the change is
    said in `unit`, no percent of the level before. `is_stock`: measured at the cut-off. `reason`: why it cannot be
    counted, or what a person must say. `is_guessed`: the words of the predicate are those of a neighbouring target of
    the sentence. `value`: the level, where it is not the printed number: «3/4», «gấp 2 lần».
    """

    kind: MeasureKind
    numerator: str = ""
    denominator: str = ""
    unit: str = ""
    per: int | None = None
    falls: bool = False
    in_own_unit: bool = False
    is_stock: bool = True
    counts_persons: bool = False
    reason: str = ""
    is_guessed: bool = False
    value: Decimal | None = None


_KINDS_VI = {
    MeasureKind.SHARE: say("tỷ lệ phần trăm"),
    MeasureKind.RATE: say("tỷ suất"),
    MeasureKind.COUNT: say("số đếm"),
    MeasureKind.CHANGE: say("mức tăng, giảm so với cùng kỳ năm trước"),
    MeasureKind.VALUE: say("một con số của cả địa bàn"),
    MeasureKind.NONE: say("không đo được"),
}
