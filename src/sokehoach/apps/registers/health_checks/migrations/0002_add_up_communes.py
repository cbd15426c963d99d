"""One line of the district a quarter, in place of one a commune: persons are counted in no commune.

The first line of a quarter takes the sums; the others are struck and hold no number, nor does a line that was struck
before. No commune and no number of one stays in the history of any line.
"""

from collections import defaultdict
from typing import Any

from django.db import migrations, models

_NUMBERS = ("communes", "due", "checked", "conditions")


def add_up(apps: Any, _editor: Any) -> None:
    from sokehoach.apps.registers.core.word_index import build_search_text

    rounds = apps.get_model("health_checks", "HealthRound").objects
    lines = list(rounds.select_related("unit").order_by("day", "created_at", "id"))
    quarters: dict[tuple[int, Any], list[Any]] = defaultdict(list)
    counted: dict[tuple[int, int, bool], set[int]] = defaultdict(set)  # of a half-year
    for line in lines:
        if not line.struck:
            quarters[line.unit_id, line.day].append(line)
    told: dict[Any, dict[str, int | None]] = {}
    for (unit, day), those in quarters.items():
        known = counted[unit, day.year, day.month <= 6]
        fresh = {one.commune_id for one in those} - known
        known |= fresh
        due = [one.due for one in those]
        told[those[0].pk] = {
            "communes": len(fresh),
            "due": None if None in due else sum(due),
            "checked": sum(one.checked for one in those),
            "conditions": sum(one.conditions for one in those),
        }
    nothing = {"communes": 0, "due": None, "checked": 0, "conditions": 0}
    for line in sorted(lines, key=lambda one: one.pk in told):  # the sums last: none stands beside its parts
        for name, number in told.get(line.pk, nothing).items():
            setattr(line, name, number)
        line.struck = line.pk not in told
        line.folded = build_search_text(line.unit.name)
        line.save(update_fields=[*_NUMBERS, "struck", "folded"])
        # On SQLite the column before has dropped the triggers that would do it.
        apps.get_model("shelf", "Words").objects.filter(line=line.pk).update(folded=line.folded)
    _forget(apps, {line.pk: (line.version, told.get(line.pk, {})) for line in lines})


def _forget(apps: Any, lines: dict[Any, tuple[int, dict[str, int | None]]]) -> None:
    from sokehoach.domain.text import format_number

    for one in apps.get_model("shelf", "Revision").objects.filter(register="health_checks").iterator():
        version, numbers = lines.get(one.entry, (0, {}))
        kept = {"day": one.content.get("day", "")}
        if one.version == version:
            kept |= {name: "" if told is None else format_number(told) for name, told in numbers.items()}
        one.content = kept
        one.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("health_checks", "0001_initial"), ("shelf", "0002_keeping_clauses")]
    operations = [
        migrations.AddField(
            model_name="healthround",
            name="communes",
            field=models.PositiveIntegerField(default=0, verbose_name="Xã, thị trấn có đợt khám"),
            preserve_default=False,
        ),
        migrations.RunPython(add_up, migrations.RunPython.noop),
    ]
