"""Loads what is common to all figures of a pivot: the area, and who reports each form in each period."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of, may_view
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import consolidates, list_consolidating_codes
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.orgtree.snapshot import Snapshot
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.periods.period import Period
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.obligation import list_obligation_spans


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
    inside: frozenset[int]  # the districts of a province: shown only once they have closed


@dataclass(frozen=True, slots=True)
class CubeContext:
    """The data common to all figures of a pivot: forms, units, and reporters in each period."""

    audience: Audience
    rows: Mapping[int, Unit]
    forms: Mapping[str, tuple[Form, str]]  # with the code of the consolidating unit
    period_trees: tuple[PeriodTree, ...]
    printing: Mapping[tuple[str, str, str], Sequence[Form]]  # by period type, element, option

    def form_of(self, element: DataElement, option: str, period: Period) -> Form | None:
        """The form with that cell in such a period: the element's own, else another form that prints the cell."""
        candidates = self.printing.get((period.type.value, element.uid, option), ())
        return next((form for form in candidates if form.uid == element.form), candidates[0] if candidates else None)


def load_cube_context(user: User, *, area: str, periods: Sequence[Period]) -> CubeContext:
    """The context, in two queries and those of the account's scope. NotFoundError if it may see the area in no
    period.
    """
    versions = list(units.list_versions())
    by_identity = {(row.code, row.valid_from): row for row in versions}
    placed_forms = query_forms.list_placed_forms(user)
    tree = units.build_tree(versions)
    period_trees = tuple(_build_period_tree(user, area, period, tree, by_identity, placed_forms) for period in periods)
    if all(period_tree.area is None for period_tree in period_trees):
        raise NotFoundError
    return CubeContext(
        audience=audience_of(user),
        rows={row.pk: row for row in versions},
        forms={form.uid: (form, parent_code) for form, parent_code, _programme in placed_forms},
        period_trees=period_trees,
        printing=_index_forms_by_cell(form for form, _parent_code, _programme in placed_forms),
    )


def _index_forms_by_cell(all_forms: Iterable[Form]) -> dict[tuple[str, str, str], list[Form]]:
    forms_by_cell: dict[tuple[str, str, str], list[Form]] = defaultdict(list)
    for form in all_forms:
        for cell in form.cells:
            for kind in form.period_types:
                forms_by_cell[kind.value, cell.element, cell.disaggregation].append(form)
    return dict(forms_by_cell)


def _build_period_tree(
    user: User,
    code: str,
    period: Period,
    tree: Tree,
    rows: Mapping[tuple[str, date], Unit],
    placed_forms: Sequence[tuple[Form, str, int]],
) -> PeriodTree:
    snapshot = tree.as_of(compute_window(period).cut_off)
    area = rows[snapshot.unit(code).identity] if code in snapshot else None
    if area is None or not consolidates(area) or not may_view(user, area):
        return PeriodTree(period, None, snapshot, {}, {}, frozenset())
    reporters_by_form: dict[str, tuple[int, ...]] = {}
    reporters_by_rule: dict[object, tuple[int, ...]] = {}  # forms with the same rule have the same reporters
    for form, parent_code, programme in placed_forms:
        if period.type not in form.period_types or not may_view(user, area, programme):
            continue
        rule = (form.reporters, form.counting_window, parent_code)
        if rule not in reporters_by_rule:
            unit_shares = list_obligation_spans(
                tree,
                form.reporters,
                parent_code=parent_code,
                window=compute_window(period, form.counting_window),
            )
            reporters_by_rule[rule] = tuple(rows[share.unit.identity].pk for share in unit_shares)
        reporters_by_form[form.uid] = reporters_by_rule[rule]
    all_reporters = {pk for reporters in reporters_by_form.values() for pk in reporters}
    reporters_below: dict[int, set[int]] = defaultdict(set)
    parents = {row.pk: row.parent_id for row in rows.values()}
    aggregated = set(list_consolidating_codes())
    levels = {row.pk: row.level for row in rows.values()}
    for pk in all_reporters:
        ancestor = parents[pk]
        while ancestor is not None:
            reporters_below[ancestor].add(pk)
            ancestor = parents[ancestor]
    area_reporters = reporters_below[area.pk]
    return PeriodTree(
        period=period,
        area=area,
        snapshot=snapshot,
        reporters={
            code: tuple(pk for pk in reporters_by_form[code] if pk in area_reporters) for code in reporters_by_form
        },
        reporters_below={pk: frozenset(reporters) for pk, reporters in reporters_below.items()},
        inside=frozenset(pk for pk in reporters_below if parents[pk] == area.pk and levels[pk] in aggregated),
    )
