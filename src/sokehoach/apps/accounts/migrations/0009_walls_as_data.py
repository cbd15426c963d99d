"""The wall of each capacity is that of its confidential group, written by triggers of the database."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from sokehoach.apps.accounts import wall_triggers


def fill_walls(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    capacity = apps.get_model("accounts", "Capacity")
    for code, wall in apps.get_model("programmes", "InstallationGroup").objects.values_list("code", "wall"):
        capacity.objects.filter(function=code).update(wall=wall)


def install_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    wall_triggers.install_triggers()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_role_code_within_programme"),
        ("programmes", "0002_policy"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="capacity",
            name="accounts_one_side_of_the_wall",
        ),
        migrations.AddField(
            model_name="capacity",
            name="wall",
            field=models.CharField(default="", editable=False, max_length=40, verbose_name="bức tường"),
        ),
        migrations.AlterField(
            model_name="approvalrequest",
            name="function",
            field=models.CharField(blank=True, max_length=20, verbose_name="chức năng"),
        ),
        migrations.AlterField(
            model_name="capacity",
            name="function",
            field=models.CharField(max_length=20, verbose_name="chức năng"),
        ),
        migrations.RunPython(fill_walls, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="capacity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("wall", ""), _negated=True),
                fields=("user", "wall"),
                name="accounts_one_side_of_the_wall",
                violation_error_message="Một tài khoản không được giữ cả hai phía của một bức tường.",
            ),
        ),
        migrations.RunPython(install_triggers, migrations.RunPython.noop),
    ]
