"""Every stored figure and what went into it against the accepted reports and the closings, counted from nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.apps.consolidation.models import Closing, Figure, FigureInput
from sokehoach.apps.consolidation.selectors.figures import value_of
from sokehoach.apps.consolidation.selectors.paths import paths
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.selectors import forms, obligations, submissions
from sokehoach.domain.consolidation.figure import as_answer, draw_together
from sokehoach.domain.indicators.element import Operator
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type Name = tuple[str, str]  # element, disaggregation
type Given = dict[
    tuple[int, Name], dict[int, Value]
]  # row of the area, name → row of the sender → what it gave


@dataclass(frozen=True, slots=True)
class Difference:
    """`sender`: code of the one whose share differs; «» where the figure itself does. None: there is no such row."""

    unit: str
    form: str
    period: str
    element: str
    disaggregation: str
    stored: Value | None
    counted: Value | None
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Recount:
    """Of one form and period: how many figures and shares were counted, and those that differ."""

    form: str
    period: str
    counted: int
    differences: tuple[Difference, ...]


def recounts() -> Iterator[Recount]:
    """Form by form, period by period: five queries each."""
    codes = dict(Unit.objects.values_list("pk", "code"))
    known = {*submissions.periods(), *Figure.objects.order_by().values_list("period", flat=True).distinct()}
    for form in forms.forms():
        for period in sorted(one for one in known if periods.parse(one).type in form.period_types):
            yield _recount(form, period, codes)


def differences() -> Iterator[Difference]:
    for one in recounts():
        yield from one.differences


def _recount(form: Form, period: str, codes: dict[int, str]) -> Recount:
    numbers, given = _count(form, period)
    stored = {
        (row.unit_id, (row.element, row.disaggregation)): row.number
        for row in Figure.objects.filter(form=form.code, period=period)
    }
    shares: Given = defaultdict(dict)
    for area, element, key, sender, number, gap in (
        FigureInput.objects.filter(figure__form=form.code, figure__period=period)
        .order_by()
        .values_list("figure__unit", "figure__element", "figure__disaggregation", "unit", "number", "gap")
    ):
        shares[area, (element, key)][sender] = value_of(number, gap)
    found = []
    for area, name in sorted(numbers.keys() | stored.keys()):
        at = (area, name)
        if at not in stored or at not in numbers or stored[at] != numbers[at]:
            told = stored.get(at), numbers.get(at)
            found.append(Difference(codes[area], form.code, period, *name, *told))
        for sender in sorted(shares[at].keys() | given[at].keys()) if shares[at] != given[at] else ():
            told_by = shares[at].get(sender), given[at].get(sender)
            if told_by[0] != told_by[1]:
                found.append(Difference(codes[area], form.code, period, *name, *told_by, codes[sender]))
    return Recount(form.code, period, len(numbers) + sum(map(len, given.values())), tuple(found))


def _count(form: Form, period: str) -> tuple[dict[tuple[int, Name], Decimal | None], Given]:
    """The figures and what went into them, one area after another from below."""
    given: Given = defaultdict(dict)
    reports = observations.accepted(form=form.code, period=period)
    closed = set(Closing.objects.filter(form=form.code, period=period).values_list("unit", flat=True))
    ways = paths({one.unit_id for one in reports} | closed, day=obligations.counted(form, period).cut_off)
    for one in reports:
        if ways[one.unit_id]:
            given[ways[one.unit_id][0], (one.element, one.disaggregation)][one.unit_id] = one.value
    meaning = elements()
    for area in sorted(closed, key=lambda pk: -len(ways[pk])):
        for at in [at for at in given if at[0] == area and ways[area]]:
            operator = meaning[at[1][0]].over_place
            values = given[at].values()
            kinds = {value if isinstance(value, Gap) else None for value in values}
            given[ways[area][0], at[1]][area] = as_answer(_drawn(given[at], operator), kinds, operator)
    return {at: _drawn(values, meaning[at[1][0]].over_place) for at, values in given.items()}, given


def _drawn(values: dict[int, Value], operator: Operator) -> Decimal | None:
    return draw_together((values[pk] for pk in _in_order(values, operator)), operator)


def _in_order(rows: Iterable[int], operator: Operator) -> Iterable[int]:
    """By code where the order makes a difference: a query for each such figure, which no form of ours has."""
    if operator is not Operator.LAST:
        return rows
    return Unit.objects.filter(pk__in=rows).order_by("code", "valid_from").values_list("pk", flat=True)
