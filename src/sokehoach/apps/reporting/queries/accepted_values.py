"""Lists accepted values and narratives; values with the rules of confidential functions and disclosure applied."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.reporting import observations, permissions
from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission
from sokehoach.apps.reporting.queries import forms
from sokehoach.apps.reporting.queries.due_days import get_counting_window, period_of
from sokehoach.apps.shell.code_points import CodePoints
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.orgtree.snapshot import Snapshot
from sokehoach.domain.periods.window import Window
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.workflow import COUNTED_STATES
from sokehoach.domain.values.value import Value

type ValuePlace = tuple[str, int, str]  # code and row id of a unit, and a cell: the order of the values


@dataclass(frozen=True, slots=True)
class AcceptedValue:
    unit: str
    unit_id: int
    cell: str
    element: str
    disaggregation: str
    value: Value


def list_accepted_values(
    user: User,
    *,
    form: str,
    period: str,
    unit: str = "",
    after: ValuePlace = ("", 0, ""),
    enough: int | None = None,
) -> list[AcceptedValue]:
    """The accepted values of a form, by unit and cell, of the units that the account may see.

    `unit`: of that code alone. `after`: those that follow this one. `enough`: of no more units than hold so many
    values; None: of all. Counts of persons exist only at the levels that the policy of their programme allows
    (limits.md, 4). NotFoundError for an unknown form or period.
    """
    definition = forms.get_form(form, period)
    window = get_counting_window(definition, period)
    programme = forms.get_form_programme(user, form)
    scope = scope_of(user).restrict_to(programme)
    visible_units = permissions.list_readable_units(scope, definition.function) | permissions.list_reviewable_units(
        scope, definition.function
    )
    rows = Submission.objects.filter(form__uid=form, period=period, state__in=COUNTED_STATES)
    rows = rows.alias(code=CodePoints("unit__code"))
    rows = rows.filter(unit__code=unit) if unit else rows.filter(code__gte=after[0])
    reports = [
        report
        for code, unit_id, report in rows.order_by("code", "unit").values_list("unit__code", "unit_id", "pk")
        if unit_id in visible_units and (code, unit_id) >= after[:2]
    ]
    elements_by_code = list_elements(programme=programme, day=window.start)
    is_allowed = _PersonsRule(elements_by_code, window)
    values: list[AcceptedValue] = []
    cell_count = len(definition.at(period_of(period)).printed_cells)
    first = 0
    while first < len(reports) and (enough is None or len(values) < enough):
        size = len(reports) if enough is None else (enough - len(values)) // max(cell_count, 1) + 2
        values += [
            AcceptedValue(
                observation.unit,
                observation.unit_id,
                observation.cell,
                observation.element,
                observation.disaggregation,
                observation.value,
            )
            for observation in observations.list_accepted_in(reports[first : first + size])
            if (observation.unit, observation.unit_id, observation.cell) > after and is_allowed(observation)
        ]
        first += size
    return values


class _PersonsRule:
    """Whether a value may exist at the level of its unit. The tree of units is built for counts of persons alone."""

    def __init__(self, elements_by_code: Mapping[str, DataElement], window: Window) -> None:
        self.elements_by_code, self.window = elements_by_code, window

    def __call__(self, observation: observations.StoredObservation) -> bool:
        element = self.elements_by_code[observation.element]
        if not element.counts_persons:
            return True
        return element.may_exist_at(self._snapshot.place_level(observation.unit), self.window.start)

    @cached_property
    def _snapshot(self) -> Snapshot:
        return units.build_tree().as_of(self.window.cut_off)


def list_value_sources(*, form: str, period: str) -> dict[tuple[str, str, str], str]:
    """The source of each accepted number, by unit, element and disaggregation. One query, no numbers."""
    rows = DataValue.objects.filter(
        submission__form__uid=form, submission__period=period, submission__state__in=COUNTED_STATES
    ).values_list("submission__unit__code", "element__uid", "disaggregation", "source")
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
