"""The targets of the plan in force, by the indicator that measures each, for the sentences of a report."""

from datetime import date

from sokehoach.apps.consolidation.selectors import targets
from sokehoach.apps.consolidation.selectors.measures import covers
from sokehoach.apps.consolidation.selectors.targets import Standing, in_percent
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.documents.aiming import Aimed
from sokehoach.domain.documents.content import Operand


def aimed(audience: Audience, plan: Plan | None, area: Unit, *, period: str, day: date) -> dict[str, Aimed]:
    """Of several targets for one indicator the first in the text. Counts of persons are no indicator's."""
    told: dict[str, Aimed] = {}
    if plan is not None:
        for one in targets.of_area(audience, plan, unit=area, period=period, day=day):
            if one.found is not None:
                told.setdefault(one.target.indicator, _aimed(one))
    return told


def _aimed(one: Standing) -> Aimed:
    assert one.found is not None
    measured, row = one.found.measured, one.target
    known = measured if measured.adds else None  # numbers that must not be drawn together are no figure
    return Aimed(
        value=row.value,
        bound=row.bound,
        unit=row.unit_of_measure,
        place=f"Kế hoạch, mục {row.path}",
        part=None if known is None else known.part_of_whole if in_percent(row) else known.part,
        whole=None if known is None else known.whole,
        rests_on=tuple(Operand(element, part) for element, part in one.found.indicator.names),
        covers=covers(one.found),
    )
