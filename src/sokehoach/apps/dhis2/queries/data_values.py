"""Reads data values and completed reports as DHIS2's clients ask for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from sokehoach.adapters.dhis2 import period_codes
from sokehoach.adapters.dhis2.catalogue import DataSet, make_element_uid, make_option_combo_uid
from sokehoach.adapters.dhis2.data_values import SentValue
from sokehoach.adapters.dhis2.uids import DEFAULT_CATEGORY_OPTION_COMBO
from sokehoach.adapters.dhis2.value_texts import get_comment, to_text
from sokehoach.apps.accounts.models import User
from sokehoach.apps.dhis2.queries.addressing import Addressing
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries.program_values import list_program_reports, list_program_values
from sokehoach.apps.shell import clock
from sokehoach.domain.indicators.element import parse_key
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.reporting.workflow import SUBMITTED_STATES

type Params = Mapping[str, Sequence[str]]


class QueryConflictError(ValueError):
    """The parameters name nothing that the account sees, or too little. `code`: of DHIS2's ErrorCode."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class DataValueQuery:
    """Which values: of these data sets, units (row ids) and periods; `elements`, `combos`: UIDs, all if empty."""

    data_sets: tuple[DataSet, ...]
    units: frozenset[int]
    periods: frozenset[str] | None
    elements: frozenset[str] = frozenset()
    combos: frozenset[str] = frozenset()
    since: datetime | None = None
    limit: int | None = None
    shows_not_applicable: bool = False


def parse_query(params: Params, addressing: Addressing, context: MetadataContext) -> DataValueQuery:
    """Raises QueryConflictError where data set, period or unit is missing, or is none that the account sees."""
    names = list_names(params, "dataSet")
    element_names = list_names(params, "dataElement")
    if not names and not element_names:
        raise QueryConflictError("E2001", "At least one data element, data set or data element group must be specified")
    rows = [row for name in names for row in _require_rows(addressing.list_data_sets(name), "E2010", "data set", name)]
    parts = [
        part
        for name in element_names
        for part in _require_rows(addressing.list_parts(name), "E2011", "data element", name)
    ]
    if not names:
        rows = list(context.catalogue.data_sets.values())
    periods, since = _parse_periods(params, addressing)
    units = _parse_units(params, addressing, context)
    limit = _get_last(params, "limit")
    return DataValueQuery(
        data_sets=tuple(rows),
        units=frozenset(units),
        periods=periods,
        elements=frozenset(part.uid for part in parts),
        combos=frozenset(list_names(params, "categoryOptionCombo")),
        since=since,
        limit=int(limit[:9]) if limit.isdecimal() else None,
        shows_not_applicable=_get_last(params, "includeNotApplicable") == "true",
    )


def list_values(
    user: User, query: DataValueQuery, context: MetadataContext, schemes: Mapping[str, str]
) -> Iterator[SentValue]:
    """The values, by form, period and unit. `schemes`: «CODE» by «dataElement», «orgUnit», …; else UIDs."""
    by_form: dict[str, list[DataSet]] = {}
    for row in query.data_sets:
        by_form.setdefault(row.form.uid, []).append(row)
    reports = [
        report
        for report in list_program_reports(user, forms=by_form, units=query.units, periods=query.periods)
        if any(row.period_type is parse_period(report.period).type for row in by_form[report.form])
    ]
    count = 0
    for value in list_program_values(reports, context.tree):
        part = context.catalogue.parts.get(make_element_uid(value.element, value.disaggregation))
        if part is None or (query.elements and part.uid not in query.elements):
            continue
        combo = make_option_combo_uid(value.disaggregation)
        if query.combos and combo not in query.combos:
            continue
        text, comment = to_text(value.value, part.element), get_comment(value.value)
        if text is None and not (comment and query.shows_not_applicable):
            continue
        if query.since is not None and value.updated_at < query.since:
            continue
        if query.limit is not None and count >= query.limit:
            return
        count += 1
        row = next(
            row for row in by_form[value.report.form] if row.period_type is parse_period(value.report.period).type
        )
        unit = context.rows[value.report.unit]
        options = parse_key(value.disaggregation) or {}
        sets = {option_set.uid: option_set.code for option_set in part.option_sets}
        yield SentValue(
            data_set=row.code if schemes.get("dataSet") == "CODE" else row.uid,
            data_element=part.code if schemes.get("dataElement") == "CODE" else part.uid,
            period=value.report.period,
            org_unit=unit.code if schemes.get("orgUnit") == "CODE" else context.uids_by_unit[unit.pk],
            category_option_combo=context.catalogue.combos[combo].code
            if schemes.get("categoryOptionCombo") == "CODE"
            else combo,
            attribute_option_combo="default"
            if schemes.get("categoryOptionCombo") == "CODE"
            else DEFAULT_CATEGORY_OPTION_COMBO,
            value=text,
            comment=comment,
            stored_by=value.updated_by,
            last_updated=format_stamp(value.updated_at),
            categories=tuple((sets[uid], f"{sets[uid]}.{option}") for uid, option in options.items()),
        )


