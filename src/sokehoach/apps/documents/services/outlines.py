"""Outlines that a pack supplies."""

from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.orgunits.models import Unit


@write("outline.keep")
def keep(
    *,
    code: str,
    title: str,
    issuer: Unit,
    unit: Unit,
    due_days: int,
    definition: dict[str, Json],
    by: User | str,
    at: datetime,
) -> Done:
    """Keep an outline under its code, in place of an earlier one."""
    ReportOutline.objects.update_or_create(
        code=code,
        defaults={
            "title": title, "issuer": issuer, "unit": unit, "due_days": due_days, "definition": definition,
        },
    )  # fmt: skip
    return Done(subject=f"outline:{code}", unit=unit.code, answer={"outline": code})
