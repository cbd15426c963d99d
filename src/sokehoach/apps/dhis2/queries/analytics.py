"""Published figures as DHIS2's analytics asks for them: the facts of the pivot, with the disclosure of a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sokehoach.adapters.dhis2 import period_codes
from sokehoach.adapters.dhis2.catalogue import DataSet, ElementPart, list_option_combos, make_option_combo_uid
from sokehoach.adapters.dhis2.unit_objects import make_group_uid
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.queries.cube_context import CubeContext, load_cube_context
from sokehoach.apps.consolidation.queries.cube_rows import CubeQuery
from sokehoach.apps.consolidation.queries.cubes import compute_facts
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext
from sokehoach.apps.dhis2.queries.data_values import list_units_below
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
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.periods.period import Period

type Params = Mapping[str, Sequence[str]]

RATES = ("REPORTING_RATE", "REPORTING_RATE_ON_TIME", "ACTUAL_REPORTS", "ACTUAL_REPORTS_ON_TIME", "EXPECTED_REPORTS")
_MAX_CELLS, _MAX_PERIODS = 50_000, 120


class AnalyticsQueryError(ValueError):
    """A dimension is missing or names nothing that the account sees. `code`: of DHIS2's ErrorCode."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class AnalyticsItem:
    """One item of the dimension dx: an element with options, an indicator, or a rate of reports of a data set."""

    key: str  # as it is written in the answer
    name: str
    part: ElementPart | None = None
    options: tuple[str, ...] = ()  # keys whose numbers are added
    indicator: Indicator | None = None
    data_set: DataSet | None = None
    rate: str = ""


@dataclass(slots=True)
class AnalyticsQuery:
    """`filtered`: the dimensions that are aggregated instead of shown. `splits_options`: a column for combinations.
    `combos`: the UIDs of those combinations that are asked for; empty: all.
    """

    items: list[AnalyticsItem]
    periods: list[Period]
    units: dict[str, Unit]  # by UID
    dimensions: list[str]  # in the order of the columns
    filtered: frozenset[str]
    splits_options: bool = False
    combos: frozenset[str] = frozenset()

    def choose_options(self, item: AnalyticsItem) -> tuple[str, ...]:
        options = item.options or ("",)
        return tuple(option for option in options if not self.combos or make_option_combo_uid(option) in self.combos)


@dataclass(slots=True)
class AnalyticsAnswer:
    query: AnalyticsQuery
    rows: list[tuple[dict[str, str], Decimal]] = field(default_factory=list)


def parse_analytics(params: Params, context: MetadataContext, user: User) -> AnalyticsQuery:
    """Raises AnalyticsQueryError."""
    shown_items, filtered = _list_dimensions(params, "dimension"), _list_dimensions(params, "filter")
    texts = {**filtered, **shown_items}
    if "dx" not in texts or not texts["dx"]:
        raise AnalyticsQueryError("E7101", "At least one data item (dx) must be specified")
    if not shown_items:
        raise AnalyticsQueryError("E7100", "At least one dimension must be specified")
    splits = "co" in shown_items
    items = [item for name in texts["dx"] for item in _parse_item(name, context)]
    periods = _parse_periods(texts.get("pe", []), params)
    if not periods:
        raise AnalyticsQueryError("E7104", "At least one period (pe) must be specified")
    if len(periods) > _MAX_PERIODS:
        raise AnalyticsQueryError("E7128", f"There may be {_MAX_PERIODS} periods at most")
    units = _parse_units(texts.get("ou", []), context, user)
    if not units:
        raise AnalyticsQueryError("E7143", "At least one organisation unit (ou) must be specified")
    if len(items) * len(periods) * len(units) > _MAX_CELLS:
        raise AnalyticsQueryError("E7128", f"The answer would have more than {_MAX_CELLS} values")
    order = [name for name in shown_items if name in ("dx", "pe", "ou", "co")]
    together = frozenset(filtered) - frozenset(shown_items)
    return AnalyticsQuery(items, periods, units, order, together, splits, frozenset(texts.get("co", ())))


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
    return answer


def _build_rows(
    item: AnalyticsItem,
    combo: str,
    cells: Mapping[tuple[str, str], Fact | None],
    query: AnalyticsQuery,
    measure: Measure,
) -> Iterable[tuple[dict[str, str], Decimal]]:
    """A row for each place and period that is shown; filtered ones are aggregated as the measure allows."""
    unit_groups = [list(query.units)] if "ou" in query.filtered else [[uid] for uid in query.units]
    period_ids = [period.id for period in query.periods]
    period_groups = [period_ids] if "pe" in query.filtered else [[period] for period in period_ids]
    for unit_group in unit_groups:
        for period_group in period_groups:
            over_time = []
            for period in period_group:
                over_place = [fact for uid in unit_group if (fact := cells[uid, period]) is not None]
                if over_place:
                    over_time.append(
                        over_place[0] if len(over_place) == 1 else aggregate_over_places(over_place, measure)
                    )
            if not over_time:
                continue
            fact = over_time[0] if len(over_time) == 1 else aggregate_over_periods(over_time, measure)
            level = measure.get_level(fact)
            if level is not None and fact.lack is None:
                yield {"dx": item.key, "co": combo, "ou": unit_group[0], "pe": period_group[0]}, level


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
    denied = True
    for area, units in _group_by_area(query.units.values(), context.rows).items():
        try:
            cube_context = load_cube_context(user, area=area, periods=query.periods)
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
        raise AnalyticsQueryError("E7120", "The user may not view figures of these organisation units")
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


