"""Accepted values, handed to consolidation alone (contract C11)."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Accepted:
    """One cell of an accepted report. `unit_id` is the row of the unit, `unit` its code."""

    unit_id: int
    unit: str
    element: str
    disaggregation: str
    value: Value
    submission: uuid.UUID
    cell: str


def accepted(*, form: str, period: str) -> list[Accepted]:
    """Every value of every accepted report of a form and period: one query."""
    return _read(DataValue.objects.filter(submission__form__code=form, submission__period=period))


def accepted_in(submission: uuid.UUID) -> list[Accepted]:
    """The values of one report, if it is accepted: one query."""
    return _read(DataValue.objects.filter(submission=submission))


def _read(values: QuerySet[DataValue]) -> list[Accepted]:
    rows = values.filter(submission__state=Submission.State.ACCEPTED).values_list(
        "submission__unit_id", "submission__unit__code", "element__code", "disaggregation", "number", "gap",
        "submission_id", "cell",
    )  # fmt: skip
    return [
        Accepted(unit_id, unit, element, disaggregation, Gap(gap) if gap else number, submission, cell)
        for unit_id, unit, element, disaggregation, number, gap, submission, cell in rows
    ]
