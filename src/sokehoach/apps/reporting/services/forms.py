"""Service that stores report forms of programmes."""

from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.domain.reporting.form import Form


@write("form.keep")
def save_form(*, form: Form, unit: Unit, by: User | str, at: datetime) -> ServiceResult:
    """Create or update a form. `unit` consolidates it: the reporters are found below it."""
    row, is_new = models.Form.objects.update_or_create(
        code=form.code,
        defaults={
            "name": form.name,
            "unit": unit,
            "function": form.function,
            "period_type": form.period_type,
            "definition": form,
        },
    )
    return ServiceResult(
        subject=f"form:{form.code}",
        unit=unit.code,
        detail={"form": form.code, "fresh": is_new},
        answer={"id": row.pk},
        function=form.function,
    )
