"""The schedules accepted from plans, by form and outline."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sokehoach.apps.reporting.models import PlanSchedule
from sokehoach.apps.shell.thread_cache import keep_in_thread
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.serialization import parse_due
from sokehoach.domain.reporting.due_schedules import DatedSchedule
from sokehoach.domain.reporting.form import Reporters


@dataclass(frozen=True, slots=True)
class AcceptedSchedules:
    """By uid of the form or outline."""

    forms: Mapping[str, tuple[DatedSchedule, ...]] = field(default_factory=dict)
    outlines: Mapping[str, tuple[DatedSchedule, ...]] = field(default_factory=dict)


@keep_in_thread
def get_schedules() -> AcceptedSchedules:
    """All accepted schedules, ended ones too. One query."""
    forms: dict[str, tuple[DatedSchedule, ...]] = {}
    outlines: dict[str, tuple[DatedSchedule, ...]] = {}
    for row in PlanSchedule.objects.select_related("form").only(
        "outline", "period_type", "due", "levels", "codes", "valid_from", "valid_until", "form__uid"
    ):
        by_uid, uid = (outlines, row.outline) if row.form is None else (forms, row.form.uid)
        by_uid[uid] = (*by_uid.get(uid, ()), build_schedule(row))
    return AcceptedSchedules(forms, outlines)


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
