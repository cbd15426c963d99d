"""Closes open questions to communes that today's rules do not allow.

Their answers stay stored and are not shown (queries.ad_hoc).
"""

from typing import Any

from django.db import migrations
from django.utils import timezone


def close(apps: Any, _editor: Any) -> None:
    from sokehoach.domain.indicators.measurement_units import is_impersonal_unit

    asked = apps.get_model("reporting", "AdHoc").objects.filter(state="open")
    for row in asked.iterator():
        below = any(_stands_below(one.unit) for one in row.units.select_related("unit"))
        figures = [one.element for one in row.figures.select_related("element")]
        lawful = all(
            element is not None
            and not element.counts_persons
            and element.function == "general"
            and is_impersonal_unit(element.unit)
            for element in figures
        )
        if below and not lawful:
            row.state, row.closed_by, row.closed_at = "closed", row.asked_by, timezone.now()
            row.save(update_fields=["state", "closed_by", "closed_at"])


def _stands_below(unit: Any) -> bool:
    while unit.level == "agency" and unit.parent is not None:
        unit = unit.parent
    return unit.level not in ("district", "province")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_ad_hoc")]
    operations = [migrations.RunPython(close, migrations.RunPython.noop)]
