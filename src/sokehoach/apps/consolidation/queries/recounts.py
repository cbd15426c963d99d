"""Recounts every stored figure and its inputs from the accepted reports and the closings, and lists differences."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sokehoach.apps.consolidation.models import Closing, Figure, FigureInput
from sokehoach.apps.consolidation.queries.closings import list_paths, measure_at_cut_off
from sokehoach.apps.consolidation.queries.figures import value_of
from sokehoach.apps.indicators.queries.elements import build_disaggregation_namer, list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.queries import due_days, submissions
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.consolidation.figure import build_answer
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.periods.period import get_day_order
from sokehoach.domain.periods.window import Window
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type Name = tuple[str, str]  # element, disaggregation
type Counts = tuple[int, int]  # of the reporters with a number, and with «không áp dụng»


type SharesByFigure = dict[
    tuple[int, Name], dict[int, Value]
]  # row id of the area, name → row id of the sender → its input


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A stored number or input that differs from the recount. `sender`: code of the sender for an input, «» for a
    figure. `stored`, `counted`: None where there is no such row. `form`: its name (`list_form_names`), or what the row
    has where there is no such form. `element`, `disaggregation`: printed codes. `is_count`: not the number, but how
    many reporters gave it, or answered «không áp dụng».
    """

    unit: str
    form: str
    period: str
    element: str
    disaggregation: str
    stored: Value | None
    counted: Value | None
    sender: str = ""
    is_count: bool = False


@dataclass(frozen=True, slots=True)
class Recount:
    """The recount of one form (its name) and period: the number of figures and inputs, and those that differ."""

    form: str
    period: str
    counted: int
    differences: tuple[FigureDifference, ...]


def list_recounts() -> Iterator[Recount]:
    """Yields a recount for each form and period, and one for each form and period that has figures and is owed by
    nobody. Five queries each.
    """
    names = _Names(
        dict(Unit.objects.values_list("pk", "code")), query_forms.list_form_names(), build_disaggregation_namer()
    )
    unowed = set(Figure.objects.order_by().values_list("form", "period").distinct())
    known_periods = {*submissions.list_periods(), *(period for _form, period in unowed)}
    for form in query_forms.list_forms():
        for period in sorted(known_periods, key=_order_by_days):
            try:
                window = due_days.get_counting_window(form, period)
            except NotFoundError:  # no period of the form's type
                continue
            yield _build_recount(form, period, window, names)
            unowed.discard((form.uid, period))
    for uid, period in sorted(unowed):
        form_name = names.forms.get(uid, uid)
        rows = Figure.objects.filter(form=uid, period=period).order_by("pk")
        mismatches = tuple(
            FigureDifference(
                names.units[row.unit_id], form_name, period, row.element, names.disaggregation(row.disaggregation),
                row.number, None,
            )
            for row in rows
        )  # fmt: skip
        yield Recount(form_name, period, len(mismatches), mismatches)


def _order_by_days(period: str) -> tuple[bool, tuple[date, int], str]:
    """Periods by their days; a stored text that is no period comes last, so that the recount tells of it."""
    try:
        return False, get_day_order(period), period
    except ValueError:
        return True, (date.max, 0), period


def list_differences() -> Iterator[FigureDifference]:
    for recount in list_recounts():
        yield from recount.differences


@dataclass(frozen=True, slots=True)
class _Names:
    """`units`: codes by row id. `forms`: names by uid."""

    units: Mapping[int, str]
    forms: Mapping[str, str]
    disaggregation: Callable[[str], str]


