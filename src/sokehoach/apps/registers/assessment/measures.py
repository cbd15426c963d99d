"""What the register counts for a report: of one commune each is 0 or 1; the district adds them up."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import QuerySet

from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.shelf.counting import Counting, Countings
from sokehoach.domain.registers.assessment import HealthyClass, Outcome, held, outcome


def _registered(lines: QuerySet[Assessment], cut_off: date) -> QuerySet[Assessment]:
    return lines.filter(year=cut_off.year, day__lte=cut_off)


def _scored(lines: QuerySet[Assessment], cut_off: date) -> QuerySet[Assessment]:
    return lines.filter(year=cut_off.year, scored_on__lte=cut_off)


def _granted(one: HealthyClass) -> Callable[[QuerySet[Assessment], date], Iterable[Assessment]]:
    """By the last decision made until the cut-off: it holds until the next."""

    def standing(lines: QuerySet[Assessment], cut_off: date) -> Iterable[Assessment]:
        decided = lines.filter(decided_on__lte=cut_off).select_related("granted").order_by("unit_id", "year")
        last: dict[int, Assessment] = {}
        before: dict[int, Assessment] = {}
        for row in decided:
            if row.unit_id in last:
                before[row.unit_id] = last[row.unit_id]
            last[row.unit_id] = row
        found = []
        for unit, row in last.items():
            if one in held(_class(row)):
                row.outcome = outcome(one, before=_class(before.get(unit)), now=_class(row))  # type: ignore[attr-defined]
                found.append(row)
        return found

    return standing


def _class(row: Assessment | None) -> HealthyClass | None:
    return HealthyClass(row.granted.code) if row is not None and row.granted is not None else None


def _recognition(row: Assessment) -> list[str]:
    told: Outcome = row.outcome  # type: ignore[attr-defined]
    return [told.value]


# registered, scored   in the year of the cut-off
# no_prostitution, no_drugs, neither   recognised by the last decision; `recognition`: kept or new
COUNTING = Countings(
    Counting(
        register="assessment",
        model=Assessment,
        numbers={"registered": None},
        stock=True,
        standing=_registered,
    ),
    Counting(register="assessment", model=Assessment, numbers={"scored": None}, stock=True, standing=_scored),
    *(
        Counting(
            register="assessment",
            model=Assessment,
            numbers={one.value: None},
            options={"recognition": _recognition},
            stock=True,
            standing=_granted(one),
        )
        for one in HealthyClass
    ),
)