def list_completions(user: User, query: DataValueQuery, context: MetadataContext) -> Iterator[dict[str, object]]:
    """The reports that were sent, as rows of completeDataSetRegistrations."""
    by_form = {(row.form.uid, row.period_type): row for row in query.data_sets}
    forms = {row.form.uid for row in query.data_sets}
    count = 0
    for report in list_program_reports(user, forms=forms, units=query.units, periods=query.periods):
        row = by_form.get((report.form, parse_period(report.period).type))
        if row is None or report.state not in SUBMITTED_STATES:
            continue
        if query.since is not None and report.changed_at < query.since:
            continue
        count += 1
        if query.limit is None or count <= query.limit:
            yield {
                "dataSet": row.uid,
                "period": report.period,
                "organisationUnit": context.uids_by_unit[report.unit],
                "attributeOptionCombo": DEFAULT_CATEGORY_OPTION_COMBO,
                "date": format_stamp(report.changed_at),
                "lastUpdated": format_stamp(report.changed_at),
                "completed": True,
            }


def format_stamp(at: datetime) -> str:
    """«2021-06-22T09:12:00.000+0700», as DHIS2 writes it."""
    local = timezone.localtime(at)
    return f"{local:%Y-%m-%dT%H:%M:%S}.{local.microsecond // 1000:03d}{local:%z}"


def list_names(params: Params, name: str) -> list[str]:
    """The names of a parameter that may be repeated or hold several with commas."""
    return [part for text in params.get(name, ()) for part in text.split(",") if part]


def _get_last(params: Params, name: str) -> str:
    return params[name][-1] if params.get(name) else ""


def _require_rows[Row](rows: list[Row], code: str, kind: str, name: str) -> list[Row]:
    if not rows:
        raise QueryConflictError(code, f"No {kind} `{name[:80]}` that the user may read")
    return rows


def _parse_periods(params: Params, addressing: Addressing) -> tuple[frozenset[str] | None, datetime | None]:
    names = list_names(params, "period")
    first, last = _parse_day(params, "startDate"), _parse_day(params, "endDate")
    since = _parse_since(params)
    if names:
        periods = set()
        for name in names:
            relative_periods = period_codes.expand_relative(name, clock.today())
            if relative_periods is not None:
                periods |= {period.id for period in relative_periods}
            else:
                period = addressing.find_period(name)
                if period is None:
                    raise QueryConflictError("E2014", f"`{name[:40]}` is no period of this server")
                periods.add(period.id)
        return frozenset(periods), since
    if first and last:
        if first > last:
            raise QueryConflictError("E2004", f"Start date `{first}` must be before end date `{last}`")
        return frozenset(period.id for period in period_codes.list_between(first, last)), since
    if since is None:
        message = "At least one period, start/end dates, last updated or last updated duration must be specified"
        raise QueryConflictError("E2002", message)
    return None, since


def _parse_day(params: Params, name: str) -> date | None:
    text = _get_last(params, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise QueryConflictError("E2004", f"{name} is no date") from error


def _parse_since(params: Params) -> datetime | None:
    text = _get_last(params, "lastUpdated") or _get_last(params, "created")
    duration = _get_last(params, "lastUpdatedDuration") or _get_last(params, "createdDuration")
    if duration:
        number, unit = duration[:-1], duration[-1]
        seconds = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}.get(unit)
        if seconds is None or not number.isdecimal() or len(number) > 6:
            raise QueryConflictError("E2005", f"Duration `{duration[:20]}` is not valid")
        return clock.now() - timedelta(seconds=min(int(number) * seconds, 3_000_000_000))
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise QueryConflictError("E2005", "lastUpdated is no date") from error
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def _parse_units(params: Params, addressing: Addressing, context: MetadataContext) -> set[int]:
    names, groups = list_names(params, "orgUnit"), list_names(params, "orgUnitGroup")
    if not names and not groups:
        raise QueryConflictError("E2006", "At least one organisation unit or organisation unit group must be specified")
    today = clock.today()
    units = [
        unit
        for name in names
        for unit in _require_rows(
            list(filter(None, [addressing.find_unit(name, today)])), "E2012", "organisation unit", name
        )
    ]
    ids = {unit.pk for unit in units}
    group_objects = context.unit_objects["organisationUnitGroups"]
    for name in groups:
        members = [group["organisationUnits"] for uid, group in group_objects.items() if name in (uid, group["code"])]
        (rows,) = _require_rows(members, "E2013", "organisation unit group", name)
        ids |= {context.units_by_uid[reference.uid].pk for reference in rows}
    return list_units_below(ids, context.rows) if _get_last(params, "children") == "true" else ids


def list_units_below(tops: set[int], rows: Mapping[int, Unit]) -> set[int]:
    """The row ids of units and of all visible units ever below them."""
    children: dict[int | None, list[int]] = {}
    for row in rows.values():
        children.setdefault(row.parent_id, []).append(row.pk)
    reached_ids, pending = set(tops), list(tops)
    while pending:
        fresh = [pk for pk in children.get(pending.pop(), ()) if pk not in reached_ids]
        reached_ids.update(fresh)
        pending += fresh
    return reached_ids