def _build_recount(form: Form, period: str, window: Window, names: _Names) -> Recount:
    elements_by_code = list_elements(day=window.start)
    numbers, counted_shares, counts = _count_figures(form, period, window, elements_by_code)

    def restore_value[T](element: str, value: T) -> T:
        return elements_by_code[element].restore_value(value) if element in elements_by_code else value

    figure_rows = {
        (row.unit_id, (row.element, row.disaggregation)): row
        for row in Figure.objects.filter(form=form.uid, period=period)
    }
    stored = {key: restore_value(row.element, row.number) for key, row in figure_rows.items()}
    shares: SharesByFigure = defaultdict(dict)
    for area, element, disaggregation, sender, number, gap in (
        FigureInput.objects.filter(figure__form=form.uid, figure__period=period)
        .order_by()
        .values_list("figure__unit", "figure__element", "figure__disaggregation", "unit", "number", "gap")
    ):
        shares[area, (element, disaggregation)][sender] = restore_value(element, value_of(number, gap))
    element_codes = {cell.element: cell.element_code or cell.element for cell in form.cells}
    mismatches, form_name = [], names.forms[form.uid]
    for area, name in sorted(numbers.keys() | stored.keys()):
        figure_key = (area, name)
        printed_name = element_codes.get(name[0], name[0]), names.disaggregation(name[1])
        if figure_key not in stored or figure_key not in numbers or stored[figure_key] != numbers[figure_key]:
            figure_pair = stored.get(figure_key), numbers.get(figure_key)
            mismatches.append(FigureDifference(names.units[area], form_name, period, *printed_name, *figure_pair))
        elif counts_pair := _find_other_count(figure_rows[figure_key], counts[figure_key]):
            stored_count, count = map(Decimal, counts_pair)
            mismatches.append(
                FigureDifference(
                    names.units[area], form_name, period, *printed_name, stored_count, count, is_count=True
                )
            )
        for sender in (
            sorted(shares[figure_key].keys() | counted_shares[figure_key].keys())
            if shares[figure_key] != counted_shares[figure_key]
            else ()
        ):
            share_pair = shares[figure_key].get(sender), counted_shares[figure_key].get(sender)
            if share_pair[0] != share_pair[1]:
                mismatches.append(
                    FigureDifference(
                        names.units[area], form_name, period, *printed_name, *share_pair, names.units[sender]
                    )
                )
    return Recount(form_name, period, len(numbers) + sum(map(len, counted_shares.values())), tuple(mismatches))


def _find_other_count(row: Figure, counts: Counts) -> tuple[int, int] | None:
    pairs = zip((row.answered, row.not_applicable), counts, strict=True)
    return next((pair for pair in pairs if pair[0] != pair[1]), None)


def _count_figures(
    form: Form, period: str, window: Window, elements_by_code: Mapping[str, DataElement]
) -> tuple[dict[tuple[int, Name], Decimal | None], SharesByFigure, dict[tuple[int, Name], Counts]]:
    """The recounted figures, their inputs and the answers in them, area by area from the lowest."""
    shares: SharesByFigure = defaultdict(dict)
    reports = measure_at_cut_off(observations.list_accepted(form=form.uid, period=period), window)
    closed = set(Closing.objects.filter(form=form.uid, period=period).values_list("unit", flat=True))
    paths_by_unit = list_paths({accepted_value.unit_id for accepted_value in reports} | closed, day=window.cut_off)
    for accepted_value in reports:
        if paths_by_unit[accepted_value.unit_id]:
            shares[
                paths_by_unit[accepted_value.unit_id][0],
                (accepted_value.element, accepted_value.disaggregation),
            ][accepted_value.unit_id] = accepted_value.value
    counts = defaultdict[tuple[int, Name], Counts](lambda: (0, 0))
    for key, sender_values in shares.items():
        for value in sender_values.values():
            _add_counts(counts, key, (int(not isinstance(value, Gap)), int(value is Gap.NOT_APPLICABLE)))
    for area in sorted(closed, key=lambda pk: -len(paths_by_unit[pk])):
        for key in [key for key in shares if key[0] == area and paths_by_unit[area]]:
            operator = elements_by_code[key[1][0]].over_place
            values = shares[key].values()
            kinds = {value if isinstance(value, Gap) else None for value in values}
            shares[paths_by_unit[area][0], key[1]][area] = build_answer(
                _aggregate(shares[key], operator), kinds, operator
            )
            _add_counts(counts, (paths_by_unit[area][0], key[1]), counts[key])
    numbers = {key: _aggregate(values, elements_by_code[key[1][0]].over_place) for key, values in shares.items()}
    return numbers, shares, counts


def _add_counts(counts: dict[tuple[int, Name], Counts], key: tuple[int, Name], more: Counts) -> None:
    counts[key] = counts[key][0] + more[0], counts[key][1] + more[1]


def _aggregate(values: dict[int, Value], operator: Operator) -> Decimal | None:
    return aggregate_values((values[pk] for pk in _in_order(values, operator)), operator)


def _in_order(rows: Iterable[int], operator: Operator) -> Iterable[int]:
    """Row ids by code where the order matters: one query for each such figure, which no form of ours has."""
    if operator is not Operator.LAST:
        return rows
    return Unit.objects.filter(pk__in=rows).order_by("code", "valid_from").values_list("pk", flat=True)
