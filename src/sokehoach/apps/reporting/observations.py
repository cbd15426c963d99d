"""Lists accepted values for the consolidation app alone (contract C11)."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.db.models import QuerySet

from sokehoach.apps.reporting.models import DataValue
from sokehoach.apps.shell.statements import PreparedStatement, UuidsParameter
from sokehoach.domain.reporting.workflow import COUNTED_STATES
from sokehoach.domain.values.day import apply_kind
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class StoredObservation:
    """One value of an accepted report; `unit_id` is the unit's row as of the period."""

    unit: str
    unit_id: int
    element: str
    disaggregation: str
    value: Value
    submission: uuid.UUID
    cell: str


class AcceptedCell(NamedTuple):
    """One value of an accepted report as lists of values show it. Its first three fields are its place in them."""

    unit: str
    unit_id: int
    cell: str
    element: str
    disaggregation: str
    value: Value


def list_accepted(*, form: str, period: str) -> list[StoredObservation]:
    """The accepted values of all units, by unit and cell. One query."""
    return _list_observations(DataValue.objects.filter(submission__form__uid=form, submission__period=period))


def list_computed_from_parts(*, form: str, period: str) -> list[StoredObservation]:
    """The accepted values of a longer period that were computed from the shorter ones. One query."""
    values = DataValue.objects.filter(submission__form__uid=form, submission__period=period)
    return _list_observations(values.filter(source=DataValue.Source.PARTS))


def list_accepted_periods() -> list[tuple[str, str]]:
    """The forms (uid) and periods that have an accepted value. One query."""
    rows = DataValue.objects.filter(submission__state__in=COUNTED_STATES).order_by()
    return list(rows.values_list("submission__form__uid", "submission__period").distinct())


def list_accepted_in(reports: Collection[uuid.UUID]) -> list[StoredObservation]:
    """The values of those of these reports that are accepted. One query."""
    return _list_observations(DataValue.objects.filter(submission__in=reports))


def list_accepted_cells(reports: Collection[uuid.UUID]) -> list[AcceptedCell]:
    """The values of those of these reports that are accepted, in no order. One query.

    Thousands of them are read for one answer, so nothing is read of a row that the answer does not show.
    """
    return [
        AcceptedCell(
            unit, unit_id, cell, element, disaggregation, Gap(gap) if number is None else apply_kind(number, kind)
        )
        for unit, unit_id, cell, element, disaggregation, number, gap, kind in _prepare_cells_query().rows(
            {"reports": reports}
        )
    ]


@cache
def _prepare_cells_query() -> PreparedStatement:
    rows = DataValue.objects.filter(submission__in=UuidsParameter("reports"), submission__state__in=COUNTED_STATES)
    return PreparedStatement(
        rows.order_by().values_list(
            "submission__unit__code", "submission__unit", "cell", "element__uid", "disaggregation", "number", "gap",
            "element__kind",
        )
    )  # fmt: skip


def _list_observations(values: QuerySet[DataValue]) -> list[StoredObservation]:
    rows = (
        values.filter(submission__state__in=COUNTED_STATES)
        .order_by("submission__unit__code", "cell")
        .values_list(
            "submission__unit__code",
            "submission__unit",
            "element__uid",
            "element__kind",
            "disaggregation",
            "number",
            "gap",
            "submission",
            "cell",
        )
    )
    return [
        StoredObservation(
            unit,
            unit_id,
            element,
            disaggregation,
            Gap(gap) if number is None else apply_kind(number, kind),
            submission,
            cell,
        )
        for unit, unit_id, element, kind, disaggregation, number, gap, submission, cell in rows
    ]
