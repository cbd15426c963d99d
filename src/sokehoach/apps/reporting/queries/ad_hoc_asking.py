"""Decides what an office may ask ad hoc, and of which units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.own_programmes import list_named_programmes
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.levels import get_levels, get_list_order, is_base
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.queries.forms import list_placed_forms
from sokehoach.domain.indicators.element import DataElement, ValueKind
from sokehoach.domain.indicators.measurement_units import IMPERSONAL_UNITS
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.ad_hoc import PURPOSES, RequestedFigure, find_figure_problem, is_any_without_persons
from sokehoach.domain.text import fold_accents

MOST = 8  # figures in one question: more need a form


class TypedQuestion(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True)
class AdHocOffer:
    """`titles` and `measures`: the closed lists of the domain. `elements`: each with whether communes may be asked.

    `programmes`: names of those (row ids) in which the account reviews reports, to choose from; empty for one.
    """

    communes: tuple[Unit, ...]
    agencies: tuple[Unit, ...]
    elements: tuple[tuple[DataElement, bool], ...]
    titles: tuple[str, ...] = PURPOSES
    measures: tuple[str, ...] = tuple(IMPERSONAL_UNITS)
    programmes: Mapping[int, str] = field(default_factory=dict)

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.communes + self.agencies


def load_offer(user: User, *, day: date) -> AdHocOffer:
    """Units and elements of the functions within which the account reviews; empty where it reviews nothing."""
    scope = scope_of(user, day)
    sides = [function for function in policies.list_functions() if permissions.list_askable_units(scope, function)]
    if not sides:
        return AdHocOffer((), (), ())
    askable_units = {unit.pk: unit for function in sides for unit in list_askable_units(user, function, day=day)}
    units = sorted(askable_units.values(), key=get_list_order)
    return AdHocOffer(
        communes=tuple(unit for unit in units if is_base(unit)),
        agencies=tuple(unit for unit in units if not is_base(unit)),
        elements=tuple(
            (element, not find_figure_problem(build_asked_figure(element), get_levels().base))
            for element in list_askable_elements(user, day)
            if element.function in sides
        ),
        programmes=_list_choosable_programmes(user, scope),
    )


def _list_choosable_programmes(user: User, scope: Scope) -> dict[int, str]:
    programmes = {
        programme: name
        for programme, name in list_named_programmes(user).items()
        if scope.restrict_to(programme).anywhere(Action.REPORT_REVIEW)
    }
    return programmes if len(programmes) > 1 else {}


def list_reviewed_programmes(user: User, day: date) -> list[int]:
    """The programmes (row ids) in which the account reviews reports by roles of their own."""
    scope = scope_of(user, day)
    return [
        programme for programme in scope.by_programme if scope.restrict_to(programme).anywhere(Action.REPORT_REVIEW)
    ]


def list_askable_elements(user: User, day: date, asked_programme: int | None = None) -> list[DataElement]:
    """The elements of one number, of the asked programme (row id) or of all, where the account reviews reports.

    Two queries.
    """
    scope = scope_of(user, day)
    forms = {
        form.uid
        for form, _unit, programme in list_placed_forms(user)
        if asked_programme in (None, programme) and scope.restrict_to(programme).anywhere(Action.REPORT_REVIEW)
    }
    elements = list_elements(user=user).values()
    return [element for element in elements if element.form in forms and element.kind.is_single_amount]


def list_askable_units(user: User, function: str, *, day: date, programme: int | None = None) -> list[Unit]:
    """Units of that day that the account reviews in the function, without its own and its area. Two queries.

    In one programme (row id), or in any.
    """
    scope = permissions.restrict_to_ad_hoc(scope_of(user, day), programme)
    own_units = {user.unit_id, orgunits.get_unit_area(user.unit).pk}
    return list(
        orgunits.as_of(day)
        .filter(pk__in=permissions.list_askable_units(scope, function) - own_units)
        .select_related("parent__parent")
        .order_by("code")
    )


def list_place_levels(units: Iterable[Unit]) -> frozenset[Level]:
    """The levels of the places of these units; an agency has the level of the unit above it."""
    return frozenset(get_levels()[orgunits.get_unit_area(unit).level] for unit in units)


def list_lower_place_names(day: date) -> list[str]:
    """Full, short and other names of the places without counts of persons.

    Ambiguous ones are left out: names that a higher place has as well (a town and its province), and short names of one
    syllable.
    """
    rows = list(orgunits.list_areas(day).prefetch_related("aliases"))
    lower_places = [row for row in rows if is_any_without_persons([get_levels()[row.level]])]
    upper_names = {fold_accents(name) for row in rows if row not in lower_places for name in (row.name, row.short_name)}
    names = []
    for row in lower_places:
        other_names = (alias.folded for alias in row.aliases.all())
        names += [row.name, *(name for name in (row.short_name, *other_names) if " " in name.strip())]
    return [name for name in dict.fromkeys(names) if fold_accents(name) not in upper_names]


def parse_figures(
    user: User, lines: Sequence[TypedQuestion], *, day: date, programme: int | None = None
) -> tuple[list[RequestedFigure], str, list[str]]:
    """The figures of the typed lines, their one function, and the messages of what is wrong with them.

    Elements are those of one programme (row id), or of all in which the account reviews. Where these print the same
    code, the name beside it decides.
    """
    # Of the same code or name the first programme's is taken.
    elements = list_askable_elements(user, day, programme)[::-1]
    by_code = {known_element.code: known_element for known_element in elements}
    by_name = {fold_accents(known_element.name): known_element for known_element in elements}
    by_label = {fold_accents(f"{known_element.code} {known_element.name}"): known_element for known_element in elements}
    figures: list[RequestedFigure] = []
    wrong: list[str] = []
    for line in lines:
        name, unit = " ".join(line.name.split()), " ".join(line.unit.split())
        if not name:
            if unit:
                wrong.append(_("Ghi chỉ tiêu cho đơn vị tính «%(unit)s».") % {"unit": unit})
            continue
        element = (
            by_label.get(fold_accents(name)) or by_code.get(name.split()[0].upper()) or by_name.get(fold_accents(name))
        )
        if element is None and not unit:
            wrong.append(_("Ghi đơn vị tính của «%(name)s», hoặc chọn chỉ tiêu trong danh sách.") % {"name": name})
        figures.append(
            build_asked_figure(element)
            if element
            else RequestedFigure(name, unit, IMPERSONAL_UNITS.get(unit, ValueKind.COUNT))
        )
    if not figures and not wrong:
        wrong.append(_("Ghi ít nhất một chỉ tiêu cần hỏi."))
    if len(figures) > MOST:
        wrong.append(_("Nhiều nhất %(n)s chỉ tiêu một lần; nhiều hơn thì dùng biểu mẫu.") % {"n": MOST})
    if len({fold_accents(figure.name) for figure in figures}) < len(figures):
        wrong.append(_("Có chỉ tiêu ghi hai lần."))
    sides = {figure.function for figure in figures}
    if len(sides) > 1:
        wrong.append(_("Chỉ tiêu thuộc các lĩnh vực khác nhau: hãy hỏi riêng từng lĩnh vực."))
    return figures, next(iter(sides)) if len(sides) == 1 else GENERAL, wrong


def build_asked_figure(element: DataElement) -> RequestedFigure:
    return RequestedFigure(
        name=element.name,
        unit=element.unit,
        kind=element.kind,
        element=element.uid,
        code=element.code,
        over_place=element.over_place,
        function=element.function,
        counts_persons=element.counts_persons,
        persons_policy=element.persons_policy,
    )
