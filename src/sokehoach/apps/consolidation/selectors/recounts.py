"""Every stored figure against the accepted reports, counted again from nothing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.apps.consolidation.models import Figure
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.selectors import forms, submissions
from sokehoach.domain.consolidation.figure import draw_together
from sokehoach.domain.values.value import Value

type Name = tuple[int, str, str]  # row of the unit, element, disaggregation


@dataclass(frozen=True, slots=True)
class Difference:
    unit: str
    form: str
    period: str
    element: str
    disaggregation: str
    stored: Decimal | None
    counted: Decimal | None


def differences() -> Iterator[Difference]:
    """Figures whose stored number is not what the accepted reports give, missing and left-over ones among them."""
    codes = dict(Unit.objects.values_list("pk", "code"))
    parents = dict(Unit.objects.values_list("pk", "parent"))
    meaning = elements()
    periods = {*submissions.periods(), *Figure.objects.values_list("period", flat=True)}
    for form in forms.forms():
        for period in sorted(periods):
            counted = _count(form.code, period, parents)
            stored = {
                (row.unit_id, row.element, row.disaggregation): row.number
                for row in Figure.objects.filter(form=form.code, period=period)
            }
            for name in sorted(counted.keys() | stored.keys()):
                values = [value for _, value in sorted(counted.get(name, []), key=lambda one: one[0])]
                number = draw_together(values, meaning[name[1]].over_place)
                if name not in stored or name not in counted or stored[name] != number:
                    yield Difference(
                        codes[name[0]], form.code, period, name[1], name[2], stored.get(name), number
                    )


def _count(form: str, period: str, parents: dict[int, int | None]) -> dict[Name, list[tuple[str, Value]]]:
    answers: dict[Name, list[tuple[str, Value]]] = defaultdict(list)
    for one in observations.accepted(form=form, period=period):
        above = parents[one.unit_id]
        while above is not None:
            answers[above, one.element, one.disaggregation].append((one.unit, one.value))
            above = parents[above]
    return answers
