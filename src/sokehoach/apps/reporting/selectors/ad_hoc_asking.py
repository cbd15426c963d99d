"""What an office may ask in a hurry, and of whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import Function, User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.reporting import permissions
from sokehoach.domain.indicators.element import DataElement, Kind
from sokehoach.domain.indicators.element import Function as Side
from sokehoach.domain.indicators.things import THINGS
from sokehoach.domain.orgtree.unit import Level
from sokehoach.domain.reporting.ad_hoc import PURPOSES, Asked, below_district, refuse_figure
from sokehoach.domain.text.folding import fold

MOST = 8  # figures in one question: more is a form's work


class Typed(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Offered:
    """`titles` and `measures`: the closed lists of the domain. `elements` with whether communes may be asked."""

    communes: tuple[Unit, ...]
    agencies: tuple[Unit, ...]
    elements: tuple[tuple[DataElement, bool], ...]
    titles: tuple[str, ...] = PURPOSES
    measures: tuple[str, ...] = tuple(THINGS)

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.communes + self.agencies


def offered(user: User, *, day: date) -> Offered:
    """Units and elements of the functions within which the account reviews; all empty for who reviews nothing."""
    scope = scope_of(user, day)
    sides = [function for function in Function.values if permissions.asks(scope, function)]
    if not sides:
        return Offered((), (), ())
    below = {unit.pk: unit for function in sides for unit in askable(user, function, day=day)}
    units = sorted(below.values(), key=lambda unit: unit.code)
    return Offered(
        communes=tuple(unit for unit in units if unit.level in (Level.COMMUNE, Level.TOWNSHIP)),
        agencies=tuple(unit for unit in units if unit.level not in (Level.COMMUNE, Level.TOWNSHIP)),
        elements=tuple(
            (one, not refuse_figure(of_element(one), {Level.COMMUNE}))
            for one in elements().values()
            if one.function in sides
        ),
    )


def askable(user: User, function: str, *, day: date) -> list[Unit]:
    """The units of that day which the account reviews in the function, without its own and its area: two queries."""
    own = {user.unit_id, orgunits.area_of(user.unit).pk}
    return list(
        orgunits.as_of(day)
        .filter(pk__in=permissions.asks(scope_of(user, day), function) - own)
        .select_related("parent__parent")
        .order_by("code")
    )


def places(units: Iterable[Unit]) -> frozenset[Level]:
    """The levels at which they stand; an agency stands where the unit above it does."""
    return frozenset(Level(orgunits.area_of(unit).level) for unit in units)


def list_lower_place_names(day: date) -> list[str]:
    """Full, short and other names of the places below the district. Left out, since they would also mean something
    else: names that a place above bears as well («Tuần Giáo», a town and its district), short ones of one syllable.
    """
    rows = list(orgunits.areas(day).prefetch_related("aliases"))
    below = [row for row in rows if below_district([Level(row.level)])]
    above = {fold(name) for row in rows if row not in below for name in (row.name, row.short_name)}
    found = []
    for row in below:
        other = (one.folded for one in row.aliases.all())
        found += [row.name, *(name for name in (row.short_name, *other) if " " in name.strip())]
    return [name for name in dict.fromkeys(found) if fold(name) not in above]


def read(wanted: Sequence[Typed]) -> tuple[list[Asked], str, list[str]]:
    """The figures of the lines typed, their one function, and what is wrong with them."""
    known = elements()
    by_name = {fold(one.name): one for one in known.values()}
    asked: list[Asked] = []
    wrong: list[str] = []
    for one in wanted:
        name, unit = " ".join(one.name.split()), " ".join(one.unit.split())
        if not name:
            if unit:
                wrong.append(_("Ghi chỉ tiêu cho đơn vị tính «%(unit)s».") % {"unit": unit})
            continue
        element = known.get(name.split()[0].upper()) or by_name.get(fold(name))
        if element is None and not unit:
            wrong.append(
                _("Ghi đơn vị tính của «%(name)s», hoặc chọn chỉ tiêu trong danh sách.") % {"name": name}
            )
        asked.append(of_element(element) if element else Asked(name, unit, THINGS.get(unit, Kind.COUNT)))
    if not asked and not wrong:
        wrong.append(_("Ghi ít nhất một chỉ tiêu cần hỏi."))
    if len(asked) > MOST:
        wrong.append(_("Nhiều nhất %(n)s chỉ tiêu một lần; nhiều hơn thì dùng biểu mẫu.") % {"n": MOST})
    if len({fold(one.name) for one in asked}) < len(asked):
        wrong.append(_("Có chỉ tiêu ghi hai lần."))
    sides = {one.function for one in asked}
    if len(sides) > 1:
        wrong.append(_("Chỉ tiêu thuộc các lĩnh vực khác nhau: hãy hỏi riêng từng lĩnh vực."))
    return asked, str(next(iter(sides))) if len(sides) == 1 else str(Side.GENERAL), wrong


def of_element(element: DataElement) -> Asked:
    return Asked(
        name=element.name,
        unit=element.unit,
        kind=element.kind,
        element=element.code,
        over_place=element.over_place,
        function=element.function,
        counts_persons=element.counts_persons,
    )
