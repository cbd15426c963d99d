"""What the register counts for a report."""

from collections.abc import Sequence
from typing import Any

from sokehoach.apps.registers.core.measure_definitions import CombinedMeasureSet, MeasureScope, MeasureSet
from sokehoach.apps.registers.work_checks.models import WorkCheck

_OPTIONS = {"check_result": "result"}


def _select_remedied(lines: Sequence[Any], scope: MeasureScope) -> list[Any]:
    """Mended by the cut-off, since the year's window began."""
    return [line for line in lines if line.remedied_on is not None and scope.year <= line.remedied_on <= scope.cut_off]


def _select_open(lines: Sequence[Any], scope: MeasureScope) -> list[Any]:
    with_deadline = (line for line in lines if line.remedy_by is not None)
    return [line for line in with_deadline if line.remedied_on is None or line.remedied_on > scope.cut_off]


def _select_overdue(lines: Sequence[Any], scope: MeasureScope) -> list[Any]:
    return [line for line in _select_open(lines, scope) if line.remedy_by < scope.cut_off]


# checks    lines of the days
# remedied  conclusions mended since the year began, open, overdue: as they stood at the cut-off
COUNTING = CombinedMeasureSet(
    MeasureSet(register="work_checks", model=WorkCheck, numbers={"checks": None}, options=_OPTIONS),
    *(
        MeasureSet(
            register="work_checks",
            model=WorkCheck,
            numbers={name: None},
            options=_OPTIONS,
            stock=True,
            select_current=selector,
            reads=("remedy_by", "remedied_on"),
        )
        for name, selector in (
            ("remedied", _select_remedied),
            ("open", _select_open),
            ("overdue", _select_overdue),
        )
    ),
)
