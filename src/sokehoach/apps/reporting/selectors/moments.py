"""How reports stood at an earlier moment, told by who did what when."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from sokehoach.apps.reporting.models import DataValue, Step
from sokehoach.domain.reporting.workflow import Action
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type Whose = tuple[str, int, str]  # form, unit (a row), period


@dataclass(frozen=True, slots=True)
class Done:
    """One step of a report after the moment."""

    whose: Whose
    action: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """`counted`: the report that counted for each at the moment; who had none is not in it."""

    counted: Mapping[Whose, uuid.UUID]
    since: tuple[Done, ...]


def past(periods: Collection[str], moment: datetime) -> Past:
    """Of all reports of these periods: one query."""
    rows = (
        Step.objects.filter(submission__period__in=set(periods))
        .filter(Q(action=Action.ACCEPT) | Q(at__gte=moment))
        .order_by("submission__edition", "id")
        .values_list(
            "submission__form__code", "submission__unit", "submission__period", "submission", "action", "at"
        )
    )
    counted: dict[Whose, uuid.UUID] = {}
    since = []
    for form, unit, period, submission, action, at in rows:
        if at >= moment:
            since.append(Done((form, unit, period), action, at))
        elif action == Action.ACCEPT:
            counted[form, unit, period] = submission  # of two editions the later
    return Past(counted, tuple(since))


def values_of(submissions: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[tuple[str, str], Value]]:
    """By report, whether it still counts or was replaced, then by element and disaggregation: one query, or none.

    Whoever calls answers for who may see them.
    """
    told: dict[uuid.UUID, dict[tuple[str, str], Value]] = {}
    wanted = set(submissions)
    if not wanted:
        return told
    rows = DataValue.objects.filter(submission__in=wanted).order_by()
    for submission, element, part, number, gap in rows.values_list(
        "submission", "element__code", "disaggregation", "number", "gap"
    ):
        told.setdefault(submission, {})[element, part] = number if number is not None else Gap(gap)
    return told
