"""Loads what is common to all figures of a pivot: the area, and who reports each form in each period."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of, may_view
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.kept_tree import KnownTree, load_known_tree
from sokehoach.apps.orgunits.queries.levels import consolidates, list_consolidating_codes
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.consolidation.path import list_areas_above
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.orgtree.snapshot import Snapshot
from sokehoach.domain.orgtree.succession import Obstacle, Succession
from sokehoach.domain.periods.period import Period
from sokehoach.domain.periods.window import Window, compute_window
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.form_periods import compute_common_window
from sokehoach.domain.reporting.obligation import list_obligation_spans

type _Rule = tuple[Reporters, str, Window]  # of a form; the code of the unit that consolidates it; the days it counts


@dataclass(frozen=True, slots=True)
class PeriodTree:
    """The units in one period, and who reports each form: row ids of units, in the order of codes.

    `area` None: there was no such area, or the account may not see its figures.
    """

    period: Period
    area: Unit | None
    snapshot: Snapshot
    reporters: Mapping[str, tuple[int, ...]]  # by form
    reporters_below: Mapping[int, frozenset[int]]  # of each unit above the reporters: who reports below it
    inside: frozenset[int]  # the areas below: what is in them is shown only once they and those between have closed


@dataclass(frozen=True, slots=True)
class CubeContext:
    """The data common to all figures of a pivot: forms, units, and reporters in each period.

    area            the area of the question: the latest of the periods, or today's
    succession      by today's units; None: by the units of then
    area_obstacles  by period: why the figures of today's area cannot be made of those of then
    """

    audience: Audience
    known_tree: KnownTree
    area: Unit
    succession: Succession | None
    area_obstacles: Mapping[str, Obstacle]
    rows: Mapping[int, Unit]
    forms: Mapping[str, tuple[Form, str]]  # with the code of the consolidating unit
    period_trees: tuple[PeriodTree, ...]  # several of one period where today's area was several
    printing: Mapping[tuple[str, str, str], Sequence[Form]]  # by period, element, option

    def form_of(self, element: DataElement, option: str, period: Period) -> Form | None:
        """The form with that cell in such a period: the element's own, else another form that prints the cell."""
        candidates = self.printing.get((period.id, element.uid, option), ())
        return next((form for form in candidates if form.uid == element.form), candidates[0] if candidates else None)


def load_cube_context(
    user: User, *, area: str, periods: Sequence[Period], forms: Collection[str], today: date | None = None
) -> CubeContext:
    """The context, in two queries and those of the account's scope. NotFoundError if it may see the area in no
    period.

    `forms`: those that are asked about (uid): the units are those of the day on which most of them stop counting.
    `today`: the day of the units over which figures are drawn; None: the units of then.
    """
    known_tree = load_known_tree()
    by_identity, tree = known_tree.rows, known_tree.tree
    placed_forms = query_forms.list_placed_forms(user)
    asked_forms = [form for form, _parent_code, _programme in placed_forms if form.uid in forms]
    succession = None if today is None else known_tree.derive(("succession", today), lambda: Succession(tree, today))
    heir = None if today is None else tree.version(area, today)
    period_trees: list[PeriodTree] = []
    obstacles: dict[str, Obstacle] = {}
    for period in periods:
        cut_off = compute_common_window(asked_forms, period).cut_off
        versions_of_area: tuple[orgtree.Unit, ...] | Obstacle
        if succession is not None and heir is not None and heir.level.consolidates:
            versions_of_area = succession.find_predecessors(heir, start=cut_off, end=cut_off + timedelta(days=1))
        else:
            version = tree.version(area, cut_off)
            versions_of_area = () if version is None else (version,)
        if isinstance(versions_of_area, Obstacle):
            obstacles[period.id], versions_of_area = versions_of_area, ()
        area_rows: list[Unit | None] = [by_identity[version.identity] for version in versions_of_area]
        if not all(row is not None and consolidates(row) and may_view(user, row) for row in area_rows):
            area_rows = []
        snapshot = known_tree.as_of(cut_off)
        period_trees += [
            _build_period_tree(user, row, period, snapshot, known_tree, placed_forms) for row in area_rows or [None]
        ]
    areas = [period_tree.area for period_tree in period_trees if period_tree.area is not None]
    if not areas:
        raise NotFoundError
    return CubeContext(
        audience=audience_of(user),
        known_tree=known_tree,
        area=areas[-1] if heir is None or not heir.level.consolidates else by_identity[heir.identity],
        succession=succession,
        area_obstacles=obstacles,
        rows=known_tree.rows_by_pk,
        forms={form.uid: (form, parent_code) for form, parent_code, _programme in placed_forms},
        period_trees=tuple(period_trees),
        printing=_index_forms_by_cell([form for form, _parent_code, _programme in placed_forms], periods),
    )


