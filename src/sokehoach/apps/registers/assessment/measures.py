"""What the register counts for a report: of one commune each is 0 or 1; the district adds them up."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.core.measure_definitions import (
    CombinedMeasureSet,
    MeasureScope,
    MeasureSet,
    OptionMeasures,
)
from sokehoach.domain.registers.assessment import (
    HealthyClass,
    compute_outcome,
    get_granted_classes,
    get_lost_classes,
)


def _select_registered(lines: Sequence[Any], scope: MeasureScope) -> list[Any]:
    return [line for line in lines if line.year == scope.cut_off.year and line.day <= scope.cut_off]


def _select_scored(lines: Sequence[Any], scope: MeasureScope) -> list[Any]:
    scored = (line for line in lines if line.scored_on is not None and line.scored_on <= scope.cut_off)
    return [line for line in scored if line.year == scope.cut_off.year]


def _last_decisions(lines: Sequence[Any], scope: MeasureScope) -> Iterable[tuple[Any, Any | None]]:
    """Of each unit the last decision made until the cut-off, which holds until the next, and the one before it."""
    decided = [line for line in lines if line.decided_on is not None and line.decided_on <= scope.cut_off]
    last: dict[int, Any] = {}
    previous: dict[int, Any] = {}
    for line in sorted(decided, key=lambda line: (line.unit_id, line.year)):
        if line.unit_id in last:
            previous[line.unit_id] = last[line.unit_id]
        last[line.unit_id] = line
    return [(line, previous.get(unit)) for unit, line in last.items()]


def _build_granted_selector(healthy_class: str) -> Callable[[Sequence[Any], MeasureScope], Iterable[Any]]:
    def select_granted(lines: Sequence[Any], scope: MeasureScope) -> Iterable[Any]:
        for line, previous in _last_decisions(lines, scope):
            now, then = _granted_class(line), _granted_class(previous)
            if healthy_class in get_granted_classes(now):
                yield line.with_fields(outcome=compute_outcome(healthy_class, previous=then, current=now))

    return select_granted


def _select_lost(lines: Sequence[Any], scope: MeasureScope) -> Iterable[Any]:
    """Units whose last decision no longer gives a class that the one before gave."""
    for line, previous in _last_decisions(lines, scope):
        if lost_classes := get_lost_classes(previous=_granted_class(previous), current=_granted_class(line)):
            yield line.with_fields(lost=lost_classes)


def _select_declined(lines: Sequence[Any], scope: MeasureScope) -> Iterable[Any]:
    """Units whose last decision gives no class, or one less, with the ground that it names."""
    return [line for line, _previous in _last_decisions(lines, scope) if line.ground__code]


def _granted_class(line: Any) -> HealthyClass | None:
    if line is None or not line.granted__code:
        return None
    return HealthyClass(line.granted__code, line.granted__combines)


def _recognition_codes(line: Any) -> list[str]:
    return [line.outcome.value]


def _lost_classes(line: Any) -> Iterable[str]:
    lost_classes: frozenset[str] = line.lost
    return lost_classes


def _ground_codes(line: Any) -> list[str]:
    return [line.ground__code]


_GRANTED = ("year", "decided_on", "granted__code", "granted__combines")


def _build_class_measure(healthy_class: str) -> MeasureSet:
    return MeasureSet(
        register="assessment",
        model=Assessment,
        numbers={healthy_class: None},
        options={"recognition": _recognition_codes},
        stock=True,
        select_current=_build_granted_selector(healthy_class),
        reads=_GRANTED,
    )


# registered, scored   in the year of the cut-off
# of each class          recognised by the last decision; `recognition`: kept or new
# declined               the last decision gives no class or one less; `assessment_ground`: why
# lost                   a class that the decision before gave is given no more; `healthy_class`: which
COUNTING = CombinedMeasureSet(
    MeasureSet(
        register="assessment",
        model=Assessment,
        numbers={"registered": None},
        stock=True,
        select_current=_select_registered,
        reads=("year",),
    ),
    MeasureSet(
        register="assessment",
        model=Assessment,
        numbers={"scored": None},
        stock=True,
        select_current=_select_scored,
        reads=("year", "scored_on"),
    ),
    MeasureSet(
        register="assessment",
        model=Assessment,
        numbers={"lost": None},
        options={"healthy_class": _lost_classes},
        stock=True,
        select_current=_select_lost,
        reads=_GRANTED,
    ),
    MeasureSet(
        register="assessment",
        model=Assessment,
        numbers={"declined": None},
        options={"assessment_ground": _ground_codes},
        stock=True,
        select_current=_select_declined,
        reads=("year", "decided_on", "ground__code"),
    ),
    of_options=OptionMeasures("healthy_class", _build_class_measure, frozenset({"recognition"})),
)
