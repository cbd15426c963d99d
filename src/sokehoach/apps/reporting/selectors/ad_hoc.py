"""Reports asked for in a hurry, as the office and the units that are asked see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from sokehoach.apps.accounts.models import Function, User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import AdHoc, AdHocFigure, AdHocUnit, AdHocValue
from sokehoach.apps.reporting.selectors.ad_hoc_asking import places
from sokehoach.domain.indicators.element import Function as Side
from sokehoach.domain.indicators.element import Operator
from sokehoach.domain.reporting.ad_hoc import Asked, State, Tally, below_district, refuse_figure, tally
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Column:
    figure: AdHocFigure
    operator: Operator
    tally: Tally

    @property
    def added(self) -> bool:
        return self.operator is not Operator.NONE and self.tally.total is not None


@dataclass(frozen=True, slots=True)
class Line:
    """What a unit told. `late`: minutes by which the last of its figures first came after the hour; 0 in time.

    `withheld`: how many figures of the question are not shown, since they may not be asked where the unit stands.
    """

    row: AdHocUnit
    cells: tuple[tuple[AdHocFigure, Value], ...]
    late: int
    withheld: int = 0

    @property
    def takes_note(self) -> bool:
        return not below_district(places([self.row.unit]))

    @property
    def note(self) -> str:
        """What was written before notes were no longer taken from there is not shown."""
        return self.row.note if self.takes_note else ""

    @property
    def told(self) -> int:
        return sum(value is not Gap.NOT_REPORTED for _figure, value in self.cells)

    @property
    def whole(self) -> bool:
        return self.told == len(self.cells) and not self.withheld


@dataclass(frozen=True, slots=True)
class Board:
    """`withheld`: how many figures of the question are not shown, since they may not be asked of one of its units."""

    row: AdHoc
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    runs: bool  # whether the account may close it
    withheld: int = 0

    @property
    def takes_notes(self) -> bool:
        return any(line.takes_note for line in self.lines)

    @property
    def open(self) -> bool:
        return self.row.state == State.OPEN

    @property
    def whole(self) -> int:
        return sum(line.whole for line in self.lines)

    @property
    def token(self) -> str:
        """Another as soon as anything on the board is another."""
        return f"{self.row.state}-{sum(line.row.version for line in self.lines)}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit that is asked: `told` of `asked` figures have come."""

    row: AdHocUnit
    told: int
    asked: int

    @property
    def whole(self) -> bool:
        return self.told == self.asked


def ad_hoc_for(user: User, pk: uuid.UUID, *, day: date, lock: bool = False) -> AdHoc:
    """Http404 outside what the account sees whole."""
    rows = AdHoc.objects.select_related("office", "asked_by", "closed_by")
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(permissions.ad_hocs(scope_of(user, day)), pk=pk).first()
    if row is None:
        raise Http404
    return row


def runs(user: User, row: AdHoc, *, day: date) -> bool:
    """Whether the account reviews every unit that is asked."""
    asks = permissions.asks(scope_of(user, day), row.function)
    return not AdHocUnit.objects.filter(ad_hoc=row).exclude(unit__in=asks).exists()


def line_for(user: User, pk: uuid.UUID, unit: str, *, day: date, lock: bool = False) -> AdHocUnit:
    """The unit's line (by its code); Http404 where it is not asked or the account does not send for it."""
    rows = AdHocUnit.objects.select_related("ad_hoc__office", "unit__parent__parent", "answered_by")
    if lock:
        AdHoc.objects.select_for_update().filter(pk=pk).first()
    row = rows.filter(_told_by(scope_of(user, day)), ad_hoc=pk, unit__code=unit).first()
    if row is None:
        raise Http404
    return row


def line(row: AdHocUnit) -> Line:
    figures = list(row.ad_hoc.figures.select_related("element"))
    lawful = _lawful(figures, [row.unit])
    return _line(row, lawful, withheld=len(figures) - len(lawful))


def board(user: User, pk: uuid.UUID, *, day: date) -> Board:
    """Seven queries, however many units are asked."""
    row = ad_hoc_for(user, pk, day=day)
    every = list(row.figures.select_related("element"))
    units = row.units.select_related("unit__parent__parent", "answered_by", "ad_hoc")
    asked = list(units.prefetch_related("values"))
    figures = _lawful(every, [one.unit for one in asked])
    withheld = len(every) - len(figures)
    lines = tuple(_line(one, figures, withheld=withheld) for one in asked)
    return Board(
        row=row,
        columns=tuple(_column(figure, lines) for figure in figures),
        lines=lines,
        runs=runs(user, row, day=day),
        withheld=withheld,
    )


