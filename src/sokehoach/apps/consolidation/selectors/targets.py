"""The targets of a plan against what is: state, figures, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.selectors.measures import Found, found
from sokehoach.apps.indicators.selectors import denominators, elements
from sokehoach.apps.indicators.selectors.indicators import indicators
from sokehoach.apps.plans.models import ItemState, Plan, Target
from sokehoach.domain.indicators.expression import explain
from sokehoach.domain.indicators.target import Assessed, assess


@dataclass(frozen=True, slots=True)
class Standing:
    """A target as it stands. `found` None: no indicator measures it."""

    target: Target
    found: Found | None
    assessed: Assessed

    @property
    def name(self) -> str:
        return self.found.indicator.name if self.found else self.target.text


def standings(user: User, plan: Plan, *, unit: str, period: str, day: date) -> list[Standing]:
    """Every confirmed target of the plan for the area `unit` (its code), in the order of the text."""
    rows = list(Target.objects.filter(plan=plan, state=ItemState.CONFIRMED).select_related("owner"))
    known = indicators()
    wanted = {row.indicator: known[row.indicator] for row in rows if row.indicator in known}
    measured = found(user, unit=unit, period=period, indicators=wanted.values())
    return [standing(row, measured, day) for row in rows]


def standing(row: Target, measured: Mapping[str, Found], day: date) -> Standing:
    own = measured.get(row.indicator)
    return Standing(
        target=row,
        found=own,
        assessed=assess(
            value=row.value,
            bound=row.bound,
            in_percent=row.unit_of_measure.startswith("%"),
            measured=own.measured if own else None,
            due_on=row.due_on,
            day=day,
        ),
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """`part` and `whole` in words; «» where no indicator measures the target."""

    standing: Standing
    part: str
    whole: str


def explained(found: Sequence[Standing]) -> list[Explained]:
    """Two queries."""
    known, names = elements.elements(), {one.code: one.name for one in denominators.kinds()}
    told = []
    for one in found:
        sides = (one.found.indicator.numerator, one.found.indicator.denominator) if one.found else ()
        words = [explain(side, known, names) for side in sides] or ["", ""]
        told.append(Explained(one, *words))
    return told
