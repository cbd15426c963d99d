"""What DHIS2's analytics is asked for: items, periods and units of the dimensions, and what else narrows the answer.

A dimension or an item that names nothing here is refused, never left out: without it the answer would be a wider one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from operator import eq, ge, gt, le, lt

from sokehoach.adapters.dhis2 import period_codes
from sokehoach.adapters.dhis2.catalogue import DataSet, ElementPart, list_option_combos, make_option_combo_uid
from sokehoach.adapters.dhis2.unit_objects import make_group_uid
from sokehoach.apps.accounts.models import User
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext
from sokehoach.apps.dhis2.queries.data_values import QueryConflictError, list_units_below
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import consolidates
from sokehoach.apps.shell import clock
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.periods.period import Period, PeriodType

type Params = Mapping[str, Sequence[str]]
type Condition = Callable[[Decimal], bool]

DIMENSIONS = ("dx", "pe", "ou", "co")
RATES = ("REPORTING_RATE", "REPORTING_RATE_ON_TIME", "ACTUAL_REPORTS", "ACTUAL_REPORTS_ON_TIME", "EXPECTED_REPORTS")
_STEPS_DOWN = {"USER_ORGUNIT": 0, "USER_ORGUNIT_CHILDREN": 1, "USER_ORGUNIT_GRANDCHILDREN": 2}
_COMPARISONS = {"EQ": eq, "GT": gt, "GE": ge, "LT": lt, "LE": le}
_MAX_CELLS, _MAX_PERIODS = 50_000, 120
_USUAL_TYPES = frozenset(period_codes.PERIOD_TYPES) - {PeriodType.WEEK}


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
    `combos`: the UIDs of those combinations that are asked for; empty: all. `conditions`: of the numbers shown.
    """

    items: list[AnalyticsItem]
    periods: list[Period]
    units: dict[str, Unit]  # by UID
    dimensions: list[str]  # in the order of the columns
    filtered: frozenset[str]
    combos: frozenset[str] = frozenset()
    conditions: tuple[Condition, ...] = ()
    order: str = ""  # «ASC», «DESC»: by the number

    @property
    def splits_options(self) -> bool:
        return "co" in self.dimensions

    @property
    def unit_groups(self) -> list[list[str]]:
        """The UIDs of the units of each row: all of them where they are a filter."""
        return [list(self.units)] if "ou" in self.filtered else [[uid] for uid in self.units]

    @property
    def period_groups(self) -> list[list[Period]]:
        return [self.periods] if "pe" in self.filtered else [[period] for period in self.periods]

    def choose_options(self, item: AnalyticsItem) -> tuple[str, ...]:
        options = item.options or ("",)
        return tuple(option for option in options if not self.combos or make_option_combo_uid(option) in self.combos)


def parse_analytics(params: Params, context: MetadataContext, user: User) -> AnalyticsQuery:
    """Raises QueryConflictError."""
    shown_dimensions, filtered = _list_dimensions(params, "dimension"), _list_dimensions(params, "filter")
    if named_twice := sorted(shown_dimensions.keys() & filtered.keys()):
        raise QueryConflictError("E7103", f"Dimensions cannot be specified as dimension and filter: {named_twice}")
    texts = {**filtered, **shown_dimensions}
    if not texts.get("dx"):
        raise QueryConflictError("E7101", "At least one data item (dx) must be specified")
    if not shown_dimensions:
        raise QueryConflictError("E7100", "At least one dimension must be specified")
    items = list({item.key: item for name in texts["dx"] for item in _parse_item(name, context)}.values())
    _check_items(items, texts, filtered)
    periods = _parse_periods(texts.get("pe", []), params, context)
    units = _parse_units(texts.get("ou", []), context, user)
    if "ou" in filtered:
        units = _leave_out_parts(units, context)
    if "pe" in filtered and _overlap(periods):
        raise QueryConflictError("E7104", "Periods of a filter must not overlap: their values would be added twice")
    if not units:
        raise QueryConflictError("E7143", "At least one organisation unit (ou) must be specified")
    if len(items) * len(periods) * len(units) > _MAX_CELLS:
        raise QueryConflictError("E7128", f"The answer would have more than {_MAX_CELLS} values")
    return AnalyticsQuery(
        items=items,
        periods=periods,
        units=units,
        dimensions=list(shown_dimensions),
        filtered=frozenset(filtered),
        combos=frozenset(texts.get("co", ())),
        conditions=_parse_conditions(params),
        order=_parse_order(params),
    )


def _list_dimensions(params: Params, name: str) -> dict[str, list[str]]:
    """«dx:a;b», repeated or joined by commas, as clients send it. A dimension without items has none.

    Groups of units and categories are dimensions in DHIS2 as well; here they are none.
    """
    dimensions: dict[str, list[str]] = {}
    for text in params.get(name, ()):
        for dimension_text in filter(None, text.split(",")):
            dimension, _colon, items = dimension_text.partition(":")
            if dimension not in DIMENSIONS:
                message = f"Dimension identifier does not reference any dimension: `{dimension[:80]}`"
                raise QueryConflictError("E7125", message)
            dimensions.setdefault(dimension, []).extend(part for part in items.split(";") if part)
    return dimensions