def listed(user: User, *, day: date) -> tuple[list[AdHoc], list[Waiting]]:
    """What the account sees whole, and what it is asked itself; the newest first."""
    scope = scope_of(user, day)
    seen = AdHoc.objects.filter(permissions.ad_hocs(scope)).select_related("office")
    whole = seen.annotate(asked_of=Count("units"), heard=Count("units", filter=Q(units__version__gt=0)))
    mine = _counted(AdHocUnit.objects.filter(_told_by(scope))).order_by("-ad_hoc__asked_at", "unit__code")
    return list(whole), [_waiting(row) for row in mine]


def open_now(user: User, *, day: date) -> tuple[list[Waiting], list[Waiting]]:
    """Of what is open: lines that the account still owes, and all lines of what its office asks. One query."""
    scope = scope_of(user, day)
    asks = {function: permissions.asks(scope, function) for function in Function.values}
    followed = Q(pk__in=[])
    for function, units in asks.items():
        followed |= Q(ad_hoc__function=function, unit__in=units, ad_hoc__office=user.unit_id)
    tells = {function: permissions.tells(scope, function) for function in Function.values}
    if not any((*asks.values(), *tells.values())):
        return [], []
    rows = AdHocUnit.objects.filter(_told_by(scope) | followed, ad_hoc__state=State.OPEN)
    found = [_waiting(row) for row in _counted(rows).order_by("ad_hoc__due_at", "ad_hoc", "unit__code")]
    own = [one for one in found if one.row.unit_id in tells[one.row.ad_hoc.function] and not one.whole]
    return own, [
        one
        for one in found
        if one.row.ad_hoc.office_id == user.unit_id and one.row.unit_id in asks[one.row.ad_hoc.function]
    ]


def unanswered(until: datetime) -> list[Waiting]:
    """Of what is open and due before then, the lines that lack a figure: one query."""
    rows = AdHocUnit.objects.filter(ad_hoc__state=State.OPEN, ad_hoc__due_at__lt=until)
    found = map(_waiting, _counted(rows).order_by("ad_hoc__due_at", "unit__code"))
    return [one for one in found if not one.whole]


def _told_by(scope: Scope) -> Q:
    found = Q(pk__in=[])
    for function in Function.values:
        found |= Q(ad_hoc__function=function, unit__in=permissions.tells(scope, function))
    return found


def _counted(rows: QuerySet[AdHocUnit]) -> QuerySet[AdHocUnit]:
    return rows.select_related("ad_hoc__office", "unit").annotate(
        told=Count("values", distinct=True), asked_of=Count("ad_hoc__figures", distinct=True)
    )


def _waiting(row: AdHocUnit) -> Waiting:
    return Waiting(row, row.told, row.asked_of)  # type: ignore[attr-defined]


def _lawful(figures: Sequence[AdHocFigure], units: Sequence[Unit]) -> list[AdHocFigure]:
    """Those that may be asked of all these units by today's rule and the element as it now stands."""
    levels = places(units)
    return [one for one in figures if not refuse_figure(_asked(one), levels)]


def _asked(figure: AdHocFigure) -> Asked:
    if figure.element is None:
        return Asked(figure.name, figure.unit, figure.kind)
    return Asked(
        figure.name,
        figure.element.unit,
        figure.kind,
        element=figure.element.code,
        function=Side(figure.element.function),
        counts_persons=figure.element.counts_persons,
    )


def _line(row: AdHocUnit, figures: Sequence[AdHocFigure], *, withheld: int) -> Line:
    kept = {one.figure_id: one for one in row.values.all()}
    last = max((one.first_at for one in kept.values()), default=row.ad_hoc.due_at)
    over = max((last - row.ad_hoc.due_at).total_seconds(), 0)
    cells = tuple((one, _value(kept.get(one.pk))) for one in figures)
    return Line(row, cells, late=-int(-over // 60), withheld=withheld)


def _value(row: AdHocValue | None) -> Value:
    if row is None:
        return Gap.NOT_REPORTED
    return Gap(row.gap) if row.number is None else row.number


def _column(figure: AdHocFigure, lines: Sequence[Line]) -> Column:
    operator = Operator.SUM if figure.element is None else Operator(figure.element.over_place)
    names = {line.row.unit_id: line.row.unit.short_name for line in lines}
    told = {names[line.row.unit_id]: value for line in lines for one, value in line.cells if one == figure}
    return Column(figure, operator, tally(names.values(), told, operator))
