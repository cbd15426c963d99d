"""Figures, kept true to the accepted reports."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sokehoach.apps.consolidation.models import Figure, FigureInput
from sokehoach.apps.consolidation.selectors.figures import value_of
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.observations import Accepted
from sokehoach.domain.consolidation.figure import draw_together
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def refresh(*, form: str, period: str, accepted: Iterable[Accepted], at: datetime) -> int:
    """Bring every unit above these accepted values up to date; how many figures that touched.

    Runs inside the transaction of the acceptance. The number of queries is the same for a district and for a
    country: what an acceptance adds is its own inputs, and only the figures above them are drawn together again.
    """
    accepted = list(accepted)
    above = _units_above({value.unit_id for value in accepted})
    figures = _figures(
        [
            Figure(
                unit_id=unit,
                form=form,
                period=period,
                element=value.element,
                disaggregation=value.disaggregation,
                updated_at=at,
            )
            for value in accepted
            for unit in above[value.unit_id]
        ]
    )
    FigureInput.objects.bulk_create(
        [
            FigureInput(
                figure=figures[unit, value.element, value.disaggregation],
                unit_id=value.unit_id,
                submission=value.submission,
                cell=value.cell,
                number=None if isinstance(value.value, Gap) else value.value,
                gap=value.value.value if isinstance(value.value, Gap) else "",
            )
            for value in accepted
            for unit in above[value.unit_id]
        ],
        update_conflicts=True,
        unique_fields=("figure", "unit"),
        update_fields=("submission", "cell", "number", "gap"),
    )
    _draw_together(figures.values(), at)
    return len(figures)


def recompute(*, form: str, period: str, at: datetime) -> int:
    """Throw the figures of a form and period away and build them from the accepted reports alone."""
    Figure.objects.filter(form=form, period=period).delete()
    return refresh(form=form, period=period, accepted=observations.accepted(form=form, period=period), at=at)


def _units_above(units: set[int]) -> dict[int, list[int]]:
    """For each unit the row ids of those above it, nearest first: the chain of parents is at most four long."""
    rows = Unit.objects.filter(pk__in=units).values_list(
        "pk", "parent", "parent__parent", "parent__parent__parent", "parent__parent__parent__parent"
    )
    return {unit: [above for above in chain if above is not None] for unit, *chain in rows}


def _figures(wanted: list[Figure]) -> dict[tuple[int, str, str], Figure]:
    """The stored rows of these figures by unit, element and disaggregation, made where they were not yet."""
    if not wanted:
        return {}
    once = {(figure.unit_id, figure.element, figure.disaggregation): figure for figure in wanted}
    Figure.objects.bulk_create(once.values(), ignore_conflicts=True)
    stored = Figure.objects.filter(
        form=wanted[0].form, period=wanted[0].period, unit__in={figure.unit_id for figure in wanted}
    )
    return {
        name: figure
        for figure in stored
        if (name := (figure.unit_id, figure.element, figure.disaggregation)) in once
    }


def _draw_together(figures: Iterable[Figure], at: datetime) -> None:
    by_id = {figure.pk: figure for figure in figures}
    answers: dict[int, list[Value]] = defaultdict(list)
    inputs = FigureInput.objects.filter(figure__in=by_id).order_by("unit__code")
    for figure_id, number, gap in inputs.values_list("figure", "number", "gap"):
        answers[figure_id].append(value_of(number, gap))
    meaning = elements()
    for figure in by_id.values():
        figure.number = draw_together(answers[figure.pk], meaning[figure.element].over_place)
        figure.updated_at = at
    Figure.objects.bulk_create(
        by_id.values(),
        update_conflicts=True,
        unique_fields=("unit", "form", "period", "element", "disaggregation"),
        update_fields=("number", "updated_at"),
    )
