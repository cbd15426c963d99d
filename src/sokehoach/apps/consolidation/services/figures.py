"""Services that compute the figures of each area from accepted reports and the closed figures of areas below.

All consolidation is computed in this module. It works on sets: the number of queries is the same for a district and for
a country.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from sokehoach.apps.consolidation.models import Closing, Figure, FigureInput
from sokehoach.apps.consolidation.queries.closings import get_window, list_paths, measure_at_cut_off
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.observations import StoredObservation
from sokehoach.apps.shell.exact_decimals import EXACT_FRACTIONS
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.consolidation.figure import build_answer
from sokehoach.domain.indicators.operators import AGGREGATIONS, Operator
from sokehoach.domain.messages import say
from sokehoach.domain.periods.window import Window as CountingWindow
from sokehoach.domain.text import format_number
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value as Answer

_LARGEST = 10**15  # a figure has 18 digits, three of them decimals
_MILLION = 10**6

type Name = tuple[str, str]  # element, disaggregation


@dataclass(frozen=True, slots=True)
class _SenderShare:
    """The input of a sender to a figure of an area, both as row ids."""

    area: int
    sender: int
    name: Name
    value: Answer
    submission: UUID | None = None
    cell: str = ""


def refresh(*, form: str, period: str, accepted: Iterable[StoredObservation], at: datetime) -> int:
    """Update the nearest area above these accepted values; returns the number of figures updated.

    It runs inside the transaction of the acceptance. Areas further up are updated by `send`.
    """
    window = get_window(form, period)
    accepted = measure_at_cut_off(accepted, window)
    paths_by_unit = list_paths({accepted_value.unit_id for accepted_value in accepted}, day=window.cut_off)
    return _save_inputs(
        form,
        period,
        window,
        [
            _SenderShare(
                paths_by_unit[accepted_value.unit_id][0],
                accepted_value.unit_id,
                (accepted_value.element, accepted_value.disaggregation),
                accepted_value.value,
                accepted_value.submission,
                accepted_value.cell,
            )
            for accepted_value in accepted
            if paths_by_unit[accepted_value.unit_id]
        ],
        at,
    )


def send(*, form: str, period: str, areas: Collection[int], at: datetime) -> int:
    """Send the figures of these closed areas (row ids) to the area above each; returns how many were updated."""
    window = get_window(form, period)
    paths_by_area = list_paths(areas, day=window.cut_off)
    stored = Figure.objects.filter(form=form, period=period, unit__in=[area for area in areas if paths_by_area[area]])
    answers, elements_by_code = (
        _list_input_kinds(stored),
        list_elements(sibling_uids=stored.values_list("element", flat=True), day=window.start),
    )
    return _save_inputs(
        form,
        period,
        window,
        [
            _SenderShare(
                paths_by_area[figure.unit_id][0],
                figure.unit_id,
                (figure.element, figure.disaggregation),
                build_answer(
                    figure.number,
                    answers.get(figure.pk, frozenset()),
                    elements_by_code[figure.element].over_place,
                ),
            )
            for figure in stored
        ],
        at,
    )


def recompute(*, form: str, period: str, at: datetime) -> int:
    """Delete the figures of a form and period, and rebuild them from the accepted reports and the closings."""
    FigureInput.objects.filter(figure__form=form, figure__period=period).delete()
    Figure.objects.filter(form=form, period=period).delete()
    count = refresh(form=form, period=period, accepted=observations.list_accepted(form=form, period=period), at=at)
    closed = set(Closing.objects.filter(form=form, period=period).values_list("unit", flat=True))
    areas_by_depth: dict[int, list[int]] = defaultdict(list)
    for area, path in list_paths(closed, day=get_window(form, period).cut_off).items():
        areas_by_depth[len(path)].append(area)
    for _, areas in sorted(areas_by_depth.items(), reverse=True):  # lowest areas first
        count += send(form=form, period=period, areas=areas, at=at)
    return count


def _save_inputs(form: str, period: str, window: CountingWindow, inputs: Collection[_SenderShare], at: datetime) -> int:
    figures = _get_or_create_figures(form, period, {(share.area, *share.name) for share in inputs}, at)
    FigureInput.objects.bulk_create(
        [
            FigureInput(
                figure_id=figures[share.area, *share.name],
                unit_id=share.sender,
                submission=share.submission,
                cell=share.cell,
                number=None if isinstance(share.value, Gap) else share.value,
                gap=share.value.value if isinstance(share.value, Gap) else "",
            )
            for share in inputs
        ],
        update_conflicts=True,
        unique_fields=("figure", "unit"),
        update_fields=("submission", "cell", "number", "gap"),
        batch_size=2000,
    )
    _aggregate(form, period, window, {pk: name for name, pk in figures.items()}, at)
    return len(figures)


def _get_or_create_figures(
    form: str, period: str, figure_keys: set[tuple[int, str, str]], at: datetime
) -> dict[tuple[int, str, str], int]:
    """The row ids of these figures by area, element and disaggregation, created where missing."""
    if not figure_keys:
        return {}
    Figure.objects.bulk_create(
        [
            Figure(unit_id=area, form=form, period=period, element=element, disaggregation=key, updated_at=at)
            for area, element, key in sorted(figure_keys)
        ],
        ignore_conflicts=True,
    )
    areas = {area for area, _, _ in figure_keys}
    stored = Figure.objects.filter(form=form, period=period, unit__in=areas)
    return {
        (area, element, key): pk
        for pk, area, element, key in stored.values_list("pk", "unit", "element", "disaggregation")
        if (area, element, key) in figure_keys
    }


def _aggregate(
    form: str, period: str, window: CountingWindow, figures: Mapping[int, tuple[int, str, str]], at: datetime
) -> None:
    uids = {element for _area, element, _key in figures.values()}
    elements_by_code = list_elements(sibling_uids=uids, day=window.start)
    figures_by_operator: dict[Operator, list[int]] = defaultdict(list)
    for pk, (_, element, _) in figures.items():
        figures_by_operator[elements_by_code[element].over_place].append(pk)
    aggregates: dict[int, FigureAggregate] = {}
    for operator, pks in figures_by_operator.items():
        aggregates |= aggregate_inputs(operator, pks)
    Figure.objects.bulk_create(
        [
            Figure(
                unit_id=area,
                form=form,
                period=period,
                element=element,
                disaggregation=key,
                **aggregates[pk]._asdict(),
                updated_at=at,
            )
            for pk, (area, element, key) in figures.items()
        ],
        update_conflicts=True,
        unique_fields=("unit", "form", "period", "element", "disaggregation"),
        update_fields=(*FigureAggregate._fields, "updated_at"),
    )


class FigureAggregate(NamedTuple):
    """What is stored of a figure. The fields are named as in `Figure`."""

    number: Decimal | None
    answered: int
    not_applicable: int


class _Thousandths(Func):
    """A number in thousandths, which are integers: every database sums them exactly.

    SQLite keeps whole numbers as integers, of which ROUND would make fractions of 53 bits.
    """

    template = "CAST(ROUND(%(expressions)s * 1000) AS bigint)"
    arity = 1
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        number = "%(expressions)s"
        integer, fraction = f"{number} * 1000", f"CAST(ROUND({number} * 1000) AS INTEGER)"
        template = f"CASE typeof({number}) WHEN 'integer' THEN {integer} ELSE {fraction} END"
        return self.as_sql(compiler, connection, template=template, **context)


_THOUSANDTHS = _Thousandths("number")
_IS_GAP = ExpressionWrapper(Q(number__isnull=True), BooleanField())
_FROM_THE_LAST = Window(RowNumber(), F("figure"), (_IS_GAP.asc(), F("unit__code").desc(), F("unit__valid_from").desc()))


def _count_answers(field: str, answer: Q) -> Case:
    """How many such answers an input stands for: of an area below, those of its figure, which it sent as closed."""
    name = {key: OuterRef(f"figure__{key}") for key in ("form", "period", "element", "disaggregation")}
    below = Figure.objects.filter(unit=OuterRef("unit"), **name).values(field)
    return Case(When(submission__isnull=True, then=Subquery(below)), When(answer, then=1), default=0)


_ANSWERED = _count_answers("answered", Q(number__isnull=False))
_NOT_APPLICABLE = _count_answers("not_applicable", Q(gap=Gap.NOT_APPLICABLE.value))


def aggregate_inputs(operator: Operator, figures: Collection[int]) -> dict[int, FigureAggregate]:
    """The aggregate of the inputs of each figure by its row id, in the database.

    The order of the inputs is that of their senders' codes. Whole millions are added up apart from the rest, so that
    no sum is beyond the integers of SQLite before it is refused.
    """
    inputs = FigureInput.objects.filter(figure__in=figures).order_by()
    aggregate, millions = AGGREGATIONS[operator].sql, "0"
    if operator is Operator.SUM:
        aggregate, millions = f"SUM(number %% {1000 * _MILLION})", f"SUM(number / {1000 * _MILLION})"
    place = _FROM_THE_LAST if "place" in aggregate else Value(1)
    rows, parameters = inputs.values_list(
        "figure", _THOUSANDTHS, place, _ANSWERED, _NOT_APPLICABLE
    ).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH input (figure, number, place, answered, not_applicable) AS ({rows}) "  # noqa: S608 - our own table
            f"SELECT figure, {millions}, {aggregate}, SUM(answered), SUM(not_applicable) FROM input GROUP BY figure",
            parameters,
        )
        return {
            pk: FigureAggregate(_read_thousandths(millions, rest), answered or 0, not_applicable or 0)
            for pk, millions, rest, answered, not_applicable in cursor.fetchall()
        }


def _read_thousandths(millions: int, rest: int | None) -> Decimal | None:
    """The number of `millions` and of thousandths above them."""
    return None if rest is None else check_exactness(millions * _MILLION + Decimal(rest) / 1000)


def check_exactness(number: Decimal) -> Decimal:
    """The number, where the database keeps it to the last digit; ActionRefused where it does not."""
    is_whole = number == number.to_integral_value()
    limit = EXACT_FRACTIONS if connection.vendor == "sqlite" and not is_whole else _LARGEST
    if abs(number) >= limit:
        raise ActionRefused(
            say(
                "Tổng %(number)s quá lớn nên không giữ được đúng từng chữ số (dưới %(limit)s thì được).",
                number=format_number(number), limit=format_number(Decimal(limit)),
            )
        )  # fmt: skip
    return number


def _list_input_kinds(figures: Iterable[Figure]) -> dict[int, frozenset[Gap | None]]:
    """The kinds of each figure's inputs: gaps, and None for a number."""
    inputs = FigureInput.objects.filter(Q(figure__in=[figure.pk for figure in figures])).order_by()
    kinds: dict[int, set[Gap | None]] = defaultdict(set)
    for pk, gap in inputs.values_list("figure", "gap").distinct():
        kinds[pk].add(Gap(gap) if gap else None)
    return {pk: frozenset(gaps) for pk, gaps in kinds.items()}