def _index_forms_by_cell(
    all_forms: Sequence[Form], periods: Sequence[Period]
) -> dict[tuple[str, str, str], list[Form]]:
    forms_by_cell: dict[tuple[str, str, str], list[Form]] = defaultdict(list)
    for period, current_form in product(periods, all_forms):
        form = current_form.at(period)
        for cell in form.cells if period.type in form.period_types else ():
            forms_by_cell[period.id, cell.element, cell.disaggregation].append(form)
    return dict(forms_by_cell)


def _build_period_tree(
    user: User,
    area: Unit | None,
    period: Period,
    snapshot: Snapshot,
    known_tree: KnownTree,
    placed_forms: Sequence[tuple[Form, str, int]],
) -> PeriodTree:
    if area is None:
        return PeriodTree(period, None, snapshot, {}, {}, frozenset())
    rules: dict[str, _Rule] = {}  # by form; forms with the same rule have the same reporters
    for current_form, parent_code, programme in placed_forms:
        form = current_form.at(period)
        if period.type in form.period_types and may_view(user, area, programme):
            rules[form.uid] = (form.reporters, parent_code, compute_window(period, form.counting_window))
    asked_rules = frozenset(rules.values())
    reporters, reporters_below = known_tree.derive(
        ("reporters below", asked_rules, snapshot.day), lambda: _list_reporters(known_tree, asked_rules, snapshot.day)
    )
    below_area = reporters_below.get(area.pk, frozenset())
    in_area = {rule: tuple(pk for pk in reporters[rule] if pk in below_area) for rule in asked_rules}
    aggregated = set(list_consolidating_codes())
    rows = known_tree.rows_by_pk
    return PeriodTree(
        period=period,
        area=area,
        snapshot=snapshot,
        reporters={code: in_area[rule] for code, rule in rules.items()},
        reporters_below=reporters_below,
        inside=frozenset(pk for pk in reporters_below if rows[pk].level in aggregated and _is_below(rows[pk], area)),
    )


def _list_reporters(
    known_tree: KnownTree, rules: Collection[_Rule], day: date
) -> tuple[dict[_Rule, tuple[int, ...]], dict[int, frozenset[int]]]:
    """Who reports by each rule, and all of them by each unit above: row ids. `day`: the cut-off."""
    rows, tree = known_tree.rows, known_tree.tree
    reporters: dict[_Rule, tuple[int, ...]] = {}
    for rule in rules:
        spans = list_obligation_spans(tree, rule[0], parent_code=rule[1], window=rule[2])
        reporters[rule] = tuple(rows[span.unit.identity].pk for span in spans)
    below: dict[int, set[int]] = defaultdict(set)
    for pk in {pk for pks in reporters.values() for pk in pks}:
        row = known_tree.rows_by_pk[pk]
        ancestor, is_changed = row.parent, _has_ended(row, day)
        while ancestor is not None:
            below[ancestor.pk].add(pk)
            is_changed = is_changed or _has_ended(ancestor, day)
            ancestor = ancestor.parent
        if is_changed:  # the area above may go on in another version, or in the area that it went into
            version = tree.get_version(row.code, row.valid_from)
            for upper_area in list_areas_above(tree, version, cut_off=day):
                below[rows[upper_area.identity].pk].add(pk)
    return reporters, {area: frozenset(pks) for area, pks in below.items()}


def _is_below(row: Unit, area: Unit) -> bool:
    parent = row.parent
    while parent is not None and parent.pk != area.pk:
        parent = parent.parent
    return parent is not None


def _has_ended(row: Unit, day: date) -> bool:
    return row.valid_to is not None and row.valid_to <= day
