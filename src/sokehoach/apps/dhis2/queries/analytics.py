"""Published figures as DHIS2's analytics asks for them: the facts of the pivot, with the disclosure of a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sokehoach.adapters.dhis2.catalogue import make_option_combo_uid
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.queries.cube_context import CubeContext, load_cube_context
from sokehoach.apps.consolidation.queries.cube_rows import CubeQuery
from sokehoach.apps.consolidation.queries.cubes import compute_facts
from sokehoach.apps.dhis2.queries.analytics_query import AnalyticsItem, AnalyticsQuery
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext
from sokehoach.apps.dhis2.queries.data_values import QueryConflictError, list_units_below
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import consolidates
from sokehoach.apps.reporting.queries.obligations import ExpectedReport, load_followed
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.analysis.fact import (
    Fact,
    Measure,
    aggregate_over_periods,
    aggregate_over_places,
    build_element_measure,
    build_indicator_measure,
)
from sokehoach.domain.indicators.indicator import get_form_code


@dataclass(frozen=True, slots=True)
class AnalyticsRow:
    """A number at a place: what is written in each dimension's column. `fact`: what a figure was computed from."""

    place: Mapping[str, str]
    number: Decimal
    fact: Fact | None = None
    measure: Measure | None = None


@dataclass(slots=True)
class AnalyticsAnswer:
    query: AnalyticsQuery
    rows: list[AnalyticsRow] = field(default_factory=list)


def compute_analytics(user: User, query: AnalyticsQuery, context: MetadataContext) -> AnalyticsAnswer:
    """The rows of all items. What is withheld, or has no number, has no row."""
    answer = AnalyticsAnswer(query)
    elements = list_elements(user=user)
    facts = _load_facts(user, query, context)
    for item in query.items:
        if item.data_set is not None:
            continue
        measure = (
            build_indicator_measure(item.indicator, elements)
            if item.indicator is not None
            else build_element_measure(elements[item.part.element.uid])  # type: ignore[union-attr]
        )
        chosen_options = query.choose_options(item)
        for keys in [(option,) for option in chosen_options] if query.splits_options else [chosen_options]:
            cells = {
                (uid, period.id): _sum_options(
                    [facts.get((measure.uid, key, unit.pk, period.id)) for key in keys], measure
                )
                for uid, unit in query.units.items()
                for period in query.periods
            }
            combo = make_option_combo_uid(keys[0]) if query.splits_options else ""
            answer.rows += _build_rows(item, combo, cells, query, measure)
    answer.rows += _compute_rates(user, query, context)
    answer.rows = [row for row in answer.rows if all(is_met(row.number) for is_met in query.conditions)]
    if query.order:
        answer.rows.sort(key=lambda row: row.number, reverse=query.order == "DESC")
    return answer


def _build_rows(
    item: AnalyticsItem,
    combo: str,
    cells: Mapping[tuple[str, str], Fact | None],
    query: AnalyticsQuery,
    measure: Measure,
) -> Iterable[AnalyticsRow]:
    """A row for each place and period that is shown; filtered ones are aggregated as the measure allows."""
    for unit_group in query.unit_groups:
        for period_group in query.period_groups:
            over_time = []
            for period in period_group:
                over_place = [fact for uid in unit_group if (fact := cells[uid, period.id]) is not None]
                if over_place:
                    over_time.append(
                        over_place[0] if len(over_place) == 1 else aggregate_over_places(over_place, measure)
                    )
            if not over_time:
                continue
            fact = over_time[0] if len(over_time) == 1 else aggregate_over_periods(over_time, measure)
            level = measure.get_level(fact)
            if level is not None and fact.lack is None:
                place = {"dx": item.key, "co": combo, "ou": unit_group[0], "pe": period_group[0].id}
                yield AnalyticsRow(place, level, fact, measure)


def _sum_options(facts: Sequence[Fact | None], measure: Measure) -> Fact | None:
    present = [fact for fact in facts if fact is not None]
    if len(present) <= 1:
        return present[0] if present else None
    with_number = [fact for fact in present if fact.part is not None and fact.lack is None]
    if not with_number:
        return present[0]
    return aggregate_over_places(with_number, measure)