def _compute_rates(
    user: User, query: AnalyticsQuery, context: MetadataContext
) -> Iterable[tuple[dict[str, str], Decimal]]:
    items = [item for item in query.items if item.data_set is not None]
    if not items:
        return
    units_below = {uid: list_units_below({unit.pk}, context.rows) for uid, unit in query.units.items()}
    for period in query.periods:
        followed = load_followed(user, period.id, clock.today())
        reports = (*followed.own, *followed.others)
        for item in items:
            if item.data_set is None or item.data_set.period_type is not period.type:
                continue
            for uid in query.units:
                rate = _compute_rate(
                    item.rate,
                    [row for row in reports if row.form == item.data_set.form.uid and row.unit.pk in units_below[uid]],
                )
                if rate is not None:
                    yield {"dx": item.key, "co": "", "ou": uid, "pe": period.id}, rate


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


def _list_dimensions(params: Params, name: str) -> dict[str, list[str]]:
    """«dx:a;b», repeated or joined by commas, as clients send it. A dimension without items has none."""
    dimensions: dict[str, list[str]] = {}
    for text in params.get(name, ()):
        for dimension_text in text.split(","):
            dimension, separator, items = dimension_text.partition(":")
            if separator or dimension in ("co", "dx", "pe", "ou"):
                dimensions.setdefault(dimension, []).extend(part for part in items.split(";") if part)
    return dimensions


def _parse_item(name: str, context: MetadataContext) -> list[AnalyticsItem]:
    catalogue = context.catalogue
    uid, _dot, rest = name.partition(".")
    if rest in RATES and uid in catalogue.data_sets:
        row = catalogue.data_sets[uid]
        return [AnalyticsItem(name, f"{row.name}: {rest}", data_set=row, rate=rest)]
    if name in catalogue.indicators:
        indicator, _programme = catalogue.indicators[name]
        return [AnalyticsItem(name, indicator.name, indicator=indicator)]
    if uid in catalogue.parts:
        part = catalogue.parts[uid]
        combos = {combo.uid: combo for combo in list_option_combos(part.option_sets)}
        if not rest:
            return [AnalyticsItem(uid, part.name, part, tuple(combo.key for combo in combos.values() if combo.key))]
        if rest in combos:
            combo = combos[rest]
            return [AnalyticsItem(name, f"{part.name} {combo.name}", part, (combo.key,) if combo.key else ())]
    raise AnalyticsQueryError("E7124", f"Data dimension item `{name[:80]}` is not valid")


def _parse_periods(names: Sequence[str], params: Params) -> list[Period]:
    periods: dict[str, Period] = {}
    for name in names:
        relative_periods = period_codes.expand_relative(name, clock.today())
        try:
            chosen_periods = [period_codes.parse_code(name)] if relative_periods is None else relative_periods
        except period_codes.PeriodCodeError as error:
            raise AnalyticsQueryError("E7124", f"Period `{name[:40]}` is not valid") from error
        periods |= {period.id: period for period in chosen_periods}
    if not periods and params.get("startDate") and params.get("endDate"):
        try:
            first, last = (date.fromisoformat(params[name][-1][:10]) for name in ("startDate", "endDate"))
        except ValueError as error:
            raise AnalyticsQueryError("E7103", "startDate and endDate are dates") from error
        periods = {period.id: period for period in period_codes.list_between(first, last)}
    return sorted(periods.values(), key=lambda period: (period.end, period.start))


def _parse_units(names: Sequence[str], context: MetadataContext, user: User) -> dict[str, Unit]:
    rows, today = context.rows, clock.today()
    named: dict[int, Unit] = {}
    levels: list[int] = []
    groups: list[str] = []
    for name in names:
        if name.startswith("LEVEL-") and name[6:].isdecimal() and len(name) < 10:
            levels.append(int(name[6:]))
        elif name.startswith("OU_GROUP-"):
            groups.append(name.removeprefix("OU_GROUP-"))
        elif name.startswith("USER_ORGUNIT"):
            named |= _list_own_units(name, user.unit_id, rows)
        elif name in context.units_by_uid:
            unit = context.units_by_uid[name]
            named[unit.pk] = unit
        else:
            raise AnalyticsQueryError("E7124", f"Organisation unit `{name[:80]}` is not valid")
    if levels or groups:
        reach = list_units_below(set(named) or {pk for pk, row in rows.items() if row.parent_id is None}, rows)
        objects = context.unit_objects["organisationUnits"]
        named = {
            pk: rows[pk]
            for pk in reach
            if (rows[pk].valid_to is None or rows[pk].valid_to > today)  # type: ignore[operator]
            and (objects[context.uids_by_unit[pk]]["level"] in levels or make_group_uid(rows[pk].level) in groups)
        }
    ordered = sorted(named.values(), key=lambda unit: (unit.code, unit.valid_from))
    return {context.uids_by_unit[unit.pk]: unit for unit in ordered}


def _list_own_units(name: str, unit: int, rows: Mapping[int, Unit]) -> dict[int, Unit]:
    own_area = unit
    while own_area in rows and not consolidates(rows[own_area]) and rows[own_area].parent_id in rows:
        if not name.endswith(("CHILDREN", "GRANDCHILDREN")):
            break
        own_area = rows[own_area].parent_id or own_area
    tops = {own_area}
    for _step in range({"USER_ORGUNIT": 0, "USER_ORGUNIT_CHILDREN": 1}.get(name, 2)):
        tops = {row.pk for row in rows.values() if row.parent_id in tops}
    return {pk: rows[pk] for pk in tops if pk in rows}


def list_item_names(query: AnalyticsQuery, context: MetadataContext) -> dict[str, str]:
    """The names of everything in the answer, by key."""
    names = {item.key: item.name for item in query.items}
    names |= {uid: unit.name for uid, unit in query.units.items()}
    if query.splits_options:
        names |= {uid: combo.name for uid, combo in context.catalogue.combos.items()}
    return names
