"""What the registers count for a report."""

from collections.abc import Sequence
from typing import Any

from sokehoach.apps.registers.core.measure_definitions import CombinedMeasureSet, MeasureScope, MeasureSet
from sokehoach.apps.registers.supervision.models import SupervisionProgramme, SupervisionVisit

_OPTIONS = {"supervision_subject": "subject"}


def _of_the_year(lines: Sequence[Any], scope: MeasureScope) -> list[Any]:
    return [line for line in lines if line.year == scope.cut_off.year and line.day <= scope.cut_off]


def _select_replied(lines: Sequence[Any], scope: MeasureScope) -> list[Any]:
    """Answered by the cut-off, since the year's window began."""
    return [line for line in lines if line.replied_on is not None and scope.year <= line.replied_on <= scope.cut_off]


def _select_waiting(lines: Sequence[Any], scope: MeasureScope) -> list[Any]:
    recommendations = (line for line in lines if line.recommendation)
    return [line for line in recommendations if line.replied_on is None or line.replied_on > scope.cut_off]


# programmes       of the year, by the cut-off
PROGRAMMES = MeasureSet(
    register="supervision_programmes",
    model=SupervisionProgramme,
    numbers={"programmes": None, "planned": "visits"},
    options={},
    stock=True,
    select_current=_of_the_year,
    reads=("year",),
)
# visits, recommendations   of the days
# replied                   recommendations answered since the year began, waiting: as they stood at the cut-off
COUNTING = CombinedMeasureSet(
    MeasureSet(
        register="supervision",
        model=SupervisionVisit,
        numbers={"visits": None, "recommendations": lambda row: int(bool(row.recommendation))},
        options=_OPTIONS,
        reads=("recommendation",),
    ),
    MeasureSet(
        register="supervision",
        model=SupervisionVisit,
        numbers={"replied": None},
        options=_OPTIONS,
        stock=True,
        select_current=_select_replied,
        reads=("replied_on",),
    ),
    MeasureSet(
        register="supervision",
        model=SupervisionVisit,
        numbers={"waiting": None},
        options=_OPTIONS,
        stock=True,
        select_current=_select_waiting,
        reads=("replied_on", "recommendation"),
    ),
)
