"""What stands still while figures are read: the area, who answers which form in each period, for whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of, may_view
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting.selectors import forms
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.orgtree.snapshot import Snapshot
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.periods.period import Period
from sokehoach.domain.periods.window import window
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.obligation import shares

DRAWN = (Level.DISTRICT, Level.PROVINCE)  # units that figures are drawn together for


@dataclass(frozen=True, slots=True)
class Standing:
    """The tree in one period, and who answers each form in it: row ids of units, in the order of codes.

    `area` None: there was no such area, or the account may not see its figures.
    """

    period: Period
    area: Unit | None
    snapshot: Snapshot
    reporters: Mapping[str, tuple[int, ...]]  # by form
    below: Mapping[int, frozenset[int]]  # of each unit above the reporters: who answers below it
    inside: frozenset[
        int
    ]  # the districts of the area, where it is a province: they close before they are told of


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands still while figures are read: forms, units, who answers what in each period."""

    audience: Audience
    rows: Mapping[int, Unit]
    forms: Mapping[str, tuple[Form, str]]  # with the code of the unit above
    standing: tuple[Standing, ...]
    printing: Mapping[tuple[str, str, str], Sequence[Form]]  # by period type, element, option

    def form_of(self, element: DataElement, option: str, period: Period) -> Form | None:
        """The form that asks for it in such a period: the element's own, else another that prints the cell."""
        fits = self.printing.get((period.type.value, element.code, option), ())
        return next((form for form in fits if form.code == element.form), fits[0] if fits else None)


def ground(user: User, *, area: str, periods: Sequence[Period]) -> Ground:
    """Two queries, and those of the account's scope. Http404 where it may see the area in none of the periods."""
    versions = list(units.versions())
    by_identity = {(row.code, row.valid_from): row for row in versions}
    known = forms.placed()
    tree = units.tree(versions)
    standing = tuple(_standing(user, area, period, tree, by_identity, known) for period in periods)
    if all(one.area is None for one in standing):
        raise Http404
    return Ground(
        audience=audience_of(user),
        rows={row.pk: row for row in versions},
        forms={form.code: (form, above) for form, above in known},
        standing=standing,
        printing=_printing(form for form, _above in known),
    )


def _printing(known: Iterable[Form]) -> dict[tuple[str, str, str], list[Form]]:
    found: dict[tuple[str, str, str], list[Form]] = defaultdict(list)
    for form in known:
        for cell in form.cells:
            for kind in form.period_types:
                found[kind.value, cell.element, cell.disaggregation].append(form)
    return dict(found)


def _standing(
    user: User,
    code: str,
    period: Period,
    tree: Tree,
    rows: Mapping[tuple[str, date], Unit],
    known: Sequence[tuple[Form, str]],
) -> Standing:
    snapshot = tree.as_of(window(period).cut_off)
    area = rows[snapshot.unit(code).identity] if code in snapshot else None
    if area is None or area.level not in DRAWN or not may_view(user, area):
        return Standing(period, None, snapshot, {}, {}, frozenset())
    owing: dict[str, tuple[int, ...]] = {}
    told: dict[object, tuple[int, ...]] = {}  # forms of the same reporters ask the same units
    for form, above in known:
        if period.type not in form.period_types:
            continue
        asked = (form.reporters, form.counting_window, above)
        if asked not in told:
            found = shares(tree, form.reporters, below=above, window=window(period, form.counting_window))
            told[asked] = tuple(rows[share.unit.identity].pk for share in found)
        owing[form.code] = told[asked]
    every = {pk for reporters in owing.values() for pk in reporters}
    below: dict[int, set[int]] = defaultdict(set)
    parents = {row.pk: row.parent_id for row in rows.values()}
    levels = {row.pk: row.level for row in rows.values()}
    for pk in every:
        above_it = parents[pk]
        while above_it is not None:
            below[above_it].add(pk)
            above_it = parents[above_it]
    mine = below[area.pk]
    return Standing(
        period=period,
        area=area,
        snapshot=snapshot,
        reporters={code: tuple(pk for pk in owing[code] if pk in mine) for code in owing},
        below={pk: frozenset(found) for pk, found in below.items()},
        inside=frozenset(pk for pk in below if parents[pk] == area.pk and levels[pk] in DRAWN),
    )
