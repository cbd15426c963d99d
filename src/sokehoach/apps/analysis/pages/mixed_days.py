"""Finds questions over forms that stop counting on days with different units: one table cannot show both (ADR 103)."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from sokehoach.apps.analysis.pages.catalogue import Catalogue
from sokehoach.apps.consolidation.queries.cube_context import CubeContext
from sokehoach.apps.orgunits.queries.kept_tree import KnownTree
from sokehoach.domain.periods.period import Period
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.reporting.form import Form

type FormsByDay = dict[date, list[Form]]


def find_mixed_days(catalogue: Catalogue, context: CubeContext, measures: Collection[str]) -> FormsByDay | None:
    """The measures' forms by the last day that they count in the first period in which the units of these days differ;
    the days between which no unit changes are one. None where each period has the units of one day. No query.
    """
    uids = {catalogue.form_of(code) for code in measures}
    current_forms = [form for form, _parent_code in context.forms.values() if form.uid in uids]
    for period in dict.fromkeys(tree.period for tree in context.period_trees):
        forms_by_day = _group_by_day(current_forms, period)
        if not forms_by_day or not _has_changes(context.known_tree, min(forms_by_day), max(forms_by_day)):
            continue
        areas = {tree.area.code for tree in context.period_trees if tree.period == period and tree.area is not None}
        days_by_units: dict[frozenset[object], list[date]] = defaultdict(list)
        for day in forms_by_day:
            days_by_units[frozenset(_list_units(context.known_tree, areas, current_forms, day))].append(day)
        if len(days_by_units) > 1:
            return {max(days): [form for day in days for form in forms_by_day[day]] for days in days_by_units.values()}
    return None


def _group_by_day(current_forms: Collection[Form], period: Period) -> FormsByDay:
    forms_by_day: FormsByDay = defaultdict(list)
    for form in (current_form.at(period) for current_form in current_forms):
        if period.type in form.period_types:
            forms_by_day[compute_window(period, form.counting_window).cut_off].append(form)
    return dict(sorted(forms_by_day.items()))


def _has_changes(known_tree: KnownTree, first: date, last: date) -> bool:
    """Whether a unit begins or ends after the first day, up to the last."""
    return first < last and any(
        first < day <= last
        for row in known_tree.rows.values()
        for day in (row.valid_from, row.valid_to)
        if day is not None
    )


def _list_units(known_tree: KnownTree, areas: Collection[str], forms: Collection[Form], day: date) -> Iterator[object]:
    """The areas, those within them and the reporters of the forms, as they are on the day."""
    snapshot = known_tree.as_of(day)
    levels = {level for form in forms for level in form.reporters.levels}
    codes = {code for form in forms for code in form.reporters.codes}
    for area in areas:
        if area in snapshot:
            for unit in (snapshot.unit(area), *snapshot.descendants(area)):
                if unit.level.consolidates or unit.level.code in levels or unit.code in codes:
                    yield unit.identity, unit.parent
