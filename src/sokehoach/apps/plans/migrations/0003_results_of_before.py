"""Turns the result of each assignment into the first version for the period in which it was written."""

from datetime import date
from typing import Any

from django.db import migrations


def _half(day: date, signed_on: date | None) -> str:
    """Returns the half-year whose results were written on that day, but none before the plan was signed."""
    written = (
        (day.year - 1, 2) if (day.month, day.day) < (3, 15) else (day.year, 1 if (day.month, day.day) < (9, 15) else 2)
    )
    begun = (1, 1)
    if signed_on is not None:
        late = (signed_on.month, signed_on.day) >= (12, 15)
        middle = (6, 15) <= (signed_on.month, signed_on.day) < (12, 15)
        begun = (signed_on.year + 1, 1) if late else (signed_on.year, 2 if middle else 1)
    return "{}S{}".format(*max(written, begun))


def record(apps: Any, _editor: object) -> None:
    assignments = apps.get_model("plans", "Assignment").objects
    results = apps.get_model("plans", "AssignmentResult").objects
    evidence = apps.get_model("plans", "Evidence").objects
    documented = set(evidence.values_list("assignment_id", flat=True))
    for row in assignments.select_related("duty__plan", "earlier").order_by("updated_at"):
        if row.updated_at is None or not (row.state != "not_started" or row.result or row.pk in documented):
            continue
        plan = row.duty.plan
        if row.duty.nature == "standing" and plan.origin == "signed":
            row.period = _half(row.updated_at.date(), plan.signed_on)
            row.save(update_fields=["period"])
        if row.earlier is not None and row.earlier.updated_at == row.updated_at:
            continue  # carried over from the earlier plan, where it is recorded
        result = results.create(
            assignment=row, period=row.period, number=1, state=row.state, text=row.result,
            recorded_by_id=row.updated_by_id, recorded_at=row.updated_at,
        )  # fmt: skip
        evidence.filter(assignment=row).update(result=result)


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_results")]
    operations = [migrations.RunPython(record, migrations.RunPython.noop)]
