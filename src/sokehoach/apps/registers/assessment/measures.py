"""What the register counts for a report: of one commune each is 0 or 1; the district adds them up."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.shelf.counting import Counting, Countings
from sokehoach.domain.registers.assessment import HealthyClass, held, lost, outcome


def _registered(lines: Sequence[Any], cut_off: date) -> list[Any]:
    return [line for line in lines if line.year == cut_off.year and line.day <= cut_off]


def _scored(lines: Sequence[Any], cut_off: date) -> list[Any]:
    scored = (line for line in lines if line.scored_on is not None and line.scored_on <= cut_off)
    return [line for line in scored if line.year == cut_off.year]


def _last_decisions(lines: Sequence[Any], cut_off: date) -> Iterable[tuple[Any, Any | None]]:
    """Of each unit the last decision made until the cut-off, which holds until the next, and the one before it."""
    decided = [line for line in lines if line.decided_on is not None and line.decided_on <= cut_off]
    last: dict[int, Any] = {}
    before: dict[int, Any] = {}
    for line in sorted(decided, key=lambda line: (line.unit_id, line.year)):
        if line.unit_id in last:
            before[line.unit_id] = last[line.unit_id]
        last[line.unit_id] = line
    return [(line, before.get(unit)) for unit, line in last.items()]


def _granted(one: HealthyClass) -> Callable[[Sequence[Any], date], Iterable[Any]]:
    def standing(lines: Sequence[Any], cut_off: date) -> Iterable[Any]:
        for line, earlier in _last_decisions(lines, cut_off):
            now, then = _class(line), _class(earlier)
            if one in held(now):
                yield line.but(outcome=outcome(one, before=then, now=now))

    return standing


def _lost(lines: Sequence[Any], cut_off: date) -> Iterable[Any]:
    """Units whose last decision no longer gives a class that the one before gave."""
    for line, earlier in _last_decisions(lines, cut_off):
        if gone := lost(before=_class(earlier), now=_class(line)):
            yield line.but(lost=[one.value for one in gone])


def _declined(lines: Sequence[Any], cut_off: date) -> Iterable[Any]:
    """Units whose last decision gives no class, or one less, with the ground that it names."""
    return [line for line, _earlier in _last_decisions(lines, cut_off) if line.ground__code]


def _class(line: Any) -> HealthyClass | None:
    return HealthyClass(line.granted__code) if line is not None and line.granted__code else None


def _recognition(line: Any) -> list[str]:
    return [line.outcome.value]


def _lost_classes(line: Any) -> list[str]:
    return list(line.lost)


def _ground(line: Any) -> list[str]:
    return [line.ground__code]


# registered, scored   in the year of the cut-off
# no_prostitution, no_drugs, neither   recognised by the last decision; `recognition`: kept or new
# declined               the last decision gives no class or one less; `assessment_ground`: why
# lost                   a class that the decision before gave is given no more; `healthy_class`: which
COUNTING = Countings(
    Counting(
        register="assessment",
        model=Assessment,
        numbers={"registered": None},
        stock=True,
        standing=_registered,
        reads=("year",),
    ),
    Counting(
        register="assessment",
        model=Assessment,
        numbers={"scored": None},
        stock=True,
        standing=_scored,
        reads=("year", "scored_on"),
    ),
    *(
        Counting(
            register="assessment",
            model=Assessment,
            numbers={one.value: None},
            options={"recognition": _recognition},
            stock=True,
            standing=_granted(one),
            reads=("year", "decided_on", "granted__code"),
        )
        for one in HealthyClass
    ),
    Counting(
        register="assessment",
        model=Assessment,
        numbers={"lost": None},
        options={"healthy_class": _lost_classes},
        stock=True,
        standing=_lost,
        reads=("year", "decided_on", "granted__code"),
    ),
    Counting(
        register="assessment",
        model=Assessment,
        numbers={"declined": None},
        options={"assessment_ground": _ground},
        stock=True,
        standing=_declined,
        reads=("year", "decided_on", "ground__code"),
    ),
)
