"""An analysis question as it is saved and shared: codes only, no numbers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.periods.half_years import get_reporting_half, split_year
from sokehoach.domain.periods.period import Period, PeriodType, get_period_year_before, parse_period


class Places(StrEnum):
    """Whose figures: the whole area, its districts, all reporters in it, the units of one level, or named units."""

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


class RelativePeriod(StrEnum):
    """Periods relative to the day on which the question is opened, so that a saved question stays current."""

    CURRENT = "this"
    PREVIOUS = "previous"
    YEAR_BEFORE = "year-before"
    LAST_FOUR = "last-four"
    THIS_YEAR = "this-year"
    LAST_YEAR = "last-year"

    @property
    def label_vi(self) -> str:
        return {
            RelativePeriod.CURRENT: "kỳ này",
            RelativePeriod.PREVIOUS: "kỳ trước",
            RelativePeriod.YEAR_BEFORE: "cùng kỳ năm trước",
            RelativePeriod.LAST_FOUR: "4 kỳ gần nhất",
            RelativePeriod.THIS_YEAR: "năm nay",
            RelativePeriod.LAST_YEAR: "năm trước",
        }[self]


def resolve_periods(period_texts: tuple[str, ...], day: date) -> tuple[Period, ...]:
    """Relative and absolute periods in chronological order, without duplicates; ValueError for any other text.

    Relative periods are half-years: «kỳ này» is the one whose reports are being written on `day`. A year becomes its
    two halves, which tile it (NĐ 09/2019 art. 12).
    """
    by_id: dict[str, Period] = {}
    for text in period_texts:
        for period in (
            _resolve_relative(RelativePeriod(text), day) if text in set(RelativePeriod) else (parse_period(text),)
        ):
            by_id[period.id] = period
    return tuple(sorted(by_id.values(), key=lambda period: (period.start, period.end)))


def are_disjoint(periods: tuple[Period, ...]) -> bool:
    """Whether periods in chronological order may be added: a year and one of its halves may not."""
    return all(period.end <= next_period.start for period, next_period in pairwise(periods))


def _resolve_relative(relative: RelativePeriod, day: date) -> tuple[Period, ...]:
    current = get_reporting_half(day)
    match relative:
        case RelativePeriod.CURRENT:
            return (current,)
        case RelativePeriod.PREVIOUS:
            return (_get_previous_half(current),)
        case RelativePeriod.YEAR_BEFORE:
            return (get_period_year_before(current),)
        case RelativePeriod.LAST_FOUR:
            third = _get_previous_half(current)
            second = _get_previous_half(third)
            return (_get_previous_half(second), second, third, current)
        case RelativePeriod.THIS_YEAR:
            return split_year(parse_period(str(current.year)))
        case RelativePeriod.LAST_YEAR:
            return split_year(parse_period(str(current.year - 1)))


def _get_previous_half(half: Period) -> Period:
    assert half.type is PeriodType.SIX_MONTH
    return parse_period(f"{half.year}S1" if half.id.endswith("S2") else f"{half.year - 1}S2")


@dataclass(frozen=True, slots=True)
class Question:
    """An analysis question. `measures`, `named`, `programmes`: codes. `option_set`: code, «» for totals only."""

    area: str
    measures: tuple[str, ...]
    periods: tuple[str, ...]
    places: Places = Places.AREA
    named: tuple[str, ...] = ()
    option_set: str = ""
    programmes: tuple[str, ...] = ()
    rows: tuple[Dimension, ...] = (Dimension.MEASURE, Dimension.PLACE)
    columns: tuple[Dimension, ...] = (Dimension.PERIOD,)


def serialize_question(question: Question) -> dict[str, Any]:
    """The question as JSON: `parse_question(serialize_question(question)) == question`."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(question).items()}


def parse_question(stored: Mapping[str, Any]) -> Question:
    """The question; ValueError or TypeError for anything that `serialize_question` did not write."""
    if set(stored) != {field.name for field in fields(Question)}:
        raise ValueError("not a question")
    field_values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    field_values["places"] = Places(field_values["places"])
    for axis in ("rows", "columns"):
        field_values[axis] = tuple(Dimension(dimension) for dimension in field_values[axis])
    return Question(**field_values)
