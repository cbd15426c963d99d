"""Lists accepted values and narratives; values with the rules of confidential functions and disclosure applied."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from django.db.models import BigIntegerField, Q, UUIDField

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators.queries.elements import list_elements_of_persons
from sokehoach.apps.orgunits.queries.kept_tree import load_known_tree
from sokehoach.apps.reporting import observations, permissions
from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission
from sokehoach.apps.reporting.observations import AcceptedCell
from sokehoach.apps.reporting.queries import forms
from sokehoach.apps.reporting.queries.due_days import get_counting_window
from sokehoach.apps.shell.code_points import CodePoints
from sokehoach.apps.shell.statements import PreparedStatement, QueryParameter, TextParameter
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.orgtree.snapshot import Snapshot
from sokehoach.domain.periods.window import Window
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.workflow import COUNTED_STATES

type ValuePlace = tuple[str, int, str]  # code and row id of a unit, and a cell: the order of the values


def list_accepted_values(
    user: User,
    *,
    form: str,
    period: str,
    unit: str = "",
    last_place: ValuePlace = ("", 0, ""),
    enough: int | None = None,
) -> list[AcceptedCell]:
    """The accepted values of a form, by unit and cell, of the units that the account may see.

    `unit`: of that code alone. `last_place`: those that follow this one. `enough`: of no more units than hold so many
    values; None: of all. Counts of persons exist only at the levels that the policy of their programme allows
    (limits.md, 4). NotFoundError for an unknown form or period.
    """
    definition, programme = forms.get_own_form(user, form, period)
    window = get_counting_window(definition, period)
    scope = scope_of(user).restrict_to(programme)
    visible_units = permissions.list_readable_units(scope, definition.function) | permissions.list_reviewable_units(
        scope, definition.function
    )
    is_allowed = _PersonsRule(list_elements_of_persons(programme, window.start), window)
    values: list[AcceptedCell] = []
    size = None if enough is None else enough // max(len(definition.printed_cells), 1) + 2
    for reports in _list_reports(_ReportsPlace(form, period, unit), last_place, visible_units, size):
        values += [
            cell for cell in observations.list_accepted_cells(reports) if cell[:3] > last_place and is_allowed(cell)
        ]
        if enough is not None and len(values) >= enough:
            break
    values.sort(key=itemgetter(0, 1, 2))
    return values


class _ReportsPlace(NamedTuple):
    """Which reports a list is of. `unit`: of that code alone; empty: of all."""

    form: str
    period: str
    unit: str


def _list_reports(
    place: _ReportsPlace, last_place: ValuePlace, visible_units: frozenset[int], size: int | None
) -> Iterator[list[uuid.UUID]]:
    """The reports of visible units, by unit, from that of `last_place` on, in parts. One query for each part.

    `size`: so many reports are read first, and twice as many each time; None: all at once.
    """
    code, unit = last_place[:2]
    report: uuid.UUID | None = None
    while True:
        statement = _prepare_reports_query(bool(place.unit), report is not None, size)
        rows = statement.rows(place._asdict() | {"after_code": code, "after_unit": unit, "after_report": report})
        if visible_reports := [pk for _code, unit_id, pk, *_place in rows if unit_id in visible_units]:
            yield visible_reports
        if size is None or len(rows) < size:
            return
        code, unit, report = rows[-1][:3]
        size *= 2


@lru_cache(maxsize=128)
def _prepare_reports_query(is_of_unit: bool, is_after_report: bool, size: int | None) -> PreparedStatement:
    """The first `size` reports from the unit of `after_code` and `after_unit` on, or after the report of that unit."""
    rows = Submission.objects.filter(
        form__uid=TextParameter("form"), period=TextParameter("period"), state__in=COUNTED_STATES
    )
    if is_of_unit:
        rows = rows.filter(unit__code=TextParameter("unit"))
    code, unit = TextParameter("after_code"), QueryParameter("after_unit", BigIntegerField())
    beginning = Q(place__gt=code)
    if is_after_report:
        report = QueryParameter("after_report", UUIDField())
        beginning |= Q(place=code, unit__gt=unit) | Q(place=code, unit=unit, pk__gt=report)
    else:
        beginning |= Q(place=code, unit__gte=unit)
    rows = rows.alias(place=CodePoints("unit__code")).filter(beginning).order_by("place", "unit_id", "pk")
    part = rows.values_list("unit__code", "unit_id", "pk")
    return PreparedStatement(part if size is None else part[:size])


class _PersonsRule:
    """Whether a value may exist at the level of its unit. The tree of units is built for counts of persons alone."""

    def __init__(self, elements_of_persons: Mapping[str, DataElement], window: Window) -> None:
        self.elements_of_persons, self.window = elements_of_persons, window

    def __call__(self, cell: AcceptedCell) -> bool:
        element = self.elements_of_persons.get(cell.element)
        if element is None or not element.counts_persons:
            return True
        return element.may_exist_at(self._snapshot.place_level(cell.unit), self.window.start)

    @cached_property
    def _snapshot(self) -> Snapshot:
        return load_known_tree().as_of(self.window.cut_off)


def list_value_sources(*, form: str, period: str) -> dict[tuple[int, str, str], str]:
    """The source of each accepted number, by unit (row id), element and disaggregation. One query, no numbers."""
    rows = DataValue.objects.filter(
        submission__form__uid=form, submission__period=period, submission__state__in=COUNTED_STATES
    ).values_list("submission__unit", "element__uid", "disaggregation", "source")
    return {(unit, element, disaggregation): source for unit, element, disaggregation, source in rows}


@dataclass(frozen=True, slots=True)
class UnitNarrative:
    """`heading`: the code by which documents print it, of a cell's text its element; `place`: the code in the form."""

    heading: str
    place: str
    unit: str
    unit_id: int
    unit_code: str
    submission: uuid.UUID
    author: str
    text: str


def list_narratives(form: Form, period: str) -> tuple[UnitNarrative, ...]:
    """The units' texts by heading and unit. One query. Without scope: the caller has checked it.

    In a confidential form they are texts of the district's total, as its report was sent.
    """
    rows = (
        NarrativeText.objects.filter(
            submission__form__uid=form.uid,
            submission__period=period,
            submission__state__in=COUNTED_STATES,
        )
        .exclude(text="")
        .select_related("submission__unit", "updated_by")
        .order_by("heading", "submission__unit__code")
    )
    boxes = {box.code: box.heading for box in form.text_boxes}
    return tuple(
        UnitNarrative(
            boxes.get(row.heading, row.heading),
            row.heading,
            row.submission.unit.name,
            row.submission.unit_id,
            row.submission.unit.code,
            row.submission_id,
            str(row.updated_by),
            row.text,
        )
        for row in rows
    )
