"""Figures, kept true to what was sent to each area: accepted reports, and the figures of areas below that closed.

The engine of consolidation is in this module alone. It works on sets: the number of queries is the same for a
district and for a country.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import BigIntegerField, Count, DecimalField, ExpressionWrapper, F, Max, Q, Sum, Value
from django.db.models.functions import Cast, Round

from sokehoach.apps.consolidation.models import Closing, Figure, FigureInput
from sokehoach.apps.consolidation.selectors.paths import cut_off, paths
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.observations import Accepted
from sokehoach.domain.consolidation.figure import as_answer
from sokehoach.domain.indicators.element import Operator
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value as Answer

type Name = tuple[str, str]  # element, disaggregation


@dataclass(frozen=True, slots=True)
class _Given:
    """What a sender gives to the figure of an area; both by row."""

    area: int
    sender: int
    name: Name
    value: Answer
    submission: UUID | None = None
    cell: str = ""


def refresh(*, form: str, period: str, accepted: Iterable[Accepted], at: datetime) -> int:
    """Bring the nearest area above these accepted values up to date; how many figures that touched.

    Runs inside the transaction of the acceptance. Further up goes what is sent: see `send`.
    """
    accepted = list(accepted)
    ways = paths({one.unit_id for one in accepted}, day=cut_off(form, period))
    return _give(
        form,
        period,
        [
            _Given(
                ways[one.unit_id][0],
                one.unit_id,
                (one.element, one.disaggregation),
                one.value,
                one.submission,
                one.cell,
            )
            for one in accepted
            if ways[one.unit_id]
        ],
        at,
    )


def send(*, form: str, period: str, areas: Collection[int], at: datetime) -> int:
    """Give the figures of these areas (rows), which have closed, to the area above each; how many that touched."""
    ways = paths(areas, day=cut_off(form, period))
    stored = Figure.objects.filter(form=form, period=period, unit__in=[area for area in areas if ways[area]])
    answers, meaning = _answers(stored), elements()
    return _give(
        form,
        period,
        [
            _Given(
                ways[one.unit_id][0],
                one.unit_id,
                (one.element, one.disaggregation),
                as_answer(one.number, answers.get(one.pk, frozenset()), meaning[one.element].over_place),
            )
            for one in stored
        ],
        at,
    )


def recompute(*, form: str, period: str, at: datetime) -> int:
    """Throw the figures of a form and period away and build them from the accepted reports and the closings alone."""
    FigureInput.objects.filter(figure__form=form, figure__period=period).delete()
    Figure.objects.filter(form=form, period=period).delete()
    count = refresh(form=form, period=period, accepted=observations.accepted(form=form, period=period), at=at)
    closed = set(Closing.objects.filter(form=form, period=period).values_list("unit", flat=True))
    height: dict[int, list[int]] = defaultdict(list)
    for area, way in paths(closed, day=cut_off(form, period)).items():
        height[len(way)].append(area)
    for _, areas in sorted(height.items(), reverse=True):  # the lowest first: those above wait for them
        count += send(form=form, period=period, areas=areas, at=at)
    return count


def _give(form: str, period: str, given: Collection[_Given], at: datetime) -> int:
    figures = _figures(form, period, {(one.area, *one.name) for one in given}, at)
    FigureInput.objects.bulk_create(
        [
            FigureInput(
                figure_id=figures[one.area, *one.name],
                unit_id=one.sender,
                submission=one.submission,
                cell=one.cell,
                number=None if isinstance(one.value, Gap) else one.value,
                gap=one.value.value if isinstance(one.value, Gap) else "",
            )
            for one in given
        ],
        update_conflicts=True,
        unique_fields=("figure", "unit"),
        update_fields=("submission", "cell", "number", "gap"),
        batch_size=2000,
    )
    _draw_together(form, period, {pk: name for name, pk in figures.items()}, at)
    return len(figures)


def _figures(
    form: str, period: str, wanted: set[tuple[int, str, str]], at: datetime
) -> dict[tuple[int, str, str], int]:
    """The rows of these figures by area, element and disaggregation, made where they were not yet."""
    if not wanted:
        return {}
    Figure.objects.bulk_create(
        [
            Figure(unit_id=area, form=form, period=period, element=element, disaggregation=key, updated_at=at)
            for area, element, key in sorted(wanted)
        ],
        ignore_conflicts=True,
    )
    areas = {area for area, _, _ in wanted}
    stored = Figure.objects.filter(form=form, period=period, unit__in=areas)
    return {
        (area, element, key): pk
        for pk, area, element, key in stored.values_list("pk", "unit", "element", "disaggregation")
        if (area, element, key) in wanted
    }


# Thousandths are whole numbers, which every database sums exactly.
_EXACT = Sum(
    Cast(Round(ExpressionWrapper(F("number") * Value(1000), output_field=DecimalField())), BigIntegerField())
)


def _draw_together(form: str, period: str, figures: Mapping[int, tuple[int, str, str]], at: datetime) -> None:
    inputs = FigureInput.objects.filter(figure__in=figures)
    drawn = {
        pk: (None if told == 0 else Decimal(total) / 1000, top)
        for pk, told, total, top in inputs.order_by()
        .values("figure")
        .annotate(told=Count("number"), total=_EXACT, top=Max("number"))
        .values_list("figure", "told", "total", "top")
    }
    meaning = elements()
    by_operator = {pk: meaning[element].over_place for pk, (_, element, _) in figures.items()}
    latest = _latest([pk for pk, operator in by_operator.items() if operator is Operator.LAST])

    def number(pk: int) -> Decimal | None:
        total, top = drawn[pk]
        match by_operator[pk]:
            case Operator.SUM:
                return total
            case Operator.MAX:
                return top
            case Operator.LAST:
                return latest.get(pk)
            case Operator.NONE:
                return None

    Figure.objects.bulk_create(
        [
            Figure(
                unit_id=area,
                form=form,
                period=period,
                element=element,
                disaggregation=key,
                number=number(pk),
                updated_at=at,
            )
            for pk, (area, element, key) in figures.items()
        ],
        update_conflicts=True,
        unique_fields=("unit", "form", "period", "element", "disaggregation"),
        update_fields=("number", "updated_at"),
    )


def _latest(figures: Collection[int]) -> dict[int, Decimal]:
    """The number of the last sender by code, of figures that are drawn together so."""
    if not figures:
        return {}
    inputs = FigureInput.objects.filter(figure__in=figures, number__isnull=False)
    return dict(
        inputs.order_by("unit__code", "unit__valid_from").values_list("figure", "number")  # type: ignore[arg-type]
    )


def _answers(figures: Iterable[Figure]) -> dict[int, frozenset[Gap | None]]:
    """By figure, of which kinds its inputs are: a gap, or None for a number."""
    inputs = FigureInput.objects.filter(Q(figure__in=[figure.pk for figure in figures])).order_by()
    kinds: dict[int, set[Gap | None]] = defaultdict(set)
    for pk, gap in inputs.values_list("figure", "gap").distinct():
        kinds[pk].add(Gap(gap) if gap else None)
    return {pk: frozenset(found) for pk, found in kinds.items()}
