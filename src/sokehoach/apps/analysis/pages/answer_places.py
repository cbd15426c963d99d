"""Finds the units that a question asks about, and arranges them by the units of then or of today."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from sokehoach.apps.analysis.pages.catalogue import Catalogue
from sokehoach.apps.consolidation.queries.cube_context import CubeContext, PeriodTree
from sokehoach.apps.consolidation.queries.cube_places import (
    PlaceGroup,
    Placement,
    PlaceRow,
    place_area,
    place_units,
)
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import consolidates, get_levels
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.analysis.pivot import Member
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.notation import write_day
from sokehoach.domain.periods.window import compute_window


def list_place_groups(
    catalogue: Catalogue, question: Question, context: CubeContext, measures: Iterable[str]
) -> list[PlaceGroup]:
    """Returns the units of then that the question is about: of each period and form, areas apart from reporters."""
    measure_forms = {catalogue.form_of(code) for code in measures}
    levels_of_kind = {
        kind: {level.code for level in levels}
        for kind, levels in ((Places.COMMUNES, get_levels().base), (Places.AGENCIES, get_levels().attached))
    }
    kinds = (Places.REPORTERS, Places.DISTRICTS) if question.places is Places.NAMED else (question.places,)
    groups: dict[tuple[str, str, Places], PlaceGroup] = {}
    for tree in context.period_trees:
        if tree.area is None:
            continue
        areas_inside = _list_areas_inside(context, tree, tree.area) if Places.DISTRICTS in kinds else frozenset()
        for form, reporters in tree.reporters.items():
            definition = context.forms[form][0].at(tree.period)
            window = compute_window(tree.period, definition.counting_window)
            is_asked = form in measure_forms or bool(
                measure_forms & {catalogue.elements[cell.element].form for cell in definition.cells}
            )
            for kind in kinds:
                unit_ids = frozenset[int]()
                if kind is Places.DISTRICTS:
                    unit_ids = areas_inside or frozenset({tree.area.pk})
                elif is_asked and kind is not Places.AREA:
                    unit_ids = frozenset(
                        reporters
                        if kind is Places.REPORTERS
                        else (pk for pk in reporters if context.rows[pk].level in levels_of_kind[kind])
                    )
                start = window.cut_off if kind is Places.DISTRICTS else window.start
                key = (tree.period.id, form, kind)
                group = groups.get(key, PlaceGroup(tree.period.id, form, start, window.end, frozenset()))
                # Of one period there are several areas where the area of the question was several.
                groups[key] = replace(group, unit_ids=group.unit_ids | unit_ids)
    return list(groups.values())


def _list_areas_inside(context: CubeContext, tree: PeriodTree, area: Unit) -> frozenset[int]:
    """The areas on the day that are below the area and have reporters below them."""
    snapshot = tree.snapshot

    def is_inside(row: Unit) -> bool:
        if row.code not in snapshot or snapshot.unit(row.code).valid_from != row.valid_from:
            return False
        code = snapshot.unit(row.code).parent
        while code is not None and code != area.code:
            code = snapshot.unit(code).parent if code in snapshot else None
        return code is not None

    rows = (context.rows[pk] for pk in tree.reporters_below)
    return frozenset(row.pk for row in rows if consolidates(row) and is_inside(row))


def place_asked_units(question: Question, context: CubeContext, groups: Sequence[PlaceGroup]) -> Placement:
    """Returns the rows by the units of then or of today: areas and communes before agencies, by code."""
    if question.places is Places.AREA:
        return (
            Placement((PlaceRow(str(context.area.pk), context.area),))
            if context.succession is None
            else place_area(context)
        )
    if context.succession is not None:
        placement = place_units(context, groups)
    else:
        units = [context.rows[pk] for pk in frozenset[int]().union(*(group.unit_ids for group in groups))]
        ranks = context.known_tree.rank_units()
        ordered = sorted(units, key=lambda unit: ranks[unit.pk])
        placement = Placement(tuple(PlaceRow(str(unit.pk), unit) for unit in ordered))
    if question.places is Places.NAMED:
        named_rows = tuple(row for row in placement.rows if row.unit.code in question.named)
        return replace(placement, rows=named_rows)
    return placement


def list_units_of_then(placement: Placement, context: CubeContext) -> list[Unit]:
    return [context.rows[pk] for pk in placement.list_unit_ids({row.key for row in placement.rows})]


def build_places(placement: Placement) -> tuple[Member, ...]:
    """Builds places; a code with two versions gets the date on which the first ended."""
    counts = Counter(row.unit.code for row in placement.rows)
    return tuple(Member(row.key, _name_place(row, is_once=counts[row.unit.code] == 1)) for row in placement.rows)


def _name_place(row: PlaceRow, *, is_once: bool) -> str:
    unit = row.unit
    ended = (
        ""
        if is_once or unit.valid_to is None
        else _("đến trước %(day)s") % {"day": translate(write_day(unit.valid_to))}
    )
    remarks = [remark for remark in (ended, _("không tách được") if row.obstacle else "") if remark]
    return f"{unit.short_name} ({', '.join(remarks)})" if remarks else unit.short_name
