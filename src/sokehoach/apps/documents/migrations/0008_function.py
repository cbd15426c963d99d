from typing import Any

from django.db import migrations, models


def close_walled(apps: Any, _editor: object) -> None:
    """Reports and minutes without consolidated figures get the confidential function of their drafter, since the
    register or form from which they were written was not stored.
    """
    capacities = apps.get_model("accounts", "Capacity").objects.exclude(function="general")
    rows = apps.get_model("documents", "OfficialDocument").objects.filter(
        area__isnull=True, kind__in=("report", "minutes")
    )
    for user, function in capacities.values_list("user", "function"):
        rows.filter(drafted_by=user).update(function=function)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_signing_in"),
        ("documents", "0007_looked_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="officialdocument",
            name="function",
            field=models.CharField(
                choices=[
                    ("general", "chung"),
                    ("enforcement", "kiểm tra, xử lý"),
                    ("support", "y tế, hỗ trợ"),
                ],
                default="general",
                max_length=20,
                verbose_name="chức năng",
            ),
        ),
        migrations.AddConstraint(
            model_name="officialdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("function__in", ["general", "enforcement", "support"])),
                name="documents_function_known",
            ),
        ),
        migrations.RunPython(close_walled, migrations.RunPython.noop),
    ]