def _load_facts(user: User, query: AnalyticsQuery, context: MetadataContext) -> dict[tuple[str, str, int, str], Fact]:
    """The facts by measure, option, unit (row id) and period: those of each area, and of the units within it."""
    facts: dict[tuple[str, str, int, str], Fact] = {}
    parts = [item for item in query.items if item.part is not None]
    indicators = {item.indicator.uid: item.indicator for item in query.items if item.indicator is not None}
    if not parts and not indicators:
        return facts
    options = tuple(dict.fromkeys(key for item in parts for key in (item.options or ("",))))
    elements = list_elements(user=user)
    asked_elements = {item.part.element.uid: elements[item.part.element.uid] for item in parts if item.part is not None}
    forms = {element.form for element in asked_elements.values()}
    forms |= {get_form_code(indicator, elements) for indicator in indicators.values()}
    denied = True
    for area, units in _group_by_area(query.units.values(), context.rows).items():
        try:
            cube_context = load_cube_context(user, area=area, periods=query.periods, forms=forms)
        except NotFoundError:
            continue
        denied = False
        cube = CubeQuery(
            elements=tuple(asked_elements.values()),
            indicators=tuple(indicators.values()),
            options=options,
            places=frozenset(unit.pk for unit in units if unit.pk in cube_context.rows),
            together=frozenset(),
        )
        for (measure, option, place, period), fact in compute_facts(cube_context, cube, elements).at.items():
            if _is_place_of(cube_context, place, units):
                facts[measure, option, int(place), period] = fact
    if denied:
        raise QueryConflictError("E7120", "The user may not view figures of these organisation units")
    return facts


def _is_place_of(cube_context: CubeContext, place: str, units: Sequence[Unit]) -> bool:
    return place.isdecimal() and int(place) in {unit.pk for unit in units} and int(place) in cube_context.rows


def _group_by_area(units: Iterable[Unit], rows: Mapping[int, Unit]) -> dict[str, list[Unit]]:
    """The units by the code of the area in whose sheet they stand: their own, or the next one above."""
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        area: Unit | None = unit
        while area is not None and not consolidates(area):
            area = rows.get(area.parent_id) if area.parent_id is not None else None
        if area is not None:
            groups.setdefault(area.code, []).append(unit)
    return groups


def _compute_rates(user: User, query: AnalyticsQuery, context: MetadataContext) -> Iterable[AnalyticsRow]:
    """A row for each place and period that is shown; of filtered ones all reports are counted_reports together."""
    items = [item for item in query.items if item.data_set is not None]
    if not items:
        return
    reports: dict[str, list[ExpectedReport]] = {}
    for period in query.periods:
        followed = load_followed(user, period.id, clock.today())
        reports[period.id] = [*followed.own, *followed.others]
    for unit_group in query.unit_groups:
        units = list_units_below({query.units[uid].pk for uid in unit_group}, context.rows)
        for period_group in query.period_groups:
            for item in items:
                periods = [
                    period for period in period_group if item.data_set and item.data_set.period_type is period.type
                ]
                counted_reports = [
                    row
                    for period in periods
                    for row in reports[period.id]
                    if item.data_set is not None and row.form == item.data_set.form.uid and row.unit.pk in units
                ]
                rate = _compute_rate(item.rate, counted_reports) if periods else None
                if rate is not None:
                    yield AnalyticsRow({"dx": item.key, "co": "", "ou": unit_group[0], "pe": period_group[0].id}, rate)


def _compute_rate(rate: str, reports: Sequence[ExpectedReport]) -> Decimal | None:
    expected = len(reports)
    actual = [report for report in reports if report.first_sent is not None]
    on_time = sum(report.late_days == 0 for report in actual)
    count = on_time if rate.endswith("ON_TIME") else len(actual)
    if rate == "EXPECTED_REPORTS":
        return Decimal(expected)
    if rate.startswith("ACTUAL"):
        return Decimal(count)
    return round(Decimal(100) * count / expected, 2) if expected else None


def list_item_names(query: AnalyticsQuery, context: MetadataContext) -> dict[str, str]:
    """The names of everything in the answer, by key."""
    names = {item.key: item.name for item in query.items}
    names |= {uid: unit.name for uid, unit in query.units.items()}
    if query.splits_options:
        names |= {uid: combo.name for uid, combo in context.catalogue.combos.items()}
    return names
