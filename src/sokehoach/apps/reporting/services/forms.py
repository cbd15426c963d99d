"""Services that store report forms and reporting schedules of programmes."""

from collections.abc import Collection
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.reporting_schedule import ReportingSchedule


@write("regime.keep")
def save_reporting_schedule(
    *, programme: Programme, schedule: ReportingSchedule, unit: Unit, by: User | str, at: datetime
) -> ServiceResult:
    """Create or update a schedule. `unit`: the unit whose reporters it binds."""
    row, is_new = models.ReportingSchedule.objects.update_or_create(
        programme=programme,
        code=schedule.code,
        defaults={
            "name": schedule.name,
            "unit": unit,
            "definition": query_forms.serialize_reporting_schedule(schedule),
        },
    )
    return ServiceResult(
        subject=f"regime:{schedule.code}",
        unit=unit.code,
        detail={"regime": schedule.code, "fresh": is_new},
        answer={"id": row.pk},
    )


@write("regime.remove")
def remove_reporting_schedules(
    *, programme: Programme, remaining: Collection[str], by: User | str, at: datetime
) -> ServiceResult:
    """Delete the schedules of the programme but those of these codes: its definition has them no more."""
    rows = models.ReportingSchedule.objects.filter(programme=programme).exclude(code__in=remaining)
    codes = [row.code for row in rows]
    rows.delete()
    return ServiceResult(subject=f"pack:{programme.code}", detail={"removed": [*codes]})


@write("form.keep")
def import_forms(
    *, programme: Programme, forms: Collection[Form], unit: Unit, by: User | str, at: datetime
) -> ServiceResult:
    """Create or update forms of one function: only its holders read of it in the trail.

    `unit` consolidates them: the reporters are found below it.
    """
    (function,) = {form.function for form in forms}
    models.Form.objects.bulk_create(
        [
            models.Form(
                programme=programme,
                uid=form.uid,
                code=form.code,
                name=form.name,
                unit=unit,
                function=form.function,
                period_type=form.period_type,
                definition=form,
            )
            for form in forms
        ],
        update_conflicts=True,
        unique_fields=["uid"],
        update_fields=["programme", "code", "name", "unit", "function", "period_type", "definition"],
    )
    forget_answers()
    return ServiceResult(
        subject=f"pack:{programme.code}",
        unit=unit.code,
        detail={"codes": [form.code for form in forms]},
        function=function,
    )


@write("forms.close")
def close_forms(
    *, programme: Programme, forms: Collection[Form], day: date, by: User | str, at: datetime
) -> ServiceResult:
    """Store for which windows the forms that the programme closed, on the day or before, are still owed."""
    stored_forms = {form.uid: form for form in query_forms.list_forms(programme)}
    closed_forms = [form for form in forms if stored_forms[form.uid].spans != form.spans]
    for form in closed_forms:
        models.Form.objects.filter(uid=form.uid).update(definition=form)
    return ServiceResult(
        subject=f"pack:{programme.code}",
        detail={"forms": [form.uid for form in closed_forms], "from": day.isoformat()},
    )