def _check_items(items: Sequence[AnalyticsItem], texts: Mapping[str, object], filtered: Mapping[str, object]) -> None:
    if "dx" in filtered and len(items) > 1:
        raise QueryConflictError("E7108", "Only a single data item can be specified as filter")
    if "co" in texts and any(item.part is None for item in items):
        raise QueryConflictError("E7114", "Category option combos can only be specified together with data elements")


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
    raise QueryConflictError("E7124", f"Data dimension item `{name[:80]}` is not valid")


def _parse_periods(names: Sequence[str], params: Params, context: MetadataContext) -> list[Period]:
    first, last = _parse_day(params, "startDate"), _parse_day(params, "endDate")
    today = _parse_day(params, "relativePeriodDate") or clock.today()
    if names and (first or last):
        raise QueryConflictError("E7105", "Periods and start and end dates cannot be specified simultaneously")
    if first and last and first > last:
        raise QueryConflictError("E7106", f"Start date `{first}` is after end date `{last}`")
    periods: dict[str, Period] = {}
    for name in names:
        relative_periods = period_codes.expand_relative(name, today)
        try:
            chosen_periods = [period_codes.parse_code(name)] if relative_periods is None else relative_periods
        except period_codes.PeriodCodeError as error:
            raise QueryConflictError("E7124", f"Period `{name[:40]}` is not valid") from error
        periods |= {period.id: period for period in chosen_periods}
    if first and last:
        # Weeks are many: only where some form is reported by them.
        kinds = tuple({row.period_type for row in context.catalogue.data_sets.values()} | _USUAL_TYPES)
        periods = {period.id: period for period in period_codes.list_between(first, last, kinds)}
    if not periods:
        raise QueryConflictError("E7104", "At least one period (pe), or start and end dates, must be specified")
    if len(periods) > _MAX_PERIODS:
        raise QueryConflictError("E7128", f"There may be {_MAX_PERIODS} periods at most")
    return sorted(periods.values(), key=lambda period: (period.end, period.start))


def _parse_day(params: Params, name: str) -> date | None:
    text = _get_last(params, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise QueryConflictError("E7135", f"{name} is no date") from error


def _parse_units(names: Sequence[str], context: MetadataContext, user: User) -> dict[str, Unit]:
    rows, today = context.rows, clock.today()
    named: dict[int, Unit] = {}
    levels: set[int] = set()
    groups: set[str] = set()
    for name in names:
        kind, _dash, rest = name.partition("-")
        if kind == "LEVEL":
            levels.add(_find_level(name, rest, context))
        elif kind == "OU_GROUP" and rest in context.unit_objects["organisationUnitGroups"]:
            groups.add(rest)
        elif name in _STEPS_DOWN:
            named |= _list_own_units(name, user.unit_id, rows)
        elif name in context.units_by_uid:
            unit = context.units_by_uid[name]
            named[unit.pk] = unit
        else:
            raise QueryConflictError("E7124", f"Organisation unit `{name[:80]}` is not valid")
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


def _leave_out_parts(units: Mapping[str, Unit], context: MetadataContext) -> dict[str, Unit]:
    """The units without those that lie within another of them: their values are in its own."""
    objects = context.unit_objects["organisationUnits"]
    return {
        uid: unit
        for uid, unit in units.items()
        if not any(part in units for part in objects[uid]["path"].split("/")[:-1])
    }


def _overlap(periods: Sequence[Period]) -> bool:
    ordered = sorted(periods, key=lambda period: period.start)
    return any(second.start < first.end for first, second in pairwise(ordered))


def _find_level(name: str, rest: str, context: MetadataContext) -> int:
    """The depth in the tree: «LEVEL-3», or the UID of a level instead of its number."""
    level = context.unit_objects["organisationUnitLevels"].get(rest)
    if level is not None:
        return int(level["level"])
    if rest.isdecimal() and len(rest) < 4:
        return int(rest)
    raise QueryConflictError("E7124", f"Organisation unit level `{name[:80]}` is not valid")


def _list_own_units(name: str, unit: int, rows: Mapping[int, Unit]) -> dict[int, Unit]:
    own_area, steps = unit, _STEPS_DOWN[name]
    while steps and own_area in rows and not consolidates(rows[own_area]) and rows[own_area].parent_id in rows:
        own_area = rows[own_area].parent_id or own_area
    tops = {own_area}
    for _step in range(steps):
        tops = {row.pk for row in rows.values() if row.parent_id in tops}
    return {pk: rows[pk] for pk in tops if pk in rows}


def _parse_conditions(params: Params) -> tuple[Condition, ...]:
    """«measureCriteria=GE:10;LT:50»: the numbers that are shown."""
    return tuple(
        _parse_condition(text)
        for texts in params.get("measureCriteria", ())
        for text in texts.replace(",", ";").split(";")
        if text
    )


def _parse_condition(text: str) -> Condition:
    operator, _colon, number_text = text.partition(":")
    compare = _COMPARISONS.get(operator.upper())
    try:
        limit = Decimal(number_text[:40])
    except InvalidOperation:
        limit = Decimal("nan")
    if compare is None or not limit.is_finite():
        raise QueryConflictError("E7124", f"measureCriteria `{text[:80]}` is not valid")
    return lambda number: bool(compare(number, limit))


def _parse_order(params: Params) -> str:
    order = _get_last(params, "order").upper()
    if order not in ("", "ASC", "DESC"):
        raise QueryConflictError("E7124", "order is ASC or DESC")
    return order


def _get_last(params: Params, name: str) -> str:
    return params[name][-1] if params.get(name) else ""
