"""Lists accepted values and narratives; values with the rules of confidential functions and disclosure applied."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators.queries.elements import list_elements_of_persons
from sokehoach.apps.orgunits.queries.kept_tree import load_known_tree
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
    if unit:
        rows = rows.filter(unit__code=unit)
    is_allowed = _PersonsRule(list_elements_of_persons(programme, window.start), window)
    values: list[AcceptedValue] = []
    cell_count = len(definition.at(period_of(period)).printed_cells)
    size = None if enough is None else enough // max(cell_count, 1) + 2
    for reports in _list_reports(rows, after, visible_units, size):
        values += [
            AcceptedValue(
                observation.unit,
                observation.unit_id,
                observation.cell,
                observation.element,
                observation.disaggregation,
                observation.value,
            )
            for observation in observations.list_accepted_in(reports)
            if (observation.unit, observation.unit_id, observation.cell) > after and is_allowed(observation)
        ]
        if enough is not None and len(values) >= enough:
            break
    return values


def _list_reports(
    rows: QuerySet[Submission], after: ValuePlace, visible_units: frozenset[int], size: int | None
) -> Iterator[list[uuid.UUID]]:
    """The reports of visible units, by unit, from that of `after` on, in parts. One query for each part.

    `size`: so many reports are read first, and twice as many each time; None: all at once.
    """
    rows = rows.alias(place=CodePoints("unit__code")).order_by("place", "unit", "pk")
    code, unit = after[:2]
    beginning = Q(place__gt=code) | Q(place=code, unit__gte=unit)
    while True:
        part = rows.filter(beginning).values_list("unit__code", "unit_id", "pk")
        places = list(part if size is None else part[:size])
        if visible_reports := [report for _code, unit_id, report in places if unit_id in visible_units]:
            yield visible_reports
        if size is None or len(places) < size:
            return
        code, unit, report = places[-1]
        beginning = Q(place__gt=code) | Q(place=code, unit__gt=unit) | Q(place=code, unit=unit, pk__gt=report)
        size *= 2


class _PersonsRule:
    """Whether a value may exist at the level of its unit. The tree of units is built for counts of persons alone."""

    def __init__(self, elements_of_persons: Mapping[str, DataElement], window: Window) -> None:
        self.elements_of_persons, self.window = elements_of_persons, window

    def __call__(self, observation: observations.StoredObservation) -> bool:
        element = self.elements_of_persons.get(observation.element)
        if element is None or not element.counts_persons:
            return True
        return element.may_exist_at(self._snapshot.place_level(observation.unit), self.window.start)

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
