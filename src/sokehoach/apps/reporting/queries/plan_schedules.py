"""The schedules accepted from plans, by form and outline.

Nearly every page that names a due day asks, so a thread keeps the answer for a few seconds, as it does the levels of
units. `forget_schedules` ends it at once in this thread; another sees a new schedule a few seconds later.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import local

from sokehoach.apps.reporting.models import PlanSchedule
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.serialization import parse_due
from sokehoach.domain.reporting.due_schedules import DatedSchedule
from sokehoach.domain.reporting.form import Reporters

_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class AcceptedSchedules:
    """By uid of the form or outline."""

    forms: Mapping[str, tuple[DatedSchedule, ...]] = field(default_factory=dict)
    outlines: Mapping[str, tuple[DatedSchedule, ...]] = field(default_factory=dict)


_thread = local()


def get_schedules() -> AcceptedSchedules:
    """All accepted schedules, ended ones too. One query, none where the thread keeps the answer."""
    cache: tuple[AcceptedSchedules, float] | None = getattr(_thread, "cache", None)
    if cache is None or cache[1] < time.monotonic():
        cache = _thread.cache = (_load_schedules(), time.monotonic() + _SECONDS)
    return cache[0]


def forget_schedules() -> None:
    _thread.cache = None


def get_form_schedules(uid: str) -> tuple[DatedSchedule, ...]:
    return get_schedules().forms.get(uid, ())


def get_outline_schedules(uid: str) -> tuple[DatedSchedule, ...]:
    return get_schedules().outlines.get(uid, ())


def build_schedule(row: PlanSchedule) -> DatedSchedule:
    return DatedSchedule(
        PeriodType(row.period_type),
        parse_due(row.due),
        row.valid_from,
        row.valid_until,
        Reporters(tuple(row.levels), tuple(row.codes)),
    )


def _load_schedules() -> AcceptedSchedules:
    forms: dict[str, tuple[DatedSchedule, ...]] = {}
    outlines: dict[str, tuple[DatedSchedule, ...]] = {}
    for row in PlanSchedule.objects.select_related("form").only(
        "outline", "period_type", "due", "levels", "codes", "valid_from", "valid_until", "form__uid"
    ):
        by_uid, uid = (outlines, row.outline) if row.form is None else (forms, row.form.uid)
        by_uid[uid] = (*by_uid.get(uid, ()), build_schedule(row))
    return AcceptedSchedules(forms, outlines)
