"""A short name of each programme; that of a stored one is its name until its next version."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def fill_short_names(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("programmes", "Programme").objects.update(short_name=models.F("name"))


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0004_name_groups_kept_apart"),
        ("setup", "0002_first_versions"),  # after all migrations that may make a programme, without a short name
    ]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="short_name",
            field=models.CharField(default="", max_length=200, verbose_name="tên ngắn"),
            preserve_default=False,
        ),
        migrations.RunPython(fill_short_names, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("short_name", ""), _negated=True),
                name="programmes_short_name_given",
                violation_error_message="Chương trình phải có tên ngắn.",
            ),
        ),
    ]
