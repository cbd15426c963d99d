"""Gives a duty several due days: an assignment for each, numbered; those of before have one."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgunits", "0005_plain_names"),
        ("plans", "0017_answers_of_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="assignment",
            options={"ordering": ("duty__start", "unit__code", "due_number")},
        ),
        migrations.RemoveConstraint(
            model_name="assignment",
            name="plans_assignment_once",
        ),
        migrations.AddField(
            model_name="assignment",
            name="due_number",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="hạn thứ"),
        ),
        migrations.AddField(
            model_name="duty",
            name="later_due_on",
            field=models.JSONField(blank=True, default=list, verbose_name="các hạn sau"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                fields=("duty", "unit", "due_number"),
                name="plans_assignment_once",
                violation_error_code="unit",
                violation_error_message="Đơn vị này đã được giao nhiệm vụ đó.",
            ),
        ),
    ]
