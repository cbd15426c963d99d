"""What the register counts for a report."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sokehoach.apps.registers.shelf.counting import Counting, Countings
from sokehoach.apps.registers.work_checks.models import WorkCheck
from sokehoach.domain.periods.window import counted_in, window

_OPTIONS = {"check_result": "result"}


def _remedied(lines: Sequence[Any], cut_off: date) -> list[Any]:
    """Mended by the cut-off, since the year's window began."""
    began = window(counted_in(cut_off)).start
    return [line for line in lines if line.remedied_on is not None and began <= line.remedied_on <= cut_off]


def _open(lines: Sequence[Any], cut_off: date) -> list[Any]:
    owed = (line for line in lines if line.remedy_by is not None)
    return [line for line in owed if line.remedied_on is None or line.remedied_on > cut_off]


def _overdue(lines: Sequence[Any], cut_off: date) -> list[Any]:
    return [line for line in _open(lines, cut_off) if line.remedy_by < cut_off]


# checks    lines of the days
# remedied  conclusions mended since the year began, open, overdue: as they stood at the cut-off
COUNTING = Countings(
    Counting(register="work_checks", model=WorkCheck, numbers={"checks": None}, options=_OPTIONS),
    *(
        Counting(
            register="work_checks",
            model=WorkCheck,
            numbers={name: None},
            options=_OPTIONS,
            stock=True,
            standing=standing,
            reads=("remedy_by", "remedied_on"),
        )
        for name, standing in (("remedied", _remedied), ("open", _open), ("overdue", _overdue))
    ),
)
