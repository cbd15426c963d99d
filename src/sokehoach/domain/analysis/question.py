"""A question put to the figures, as it is kept and shared: names alone, no number."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.periods.period import Period, PeriodType, at_hand, halves, parse, previous_year


class Places(StrEnum):
    """Whose figures: the area as a whole, its districts, all that report in it, those of one level, those named."""

    AREA = "area"
    DISTRICTS = "districts"
    REPORTERS = "reporters"
    COMMUNES = "communes"
    AGENCIES = "agencies"
    NAMED = "named"

    @property
    def label_vi(self) -> str:
        return {
            Places.AREA: "cả địa bàn",
            Places.DISTRICTS: "từng huyện",
            Places.REPORTERS: "từng đơn vị báo cáo",
            Places.COMMUNES: "từng xã, thị trấn",
            Places.AGENCIES: "từng cơ quan",
            Places.NAMED: "các đơn vị chọn dưới đây",
        }[self]


class Relative(StrEnum):
    """Periods told from the day on which the question is opened, so that a kept question stays young."""

    THIS = "this"
    PREVIOUS = "previous"
    YEAR_BEFORE = "year-before"
    LAST_FOUR = "last-four"
    THIS_YEAR = "this-year"
    LAST_YEAR = "last-year"

    @property
    def label_vi(self) -> str:
        return {
            Relative.THIS: "kỳ này",
            Relative.PREVIOUS: "kỳ trước",
            Relative.YEAR_BEFORE: "cùng kỳ năm trước",
            Relative.LAST_FOUR: "4 kỳ gần nhất",
            Relative.THIS_YEAR: "năm nay",
            Relative.LAST_YEAR: "năm trước",
        }[self]


def periods(asked: tuple[str, ...], day: date) -> tuple[Period, ...]:
    """Relative and absolute ones in order of time, each once; ValueError for what is neither.

    Relative ones are half-years: «kỳ này» is the one whose reports are being written on the day, a year its two
    halves, which tile it (NĐ 09/2019 art. 12).
    """
    found: dict[str, Period] = {}
    for text in asked:
        for one in _relative(Relative(text), day) if text in set(Relative) else (parse(text),):
            found[one.id] = one
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end)))


def disjoint(asked: tuple[Period, ...]) -> bool:
    """Whether periods in order of time may be added: the year and its half may not."""
    return all(earlier.end <= later.start for earlier, later in pairwise(asked))


def _relative(which: Relative, day: date) -> tuple[Period, ...]:
    this = at_hand(day)
    match which:
        case Relative.THIS:
            return (this,)
        case Relative.PREVIOUS:
            return (_before(this),)
        case Relative.YEAR_BEFORE:
            return (previous_year(this),)
        case Relative.LAST_FOUR:
            third = _before(this)
            second = _before(third)
            return (_before(second), second, third, this)
        case Relative.THIS_YEAR:
            return halves(parse(str(this.year)))
        case Relative.LAST_YEAR:
            return halves(parse(str(this.year - 1)))


def _before(half: Period) -> Period:
    assert half.type is PeriodType.SIX_MONTH
    return parse(f"{half.year}S1" if half.id.endswith("S2") else f"{half.year - 1}S2")


@dataclass(frozen=True, slots=True)
class Question:
    """`measures`, `named`, `programmes`: codes. `option_set`: code, «» for totals alone."""

    area: str
    measures: tuple[str, ...]
    periods: tuple[str, ...]
    places: Places = Places.AREA
    named: tuple[str, ...] = ()
    option_set: str = ""
    programmes: tuple[str, ...] = ()
    rows: tuple[Dimension, ...] = (Dimension.MEASURE, Dimension.PLACE)
    columns: tuple[Dimension, ...] = (Dimension.PERIOD,)


def write(question: Question) -> dict[str, Any]:
    """As JSON keeps it: `read(write(question)) == question`."""
    return {name: list(told) if isinstance(told, tuple) else told for name, told in asdict(question).items()}


def read(kept: Mapping[str, Any]) -> Question:
    """ValueError or TypeError for anything that `write` did not write."""
    if set(kept) != {field.name for field in fields(Question)}:
        raise ValueError("not a question")
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
    }
    told["places"] = Places(told["places"])
    for axis in ("rows", "columns"):
        told[axis] = tuple(Dimension(one) for one in told[axis])
    return Question(**told)
