"""The targets of a plan against what is: state, figures, what is missing; for the area or for one of its reporters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.consolidation.selectors.measures import Found, found, found_for, found_of
from sokehoach.apps.consolidation.selectors.sheets import area, area_for
from sokehoach.apps.indicators.selectors import denominators, elements
from sokehoach.apps.indicators.selectors.indicators import indicators
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.plans.models import ItemState, Plan, Target
from sokehoach.apps.plans.selectors.succession import comparison
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.indicators.expression import explain
from sokehoach.domain.indicators.indicator import Indicator, of_reporter
from sokehoach.domain.indicators.target import Assessed, assess
from sokehoach.domain.plans.comparison import Change

AREAS = (Level.DISTRICT, Level.PROVINCE)


@dataclass(frozen=True, slots=True)
class Standing:
    """A target as it stands. `found` None: no indicator measures it."""

    target: Target
    found: Found | None
    assessed: Assessed

    @property
    def name(self) -> str:
        return self.found.indicator.name if self.found else self.target.text


def area_of(user: User, plan: Plan, *, period: str) -> Unit:
    """The area whose figures measure the plan: its own or, of a reporter's plan, the nearest above it.

    Http404 for an account that neither sees the figures of the area nor, of a reporter's plan, its reports.
    """
    if plan.unit.level in AREAS:
        return area_for(user, unit=plan.unit.code, period=period)
    if not scope_of(user).may(Action.REPORT_VIEW, plan.unit_id):
        raise Http404
    above = plan.unit.parent
    while above is not None and above.level not in AREAS:
        above = above.parent
    if above is None:
        raise Http404
    return area(above.code, period)


def standings(user: User, plan: Plan, *, unit: Unit, period: str, day: date) -> list[Standing]:
    """Every confirmed target of the plan for the area `unit`, in the order of the text.

    Of a commune's or an agency's own plan, by what that one has reported.
    """
    rows, wanted = _confirmed(plan)
    if plan.unit.level in AREAS:
        measured = found(user, unit=unit.code, period=period, indicators=wanted, day=day)
    else:
        measured = found_of(
            audience_of(user), plan.unit, area=unit, period=period, indicators=wanted, day=day
        )
    return [standing(row, measured, day) for row in rows]


def of_area(audience: Audience, plan: Plan, *, unit: Unit, period: str, day: date) -> list[Standing]:
    """The same of the area for that audience, as a document is written for it."""
    rows, wanted = _confirmed(plan)
    measured = found_for(audience, unit, period=period, indicators=wanted, day=day)
    return [standing(row, measured, day) for row in rows]


def _confirmed(plan: Plan) -> tuple[list[Target], list[Indicator]]:
    """In the order of the text, and the indicators that measure them."""
    rows = list(Target.objects.filter(plan=plan, state=ItemState.CONFIRMED).select_related("owner"))
    known = indicators()
    return rows, list(
        {row.indicator: known[row.indicator] for row in rows if row.indicator in known}.values()
    )


def standing(row: Target, measured: Mapping[str, Found], day: date) -> Standing:
    own = measured.get(row.indicator)
    return Standing(
        target=row,
        found=own,
        assessed=assess(
            value=row.value,
            bound=row.bound,
            in_percent=in_percent(row),
            measured=own.measured if own else None,
            due_on=row.due_on,
            day=day,
        ),
    )


def in_percent(row: Target) -> bool:
    return row.unit_of_measure.startswith("%")


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One reporter's own part of a target. `assessed` None: the target is a number of the whole area."""

    unit: Unit
    part: Decimal | None
    whole: Decimal | None
    assessed: Assessed | None


def by_unit(one: Standing, day: date) -> list[UnitStanding]:
    """Each reporter against the same target, by code. None of an indicator that names no unit (`on_map`)."""
    if one.found is None or not one.found.indicator.on_map:
        return []
    told = []
    for key, unit in one.found.reporters.items():
        own = of_reporter(one.found.measured, key)
        assessed = None
        if in_percent(one.target):
            assessed = assess(
                value=one.target.value, bound=one.target.bound, in_percent=True, measured=own,
                due_on=one.target.due_on, day=day,
            )  # fmt: skip
        told.append(UnitStanding(unit, own.part, own.whole, assessed))
    return told


def before(plan: Plan) -> dict[str, Target]:
    """By code of the target, what an edition before said of it, where that was another thing. Ten queries."""
    if plan.replaces is None:
        return {}
    return {
        row.after.code: row.before
        for row in comparison(plan.replaces, plan).rows
        if row.pair.change is Change.CHANGED
        and isinstance(row.before, Target)
        and isinstance(row.after, Target)
        and row.before.state == ItemState.CONFIRMED
    }


@dataclass(frozen=True, slots=True)
class Explained:
    """`part` and `whole` in words; «» where no indicator measures the target. `before`: in the edition before."""

    standing: Standing
    part: str
    whole: str
    before: Target | None = None


def explained(found: Sequence[Standing], earlier: Mapping[str, Target]) -> list[Explained]:
    """Two queries. `earlier`: what an edition before said, by code."""
    known, names = elements.elements(), {one.code: one.name for one in denominators.kinds()}
    told = []
    for one in found:
        sides = (one.found.indicator.numerator, one.found.indicator.denominator) if one.found else ()
        part, whole = [explain(side, known, names) for side in sides] or ["", ""]
        told.append(Explained(one, part, whole, earlier.get(one.target.code)))
    return told
