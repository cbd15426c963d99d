"""Turns «đang làm» of a request into «đồng ý phối hợp»: since 0016 a request is answered, and «đang làm» is not offered.

Recorded results stay as they were written.
"""

from typing import Any

from django.db import migrations


def rename_answers(apps: Any, _editor: object) -> None:
    assignments = apps.get_model("plans", "Assignment").objects
    assignments.filter(duty__nature="request", state="doing").update(state="agreed")


class Migration(migrations.Migration):
    dependencies = [("plans", "0016_request_answers")]
    operations = [migrations.RunPython(rename_answers, migrations.RunPython.noop)]
