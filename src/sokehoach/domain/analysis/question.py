"""An analysis question as it is saved and shared: codes only, no numbers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sokehoach.domain.analysis.derivation import Derivation, ShownRows
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.succession import UnitBasis
from sokehoach.domain.periods.period import Period, get_period_year_before, list_periods, parse_period
from sokehoach.domain.periods.sequence import get_previous_period, list_recent_periods


class Places(StrEnum):
    """Whose figures: the whole area, the consolidating areas in it, all its reporters, or those of a kind, or named."""

    AREA = "area"
    DISTRICTS = "districts"
    REPORTERS = "reporters"
    COMMUNES = "communes"
    AGENCIES = "agencies"
    NAMED = "named"


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
            RelativePeriod.CURRENT: say("kỳ này"),
            RelativePeriod.PREVIOUS: say("kỳ trước"),
            RelativePeriod.YEAR_BEFORE: say("cùng kỳ năm trước"),
            RelativePeriod.LAST_FOUR: say("4 kỳ gần nhất"),
            RelativePeriod.THIS_YEAR: say("năm nay"),
            RelativePeriod.LAST_YEAR: say("năm trước"),
        }[self]


def resolve_periods(period_texts: tuple[str, ...], current: Period) -> tuple[Period, ...]:
    """Relative and absolute periods in chronological order, without duplicates; ValueError for any other text.

    `current`: the period whose reports are being written for what the question asks about, «kỳ này». A year becomes its
    periods of the same type where they make it up (NĐ 09/2019 art. 12).
    """
    by_id: dict[str, Period] = {}
    for text in period_texts:
        for period in (
            _resolve_relative(RelativePeriod(text), current) if text in set(RelativePeriod) else (parse_period(text),)
        ):
            by_id[period.id] = period
    return tuple(sorted(by_id.values(), key=lambda period: (period.start, period.end)))


def are_disjoint(periods: tuple[Period, ...]) -> bool:
    """Whether periods in chronological order may be added: a year and one of its parts may not."""
    return all(period.end <= next_period.start for period, next_period in pairwise(periods))


def _resolve_relative(relative: RelativePeriod, current: Period) -> tuple[Period, ...]:
    match relative:
        case RelativePeriod.CURRENT:
            return (current,)
        case RelativePeriod.PREVIOUS:
            return (get_previous_period(current),)
        case RelativePeriod.YEAR_BEFORE:
            return (get_period_year_before(current),)
        case RelativePeriod.LAST_FOUR:
            return list_recent_periods(current, 4)
        case RelativePeriod.THIS_YEAR:
            return list_periods(current.type, current.year, current.year)
        case RelativePeriod.LAST_YEAR:
            return list_periods(current.type, current.year - 1, current.year - 1)


@dataclass(frozen=True, slots=True)
class Question:
    """An analysis question. `measures`, `named`, `programmes`: codes. `option_set`: code, «» for totals only.

    `basis`: by the units of then, or by today's. `derivation`: what is computed beside the figures.
    """

    area: str
    measures: tuple[str, ...]
    periods: tuple[str, ...]
    places: Places = Places.AREA
    named: tuple[str, ...] = ()
    option_set: str = ""
    programmes: tuple[str, ...] = ()
    rows: tuple[Dimension, ...] = (Dimension.MEASURE, Dimension.PLACE)
    columns: tuple[Dimension, ...] = (Dimension.PERIOD,)
    basis: UnitBasis = UnitBasis.THEN
    derivation: Derivation = Derivation.NONE
    shown_rows: ShownRows = ShownRows.ALL
    sort: str = ""  # the place of a column from 0, «-» before it for falling; «»: in the order of the units

    @property
    def is_arranged(self) -> bool:
        """Whether the rows are shown in another order, or not all of them."""
        return bool(self.sort or self.shown_rows)


_ADDED_LATER = ("derivation", "shown_rows", "sort")  # left out where they are not used, as questions were stored before


def serialize_question(question: Question) -> dict[str, Any]:
    """The question as JSON: `parse_question(serialize_question(question)) == question`."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(question).items()
        if value or name not in _ADDED_LATER
    }


def parse_question(stored: Mapping[str, Any]) -> Question:
    """The question; ValueError or TypeError for anything that `serialize_question` did not write.

    One that was stored before there was a choice is by the units of then.
    """
    stored = {"basis": UnitBasis.THEN, **dict.fromkeys(_ADDED_LATER, ""), **stored}
    if set(stored) != {field.name for field in fields(Question)}:
        raise ValueError("not a question")
    field_values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    field_values["places"] = Places(field_values["places"])
    field_values["derivation"] = Derivation(field_values["derivation"])
    field_values["shown_rows"] = ShownRows(field_values["shown_rows"])
    field_values["basis"] = UnitBasis(field_values["basis"])
    for axis in ("rows", "columns"):
        field_values[axis] = tuple(Dimension(dimension) for dimension in field_values[axis])
    return Question(**field_values)
